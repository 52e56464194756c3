// A day of a front-end developer: a page of a Vite dev server calls the mock server on another port, and everything that the
// developer wants is done in the console. The wants and their steps (clicks, choices, keys and texts) are those of the table in
// docs/console.md. Run by `npm run conformance:browser`. --screenshots FOLDER writes pictures to that folder.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { launch, openChecks, serve } from './shared.mjs';

const { screenshots } = parseArgs({ options: { screenshots: { type: 'string' } } }).values;
const shop = fileURLToPath(new URL('../../../docs/examples/shop/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'front-end-day-'));
const options = ['--handlers', join(shop, 'handlers.ts'), '--scenarios', join(shop, 'scenarios.yaml')];
const start = (port) => serve(join(shop, 'openapi.yaml'), ...options, '--keep', join(folder, 'state'), '--port', port);

let server = await start('0');
const { url } = server;
const vite = await createServer({
  configFile: false,
  root: fileURLToPath(new URL('front-end', import.meta.url)),
  cacheDir: join(folder, 'vite'),
  logLevel: 'error',
  define: { 'import.meta.env.VITE_API': JSON.stringify(`${url}/v1`) },
  server: { host: '127.0.0.1', port: 0 },
});
await vite.listen();
const [home] = vite.resolvedUrls.local;
const browser = await launch();
const { check, end } = openChecks();

/** What a person does in a page, counted. */
class Hand {
  steps = 0;
  #page;
  constructor(page) {
    this.#page = page;
  }
  async click(...locator) {
    this.steps += 1;
    await this.#find(locator).click();
  }
  async clickText(selector, text) {
    this.steps += 1;
    await this.#page.locator(selector, { hasText: text }).first().click();
  }
  async press(key) {
    this.steps += 1;
    await this.#page.keyboard.press(key);
  }
  async fill(locator, text) {
    this.steps += 1;
    await this.#find([locator]).fill(text);
  }
  async slide(name, value) {
    this.steps += 1;
    await this.#page.getByRole('slider', { name }).fill(value);
  }
  async file(locator, file) {
    this.steps += 1;
    await this.#find([locator]).setInputFiles(file);
  }
  #find([locator, options]) {
    return typeof locator === 'string' ? this.#page.locator(locator, options).first() : locator;
  }
}

/** The steps of each want, as the documentation has them. */
const documented = new Map(
  readFileSync(new URL('../../../docs/console.md', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 6 && /^\d+$/.test(cells[4]))
    .map(([, name, , , steps]) => [name, Number(steps)]),
);
const done = [];

/** Checks one want of the table, and that it takes as many steps as the table says. */
function want(name, run) {
  const steps = documented.get(name);
  return check(`${name}: ${steps === 1 ? '1 step' : `${steps} steps`}`, async () => {
    const hand = new Hand(page);
    await run(hand);
    assert.equal(hand.steps, steps, 'the steps are those in docs/console.md');
    done.push(name);
    if (screenshots !== undefined) await pictures(`day-${done.length}`);
  });
}

/** Pictures of the console on a large and on a small screen. */
async function pictures(name) {
  for (const [width, height] of [
    [360, 740],
    [1280, 800],
  ]) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `${screenshots}/${name}-${width}.png` });
  }
}

async function open(address, context) {
  const opened = await context.newPage();
  opened.setDefaultTimeout(5_000);
  return opened.goto(address).then(() => opened);
}

const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
await context.grantPermissions(['clipboard-read', 'clipboard-write']);
/** The page of the front end. */
const front = await open(home, context);
/** The console. */
const page = await open(`${url}/_standin`, context);
const shows = (selector, text) => front.locator(selector, { hasText: text }).waitFor();
const scriptErrors = [];
for (const one of [front, page]) one.on('pageerror', (error) => scriptErrors.push(String(error)));
const status = (text) => shows('#status', text);
const again = async (text = 'Ready') => {
  await front.reload();
  await status(text);
};

