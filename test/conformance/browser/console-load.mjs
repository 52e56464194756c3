// The console under load: many rows and records without a long frame, and many requests a second with the page open. Prints what
// it measures. --seconds N --rate N for the requests. `npm run proof:console` runs a whole minute.
import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch, openChecks, serve } from './shared.mjs';

const { seconds, rate } = parseArgs({
  options: { seconds: { type: 'string', default: '6' }, rate: { type: 'string', default: '200' } },
}).values;
/** Milliseconds of a frame that a person notices. */
const LONGEST = 50;
/** Rows and records that the page must show smoothly. */
const ROWS = 10_000;
const RECORDS = 5_000;

const shop = fileURLToPath(new URL('../../../docs/examples/shop/openapi.yaml', import.meta.url));
const { url, close } = await serve(shop, '--journal', String(ROWS));
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const { check, end } = openChecks();
const browser = await launch();

/** Sends one request and reads its response. */
function send(path) {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { agent }, (response) => {
      response.resume();
      response.once('end', resolve);
    });
    sent.once('error', reject);
    sent.end();
  });
}

/** Requests at a steady rate. @returns the number of requests, and the milliseconds of CPU that the server used for each */
async function load(perSecond, duration) {
  const before = await cpu();
  const start = performance.now();
  const pending = new Set();
  let count = 0;
  while (performance.now() - start < duration * 1000) {
    const due = Math.floor(((performance.now() - start) / 1000) * perSecond);
    for (; count < due; count++) {
      const one = send(count % 3 === 0 ? '/v1/products' : `/v1/products/${(count % 12) + 1}`).finally(() =>
        pending.delete(one),
      );
      pending.add(one);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(pending);
  return { count, perRequest: (((await cpu()) - before) / count) * 1000 };
}

/** Seconds of CPU that the server has used so far. */
async function cpu() {
  const text = await (await fetch(`${url}/_standin/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(text)?.[1]);
}

/** Measures the CPU time of the main thread of a page, which does not depend on what else the machine does. */
async function openMeter(page) {
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const used = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
  return {
    used,
    /** @returns the milliseconds of CPU of the most expensive run */
    async most(times, run) {
      let most = 0;
      for (let time = 0; time < times; time++) {
        const before = await used();
        await run(time);
        most = Math.max(most, (await used()) - before);
      }
      return Math.round(most);
    },
  };
}

/** Scrolls an element through all its rows. @returns the milliseconds of CPU of the most expensive frame */
function scroll(page, meter, selector) {
  const steps = 40;
  return meter.most(steps, (step) =>
    page.evaluate(
      ([wanted, share]) => {
        const element = document.querySelector(wanted);
        element.scrollTop = (element.scrollHeight - element.clientHeight) * share;
        // The page draws the rows in the frame after the one that scrolls.
        return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      },
      [selector, step / (steps - 1)],
    ),
  );
}

async function memory(page) {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  return Math.round(usedSize / 1_000_000);
}

try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(15_000);
  // The first requests are slower, with the page or without it.
  await load(Number(rate), 3);
  const without = await load(Number(rate), Math.min(10, Number(seconds)));
  await page.goto(`${url}/_standin`);
  await page.locator('a.row').first().waitFor();
  const meter = await openMeter(page);
  await check(`${rate} requests a second for ${seconds} seconds leave the page usable`, async () => {
    const start = await memory(page);
    const before = await meter.used();
    const running = load(Number(rate), Number(seconds));
    const most = await meter.most(Number(seconds) * 5, () => page.waitForTimeout(100));
    const withPage = await running;
    const share = ((await meter.used()) - before) / (Number(seconds) * 10);
    const after = await memory(page);
    console.log(
      `        ${withPage.count} requests. CPU of the server for each: ${without.perRequest.toFixed(2)} ms without the page, ${withPage.perRequest.toFixed(2)} ms with it. CPU of the page: ${share.toFixed(0)} %, at most ${most} ms in a tenth of a second. Memory of the page: ${start} MB before, ${after} MB after.`,
    );
    assert.ok(most <= 2 * LONGEST, `the page used ${most} ms in a tenth of a second`);
    assert.ok(after < 150, `the page uses ${after} MB`);
  });
  await check(`${ROWS} rows are scrolled without a frame above ${LONGEST} ms`, async () => {
    for (let sent = 0; sent < ROWS; sent += 500)
      await Promise.all(Array.from({ length: 500 }, (_, index) => send(`/v1/products/${(index % 12) + 1}`)));
    await page.waitForFunction(() =>
      /(?:9|10)\d{3} requests/.test(document.querySelector('.tools')?.textContent ?? ''),
    );
    await page.waitForTimeout(2_000);
    const most = await scroll(page, meter, '.virtual');
    console.log(`        The most expensive frame: ${most} ms. Memory of the page: ${await memory(page)} MB.`);
    assert.ok(most <= LONGEST, `a frame took ${most} ms`);
  });
  await check(`${RECORDS} records are scrolled and searched without a frame above ${LONGEST} ms`, async () => {
    const items = Array.from({ length: RECORDS }, (_, index) => ({
      id: index + 1,
      name: `Product ${index + 1}`,
      category: 'garden',
      price: index,
      stock: index % 50,
    }));
    const path = `${url}/_standin/worlds/default/resource?path=/products`;
    const headers = { 'content-type': 'application/json' };
    await fetch(path, { method: 'PUT', headers, body: JSON.stringify(items) });
    await page.goto(`${url}/_standin#/data/products`);
    await page.locator('h2', { hasText: String(RECORDS) }).waitFor();
    await page.waitForTimeout(2_000);
    const scrolled = await scroll(page, meter, '.main-part .scroll');
    const text = '4999';
    await page.locator('#filter').focus();
    const searched = await meter.most(text.length, async (index) => {
      await page.keyboard.type(text[index]);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    });
    await page.locator('button.cell', { hasText: 'Product 4999' }).waitFor();
    console.log(
      `        The most expensive frame: ${scrolled} ms while scrolling, ${searched} ms for a letter of the search. Memory of the page: ${await memory(page)} MB.`,
    );
    assert.ok(scrolled <= LONGEST, `a frame took ${scrolled} ms while scrolling`);
    assert.ok(searched <= LONGEST, `a letter took ${searched} ms`);
  });
} finally {
  await browser.close();
  close();
  agent.destroy();
}
end();
