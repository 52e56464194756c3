// The console as a front-end developer uses it: see a request, change a record, make an operation fail, go back. Run by
// `npm run conformance:browser`. --screenshots FOLDER writes pictures to that folder.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { checkPlaces, checkScopes } from './console-places.mjs';
import { launch, openChecks, serve } from './shared.mjs';

const { screenshots } = parseArgs({ options: { screenshots: { type: 'string' } } }).values;
const file = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const shop = file('docs/examples/shop/openapi.yaml');
const { url, close } = await serve(
  shop,
  '--scenarios',
  file('docs/examples/shop/scenarios.yaml'),
  '--handlers',
  file('docs/examples/shop/handlers.ts'),
);
const graph = await serve();
const guarded = await serve(shop, '--control-token', 'secret');
const { check, end } = openChecks();
const browser = await launch();
const api = (path, init = {}) =>
  fetch(`${url}/v1${path}`, { ...init, headers: { authorization: 'Bearer ada', 'content-type': 'application/json' } });

/** A document whose items do not contain their keys. */
function keysInPaths() {
  const flag = {
    type: 'object',
    required: ['enabled'],
    properties: { enabled: { type: 'boolean' }, note: { type: 'string' } },
  };
  const body = (schema) => ({ content: { 'application/json': { schema } } });
  const ok = (schema) => ({ 200: { description: 'OK', ...body(schema) } });
  const parameters = [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }];
  const document = {
    openapi: '3.1.0',
    info: { title: 'Flags', version: '1' },
    paths: {
      '/flags/{name}': {
        parameters,
        get: { responses: ok(flag) },
        put: { requestBody: body(flag), responses: ok(flag) },
        delete: { responses: { 204: { description: 'Deleted' } } },
      },
    },
  };
  const path = join(mkdtempSync(join(tmpdir(), 'console-')), 'flags.json');
  writeFileSync(path, JSON.stringify(document));
  return path;
}

/** Opens the page, and collects what goes wrong in it. */
async function openPage(viewport, colorScheme) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on(
    'request',
    (request) =>
      /^(?:blob:)?http/.test(request.url()) &&
      ([url, graph.url].some((own) => request.url().replace('blob:', '').startsWith(`${own}/`)) ||
        errors.push(`loads ${request.url()}`)),
  );
  return { page, errors };
}

try {
  await check('the files have less than 60 kB', async () => {
    const sizes = ['index.html', 'main.css', 'main.js'].map(
      (name) => gzipSync(readFileSync(file(`dist/console/${name}`))).length,
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(total < 60_000, `${total} bytes`);
    console.log(`        ${total} bytes`);
  });
  for (const [name, viewport, colorScheme] of [
    ['wide', { width: 1280, height: 800 }, 'light'],
    ['dark', { width: 1280, height: 800 }, 'dark'],
    ['phone', { width: 360, height: 740 }, 'light'],
    ['phone-dark', { width: 360, height: 740 }, 'dark'],
  ]) {
    await fetch(`${url}/_standin/worlds/default/reset`, { method: 'POST' });
    const { page, errors } = await openPage(viewport, colorScheme);
    const picture = async (place) => {
      if (screenshots !== undefined) await page.screenshot({ path: `${screenshots}/console-${name}-${place}.png` });
    };
    await page.goto(`${url}/_standin`);
    await checkPlaces({ name, page, url, api, check, picture });
    await checkScopes({ name, page, url: graph.url, check, picture });
    await check(`${name}: nothing fails and nothing is loaded from elsewhere`, async () => {
      assert.deepEqual(
        errors.filter((error) => !/status of (?:400|404|500)/.test(error)),
        [],
      );
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
    });
    await page.context().close();
  }
  await check('a control token is asked for, and the address can contain it', async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(5_000);
    await page.goto(`${guarded.url}/_standin`);
    await page.getByLabel('Control token').fill('secret');
    await page.getByRole('button', { name: 'Use this token' }).click();
    await page.getByText('No request has arrived yet').waitFor();
    const other = await (await browser.newContext()).newPage();
    await other.goto(`${guarded.url}/_standin#token=secret`);
    await other.getByText('No request has arrived yet').waitFor();
    assert.doesNotMatch(other.url(), /secret/, 'the token does not stay in the address');
    await other.goto(`${guarded.url}/_standin#/data/products`);
    await other.reload();
    await other.getByText('Coffee mug').waitFor();
    const third = await (await browser.newContext()).newPage();
    await third.goto(`${guarded.url}/_standin#/data/products?token=secret`);
    await third.getByText('Coffee mug').waitFor();
    assert.equal(new URL(third.url()).hash, '#/data/products');
    await third.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await third.locator('summary[aria-label="World: default"]').click();
    await third.getByRole('button', { name: 'Share this page' }).click();
    await third.getByLabel('With the control token').check();
    await third.getByRole('button', { name: 'Copy the link' }).click();
    const fourth = await (await browser.newContext()).newPage();
    await fourth.goto(await third.evaluate(() => navigator.clipboard.readText()));
    await fourth.getByText('Coffee mug').waitFor();
  });
  const flags = await serve(keysInPaths());
  await check('records whose keys are only in their paths are added, opened and deleted', async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(5_000);
    const get = async (path) => (await fetch(`${flags.url}${path}`)).json();
    await page.goto(`${flags.url}/_standin#/data/flags`);
    await page.getByText('There are no records').waitFor();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByLabel('Key in the path').fill('dark mode');
    await page.getByRole('button', { name: 'Add record' }).click();
    await page.locator('.drawer h2', { hasText: 'flags dark mode' }).waitFor();
    await page.locator('.drawer').getByLabel('note', { exact: true }).fill('for everybody');
    await page.keyboard.press('Tab');
    await page.locator('.drawer').getByRole('button', { name: 'Save' }).click();
    await page.locator('button.cell', { hasText: 'for everybody' }).waitFor();
    assert.equal((await get('/flags/dark%20mode')).note, 'for everybody');
    await page.locator('.drawer').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('There are no records').waitFor();
  });
  flags.close();
} finally {
  await browser.close();
  close();
  graph.close();
  guarded.close();
}
end();
