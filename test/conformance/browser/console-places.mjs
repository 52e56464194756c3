// What a person does in each place of the console, at one size of the window.
import assert from 'node:assert/strict';

/** @param what the name of the size, the page, the URL of the server, its API, and functions that check and take pictures */
export async function checkPlaces(what) {
  await checkLive(what);
  await checkData(what);
  await checkFaults(what);
  await checkWorlds(what);
  await checkContract(what);
  await checkEverywhere(what);
}

/** Chooses an action of a menu. */
async function choose(page, menu, action) {
  await page.locator(`summary[aria-label="${menu}"], summary:text-is("${menu}")`).first().click();
  await page.locator('.menu .item', { hasText: action }).first().click();
}

/** The name of the file that an action saves. */
async function downloaded(page, action) {
  const [download] = await Promise.all([page.waitForEvent('download'), action]);
  return download.suggestedFilename();
}

async function checkLive({ name, page, url, api, check, picture }) {
  await check(`${name}: a request appears, with the reason of its response`, async () => {
    await page.getByText('No request has arrived yet').waitFor();
    await api('/products', { method: 'POST', body: '{"name": "Bird house", "price": -1}' });
    const row = page.locator('a.row', { hasText: '/v1/products' });
    await row.waitFor();
    await api('/order/7');
    await api('/orders', { method: 'POST', body: ORDER });
    await api('/products?category=kitchen');
    await page.locator('a.row', { hasText: 'category' }).waitFor();
    await picture('live');
    await row.last().click();
    const drawer = page.locator('.drawer');
    await drawer.getByText('The request: body').first().waitFor();
    await drawer.locator('mark', { hasText: '-1' }).first().waitFor();
    await picture('request');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });
  await check(`${name}: a filter shows some requests`, async () => {
    await page.locator('#filter').fill('status:2xx method:patch');
    await page.getByText('No request passes the filter.').waitFor();
    await page.locator('#filter').fill('');
    await choose(page, 'Filters', 'status:4xx');
    await page.locator('a.row', { hasText: 'order/7' }).waitFor();
    assert.equal(await page.locator('a.row', { hasText: 'category' }).count(), 0);
    await page.locator('#filter').fill('');
  });
  await check(`${name}: a request shows what it changed`, async () => {
    await page.locator('a.row', { hasText: 'POST' }).filter({ hasText: '201' }).click();
    const changes = page.locator('.drawer .patches');
    await changes.getByText('/stock').first().waitFor();
    await changes.getByText('/orders/').first().waitFor();
    await picture('changes');
    await page.getByRole('button', { name: 'Go back to before this request' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^Removes 1 change and \d+ requests?\. This cannot be undone\./).waitFor();
    await dialog.getByRole('button', { name: 'Fork instead' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal((await (await api('/products/1')).json()).stock, 38, 'nothing has happened yet');
  });
  await check(`${name}: a request that matches no operation has a suggestion, and can be sent as that`, async () => {
    await page.goto(`${url}/_standin#/live`);
    await page.locator('a.row', { hasText: 'order/7' }).click();
    await page.getByRole('button', { name: 'Send it as getOrder' }).click();
    const dialog = page.getByRole('dialog');
    assert.match(await dialog.getByLabel('URL').inputValue(), /\/v1\/orders\/7$/);
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('.drawer h2', { hasText: '/v1/orders/7' }).waitFor();
  });
  await check(`${name}: a request is copied, replayed, and responded to differently`, async () => {
    await page.goto(`${url}/_standin#/live`);
    await page.locator('a.row', { hasText: 'category' }).click();
    await choose(page, 'Copy', 'Copy as curl');
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^curl '.*category=kitchen'/);
    await choose(page, 'Copy', 'Copy as fetch');
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^await fetch\(".*category=kitchen"/);
    const before = await page.locator('a.row', { hasText: 'category' }).count();
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.waitForFunction(
      (count) =>
        [...document.querySelectorAll('a.row')].filter((row) => row.textContent.includes('category')).length > count,
      before,
    );
    await page.getByRole('button', { name: 'Respond differently next time' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Body (JSON)').fill('{ "items": [');
    await dialog.getByText('Line 1, column').waitFor();
    await dialog.getByLabel('Status').fill('404');
    await dialog.getByLabel('Body (JSON)').fill('{ "code": "not_found", "message": "Away" }');
    await dialog.getByRole('button', { name: 'Use this response' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual(await (await api('/products')).json(), { code: 'not_found', message: 'Away' });
    assert.equal((await api('/products')).status, 200, 'only once');
    await page.getByRole('button', { name: 'Make this fail' }).click();
    await page.getByText('returns 500 now').waitFor();
    assert.equal((await api('/products')).status, 500);
    await page.locator('.toast', { hasText: 'returns 500 now' }).getByRole('button', { name: 'Undo' }).click();
    await page.locator('.toast', { hasText: 'Undone' }).waitFor();
    assert.equal((await api('/products')).status, 200);
    await fetch(`${url}/_standin/worlds/default/faults`, { method: 'DELETE' });
    await fetch(`${url}/_standin/worlds/default/stubs`, { method: 'DELETE' });
  });
}

const ORDER = JSON.stringify({
  items: [{ productId: 1, quantity: 2 }],
  shippingAddress: { street: '5 Mill Lane', city: 'Leeds', postalCode: 'LS1 4AP', country: 'GB' },
});

async function checkData({ name, page, url, api, check, picture }) {
  await check(`${name}: a record is changed in the table, and the API shows it`, async () => {
    await page.goto(`${url}/_standin#/data/products`);
    await page.locator('tr', { hasText: 'Coffee mug' }).locator('button.cell', { hasText: 'Coffee mug' }).click();
    await page.getByLabel('New value of name').fill('Tea mug');
    await page.keyboard.press('Enter');
    await page.locator('button.cell', { hasText: 'Tea mug' }).waitFor();
    assert.equal((await (await api('/products/1')).json()).name, 'Tea mug');
    await page.locator('tr', { hasText: 'Notebook' }).locator('button.cell', { hasText: 'office' }).click();
    await page.getByLabel('New value of category').selectOption('garden');
    await page.locator('tr', { hasText: 'Notebook' }).locator('button.cell.changed', { hasText: 'garden' }).waitFor();
    await picture('data');
  });
  await check(`${name}: the change is undone`, async () => {
    await page.locator('.toast', { hasText: 'category of 2 saved' }).getByRole('button', { name: 'Undo' }).click();
    await page.locator('tr', { hasText: 'Notebook' }).locator('button.cell', { hasText: 'office' }).waitFor();
  });
  await check(`${name}: a change keeps what the application has changed meanwhile`, async () => {
    const worlds = await (await fetch(`${url}/_standin/worlds`)).text();
    const isList = (address) => address.pathname === '/_standin/worlds';
    // The page does not notice the change of the application.
    await page.route(isList, (route) => route.fulfill({ body: worlds, contentType: 'application/json' }));
    await api('/products/1', { method: 'PATCH', body: '{"price": 3}' });
    await page.locator('button.cell', { hasText: 'Tea mug' }).click();
    await page.getByLabel('New value of name').fill('Milk mug');
    await page.unroute(isList);
    await page.keyboard.press('Enter');
    const toast = page.locator('.toast', { hasText: 'name of 1 saved' });
    const undo = toast.last().getByRole('button', { name: 'Undo' });
    await page.locator('button.cell', { hasText: 'Milk mug' }).waitFor();
    const { name: own, price } = await (await api('/products/1')).json();
    assert.deepEqual({ own, price }, { own: 'Milk mug', price: 3 });
    await undo.click();
    await page.locator('button.cell', { hasText: 'Tea mug' }).waitFor();
    assert.equal((await (await api('/products/1')).json()).price, 3);
    await page.locator('button.cell', { hasText: 'Tea mug' }).click();
    await page.getByLabel('New value of name').fill('Big mug');
    await page.keyboard.press('Enter');
    await undo.waitFor();
    await api('/products/1', { method: 'PATCH', body: '{"price": 4, "name": "Tea mug"}' });
    await undo.click();
    await page.locator('.toast', { hasText: 'Something else has changed' }).waitFor();
    assert.equal((await (await api('/products/1')).json()).price, 4);
  });
  await check(`${name}: one value is set in several records`, async () => {
    await page.getByLabel('Mark 1', { exact: true }).click();
    await page.getByLabel('Mark 2', { exact: true }).click();
    await page.getByRole('button', { name: 'Set a value' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Property').selectOption('name');
    await dialog.getByLabel('Value of name').fill('Both');
    await dialog.getByLabel('Property').selectOption('stock');
    await dialog.getByRole('button', { name: 'Set', exact: true }).click();
    await dialog.getByText('Enter a value of stock.').waitFor();
    await dialog.getByLabel('Value of stock').fill('5');
    await dialog.getByRole('button', { name: 'Set', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const read = async (id) => (await api(`/products/${id}`)).json();
    const stocks = [(await read(1)).stock, (await read(2)).stock];
    assert.deepEqual(stocks, [5, 5]);
    assert.equal((await read(1)).name, 'Tea mug');
    await page
      .locator('.toast', { hasText: 'stock of 2 records is set' })
      .getByRole('button', { name: 'Undo' })
      .click();
    await page.locator('.toast', { hasText: 'Undone' }).last().waitFor();
    assert.notDeepEqual([(await read(1)).stock, (await read(2)).stock], [5, 5]);
    await page.getByRole('button', { name: 'Clear the selection' }).click();
  });
  await check(`${name}: a record is added from a sample, duplicated and deleted`, async () => {
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const drawer = page.locator('.drawer');
    await drawer.getByLabel('name', { exact: true }).fill('Bird house');
    await page.keyboard.press('Tab');
    await picture('add');
    await drawer.getByRole('button', { name: 'Add record' }).click();
    await drawer.getByRole('button', { name: 'Duplicate' }).click();
    await page.getByText('A copy is added').waitFor();
    const all = (await (await api('/products?limit=100')).json()).items;
    assert.equal(all.filter((one) => one.name === 'Bird house').length, 2);
    await drawer.getByRole('button', { name: 'JSON' }).click();
    const field = drawer.getByLabel('The record as JSON');
    await field.fill((await field.inputValue()).replace('Bird house', 'Bee house'));
    await picture('record');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await page.locator('button.cell', { hasText: 'Bee house' }).waitFor();
    await drawer.getByRole('button', { name: 'Delete' }).click();
    await drawer.waitFor({ state: 'detached' });
    await page.locator('button.cell', { hasText: 'Bee house' }).waitFor({ state: 'detached' });
  });
  await check(`${name}: 50 records are generated, some are marked and deleted at once`, async () => {
    await page.getByRole('button', { name: 'Generate 50' }).click();
    await page.locator('h2', { hasText: '63' }).waitFor();
    await page.locator('#filter').fill('Bird house');
    await page.getByLabel('Mark all records').click();
    await page.locator('#filter').fill('');
    await page.getByLabel('Mark 2', { exact: true }).click();
    await page.getByRole('button', { name: 'Delete 2' }).click();
    await page.getByText('2 records deleted').waitFor();
    assert.equal((await api('/products/2')).status, 404);
  });
  await check(`${name}: only what has changed since the start is shown`, async () => {
    const changes = page.getByRole('button', { name: /\d+ added, 1 changed, 1 removed/ });
    await changes.click();
    await page.locator('#filter').fill('mug');
    await page.locator('h2', { hasText: '1 of 61' }).waitFor();
    await changes.click();
    await page.locator('#filter').fill('');
  });
  await check(`${name}: a collection is exported and imported`, async () => {
    assert.equal(await downloaded(page, choose(page, 'More', 'Export as CSV')), 'products.csv');
    const csv = 'id,name,category,price,stock\r\n7,Kite,garden,12,3\r\n';
    await page.locator('summary:text-is("More")').click();
    await page
      .locator('.menu input[type=file]')
      .setInputFiles({ name: 'kites.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByText('kites.csv is imported').waitFor();
    await page.keyboard.press('Escape');
    assert.equal((await (await api('/products/7')).json()).name, 'Kite');
    await page.locator('.toast', { hasText: 'kites.csv' }).getByRole('button', { name: 'Undo' }).click();
    await page.locator('h2', { hasText: '61' }).waitFor();
  });
  await check(`${name}: a collection is changed as JSON`, async () => {
    await page.getByRole('button', { name: 'JSON', exact: true }).click();
    const field = page.getByLabel('The records as JSON');
    await field.fill((await field.inputValue()).replace('"Tea mug"', '"Milk mug'));
    await page.getByRole('button', { name: 'Save all' }).click();
    await page.locator('.problem', { hasText: 'Line' }).first().waitFor();
    await field.fill((await field.inputValue()).replace('"Milk mug', '"Milk mug"'));
    await picture('json');
    await page.getByRole('button', { name: 'Save all' }).click();
    await page.getByText('/products is saved').waitFor();
    assert.equal(
      (await (await api('/products?limit=100')).json()).items.filter((one) => one.name === 'Milk mug').length,
      1,
    );
    await page.locator('.toast', { hasText: '/products is saved' }).getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone').first().waitFor();
    await page.getByRole('button', { name: 'JSON', exact: true }).click();
  });
  await check(`${name}: the state is saved as a scenario`, async () => {
    assert.equal(await downloaded(page, choose(page, 'More', 'Save the state as a scenario')), 'default-scenario.json');
  });
  await check(`${name}: a relation leads to its record`, async () => {
    await api('/cart/items', { method: 'POST', body: '{"productId": 3, "quantity": 1}' });
    await page.goto(`${url}/_standin#/data/cart/items`);
    await page.locator('h2', { hasText: '/cart/items 1' }).waitFor();
    await page.getByLabel('Show /products/3').click();
    await page.locator('.drawer h2', { hasText: 'products 3' }).waitFor();
    await page.getByLabel('Who set name?').click();
    await page.locator('.field .note').waitFor();
  });
}

async function checkFaults({ name, page, url, api, check, picture }) {
  await check(`${name}: an operation fails until all is cleared`, async () => {
    await page.goto(`${url}/_standin#/faults`);
    const radio = page.getByLabel('GET /v1/products: Server error');
    const select = page.getByLabel('GET /v1/products', { exact: true });
    await radio.or(select).first().waitFor();
    if (await select.isVisible()) await select.selectOption('500');
    else await radio.click();
    await page.locator('.bar .badge', { hasText: '1 error or stub is on' }).waitFor();
    assert.equal((await api('/products')).status, 500);
    await picture('faults');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByText('works as usual again').waitFor();
    assert.equal((await api('/products')).status, 200);
  });
  await check(
    `${name}: an own response begins with the declared one, and violates the contract only on purpose`,
    async () => {
      const button = page.getByLabel('GET /v1/products: A status and a body of your own');
      const select = page.getByLabel('GET /v1/products', { exact: true });
      if (await select.isVisible()) await select.selectOption('own');
      else await button.click();
      const dialog = page.getByRole('dialog');
      const body = dialog.getByLabel('Body (JSON)');
      const holds = (text) =>
        page.waitForFunction((wanted) => document.querySelector('dialog textarea')?.value.includes(wanted), text);
      await holds('"message": "The server failed');
      await dialog.getByLabel('Status').fill('200');
      await holds('"items": [');
      await body.fill('{ "total": 0, "items": "none" }');
      await dialog.getByRole('button', { name: 'Use this response' }).click();
      await dialog.getByText(`'fault.body.items' must be of type array, not "none"`).waitFor();
      await picture('own-refused');
      await dialog.getByLabel('Can violate the contract').check();
      await dialog.getByRole('button', { name: 'Use this response' }).click();
      await dialog.waitFor({ state: 'detached' });
      assert.deepEqual(await (await api('/products')).json(), { total: 0, items: 'none' });
      await page.goto(`${url}/_standin#/live`);
      await page.locator('a.row', { hasText: 'intended violation' }).first().click();
      await page.locator('.drawer h3', { hasText: 'intended violation' }).waitFor();
      await page.locator('.drawer mark', { hasText: '"none"' }).first().waitFor();
      await picture('own-live');
      await page.goto(`${url}/_standin#/faults`);
      await page.getByRole('button', { name: 'Clear all' }).click();
      await page.getByText('works as usual again').first().waitFor();
    },
  );
  await check(`${name}: sliders delay and fail requests`, async () => {
    await page.getByRole('slider', { name: 'Delay of all responses' }).fill('300');
    await page.getByText('300 ms longer').waitFor();
    const start = performance.now();
    await api('/products');
    assert.ok(performance.now() - start >= 300);
    await page.getByRole('slider', { name: 'Requests that fail' }).fill('100');
    await page.getByText('100 % of all requests fail').waitFor();
    assert.equal((await api('/products')).status, 500);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByText('works as usual again').first().waitFor();
  });
}

async function checkWorlds({ name, page, url, api, check, picture }) {
  await check(`${name}: the clock moves, and says what is next`, async () => {
    await page.goto(`${url}/_standin#/worlds`);
    await api('/products/3', { method: 'PATCH', body: '{"price": 1}' });
    const card = page.locator('.clock-card');
    await card.getByRole('button', { name: '+1 year' }).click();
    const year = String(new Date().getFullYear() + 1);
    await card.locator('h2', { hasText: year }).waitFor();
    const ada = { id: 1, name: 'Ada', email: 'ada@shop.example', createdAt: 'now+P3D' };
    await fetch(`${url}/_standin/worlds/default/resource?path=/users/1`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ada),
    });
    const next = card.locator('.moments li', { hasText: 'in 3 days' });
    await next.getByText('createdAt').waitFor();
    await next.getByRole('button', { name: 'Go there' }).click();
    await next.waitFor({ state: 'detached' });
  });
  await check(`${name}: a change in the timeline shows what it did, and the world goes back to it`, async () => {
    const timeline = page.locator('.timeline');
    await timeline.getByRole('button', { name: 'PATCH /v1/products/3 200' }).waitFor();
    for (const label of ['Edited: /users/1', 'listProducts: 500', 'listProducts: 200 with an own body', 'Clock moved'])
      await timeline.getByText(label, { exact: true }).first().waitFor();
    await timeline.getByRole('button', { name: 'PATCH /v1/products/3' }).click();
    await timeline.locator('.details').getByText('/price').waitFor();
    await page.getByRole('button', { name: 'Show the state after this change' }).click();
    await timeline.locator('.state-then summary').first().waitFor();
    await picture('worlds');
    const line = timeline.locator('li', { hasText: 'PATCH /v1/products/3' });
    await line.getByRole('button', { name: 'Rewind' }).click();
    const dialog = page.locator('dialog');
    await dialog.getByText(/^Removes \d+ changes? and (\d+ requests?|the requests that came after)\./).waitFor();
    await dialog.getByRole('button', { name: 'Fork instead' }).waitFor();
    await picture('rewind');
    await dialog.getByRole('button', { name: 'Rewind' }).click();
    await page.getByText('Later changes are removed').waitFor();
    assert.equal((await (await api('/products/3')).json()).price, 1, 'the change itself stays');
    await page.locator('.card', { hasText: 'Timeline' }).getByRole('button', { name: 'Undo the last change' }).click();
    await page.getByText('The last change is undone').waitFor();
    assert.equal((await (await api('/products/3')).json()).price, 49);
  });
  await check(`${name}: a world is forked, compared, and deleted`, async () => {
    await page.locator('.timeline li').last().getByRole('button', { name: 'Fork here' }).click();
    await page.locator('summary[aria-label="World: default-1"]').waitFor();
    await page.getByLabel('Compare with').selectOption('default');
    await page.locator('.badge.removed, .badge.added, .badge.changed').first().waitFor();
    await choose(page, 'More for default-1', 'Delete default-1');
    await page.locator('summary[aria-label="World: default"]').waitFor();
  });
  await check(`${name}: a world begins with a scenario, and a reset restores everything`, async () => {
    await page.locator('.world-list .current select').selectOption('sold-out');
    await page.getByText('default is reset to sold-out').waitFor();
    assert.equal((await (await api('/products/1')).json()).stock, 0);
    await page.locator('.toast', { hasText: 'reset to sold-out' }).getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone').waitFor();
    await choose(page, 'World: default', 'Reset default');
    await page.getByText('The state of default is the initial one.').waitFor();
    assert.equal((await (await api('/products/1')).json()).name, 'Coffee mug');
  });
  await check(`${name}: a link leads to the same world and place`, async () => {
    await choose(page, 'World: default', 'Copy default to a new world');
    await page.locator('summary[aria-label="World: default-1"]').waitFor();
    await choose(page, 'World: default-1', 'Share this page');
    await page.getByRole('img', { name: 'QR code of the link' }).waitFor();
    await picture('share');
    await page.getByRole('button', { name: 'Copy the link' }).click();
    await page.keyboard.press('Escape');
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(link, /#\/worlds\?world=default-1$/);
    await fetch(`${url}/_standin/worlds/default-1`, { method: 'DELETE' });
    await page.goto(`${url}/_standin#/live`);
  });
}

async function checkContract({ name, page, url, api, check, picture }) {
  await check(`${name}: violations show the value that was sent, and lead to their request`, async () => {
    await api('/products', { method: 'POST', body: '{"name": "Bird house", "price": -1}' });
    await page.goto(`${url}/_standin#/contract`);
    await page.getByText('operations called').first().waitFor();
    const violation = page.locator('.violations li', { hasText: 'must be at least 0' }).first();
    await violation.locator('code', { hasText: '-1' }).waitFor();
    await picture('contract');
    assert.equal(await downloaded(page, page.getByRole('button', { name: 'HTML' }).click()), 'report.html');
    await violation.getByText('Show the request').click();
    await page.locator('.drawer mark', { hasText: '-1' }).first().waitFor();
  });
}

/** The built-in document has scopes. */
export async function checkScopes({ name, page, url, check, picture }) {
  const send = (method) =>
    fetch(`${url}/v1.0/deviceManagement/applePushNotificationCertificate`, {
      method,
      headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
      ...(method === 'PATCH' && { body: '{"appleIdentifier": "ada@contoso.example"}' }),
    });
  await check(`${name}: a request gets 403 if its token does not have a scope`, async () => {
    const scope = 'DeviceManagementServiceConfig.ReadWrite.All';
    await page.goto(`${url}/_standin`);
    await page.locator('summary[aria-label="User: by the token"]').click();
    const box = page.getByLabel(scope, { exact: true });
    assert.equal(await box.isChecked(), true);
    await box.uncheck();
    await page.locator('summary[aria-label^="User: by the token, "]').waitFor();
    await picture('scopes');
    assert.equal((await send('GET')).status, 200);
    const refused = await send('PATCH');
    assert.equal(refused.status, 403);
    assert.match((await refused.json()).error.message, /ReadWrite\.All/);
    await page.locator('.scopes').getByRole('button', { name: 'All' }).click();
    await page.locator('summary[aria-label="User: by the token"]').waitFor();
    assert.equal((await send('PATCH')).status, 200);
  });
}

async function checkEverywhere({ name, page, url, api, check, picture }) {
  await check(`${name}: requests are sent as a user`, async () => {
    await api('/me');
    await page.goto(`${url}/_standin#/live`);
    await page.locator('a.row', { hasText: '/v1/me' }).first().click();
    await choose(page, 'User: by the token', 'Ben');
    await page.locator('summary[aria-label="User: Ben"]').waitFor();
    await page.locator('.drawer').getByRole('button', { name: 'Replay' }).click();
    await page.locator('.drawer .json-string', { hasText: '"Ben"' }).waitFor();
    await choose(page, 'User: Ben', 'The user of each token');
    await page.locator('summary[aria-label="User: by the token"]').waitFor();
  });
  await check(`${name}: keys alone go to a place and search`, async () => {
    await page.keyboard.press('2');
    await page.locator('.places a[aria-current]', { hasText: 'Data' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill('act as');
    await page.getByRole('option', { name: 'Act as Ben user' }).waitFor();
    await page.getByRole('combobox', { name: 'Search' }).fill('orders resource');
    await page.locator('#palette-list [role=option]').first().waitFor();
    await picture('palette');
    await page.keyboard.press('Enter');
    await page.locator('h2', { hasText: '/orders' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
  });
  await check(`${name}: each action shows the call that does the same`, async () => {
    await page.locator('.status-line .call').click();
    await page.getByRole('dialog').locator('code', { hasText: '/_standin/worlds/' }).first().waitFor();
    await page.keyboard.press('Escape');
  });
}
