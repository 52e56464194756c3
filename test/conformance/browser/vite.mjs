// The shop's front end on a Vite dev server, as front-end developers run it. The page calls the mock server on its port, and
// then through Vite's proxy. Run by `npm run conformance:browser`.
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { launch, openChecks, serve } from './shared.mjs';

const shop = fileURLToPath(new URL('../../../docs/examples/shop/', import.meta.url));
const { url, close } = await serve(join(shop, 'openapi.yaml'), '--handlers', join(shop, 'handlers.ts'));
const vite = await createServer({
  configFile: false,
  root: shop,
  cacheDir: mkdtempSync(join(tmpdir(), 'vite-')),
  logLevel: 'error',
  server: { host: '127.0.0.1', port: 0, proxy: { '/v1': url } },
});
await vite.listen();
const [home] = vite.resolvedUrls.local;
const browser = await launch();
const { check, end } = openChecks();

try {
  for (const [how, api] of [
    ['on another port', `${url}/~direct/v1`],
    ['through the proxy of Vite', '/v1'],
  ]) {
    const page = await browser.newPage();
    page.setDefaultTimeout(5_000);
    const scriptErrors = [];
    page.on('pageerror', (error) => scriptErrors.push(String(error)));
    const names = () => page.locator('#products strong').allTextContents();
    const total = (text) => page.locator('#total', { hasText: text }).waitFor();
    await page.goto(`${home}?api=${encodeURIComponent(api)}`);

    await check(`${how}: the page lists products and turns pages`, async () => {
      await total('12 products');
      assert.deepEqual(await names(), ['Bread board', 'Coffee mug', 'Desk lamp', 'Fountain pen', 'Garden gloves']);
      await page.locator('#next').click();
      await page.locator('#products', { hasText: 'Herb seeds' }).waitFor();
      assert.equal((await names()).length, 5);
    });
    await check(`${how}: it searches`, async () => {
      await page.locator('[name=q]').fill('mug');
      await page.locator('#search button').click();
      await total('1 product');
      assert.deepEqual(await names(), ['Coffee mug']);
    });
    await check(`${how}: it orders, reads Location, and cancels`, async () => {
      await page.locator('#products button').click();
      await page.locator('#products button').click();
      await page.locator('#order button').click();
      await page.locator('#notice', { hasText: 'is pending' }).waitFor();
      await page.locator('#products', { hasText: '38 left' }).waitFor();
      const ordered = page.locator('#orders li', { hasText: '€25.00' });
      await ordered.locator('button').click();
      await ordered.getByText('cancelled').waitFor();
    });
    await check(`${how}: it shows the errors of the API`, async () => {
      const error = page.locator('#error');
      await page.locator('#order button').click();
      await error.getByText(/400: .*items/).waitFor();
      await page.locator('[name=q]').fill('pepper');
      await page.locator('#search button').click();
      await total('1 product');
      await page.locator('#products button').click();
      await page.locator('#order button').click();
      await error.getByText('409: Pepper mill is sold out.').waitFor();
    });
    await check(`${how}: no script fails`, async () => assert.deepEqual(scriptErrors, []));
    await page.close();
  }
} finally {
  await browser.close();
  await vite.close();
  close();
}
end();