try {
  await want('serve the API', async () => {
    await status('Ready');
    await again();
    assert.equal(await front.locator('#products li').count(), 12);
  });
  await want('call it with cookies and tokens from another port', async () => {
    await shows('#who', 'Signed in as Ada');
    assert.equal(await front.locator('#orders li').count(), 3);
    assert.notEqual(new URL(home).origin, new URL(url).origin);
  });
  await want('see a request, with headers and bodies', async (hand) => {
    // The browser got a 304, because nothing has changed since the first request.
    await hand.click(page.locator('a.row', { hasText: '304' }).filter({ hasText: '/v1/orders' }));
    await page.getByRole('link', { name: 'Show the response that it has' }).click();
    await page.locator('.drawer .json-string', { hasText: 'pending' }).first().waitFor();
    await page.locator('.drawer summary', { hasText: 'header' }).first().click();
    for (const header of ['authorization', 'cookie', 'origin'])
      await page.locator('.drawer dt', { hasText: header }).first().waitFor();
    await page.keyboard.press('Escape');
  });
  await want('get a 500 with a body', async (hand) => {
    await hand.press('3');
    await hand.click(page.getByLabel('GET /v1/products: A status and a body of your own'));
    await hand.fill(page.getByLabel('Body (JSON)'), '{ "code": "internal_error", "message": "The mill burns" }');
    await hand.press('Control+Enter');
    await page.getByText('GET /v1/products returns 500 now').waitFor();
    await again('500: The mill burns');
  });
  await want('get a 429', async (hand) => {
    await hand.press('3');
    await hand.click(page.getByLabel('GET /v1/products: Too many requests'));
    await page.locator('.toast', { hasText: 'Too many requests' }).waitFor();
    await again('429: Too many requests. Retry after 1 second. Try again in 1 s.');
  });
  await want('get slow responses', async (hand) => {
    await hand.press('3');
    await hand.click(page.getByLabel('GET /v1/products: The response comes after two seconds'));
    await page.locator('.toast', { hasText: 'after two seconds' }).waitFor();
    await again('Ready, but slow');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByText('works as usual again').waitFor();
    await again();
  });
  await want('be another user', async (hand) => {
    await hand.click('summary[aria-label^="User:"]');
    await hand.clickText('.menu .item', 'Ben');
    await page.getByText('Requests are from Ben now, whatever their token').waitFor();
    await again();
    await shows('#who', 'Signed in as Ben');
  });
  await want('reset the data', async (hand) => {
    await front.getByRole('button', { name: 'Order Coffee mug' }).click();
    await shows('#products li', 'Coffee mug, €12.50, 39 left');
    await hand.click('summary[aria-label^="World:"]');
    await hand.clickText('.menu .item', 'Reset default');
    await page.getByText('default is reset').waitFor();
    await again();
    await shows('#products li', 'Coffee mug, €12.50, 40 left');
    await shows('#who', 'Signed in as Ada');
  });
  await want('start from another state', async (hand) => {
    await hand.click('summary[aria-label^="World:"]');
    await hand.clickText('.menu .item', 'Begin again with sold-out');
    await page.getByText('default is reset to sold-out').waitFor();
    await again();
    await shows('#products li', 'Coffee mug, €12.50, sold out');
  });
  await want('start from your own rows', async (hand) => {
    await hand.press('2');
    await hand.click(page.locator('nav.side a', { hasText: /^products/ }));
    await hand.click('summary:text-is("More")');
    const file = {
      name: 'kites.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('id,name,category,price,stock\r\n1,Kite,garden,12,3\r\n'),
    };
    await hand.file('.menu input[type=file]', file);
    await page.getByText('kites.csv is imported').waitFor();
    await page.keyboard.press('Escape');
    await again();
    await shows('#products li', 'Kite, €12.00, 3 left');
  });
  await want('edit a record', async (hand) => {
    await hand.press('2');
    await hand.click(page.locator('tr', { hasText: 'Kite' }).locator('button.cell', { hasText: /^3$/ }));
    await hand.fill(page.getByLabel('New value of stock'), '1');
    await hand.press('Enter');
    await page.getByText('stock of 1 saved').waitFor();
    await again();
    await shows('#products li', 'Kite, €12.00, 1 left');
  });
  await want('keep it over a restart', async () => {
    server.close();
    await server.closed;
    await page.locator('.connection.off').waitFor();
    await again('0: No response');
    server = await start(new URL(url).port);
    await page.locator('.connection:not(.off)').waitFor({ timeout: 10_000 });
    await page.locator('button.cell', { hasText: 'Kite' }).waitFor();
    await again();
    await shows('#products li', 'Kite, €12.00, 1 left');
  });
  await want('share what you see', async (hand) => {
    await page.getByLabel('Open 1', { exact: true }).click();
    await hand.click('summary[aria-label^="World:"]');
    await hand.clickText('.menu .item', 'Share this page');
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    await hand.click(page.getByRole('button', { name: 'Copy the link' }));
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const colleague = await open(link, await browser.newContext());
    await colleague.locator('.drawer h2', { hasText: 'products 1' }).waitFor();
    await colleague.context().close();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });
  await want('look at the state', async (hand) => {
    await front.getByRole('button', { name: 'Order Kite' }).click();
    await shows('#orders li', '€12.00');
    await hand.press('2');
    await hand.clickText('nav.side a', 'orders');
    await page.locator('button.cell', { hasText: 'pending' }).first().waitFor();
  });
  await want('go back in time', async (hand) => {
    await hand.press('4');
    await hand.click(page.getByRole('button', { name: 'Undo the last change' }));
    await page.getByText('The last change is undone').waitFor();
    await again();
    assert.equal(await front.locator('#orders li', { hasText: '€12.00' }).count(), 0);
    await shows('#products li', 'Kite, €12.00, 1 left');
  });
  await want('move the clock', async (hand) => {
    await hand.click('summary[aria-label^="Clock:"]');
    await hand.clickText('.menu .item', '+1 month');
    await page.getByText('The clock of default is moved').waitFor();
    const now = await (await fetch(`${url}/_standin/worlds/default/clock`)).json();
    await front.getByRole('button', { name: 'Order Kite' }).click();
    await shows('#orders li', `of ${now.now.slice(0, 10)}`);
  });
  await check('every row of the table is done', async () =>
    assert.deepEqual(done.toSorted(), [...documented.keys()].toSorted()),
  );
  await check('no script fails', async () => assert.deepEqual(scriptErrors, []));
} finally {
  await browser.close();
  await vite.close();
  server.close();
}
end();
