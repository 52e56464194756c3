// The console for everybody: axe finds nothing in any place, light and dark, and the keyboard alone is enough. And over time:
// the page connects again after a restart, and several tabs show the same.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { launch, openChecks, serve } from './shared.mjs';

const shop = fileURLToPath(new URL('../../../docs/examples/shop/openapi.yaml', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { url, close } = await serve(shop);
const { check, end } = openChecks();
const browser = await launch();
const api = (path, init = {}) =>
  fetch(`${url}/v1${path}`, { ...init, headers: { authorization: 'Bearer ada', 'content-type': 'application/json' } });

/** What axe finds, one line for each rule. */
async function problemsIn(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ target }) => target)
        .slice(0, 3)
        .join(', ')}`,
  );
}

/** Presses Tab until the element with the focus has this role and name. */
async function tabTo(page, selector, text = '') {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press('Tab');
    const isThere = await page.evaluate(
      ([wanted, name]) => {
        const element = document.activeElement;
        const label = `${element?.getAttribute('aria-label') ?? ''} ${element?.textContent ?? ''}`;
        return element?.matches(wanted) === true && label.includes(name);
      },
      [selector, text],
    );
    if (isThere) return;
  }
  throw new Error(`Tab does not lead to ${selector} ${text}`);
}

const STEPS = [
  ['live', '#/live', 'a.row'],
  [
    'request',
    '#/live',
    'a.row',
    (page) =>
      page
        .locator('a.row')
        .first()
        .click()
        .then(() => page.locator('.why-part').waitFor()),
  ],
  ['data', '#/data/products', 'button.cell'],
  ['record', '#/data/products?record=3', '.field input'],
  [
    'new record',
    '#/data/products',
    'button.cell',
    (page) =>
      page
        .getByRole('button', { name: 'Add', exact: true })
        .click()
        .then(() => page.locator('.field input').first().waitFor()),
  ],
  ['errors', '#/faults', '.outcomes, .choices'],
  ['worlds', '#/worlds', '.timeline li'],
  ['contract', '#/contract', '.coverage'],
  [
    'palette',
    '#/live',
    'a.row',
    (page) => page.keyboard.press('Control+k').then(() => page.locator('[role=option]').first().waitFor()),
  ],
];

try {
  await api('/products', { method: 'POST', body: '{"name": "Bird house", "price": -1}' });
  await api('/products/2', { method: 'PATCH', body: '{"price": 1}' });
  await api('/order/7');
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 360]) {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' });
      page.setDefaultTimeout(5_000);
      for (const [name, hash, ready, act] of STEPS) {
        await check(`axe finds nothing: ${name}, ${colorScheme}, ${width} pixels`, async () => {
          await page.goto('about:blank');
          await page.goto(`${url}/_standin${hash}`);
          await page.locator(ready).first().waitFor();
          await act?.(page);
          assert.equal((await problemsIn(page)).join('; '), '');
        });
      }
      await check(`nothing moves if a person wants less motion, ${colorScheme}, ${width} pixels`, async () => {
        const running = await page.evaluate(() => document.getAnimations().length);
        assert.equal(running, 0);
      });
      await page.close();
    }
  }

  await check('the keyboard alone is enough for all places', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(5_000);
    await page.goto(`${url}/_standin`);
    await page.locator('a.row').first().waitFor();
    await tabTo(page, '[role=listbox]');
    await page.keyboard.press('ArrowDown');
    await page.locator('.drawer .why-part').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.locator('a.row[aria-selected=true]').nth(0).waitFor();
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', 'Replay');
    await page.keyboard.press('Enter');
    await page.locator('.toast').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('2');
    await page.locator('button.cell').first().waitFor();
    await tabTo(page, 'button.cell', 'Desk lamp');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Floor lamp');
    await page.keyboard.press('Enter');
    await page.locator('.toast', { hasText: 'name of 3 saved' }).waitFor();
    await page.keyboard.press('3');
    await page.locator('.outcomes').waitFor();
    await tabTo(page, 'input[type=radio]', '/v1/me');
    await page.keyboard.press('ArrowLeft');
    await page.locator('.bar .badge', { hasText: '1 error' }).waitFor();
    await tabTo(page, 'button', 'Clear all').catch(() => page.keyboard.press('Control+Home'));
    await page.keyboard.press('4');
    await page.locator('.clock-card').waitFor();
    await tabTo(page, 'button', '+1 day');
    await page.keyboard.press('Enter');
    await page.locator('.toast', { hasText: '+1 day' }).waitFor();
    await page.keyboard.press('5');
    await page.locator('.coverage').first().waitFor();
    await tabTo(page, 'a', 'Show the request');
    await page.keyboard.press('Enter');
    await page.locator('.drawer').waitFor();
    await page.close();
    await fetch(`${url}/_standin/worlds/default/reset`, { method: 'POST' });
  });

  await check('several tabs show the same', async () => {
    const context = await browser.newContext();
    const [one, other] = [await context.newPage(), await context.newPage()];
    for (const page of [one, other]) {
      page.setDefaultTimeout(6_000);
      await page.goto(`${url}/_standin#/data/products`);
      await page.locator('button.cell', { hasText: 'Coffee mug' }).waitFor();
    }
    await one.bringToFront();
    await one.locator('button.cell', { hasText: 'Coffee mug' }).click();
    await one.getByLabel('New value of name').fill('Tea mug');
    await one.keyboard.press('Enter');
    await other.bringToFront();
    await other.locator('button.cell', { hasText: 'Tea mug' }).waitFor();
    await fetch(`${url}/_standin/worlds/default/reset`, { method: 'POST' });
    await other.locator('button.cell', { hasText: 'Coffee mug' }).waitFor();
    await context.close();
  });

  await check(
    'more tabs than a browser has connections show each request, also after the first one is closed',
    async () => {
      const context = await browser.newContext();
      const tabs = [];
      for (let count = 0; count < 9; count++) {
        const page = await context.newPage();
        page.setDefaultTimeout(6_000);
        await page.goto(`${url}/_standin#/live`);
        await page.getByText('connected', { exact: true }).waitFor();
        tabs.push(page);
      }
      await api('/products/7');
      for (const page of tabs) await page.locator('a.row', { hasText: '/v1/products/7' }).first().waitFor();
      await tabs.shift().close();
      await api('/products/8');
      for (const page of tabs) await page.locator('a.row', { hasText: '/v1/products/8' }).first().waitFor();
      await context.close();
    },
  );

  await check('the page connects again after a restart', async () => {
    const first = await serve(shop);
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${first.url}/_standin`);
    await fetch(`${first.url}/v1/products`);
    await page.locator('a.row').waitFor();
    first.close();
    await page.getByText('not connected').waitFor();
    const second = await serve(shop, '--port', new URL(first.url).port);
    await page.getByText('connected', { exact: true }).waitFor();
    await page.getByText('No request has arrived yet').waitFor();
    await fetch(`${second.url}/v1/products/1`);
    await page.locator('a.row', { hasText: '/v1/products/1' }).waitFor();
    second.close();
    await page.close();
  });
} finally {
  await browser.close();
  close();
}
end();
