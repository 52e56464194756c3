// Explores an API on the docs page: values that exist, a login, the world, an error for the next request, the console, a phone.
// Run by `npm run conformance:browser`. --screenshots FOLDER writes pictures to that folder.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch, openChecks, serve } from './shared.mjs';

const { screenshots } = parseArgs({ options: { screenshots: { type: 'string' } } }).values;
const shop = fileURLToPath(new URL('../../../docs/examples/shop/', import.meta.url));

/** What the shop has none of: several examples, an image, operations that are unusable or change nothing, keys in two places. */
const gallery = `
openapi: 3.1.0
info: { title: Gallery, version: "1" }
paths:
  /artists:
    get: { operationId: listArtists, responses: { "200": { description: ok, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Artist" } } } } } } }
    post:
      operationId: addArtist
      requestBody:
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Artist" }
            examples: { painter: { value: { name: Ada } }, sculptor: { value: { name: Bob } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Artist" } } } } }
  /artists/{artistId}:
    get:
      operationId: getArtist
      parameters: [{ name: artistId, in: path, required: true, schema: { type: integer } }]
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Artist" } } } }
        4XX: { description: a mistake of the client }
        default: { description: anything else }
  /artists/{artistId}/works:
    get:
      operationId: listWorks
      parameters: [{ name: artistId, in: path, required: true, schema: { type: integer }, examples: { famous: { value: 77 } } }]
      responses: { "200": { description: ok, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Work" } } } } } }
  /artists/{artistId}/works/{workId}:
    parameters: [{ name: artistId, in: path, required: true, schema: { type: integer } }, { name: workId, in: path, required: true, schema: { type: integer } }]
    get: { operationId: getWork, responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Work" } } } } } }
  /notices:
    post:
      operationId: addNotice
      requestBody: { content: { application/json: { schema: { type: object, properties: { text: { type: string } }, examples: [{ text: one }, { text: two }] } } } }
      responses: { "204": { description: done } }
  /poster:
    get: { operationId: getPoster, responses: { "200": { description: A picture, content: { image/png: { schema: { type: string, format: binary } } } } } }
  /broken:
    get: { operationId: getBroken, responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Missing" } } } } } }
components:
  schemas:
    Artist: { type: object, required: [name], properties: { id: { type: integer, readOnly: true }, name: { type: string } } }
    Work: { type: object, required: [title], properties: { id: { type: integer, readOnly: true }, title: { type: string }, artistId: { type: integer } } }
`;

const folder = mkdtempSync(join(tmpdir(), 'docs-explorer-'));
writeFileSync(join(folder, 'gallery.yaml'), gallery);
const documents = [join(shop, 'openapi.yaml'), `${join(folder, 'gallery.yaml')}@/gallery`];
const handlers = ['--handlers', join(shop, 'handlers.ts'), '--scenarios', join(shop, 'scenarios.yaml')];
const { url, close } = await serve(...documents, ...handlers);
const guarded = await serve(documents[0], '--control-token', 'secret');
const browser = await launch();
const { check, end } = openChecks();
const errors = [];

