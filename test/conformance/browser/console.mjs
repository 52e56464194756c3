// The console as a front-end developer uses it: see a request, change a record, make an operation fail, reset. Run by
// `npm run conformance:browser`. --screenshots FOLDER writes pictures to that folder.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { launch, openChecks, serve } from './shared.mjs';

const { screenshots } = parseArgs({ options: { screenshots: { type: 'string' } } }).values;
const file = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const { url, close } = await serve(file('docs/examples/shop/openapi.yaml'));
const guarded = await serve(file('docs/examples/shop/openapi.yaml'), '--control-token', 'secret');
const { check, end } = openChecks();
const browser = await launch();
const api = (path, init = {}) =>
  fetch(`${url}/v1${path}`, { ...init, headers: { authorization: 'Bearer ada', 'content-type': 'application/json' } });

try {
  await check('the files have less than 60 kB', async () => {
    const sizes = ['index.html', 'main.css', 'main.js'].map(
      (name) => gzipSync(readFileSync(file(`dist/console/${name}`))).length,
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(total < 60_000, `${total} bytes`);
  });
  for (const [name, viewport, colorScheme] of [
    ['wide', { width: 1280, height: 860 }, 'light'],
    ['dark', { width: 1280, height: 860 }, 'dark'],
    ['phone', { width: 360, height: 720 }, 'light'],
  ]) {
    await fetch(`${url}/_standin/worlds/default/reset`, { method: 'POST' });
    const page = await browser.newPage({ viewport, colorScheme });
    page.setDefaultTimeout(5_000);
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('request', (request) => request.url().startsWith(url) || errors.push(`loads ${request.url()}`));
    const picture = async (place) => {
      if (screenshots !== undefined) await page.screenshot({ path: `${screenshots}/console-${name}-${place}.png` });
    };
    await page.goto(`${url}/_standin`);

    await check(`${name}: a request appears, with the reason of its response`, async () => {
      await page.getByText('No request has arrived yet').waitFor();
      await api('/products', { method: 'POST', body: '{"name": "Bird house", "price": -1}' });
      const row = page.locator('a.row', { hasText: '/v1/products' });
      await row.waitFor();
      await picture('live');
      await row.click();
      const drawer = page.locator('.drawer');
      await drawer.getByText('The request: body').first().waitFor();
      await drawer.locator('mark', { hasText: '-1' }).first().waitFor();
      await picture('request');
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
    });
    await check(`${name}: a filter shows some requests`, async () => {
      await page.locator('#filter').fill('status:2xx');
      await page.getByText('No request passes the filter.').waitFor();
      await page.locator('#filter').fill('');
      await page.locator('a.row').first().waitFor();
    });
    await check(`${name}: a record is changed, and the API shows it`, async () => {
      await page.goto(`${url}/_standin#/data/products`);
      await page.locator('tr', { hasText: 'Coffee mug' }).locator('button.cell', { hasText: 'Coffee mug' }).click();
      await page.getByLabel('New value of name').fill('Tea mug');
      await page.keyboard.press('Enter');
      await page.locator('button.cell', { hasText: 'Tea mug' }).waitFor();
      assert.equal((await (await api('/products/1')).json()).name, 'Tea mug');
      await picture('data');
      await page.goto(`${url}/_standin#/data/products?record=2`);
      await page.locator('.drawer').getByRole('button', { name: 'Delete' }).click();
      await page.getByText('2 deleted').waitFor();
      assert.equal((await api('/products/2')).status, 404);
    });
    await check(`${name}: an operation fails until all is cleared`, async () => {
      await page.goto(`${url}/_standin#/faults`);
      await page.getByLabel('/v1/products: Server error').first().click();
      await page.getByText('1 error or stub is on').waitFor();
      assert.equal((await api('/products')).status, 500);
      await picture('faults');
      await page.getByRole('button', { name: 'Clear all' }).click();
      await page.getByText('works as usual again').waitFor();
      assert.equal((await api('/products')).status, 200);
    });
    await check(`${name}: the clock moves, and a reset restores everything`, async () => {
      await page.goto(`${url}/_standin#/worlds`);
      await page.getByRole('button', { name: '+1 year' }).click();
      const year = String(new Date().getFullYear() + 1);
      await page.locator('.clock h2', { hasText: year }).waitFor();
      await page.locator('summary', { hasText: '/products/1' }).first().waitFor();
      await picture('worlds');
      await page.locator('.bar').getByRole('button', { name: 'Reset' }).click();
      await page.getByText('The state of default is the initial one.').waitFor();
      assert.equal((await (await api('/products/1')).json()).name, 'Coffee mug');
    });
    await check(`${name}: violations lead to their request`, async () => {
      await page.goto(`${url}/_standin#/contract`);
      await page.getByText('operations called').first().waitFor();
      await picture('contract');
    });
    await check(`${name}: keys alone go to a place and search`, async () => {
      await page.keyboard.press('2');
      await page.locator('.places a[aria-current]', { hasText: 'Data' }).waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search' }).fill('orders resource');
      await page.locator('#palette-list [role=option]').first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator('h2', { hasText: '/orders' }).waitFor();
    });
    await check(`${name}: nothing fails and nothing is loaded from elsewhere`, async () => {
      assert.deepEqual(
        errors.filter((error) => !/status of (?:400|404|500)/.test(error)),
        [],
      );
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
    });
    await page.close();
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
  });
} finally {
  await browser.close();
  close();
  guarded.close();
}
end();
