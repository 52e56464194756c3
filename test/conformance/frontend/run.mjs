// Uses the built package with Vite and with Mock Service Worker, as a front end does.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as msw from 'msw';
import { setupServer } from 'msw/node';
import { createLogger, createServer } from 'vite';
import { standinHandlers } from '../../../dist/fixtures/msw.js';
import { standin } from '../../../dist/fixtures/vite.js';
import { createStandin } from '../../../dist/index.js';

const SHOP = fileURLToPath(new URL('../../../docs/examples/shop/openapi.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'standin-frontend-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const NEW_PRODUCT = { name: 'Lamp', category: 'kitchen', price: 20, stock: 1 };
const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };

test('Vite serves the mock below a prefix, and shows violations in the terminal and in the overlay', async () => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Shop</title>');
  const warnings = [];
  const sent = [];
  const customLogger = { ...createLogger('silent'), warn: (text) => warnings.push(text) };
  const server = await createServer({
    root: folder,
    configFile: false,
    customLogger,
    server: { port: 0, host: '127.0.0.1' },
    plugins: [standin({ document: SHOP, prefix: '/api' })],
  });
  const send = server.ws.send.bind(server.ws);
  server.ws.send = (...message) => {
    sent.push(message[0]);
    send(...message);
  };
  try {
    await server.listen();
    const { port } = server.httpServer.address();
    const url = `http://127.0.0.1:${port}`;
    const page = await fetch(url);
    assert.match(await page.text(), /<title>Shop<\/title>/);
    const found = await fetch(`${url}/api/products?category=garden&limit=1`);
    assert.equal((await found.json()).total, 4);
    const body = JSON.stringify(NEW_PRODUCT);
    assert.equal((await fetch(`${url}/api/products`, { method: 'POST', headers, body })).status, 201);
    assert.equal((await (await fetch(`${url}/api/products`)).json()).total, 13);
    assert.deepEqual(warnings, []);
    assert.equal((await fetch(`${url}/api/products?sort=colour`)).status, 400);
    for (let tries = 0; tries < 40 && sent.length === 0; tries += 1) await wait(50);
    const text =
      'GET /v1/products?sort=colour violates the contract:\n  query parameter sort must be one of "name", "-name", "price", "-price". To fix: ';
    assert.equal(warnings.length, 1);
    assert.ok(warnings[0].startsWith(`standin: ${text}`), warnings[0]);
    const overlay = sent.find(({ type }) => type === 'error');
    assert.equal(overlay.err.plugin, 'standin');
    assert.ok(overlay.err.message.startsWith(text), overlay.err.message);
  } finally {
    await server.close();
  }
});

test('Mock Service Worker returns the responses of a running server for the origin of the API', async () => {
  const running = await createStandin({ document: SHOP });
  const url = await running.listen();
  const server = setupServer(...standinHandlers(msw, { origin: 'https://api.shop.example', url, world: 'front' }));
  server.listen({ onUnhandledRequest: 'error' });
  try {
    const products = 'https://api.shop.example/v1/products';
    assert.equal((await (await fetch(products)).json()).total, 12);
    const body = JSON.stringify(NEW_PRODUCT);
    assert.equal((await fetch(products, { method: 'POST', headers, body })).status, 201);
    assert.equal((await (await fetch(products)).json()).total, 13, 'it keeps state');
    const refused = await fetch(`${products}?sort=colour`);
    assert.equal(refused.status, 400);
    assert.equal((await refused.json()).code, 'invalid_request');
  } finally {
    server.close();
    const violations = await running.control.violations('front');
    assert.equal(violations.length, 1);
    await running.close();
  }
});