try {
  const page = await openPage({ viewport: { width: 1280, height: 1000 } });
  await check('/docs and /docs/ lead to the page, and the document stays as the user wrote it', async () => {
    for (const path of ['/docs', '/docs/', '/_standin/docs']) {
      await goTo(page, path);
      assert.equal(page.url(), `${url}/_standin/docs/`);
    }
    const source = await (await fetch(`${url}/_standin/source`)).text();
    assert.equal(source, readFileSync(documents[0], 'utf8'));
    const served = await (await fetch(`${url}/_standin/openapi.json`)).text();
    assert.doesNotMatch(served, /x-standin-(?:world|note)|Changes nothing/);
  });
  await check('a response shows a sample, and after a reset the values are those that exist', async () => {
    await goTo(page, '/');
    const add = await openOperation(page, 'products', 'createProduct');
    const sample = await add.locator('.responses-table .example').first().textContent();
    assert.match(sample, /"name": "(?!string")/);
    await fetch(`${url}/v1/products/1`, { method: 'DELETE', headers: { authorization: 'Bearer any' } });
    const product = await openOperation(page, 'products', 'getProduct');
    const shown = () => product.locator('.parameters input').inputValue();
    assert.equal(await shown(), '2');
    await product.locator('.opblock-summary-control').click();
    await page.locator('.standin-world-bar').getByRole('button', { name: 'Reset', exact: true }).click();
    await page.getByText('The world has its initial state.').waitFor();
    const again = await openOperation(page, 'products', 'getProduct');
    assert.equal(await again.locator('.parameters input').inputValue(), '1');
  });
  await check('a path parameter has the key of an item, and a body has values that are accepted', async () => {
    await goTo(page, '/');
    const product = await openOperation(page, 'products', 'getProduct');
    assert.match(await product.locator('.parameters input').inputValue(), /^\d+$/);
    assert.equal(await execute(product), '200');
    const order = await openOperation(page, 'orders', 'createOrder');
    const body = JSON.parse(await order.locator('textarea.body-param__text').inputValue());
    assert.equal(body.items[0].productId, 1);
    assert.doesNotMatch(JSON.stringify(body), /"string"/);
  });
  await check('the token of a login is offered to Authorize, and stays over a reload', async () => {
    const login = await openOperation(page, 'account', 'login');
    assert.equal(await execute(login), '200');
    await picture(page, 'docs-login');
    await login.getByRole('button', { name: 'Authorize with it' }).click();
    await login.getByText('Requests have the token of this response.').waitFor();
    for (const again of [false, true]) {
      if (again) await page.reload();
      const me = await openOperation(page, 'account', 'getMe');
      assert.equal(await execute(me), '200');
      assert.match(
        await me.locator('.live-responses-table .highlight-code').first().textContent(),
        /ada@shop\.example/,
      );
    }
  });
  await check('a response links to its exchange in the console', async () => {
    const me = page.locator('#operations-account-getMe');
    const [opened] = await Promise.all([page.waitForEvent('popup'), me.locator('.standin-exchange a').click()]);
    await opened.getByText('/v1/me').first().waitFor();
    assert.match(opened.url(), /\/_standin#\/live\/[0-9a-f-]{36}\?world=default$/);
    await opened.close();
  });
  await check('the page shows who its requests are from, and ends it', async () => {
    const user = page.locator('.standin-world-bar .user');
    const me = page.locator('#operations-account-getMe');
    await page.getByText('Signed in as Ada').waitFor();
    await page.evaluate(() => scrollTo(0, 0));
    await picture(page, 'docs-signed-in');
    const acting = {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"path":"/users","key":"2"}',
    };
    assert.equal((await fetch(`${url}/_standin/worlds/default/user`, acting)).status, 200);
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await page.getByText('All requests are from Ben').waitFor();
    await execute(me);
    assert.match(await me.locator('.live-responses-table .highlight-code').first().textContent(), /ben@shop\.example/);
    await user.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.says', { hasText: 'The token of each request decides who it is from.' }).waitFor();
    await page.getByText('Signed in as Ada').waitFor();
    await user.getByRole('button', { name: 'Sign out' }).click();
    await user.waitFor({ state: 'hidden' });
    assert.equal(await execute(me), '401');
    await page.reload();
    const login = await openOperation(page, 'account', 'login');
    await execute(login);
    await login.getByRole('button', { name: 'Authorize with it' }).click();
    await page.getByText('Signed in as Ada').waitFor();
    await openOperation(page, 'account', 'getMe');
  });
  await check('the item that was just created is the one to try next, also in operations that are open', async () => {
    const input = (operation) => operation.getByPlaceholder('productId').inputValue();
    const opened = await openOperation(page, 'products', 'getProduct');
    const own = await openOperation(page, 'products', 'updateProduct');
    await own.getByPlaceholder('productId').fill('3');
    const create = await openOperation(page, 'products', 'createProduct');
    assert.equal(await execute(create), '201');
    const { id } = JSON.parse(await create.locator('.live-responses-table .highlight-code code').first().textContent());
    await page.waitForFunction(
      (key) => document.querySelector('#operations-products-getProduct .parameters input').value === key,
      String(id),
    );
    assert.equal(await input(await openOperation(page, 'products', 'deleteProduct')), String(id));
    assert.equal(await input(own), '3', 'a value that a person entered stays');
    assert.equal(await execute(opened), '200');
    assert.match(
      await opened.locator('.live-responses-table .highlight-code').first().textContent(),
      new RegExp(`"id": ${id}\\b`),
    );
    assert.equal(await execute(own), '200');
  });
  await check('the next request fails once', async () => {
    await choose(page, 'next', '503');
    await page.locator('.standin-world-bar .next.on').waitFor();
    await picture(page, 'docs-next');
    const me = page.locator('#operations-account-getMe');
    assert.equal(await execute(me), '503');
    await page.locator('.standin-world-bar .next:not(.on)').waitFor();
    assert.equal(await execute(me), '200');
    await choose(page, 'next', '500');
    await choose(page, 'next', 'as usual');
    assert.equal(await execute(me), '200');
  });
  await check('the clock moves, and can be frozen', async () => {
    const year = new Date().getUTCFullYear();
    for (let month = 0; month < 12; month++)
      await choose(page, 'clock', '1 month later', 'The clock is 1 month later.');
    assert.match(await page.locator('.standin-world-bar .clock b').textContent(), new RegExp(`^${year + 1}`));
    await choose(page, 'clock', 'Freeze it', 'The clock stands still.');
    assert.match(await page.locator('.standin-world-bar .clock b').textContent(), /frozen$/);
  });
  await check('a scenario is loaded, and Reset returns to it', async () => {
    const name = 'sold-out';
    await choose(page, 'scenario', name, `The world has the state of ${name}.`);
    assert.equal(await page.locator('.standin-world-bar .scenario b').textContent(), name);
    await page.locator('.standin-world-bar').getByRole('button', { name: 'Reset' }).click();
    await page.locator('.says', { hasText: `The world has the state of ${name}.` }).waitFor();
    const { scenario } = await (await fetch(`${url}/_standin/worlds/default`)).json();
    assert.equal(scenario, name);
  });
  await check('another world has a page of its own, with its own state', async () => {
    await page.locator('.standin-world-bar .world summary').click();
    await page.getByLabel('Name of a new world').fill('alice');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/~alice/_standin/docs/**`);
    await page.waitForSelector('.opblock');
    const product = await openOperation(page, 'products', 'deleteProduct');
    assert.equal(await execute(product), '204');
    assert.equal((await fetch(`${url}/~alice/v1/products/1`)).status, 404);
    assert.equal((await fetch(`${url}/v1/products/1`)).status, 200);
    await choose(page, 'world', 'default');
    await page.waitForURL(`${url}/_standin/docs/**`);
  });
  await check(
    'a filter over paths and summaries stays over a reload, and so does the operation of the address',
    async () => {
      await goTo(page, '/');
      await openOperation(page, 'orders', 'createOrder');
      await page.locator('.operation-filter-input').fill('post createorder');
      await page.locator('#operations-products-listProducts').waitFor({ state: 'detached' });
      assert.match(page.url(), /#\/orders\/createOrder$/);
      await page.reload();
      await page.locator('#operations-orders-createOrder .execute').waitFor();
      assert.equal(await page.locator('.operation-filter-input').inputValue(), 'post createorder');
      assert.equal(await page.locator('.opblock').count(), 1);
      await page.locator('.operation-filter-input').fill('');
      await page.locator('#operations-products-listProducts').waitFor();
    },
  );
  await check('one menu leads to the page of each document', async () => {
    await page.locator('.standin-bar .others summary').click();
    assert.deepEqual(await page.locator('.others li').allTextContents(), ['Shop', 'Gallery', 'Control API']);
    await picture(page, 'docs-documents');
    await page.locator('.others li a', { hasText: 'Gallery' }).click();
    await page.waitForURL(`${url}/gallery/_standin/docs/`);
    await page.waitForSelector('.opblock');
  });
  await check('operations that are unusable or change nothing are marked', async () => {
    const notes = await page.locator('.standin-note').allTextContents();
    assert.deepEqual(notes.sort(), ['changes nothing', 'returns 501']);
    const broken = page.locator('#operations-default-getBroken');
    await broken.locator('.opblock-summary-control').click();
    await broken.getByText('Returns 501.').waitFor();
    await picture(page, 'docs-marks');
  });
  await check('all declared examples can be chosen, and an existing key is the first one', async () => {
    const options = async (name) => {
      const operation = await openOperation(page, 'default', name);
      await operation.locator('.examples-select-element').first().waitFor();
      return (await operation.locator('.examples-select-element option').allTextContents()).map((text) => text.trim());
    };
    assert.deepEqual(await options('addArtist'), ['painter', 'sculptor']);
    assert.deepEqual(await options('addNotice'), ['example 1', 'example 2']);
    assert.deepEqual((await options('listWorks')).slice(0, 2), ['an item that exists', 'famous']);
    const works = page.locator('#operations-default-listWorks');
    assert.notEqual(await works.locator('.parameters input').first().inputValue(), '77');
    assert.equal(await execute(works), '200');
  });
  await check('a status that the document declares as a range is documented', async () => {
    const artist = await openOperation(page, 'default', 'getArtist');
    const live = artist.locator('.live-responses-table');
    const range = artist.locator('.standin-range');
    assert.equal(await execute(artist), '200');
    assert.equal(await range.count(), 0, 'it is declared itself');
    await artist.locator('.parameters input').fill('4711');
    assert.equal(await execute(artist), '404');
    assert.equal(await range.textContent(), 'The document declares this status as 4XX.');
    assert.doesNotMatch(await live.textContent(), /Undocumented/);
    await choose(page, 'next', '503');
    assert.equal(await execute(artist), '503');
    assert.equal(await range.textContent(), 'The document declares this status as default.');
    const poster = await openOperation(page, 'default', 'getPoster');
    await choose(page, 'next', '503');
    assert.equal(await execute(poster), '503');
    assert.match(await poster.locator('.live-responses-table').textContent(), /Undocumented/, 'not declared at all');
    assert.equal(await poster.locator('.standin-range').count(), 0);
  });
  await check('keys of a path belong together', async () => {
    const work = await openOperation(page, 'default', 'getWork');
    assert.equal(await execute(work), '200');
  });
  await check('a response that is an image is shown', async () => {
    const poster = await openOperation(page, 'default', 'getPoster');
    assert.equal(await execute(poster), '200');
    const image = poster.locator('.live-responses-table img');
    await image.waitFor();
    assert.match(await image.getAttribute('src'), /^blob:/);
    await page.waitForFunction(() => document.querySelector('.live-responses-table img').naturalWidth > 0);
  });
  await check('the page of the control API has no world', async () => {
    await goTo(page, '/_standin/control/docs/');
    assert.equal(await page.locator('.standin-world-bar').count(), 0);
  });
  await check('a phone shows the page as wide as it is', async () => {
    for (const colorScheme of ['light', 'dark']) {
      const phone = await openPage({
        viewport: { width: 360, height: 780 },
        isMobile: true,
        hasTouch: true,
        colorScheme,
      });
      await goTo(phone, '/');
      await phone.locator('.standin-world-bar .clock b', { hasText: ':' }).waitFor();
      assert.deepEqual(await phone.evaluate(() => [innerWidth, document.documentElement.scrollWidth]), [360, 360]);
      await picture(phone, `docs-phone-${colorScheme}`);
      for (const name of ['world', 'clock', 'next']) {
        await phone.locator(`.standin-world-bar .${name} summary`).click();
        const box = await phone.locator(`.standin-world-bar .${name} ul`).boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= 360, `the menu ${name} fits`);
      }
      await picture(phone, `docs-phone-menu-${colorScheme}`);
      const product = await openOperation(phone, 'products', 'updateProduct');
      assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), 360);
      await product.locator('.execute').scrollIntoViewIfNeeded();
      await picture(phone, `docs-phone-operation-${colorScheme}`);
    }
  });
  await check('menus can be used with the keyboard', async () => {
    await goTo(page, '/');
    const summary = page.locator('.standin-world-bar .next summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), '400');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.standin-world-bar .next[open]').count(), 0);
    assert.ok(await summary.evaluate((element) => element === document.activeElement));
  });
  await check('a server with a control token asks for it, and the address can contain it', async () => {
    const locked = await openPage({});
    await locked.goto(`${guarded.url}/`);
    await locked.getByLabel('Control token').waitFor();
    assert.ok(await locked.locator('.standin-world-bar .next').isHidden());
    await picture(locked, 'docs-locked');
    await locked.getByLabel('Control token').fill('wrong');
    await locked.getByRole('button', { name: 'Use', exact: true }).click();
    await locked.locator('.says.failed', { hasText: 'control token is wrong' }).waitFor();
    await locked.getByLabel('Control token').fill('secret');
    await locked.getByRole('button', { name: 'Use', exact: true }).click();
    await locked.locator('.standin-world-bar .next').waitFor();
    const given = await openPage({});
    await given.goto(`${guarded.url}/_standin/docs/#token=secret`);
    await choose(given, 'clock', '1 day later', 'The clock is 1 day later.');
    assert.doesNotMatch(given.url(), /secret/, 'the token does not stay in the address');
  });
  await check('no script fails, and nothing is refused by the policy of the page', () => {
    assert.deepEqual(
      errors.filter((error) => !/status of (?:401|503|500|404)/.test(error)),
      [],
    );
  });
} finally {
  await browser.close();
  close();
  guarded.close();
}
end();

async function openPage(options) {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(8_000);
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  return page;
}

async function goTo(page, path) {
  await page.goto(url + path);
  await page.waitForSelector('.opblock');
}

/** Opens an operation, unless it is open. @returns its block, with a button to execute it */
async function openOperation(page, tag, id) {
  const block = page.locator(`#operations-${tag}-${id}`);
  await block.waitFor();
  if (!(await block.getAttribute('class')).includes('is-open')) await block.locator('.opblock-summary-control').click();
  await block.locator('.execute').waitFor();
  return block;
}

/** @returns the status that the page shows */
async function execute(block) {
  const clear = block.locator('.btn-clear');
  if (await clear.count()) await clear.click();
  await block.locator('.live-responses-table').waitFor({ state: 'detached' });
  await block.locator('.execute').click();
  const status = block.locator('.live-responses-table tbody .response-col_status').first();
  await status.waitFor();
  return (await status.textContent()).trim().slice(0, 3);
}

/** Chooses an entry of a menu of the world, and waits until the page says what it did. */
async function choose(page, menu, entry, says) {
  await page.locator(`.standin-world-bar .${menu} summary`).click();
  await page.locator(`.standin-world-bar .${menu}`).getByRole('button', { name: entry, exact: true }).click();
  if (says !== undefined) await page.locator('.says', { hasText: says }).waitFor();
}

async function picture(page, name) {
  if (screenshots) await page.screenshot({ path: `${screenshots}/${name}.png` });
}
