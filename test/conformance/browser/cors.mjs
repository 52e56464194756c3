// A page of another origin calls the shop like a front end: with credentials, a token and JSON, and it reads response headers.
// The rules are those of the Fetch standard, https://fetch.spec.whatwg.org/#http-cors-protocol.
// Run by `npm run conformance:browser`.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, openChecks, serve } from './shared.mjs';

const shop = fileURLToPath(new URL('../../../docs/examples/shop/', import.meta.url));

/** A document with QUERY, the method that OpenAPI 3.2 adds. */
const search = `
openapi: 3.2.0
info: { title: Search, version: "1" }
paths:
  /find:
    query:
      requestBody:
        required: true
        content: { application/json: { schema: { type: object } } }
      responses:
        "200": { description: Found, content: { application/json: { schema: { type: array, items: { type: string } } } } }
`;

const folder = mkdtempSync(join(tmpdir(), 'cors-'));
writeFileSync(join(folder, 'search.yaml'), search);
const { url, close } = await serve(
  join(shop, 'openapi.yaml'),
  `${join(folder, 'search.yaml')}@/search`,
  '--handlers',
  join(shop, 'handlers.ts'),
);
const api = `${url}/v1`;
const origin = await openPage();
const browser = await launch();
const page = await browser.newPage();
const { check, end } = openChecks();

const token = { authorization: 'Bearer ada' };
const json = { ...token, 'content-type': 'application/json' };
const order = {
  items: [{ productId: 3, quantity: 1 }],
  shippingAddress: { street: '5 Mill Lane', city: 'Leeds', postalCode: 'LS1 4AP', country: 'GB' },
};

