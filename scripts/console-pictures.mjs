// Makes the pictures of the console in docs/images: three screenshots, and a day of a front-end developer as an animated PNG. It
// needs Chromium, a build and the packages of test/conformance/browser.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { launch, serve } from '../test/conformance/browser/shared.mjs';

const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const shop = (name) => file(`docs/examples/shop/${name}`);
/** Pixels. */
const SIZE = { width: 1120, height: 680 };

const { url, close } = await serve(
  shop('openapi.yaml'),
  '--handlers',
  shop('handlers.ts'),
  '--scenarios',
  shop('scenarios.yaml'),
);
const browser = await launch();
const ORDER = JSON.stringify({
  items: [{ productId: 1, quantity: 2 }],
  shippingAddress: { street: '5 Mill Lane', city: 'Leeds', postalCode: 'LS1 4AP', country: 'GB' },
});

function api(path, init = {}) {
  const headers = { authorization: 'Bearer ada', 'content-type': 'application/json' };
  return fetch(`${url}/v1${path}`, { ...init, headers });
}

async function openPage(colorScheme) {
  const page = await browser.newPage({ viewport: SIZE, colorScheme, reducedMotion: 'reduce' });
  page.setDefaultTimeout(8_000);
  await page.goto(`${url}/_standin`);
  return page;
}

/** Goes to a place, and waits until it shows something. */
async function goTo(page, hash, selector) {
  await page.goto(`${url}/_standin${hash}`);
  await page.locator(selector).first().waitFor();
  await page.waitForTimeout(500);
}

async function day() {
  const frames = [];
  const page = await openPage('light');
  const frame = async (seconds) => {
    await page.waitForTimeout(400);
    frames.push({ png: await page.screenshot(), seconds });
  };
  await page.getByText('No request has arrived yet').waitFor();
  await frame(1.2);
  await api('/products');
  await api('/products/1');
  await frame(1);
  await api('/orders');
  await api('/orders', { method: 'POST', body: ORDER });
  await api('/products', { method: 'POST', body: '{"name": "Bird house", "price": -1}' });
  await page.locator('a.row', { hasText: '400' }).waitFor();
  await frame(1.2);
  await page.locator('a.row', { hasText: '201' }).click();
  await page.locator('.patches').getByText('/stock').waitFor();
  await frame(2.4);
  await page.locator('a.row', { hasText: '400' }).click();
  await page.locator('.drawer mark').first().waitFor();
  await frame(2.2);
  await goTo(page, '#/data/products', 'button.cell');
  await frame(1);
  const row = page.locator('tr', { hasText: 'Desk lamp' });
  await row.locator('button.cell').last().click();
  await page.getByLabel('New value of stock').fill('0');
  await frame(1);
  await page.keyboard.press('Enter');
  await row.locator('button.cell.changed').waitFor();
  await frame(1.6);
  await goTo(page, '#/faults', '.outcomes');
  await page.getByLabel('/v1/orders: Server error').last().click();
  await page.locator('.bar .badge').waitFor();
  await frame(1.8);
  await goTo(page, '#/live', 'a.row');
  await api('/orders', { method: 'POST', body: ORDER });
  await page.locator('a.row', { hasText: '500' }).click();
  await page.locator('.why-part').waitFor();
  await frame(2.2);
  await goTo(page, '#/worlds', '.timeline li');
  await frame(1.6);
  await page.locator('.timeline li').last().getByRole('button', { name: 'Rewind' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await frame(2);
  await dialog.getByRole('button', { name: 'Rewind' }).click();
  await page.getByText('Nothing has changed').waitFor();
  await frame(2.2);
  await page.close();
  return frames;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** The chunks of a PNG file. */
function chunksOf(png) {
  const chunks = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function numbers(...all) {
  const data = Buffer.alloc(all.length * 4);
  for (const [index, one] of all.entries()) data.writeUInt32BE(one, index * 4);
  return data;
}

/** Joins pictures of one size (Portable Network Graphics, third edition, section 11.3.6). */
function animated(frames) {
  const [{ data: header }] = chunksOf(frames[0].png);
  const parts = [SIGNATURE, chunk('IHDR', header), chunk('acTL', numbers(frames.length, 0))];
  let sequence = 0;
  for (const [index, { png, seconds }] of frames.entries()) {
    const delay = Buffer.from([0, Math.round(seconds * 10), 0, 10, 0, 0]);
    parts.push(chunk('fcTL', Buffer.concat([numbers(sequence++, SIZE.width, SIZE.height, 0, 0), delay])));
    const data = Buffer.concat(chunksOf(png).flatMap((one) => (one.type === 'IDAT' ? [one.data] : [])));
    if (index === 0) parts.push(chunk('IDAT', data));
    else parts.push(chunk('fdAT', Buffer.concat([numbers(sequence++), data])));
  }
  return Buffer.concat([...parts, chunk('IEND', Buffer.alloc(0))]);
}

/** The screenshots of three places. */
async function places() {
  await fetch(`${url}/_standin/worlds/default/reset`, { method: 'POST' });
  for (const path of ['/products', '/products?category=kitchen', '/orders', '/order/7', '/me']) await api(path);
  await api('/orders', { method: 'POST', body: ORDER });
  await api('/products', { method: 'POST', body: '{"name": "Bird house", "price": -1}' });
  await api('/products/3', { method: 'PATCH', body: '{"price": 39}' });
  const page = await openPage('light');
  await page.locator('a.row', { hasText: '400' }).click();
  await page.locator('.drawer mark').first().waitFor();
  await page.waitForTimeout(600);
  await page.screenshot({ path: file('docs/images/console-live.png') });
  await goTo(page, '#/data/products?record=3', '.field input');
  await page.getByLabel('Who set price?').click();
  await page.locator('.field .note').waitFor();
  await page.screenshot({ path: file('docs/images/console-data.png') });
  await goTo(page, '#/worlds?commit=2', '.timeline .details .patches');
  await page.screenshot({ path: file('docs/images/console-worlds.png') });
}

try {
  const picture = animated(await day());
  writeFileSync(file('docs/images/console-day.png'), picture);
  console.log(`docs/images/console-day.png has ${picture.length} bytes`);
  await places();
} finally {
  await browser.close();
  close();
}