try {
  await page.goto(origin.url);

  await check('a page reads a list and its Link and ETag', async () => {
    const { status, headers, body } = await call(`${api}/products?limit=5`);
    assert.equal(status, 200);
    assert.equal(body.items.length, 5);
    assert.match(headers.link ?? 'no Link', /rel="next"/);
    assert.match(headers.etag ?? 'no ETag', /^(?:W\/)?".+"$/);
  });
  await check('the address in Link can be called', async () => {
    const { headers } = await call(`${api}/products?limit=5`);
    const [, next] = /<([^>]+)>; rel="next"/.exec(headers.link);
    assert.equal((await call(next)).body.items[0].id, 6);
  });
  await check('a page sends a token', async () => {
    assert.equal((await call(`${api}/orders`, { headers: token })).status, 200);
  });
  await check('POST with JSON is 201, and Location can be read and called', async () => {
    const { status, headers, body } = await call(`${api}/orders`, { method: 'POST', headers: json, body: order });
    assert.equal(status, 201);
    assert.match(headers.location ?? 'no Location', new RegExp(`/v1/orders/${body.id}$`));
    assert.deepEqual((await call(new URL(headers.location, api).href, { headers: token })).body, body);
  });
  await check('PATCH with If-Match gives a new ETag, and 412 for the old one', async () => {
    const { etag } = (await call(`${api}/products/2`)).headers;
    const change = { method: 'PATCH', headers: { ...json, 'if-match': etag }, body: { price: 8.5 } };
    const changed = await call(`${api}/products/2`, change);
    assert.equal(changed.status, 200);
    assert.notEqual(changed.headers.etag, etag);
    const again = await call(`${api}/products/2`, change);
    assert.deepEqual([again.status, typeof again.body.message], [412, 'string']);
  });
  await check('DELETE is 204', async () => {
    assert.equal((await call(`${api}/products/12`, { method: 'DELETE', headers: token })).status, 204);
  });
  await check('the browser revalidates its cached response, and the page reads the result', async () => {
    for (let times = 0; times < 2; times++) {
      const { status, headers } = await call(`${api}/products/1`, { cache: 'no-cache' });
      assert.equal(status, 200);
      assert.ok(headers.etag);
    }
  });
  await check('errors can be read: 400, 401, 404, 409', async () => {
    const post = (body) => call(`${api}/orders`, { method: 'POST', headers: json, body });
    const invalid = await post({});
    assert.equal(invalid.status, 400);
    assert.deepEqual(invalid.body.details.map(({ property }) => property).sort(), ['items', 'shippingAddress']);
    assert.equal((await call(`${api}/orders`)).status, 401);
    assert.equal((await call(`${api}/products/999`)).status, 404);
    assert.equal((await call(`${api}/product`)).status, 404);
    assert.equal((await post({ ...order, items: [{ productId: 6, quantity: 1 }] })).status, 409);
  });
  await check('any header can be sent, and Standin-* headers can be read', async () => {
    const headers = { ...token, 'x-trace': '1', 'standin-world': 'cors', 'idempotency-key': 'k' };
    const read = await call(`${api}/products?colour=red`, { headers });
    assert.equal(read.headers['standin-undeclared'], 'query colour, header x-trace');
    assert.equal(read.headers['standin-world'], 'cors');
  });
  await check('QUERY is called where the document declares it', async () => {
    const found = await call(`${url}/search/find`, { method: 'QUERY', headers: json, body: {} });
    assert.equal(found.status, 200);
  });
  await check('a page from a file, whose origin is null, can call the server', async () => {
    await page.goto(`file://${join(shop, 'index.html')}?api=${encodeURIComponent(api)}`);
    await page.locator('#products li').first().waitFor({ timeout: 5_000 });
  });
  await page.goto(origin.url);

  await check('a response names the origin, allows credentials and varies by the origin', async () => {
    for (const path of ['/products', '/products/999', '/orders', '/nothing']) {
      const { headers } = await fetch(`${api}${path}`, { headers: { origin: origin.url } });
      assert.equal(headers.get('access-control-allow-origin'), origin.url, path);
      assert.equal(headers.get('access-control-allow-credentials'), 'true', path);
      assert.ok(itemsOf(headers, 'vary').includes('origin'), `${path} varies by Origin`);
    }
  });
  await check('a response exposes its headers by name', async () => {
    const { headers } = await fetch(`${api}/products?colour=red`, { headers: { origin: origin.url } });
    const exposed = itemsOf(headers, 'access-control-expose-headers');
    for (const name of ['link', 'standin-undeclared']) assert.ok(exposed.includes(name), name);
    assert.ok(!exposed.includes('*'));
  });
  await check('a preflight allows the declared methods and the requested headers, and can be cached', async () => {
    for (const [path, methods] of [
      ['/v1/products', ['GET', 'POST']],
      ['/v1/products/2', ['DELETE', 'GET', 'PATCH']],
      ['/search/find', ['QUERY']],
    ]) {
      const { status, headers } = await preflight(path, methods[0], 'authorization, x-trace');
      assert.equal(status, 204, path);
      const allowed = itemsOf(headers, 'access-control-allow-methods').map((method) => method.toUpperCase());
      assert.deepEqual(allowed.filter((method) => !['HEAD', 'OPTIONS'].includes(method)).sort(), methods, path);
      assert.deepEqual(itemsOf(headers, 'access-control-allow-headers'), ['authorization', 'x-trace'], path);
      assert.equal(headers.get('access-control-allow-origin'), origin.url, path);
      assert.equal(headers.get('access-control-allow-credentials'), 'true', path);
      assert.ok(Number(headers.get('access-control-max-age')) > 0, path);
      assert.ok(itemsOf(headers, 'vary').includes('origin'), path);
    }
  });
  await check('a page of another origin cannot call the control API', async () => {
    const control = `${url}/_standin/worlds`;
    await assert.rejects(call(control), /Failed to fetch/);
    await assert.rejects(
      call(`${control}/default/reset`, { method: 'POST', headers: json, body: {} }),
      /Failed to fetch/,
    );
    const { headers } = await fetch(control, { headers: { origin: origin.url } });
    assert.equal(headers.get('access-control-allow-origin'), null);
    assert.equal((await call(`${api}/products/2`)).body.price, 8.5, 'and nothing was reset');
  });
} finally {
  await browser.close();
  origin.close();
  close();
}
end();

/** Calls from inside the page. @throws Error if the browser does not let the page read the response */
async function call(address, { body, ...init } = {}) {
  const sent = { credentials: 'include', ...init, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const { status, headers, text } = await page.evaluate(
    async ([target, options]) => {
      const response = await fetch(target, options);
      return { status: response.status, headers: [...response.headers], text: await response.text() };
    },
    [address, sent],
  );
  return { status, headers: Object.fromEntries(headers), body: text === '' ? undefined : JSON.parse(text) };
}

function preflight(path, method, headers) {
  return fetch(`${url}${path}`, {
    method: 'OPTIONS',
    headers: {
      origin: origin.url,
      'access-control-request-method': method,
      'access-control-request-headers': headers,
    },
  });
}

/** The items of a header whose value is a list. */
function itemsOf(headers, name) {
  const items = (headers.get(name) ?? '').split(',').map((item) => item.trim().toLowerCase());
  return items.filter((item) => item !== '');
}

/** Serves an empty page on its own port, which is another origin. */
async function openPage() {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>A page of another origin</title><link rel="icon" href="data:,">');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
