// Generated values as people read them: people, addresses, products, dates, codes, pictures and files.
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { asciiOf } from '../../src/contract/sample/location.ts';
import { createStandin, type StandinOptions } from '../../src/index.ts';
import type { Json, JsonObject } from '../../src/json/value.ts';

const string = { type: 'string' };
const dateTime = { type: 'string', format: 'date-time' };

/** A document with a list at /things of objects with these properties. */
function listOf(properties: Readonly<Record<string, Json>>, more: JsonObject = {}, name = 'Thing'): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: {
      '/things': {
        get: {
          responses: {
            200: {
              description: 'All',
              content: {
                'application/json': { schema: { type: 'array', items: { $ref: `#/components/schemas/${name}` } } },
              },
            },
          },
        },
      },
      '/things/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: {
          responses: {
            200: {
              description: 'One',
              content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        [name]: {
          type: 'object',
          required: ['id', ...Object.keys(properties)],
          properties: { id: { type: 'integer', readOnly: true }, ...properties },
          ...more,
        },
      },
    },
  };
}

type Item = Readonly<Record<string, unknown>>;

/** Properties of an item as texts. */
const texts = (item: Item, ...names: readonly string[]) =>
  names.map((name) => String(item[name])) as [string, string, string, string, string];
/** Properties of an item as numbers. */
const numbers = (item: Item, ...names: readonly string[]) =>
  names.map((name) => Number(item[name])) as [number, number, number];

async function itemsOf(document: JsonObject, options: StandinOptions = {}): Promise<readonly Item[]> {
  const standin = await createStandin({ document, count: 30, ...options });
  const response = await standin.inject({ url: '/things' });
  await standin.close();
  return response.json();
}

const unique = (values: readonly unknown[]) => new Set(values).size;

test('a person has one name, and the email and the username contain it', async (t) => {
  const people = await itemsOf(
    listOf({
      first_name: string,
      lastName: string,
      name: string,
      email: { type: 'string', format: 'email' },
      username: string,
      contact: { type: 'object', required: ['email'], properties: { email: string } },
    }),
  );
  t.equal(people.length, 30);
  for (const person of people) {
    const [first_name, lastName, name, email, username] = texts(
      person,
      'first_name',
      'lastName',
      'name',
      'email',
      'username',
    );
    t.equal(name, `${first_name} ${lastName}`);
    const [local, domain] = email.split('@');
    const parts = [first_name, lastName].map((part) =>
      asciiOf(part)
        .toLowerCase()
        .replace(/[^a-z]/g, ''),
    );
    t.ok(
      parts.some((part) => local?.includes(part)),
      `${name} ${email}`,
    );
    t.match(domain, /^example\.(?:com|org|net)$/);
    t.equal(local, username);
  }
  t.equal(unique(people.map(({ email }) => email)), 30, 'no email repeats');
});

test('two people in one object are two people, and what belongs to one of them agrees', async (t) => {
  const properties = { customer_name: string, customer_email: string, driverName: string, driverEmail: string };
  for (const item of await itemsOf(listOf(properties, {}, 'Ride'))) {
    const [customer_name, customer_email, driverName, driverEmail] = texts(
      item,
      'customer_name',
      'customer_email',
      'driverName',
      'driverEmail',
    );
    const isOf = (email: string, name: string) =>
      name.split(' ').some((part) =>
        email.includes(
          asciiOf(part)
            .toLowerCase()
            .replace(/[^a-z]/g, ''),
        ),
      );
    t.ok(isOf(customer_email, customer_name), `${customer_name} ${customer_email}`);
    t.ok(isOf(driverEmail, driverName), `${driverName} ${driverEmail}`);
    t.not(customer_name, driverName);
  }
});

test('the parts of an address are of one place', async (t) => {
  const codes = new Map<unknown, unknown>();
  const properties = {
    city: string,
    country: string,
    country_code: string,
    time_zone: string,
    latitude: { type: 'number' },
    currency: string,
  };
  for (const item of await itemsOf(listOf(properties))) {
    const [city, country, country_code, currency] = texts(item, 'city', 'country', 'country_code', 'currency');
    for (const [one, other] of [
      [city, country],
      [country, country_code],
      [country_code, currency],
    ]) {
      t.equal(codes.get(one) ?? other, other, `${one} has one ${other}`);
      codes.set(one, other);
    }
  }
  t.equal(codes.get('Toronto') ?? 'Canada', 'Canada');
});

test('dates are in order and in the past, and ages are of people', async (t) => {
  const properties = {
    created_at: dateTime,
    start_date: { type: 'string', format: 'date' },
    endDate: { type: 'string', format: 'date' },
    updatedAt: dateTime,
  };
  const items = await itemsOf(listOf(properties));
  for (const item of items) {
    const [created_at, start_date, endDate, updatedAt] = texts(
      item,
      'created_at',
      'start_date',
      'endDate',
      'updatedAt',
    );
    t.ok(
      String(created_at).slice(0, 10) <= start_date && start_date < endDate && created_at < updatedAt,
      `${created_at} ${start_date} ${endDate} ${updatedAt}`,
    );
    t.ok(updatedAt < new Date(Date.UTC(2026, 0, 1)).toISOString());
  }
  const created = items.map(({ created_at }) => String(created_at));
  t.same(created, [...created].sort(), 'an item with a higher number is created later');
});

test('a meeting takes hours, and a card is one that can exist', async (t) => {
  for (const item of await itemsOf(listOf({ startsAt: dateTime, endsAt: dateTime }, {}, 'Meeting'))) {
    const [startsAt, endsAt] = texts(item, 'startsAt', 'endsAt');
    const hours = (Date.parse(endsAt) - Date.parse(startsAt)) / 3_600_000;
    t.ok(hours > 0 && hours < 8, `${startsAt} ${endsAt}`);
  }
  const integer = { type: 'integer' };
  const properties = { brand: string, last4: string, number: string, exp_month: integer, exp_year: integer };
  for (const item of await itemsOf(listOf(properties, {}, 'Card'))) {
    const [brand, last4, exp_month, exp_year] = texts(item, 'brand', 'last4', 'exp_month', 'exp_year');
    t.ok(Number(exp_month) >= 1 && Number(exp_month) <= 12, `month ${exp_month}`);
    t.ok(Number(exp_year) > 2028 && Number(exp_year) < 2040, `year ${exp_year}`);
    t.equal(String(last4).length, 4);
    t.match(brand, /^(?:visa|mastercard|american-express|discover)$/);
  }
});

test('enums vary, some values more often than others, and few users are administrators', async (t) => {
  const properties = {
    category: { type: 'string', enum: ['books', 'music', 'toys'] },
    currency: { type: 'string', enum: ['EUR', 'USD'] },
    role: { type: 'string', enum: ['customer', 'admin'] },
    name: string,
    price: { type: 'number' },
  };
  const items = await itemsOf(listOf(properties, {}, 'Product'));
  const share = (name: string, value: string) => items.filter((item) => item[name] === value).length;
  for (const [name, values] of [
    ['category', ['books', 'music', 'toys']],
    ['currency', ['EUR', 'USD']],
  ] as const) {
    t.same(
      new Set(items.slice(0, values.length).map((item) => item[name])),
      new Set(values),
      'the first items have each value once',
    );
    for (const value of values) t.ok(share(name, value) > 2, `${share(name, value)} ${value}`);
  }
  t.ok(share('role', 'admin') > 0 && share('role', 'admin') < 12, `${share('role', 'admin')} administrators`);
  t.equal(unique(items.map(({ name }) => name)), 30, 'no name repeats');
  t.same(
    items.map(({ id }) => id),
    items.map((_, index) => index + 1),
  );
});

test('values that a description lists are used as if they were an enum', async (t) => {
  const state = { type: 'string', description: 'The state of the thing. Possible values: `draft`, `sent` or `paid`.' };
  const size = { type: 'string', description: 'Allowed values are small, medium and large. The default is small.' };
  const free = { type: 'string', description: 'One of the many names that people use.' };
  const items = await itemsOf(listOf({ state, size, free }));
  t.same([...new Set(items.map((item) => item.state))].sort(), ['draft', 'paid', 'sent']);
  t.same([...new Set(items.map((item) => item.size))].sort(), ['large', 'medium', 'small']);
  t.notMatch(items.map((item) => item.free).join(), /people use|many/);
});

test('the first item is the example, and the others are like it', async (t) => {
  const properties = {
    sku: { type: 'string', pattern: '.+', example: 'PRD-0007' },
    token: { type: 'string', example: 'cus_NffrFeUfNV2Hib' },
    seen: { type: 'string', example: '2025-03-01T10:00:00.000+02:00' },
    price: { type: 'number', example: 19.95 },
    country: { type: 'string', example: 'gb' },
    unit: { type: 'string', example: 'per piece' },
    mail: { type: 'string', example: 'anna@firm.example' },
  };
  const items = await itemsOf(listOf(properties));
  const [first, second, third] = items;
  t.match(first, {
    sku: 'PRD-0007',
    token: 'cus_NffrFeUfNV2Hib',
    price: 19.95,
    country: 'gb',
    mail: 'anna@firm.example',
  });
  t.match(second, {
    sku: 'PRD-0008',
    token: /^cus_[A-Za-z0-9]{14}$/,
    seen: /^2025-03-0\d[T][\d:]{8}\.000\+02:00$/,
    country: /^[a-z]{2}$/,
  });
  t.not(second?.token, first?.token);
  t.not(second?.price, first?.price);
  t.match(third, { sku: 'PRD-0009', unit: 'per piece', mail: /^[a-z.]+\d*@/ });
  const own = items.filter(({ mail }) => String(mail).endsWith('@firm.example')).length;
  t.ok(own > 6 && own < 24, `${own} of 30 addresses have the domain of the example`);
});

test('above the default count, items like those of a list example are added', async (t) => {
  const document = listOf({ name: string, group: { type: 'string', enum: ['a', 'b'] } }, {}, 'User') as {
    paths: Record<string, { get: { responses: Record<string, { content: Record<string, Json> }> } }>;
  } & JsonObject;
  const media = document.paths['/things']?.get.responses[200]?.content['application/json'] as Record<string, Json>;
  media.example = [{ id: 5, name: 'Ada', group: 'a' }];
  t.equal((await itemsOf(document, { count: 3 })).length, 1);
  const items = await itemsOf(document, { count: 6 });
  t.same(items[0], { id: 5, name: 'Ada', group: 'a' });
  t.equal(items.length, 6);
  t.equal(unique(items.map(({ id }) => id)), 6);
});

test('numbers of one object agree', async (t) => {
  const number = { type: 'number' };
  const line = {
    type: 'object',
    required: ['price', 'quantity', 'total'],
    properties: { price: number, quantity: { type: 'integer' }, total: number },
  };
  const properties = {
    items: { type: 'array', minItems: 2, items: line },
    item_count: { type: 'integer' },
    subtotal: number,
    shipping: number,
    total: number,
  };
  for (const item of await itemsOf(listOf(properties, {}, 'Order'))) {
    const lines = item.items as readonly { price: number; quantity: number; total: number }[];
    const sum = lines.reduce((all, { total }) => all + total, 0);
    t.ok(lines.every(({ price, quantity, total }) => Math.abs(price * quantity - total) < 0.01));
    t.equal(item.item_count, lines.length);
    const [subtotal, shipping, total] = numbers(item, 'subtotal', 'shipping', 'total');
    t.ok(Math.abs(subtotal - sum) < 0.01, `${subtotal} ${sum}`);
    t.ok(Math.abs(total - subtotal - shipping) < 0.01);
  }
});

test('formats and encodings are kept, also in little space', async (t) => {
  const properties = {
    mail: { type: 'string', format: 'email', maxLength: 8 },
    at: { type: 'integer', format: 'unix-time' },
    data: { type: 'string', contentEncoding: 'base64', minLength: 40 },
    hex: { type: 'string', contentEncoding: 'base16', maxLength: 12 },
  };
  for (const item of await itemsOf(listOf(properties))) {
    const [mail, at, data, hex] = texts(item, 'mail', 'at', 'data', 'hex');
    t.match(mail, /^[^@]+@[^@.]+\.[a-z]+$/);
    t.ok(String(mail).length <= 8);
    t.ok(Number(at) > 1_700_000_000 && Number(at) < 1_800_000_000, String(at));
    t.equal(Buffer.from(data, 'base64').toString('base64'), data);
    t.ok(String(data).length >= 40);
    t.match(hex, /^(?:[0-9a-f]{2}){1,6}$/);
  }
});

test('URLs in generated values lead to this server, and pictures open', async (t) => {
  const url = { type: 'string', format: 'uri' };
  const standin = await createStandin({
    document: listOf({ name: string, avatar_url: url, website: url }, {}, 'User'),
  });
  t.teardown(() => standin.close());
  const load = async (address: string) => {
    const { host, pathname } = new URL(address);
    return standin.inject({ url: pathname, headers: { host } });
  };
  const headers = { host: 'users.test:8080' };
  for (const { avatar_url, website, name } of (await standin.inject({ url: '/things', headers })).json()) {
    t.match(avatar_url, /^http:\/\/users\.test:8080\//);
    const picture = await load(avatar_url);
    t.match(picture.headers, { 'content-type': 'image/svg+xml', 'content-security-policy': /sandbox/ });
    t.match(picture.body, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    const page = await load(website);
    t.match(page.headers['content-type'], /^text\/html/);
    t.match(
      page.body.toLowerCase(),
      asciiOf(name)
        .toLowerCase()
        .replace(/['’]/g, '')
        .replace(/[^a-z]+/g, ' '),
    );
  }
  t.equal((await standin.inject({ url: '/_standin/samples/page/%3Cscript%3E' })).statusCode, 404);
});

test('URLs of an item that a request creates lead to this server, and those of the samples on the docs page too', async (t) => {
  const thing = {
    type: 'object',
    required: ['name', 'photoUrl'],
    properties: { id: { type: 'integer' }, name: string, photoUrl: { type: 'string', format: 'uri', readOnly: true } },
  };
  const content = { 'application/json': { schema: thing } };
  const created = { 201: { description: 'made', content } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Photos', version: '1' },
    paths: { '/things': { post: { operationId: 'add', requestBody: { content }, responses: created } } },
  };
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  const headers = { host: 'photos.test:8080' };
  const item = await standin.inject({ method: 'POST', url: '/things', headers, payload: { name: 'One' } });
  t.match(item.json().photoUrl, /^http:\/\/photos\.test:8080\/_standin\/samples\//);
  const shown = await standin.inject({ url: '/_standin/docs/operation?pointer=/paths/~1things/post', headers });
  const { example } = shown.json().responses[201].content['application/json'];
  t.match(example.photoUrl, /^http:\/\/photos\.test:8080\/_standin\/samples\//);
});

const filesDocument: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Files', version: '1' },
  paths: {
    '/pictures/{name}': {
      parameters: [{ name: 'name', in: 'path', required: true, schema: string }],
      get: {
        responses: {
          200: { description: 'Picture', content: { 'image/png': {}, 'image/jpeg': {}, 'application/pdf': {} } },
        },
      },
      put: {
        requestBody: { content: { 'image/*': {} } },
        responses: { 204: { description: 'Stored' } },
      },
    },
    '/files': {
      post: {
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                required: ['file'],
                properties: { file: { type: 'string', format: 'binary' }, note: string },
              },
            },
          },
        },
        responses: {
          201: {
            description: 'Created',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['id'],
                  properties: { id: { type: 'integer', readOnly: true }, note: string },
                },
              },
            },
          },
        },
      },
    },
    '/files/{id}/content': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        responses: {
          200: {
            description: 'Bytes',
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
        },
      },
    },
  },
};

test('pictures in what the server adds to a new item are on this server', async (t) => {
  const Note = {
    type: 'object',
    required: ['id', 'text', 'cover_url'],
    properties: {
      id: { type: 'integer', readOnly: true },
      text: string,
      cover_url: { type: 'string', format: 'uri', readOnly: true },
      author: { type: 'object', readOnly: true, properties: { avatar_url: { type: 'string', format: 'uri' } } },
    },
  };
  const document = listOf({}, {}, 'Note') as { readonly paths: Record<string, JsonObject>; components?: Json };
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } };
  document.components = { schemas: { Note } };
  document.paths['/things'] = {
    ...document.paths['/things'],
    post: { requestBody: { content }, responses: { 201: { description: 'Added', content } } },
  };
  const standin = await createStandin({ document: document as unknown as JsonObject });
  t.teardown(() => standin.close());
  const headers = { host: 'mock.example:4010' };
  const added = await standin.inject({ method: 'POST', url: '/things', headers, payload: { text: 'x' } });
  t.equal(added.statusCode, 201);
  const { cover_url, author } = added.json();
  for (const url of [cover_url, author.avatar_url]) t.match(url, /^http:\/\/mock\.example:4010\/_standin\/samples\//);
});

test('a response of an image type is an image, another one for each path', async (t) => {
  const standin = await createStandin({ document: filesDocument });
  t.teardown(() => standin.close());
  const get = (name: string, accept: string) => standin.inject({ url: `/pictures/${name}`, headers: { accept } });
  const starts = { 'image/png': '\x89PNG\r\n\x1a\n', 'image/jpeg': '\xff\xd8\xff', 'application/pdf': '%PDF-' };
  for (const [mediaType, start] of Object.entries(starts)) {
    const { headers, rawPayload } = await get('a', mediaType);
    t.equal(headers['content-type'], mediaType);
    t.equal(rawPayload.toString('latin1', 0, start.length), start);
    t.equal(Number(headers['content-length']), rawPayload.length);
  }
  t.notSame((await get('a', 'image/png')).rawPayload, (await get('b', 'image/png')).rawPayload);
  t.same((await get('a', 'image/png')).rawPayload, (await get('a', 'image/png')).rawPayload);
});

test('an uploaded file is returned byte for byte, in its world', async (t) => {
  const standin = await createStandin({ document: filesDocument });
  t.teardown(() => standin.close());
  const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 255, 128, 195, 164]);
  const put = await standin.inject({
    method: 'PUT',
    url: '/pictures/mine',
    headers: { 'content-type': 'image/png' },
    payload: bytes,
  });
  t.equal(put.statusCode, 204);
  t.notOk(put.headers['standin-generated'], 'the upload is state');
  const [upload] = standin.inspect().filter(({ method, path }) => method === 'PUT' && path.startsWith('/pictures/'));
  t.equal(upload?.changesNothing, false);
  const read = await standin.inject({ url: '/pictures/mine' });
  t.same(read.rawPayload, bytes);
  t.equal(read.headers['content-type'], 'image/png');
  t.notSame((await standin.inject({ url: '/~other/pictures/mine' })).rawPayload, bytes);

  const boundary = 'x1y2';
  const form = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.bin"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const created = await standin.inject({
    method: 'POST',
    url: '/files',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: form,
  });
  t.equal(created.statusCode, 201);
  t.same((await standin.inject({ url: `/files/${created.json().id}/content` })).rawPayload, bytes);
});

test('the same seed gives the same values, and another seed other values', async (t) => {
  const document = listOf({ name: string, email: string, city: string, price: { type: 'number' } });
  t.same(await itemsOf(document, { seed: 3 }), await itemsOf(document, { seed: 3 }));
  t.notSame(await itemsOf(document, { seed: 3 }), await itemsOf(document, { seed: 4 }));
});

test('older items are in later states, and a few have failed', async (t) => {
  const status = { type: 'string', enum: ['pending', 'paid', 'shipped', 'delivered', 'cancelled'] };
  const times = { createdAt: dateTime, shippedAt: { type: ['string', 'null'], format: 'date-time' } };
  const items = await itemsOf(listOf({ status, ...times }, {}, 'Order'), { count: 100 });
  const stages = items.map((item) => status.enum.indexOf(String(item.status)));
  const average = (from: number, to: number) => {
    const some = stages.slice(from, to).filter((stage) => stage < 4);
    return some.reduce((sum, stage) => sum + stage, 0) / some.length;
  };
  t.equal(items.at(-1)?.status, 'pending', 'the newest item has the first state');
  t.equal(average(0, 50), 3, 'old orders are delivered');
  t.ok(average(90, 100) < 0.5 && average(60, 70) > 1, `${average(60, 70)} ${average(90, 100)}`);
  const cancelled = stages.filter((stage) => stage === 4).length;
  t.ok(cancelled >= 2 && cancelled <= 10, `${cancelled} of 100 are cancelled`);
  for (const { status: state, shippedAt } of items.slice(1)) {
    if (state !== 'cancelled') t.equal(shippedAt !== null, state === 'shipped' || state === 'delivered', `${state}`);
  }
  const [only] = await itemsOf(listOf({ status, ...times }, {}, 'Order'), { count: 1 });
  t.equal(only?.status, 'pending');
});

test('switches have the value that most objects have, and agree with the state', async (t) => {
  const boolean = { type: 'boolean' };
  const state = { type: 'string', enum: ['draft', 'published', 'archived'] };
  const switches = { is_admin: boolean, enabled: boolean, archived: boolean };
  const items = await itemsOf(listOf({ state, created_at: dateTime, ...switches }), { count: 100 });
  const on = (name: string) => items.filter((item) => item[name] === true).length;
  t.ok(on('is_admin') < 25, `${on('is_admin')} administrators`);
  t.ok(on('enabled') > 70, `${on('enabled')} are enabled`);
  t.ok(on('archived') > 5);
  for (const item of items) t.equal(item.archived, item.state === 'archived', `${item.state}`);
});

/** Lists of the shop with 100 items each. */
async function shopLists(): Promise<Readonly<Record<'products' | 'orders' | 'users', readonly JsonObject[]>>> {
  const document = fileURLToPath(new URL('../../docs/examples/shop/openapi.yaml', import.meta.url));
  const standin = await createStandin({ document, count: 100 });
  const list = async (name: string) => {
    const response = await standin.inject({ url: `/v1/${name}?limit=100`, headers: { authorization: 'Bearer ada' } });
    return response.json().items as JsonObject[];
  };
  const [products, orders, users] = [await list('products'), await list('orders'), await list('users')];
  await standin.close();
  return { products, orders, users };
}

test('products have prices, stocks and descriptions like those of the examples', async (t) => {
  const { products } = await shopLists();
  const [shown, generated] = [products.slice(0, 12), products.slice(12)];
  t.equal(unique(products.map(({ name }) => name)), 100);
  const endings = (items: readonly JsonObject[]) => new Set(items.map(({ price }) => (Number(price) % 1).toFixed(2)));
  for (const ending of endings(generated)) t.ok(endings(shown).has(ending), `no example ends with ${ending}`);
  t.ok(
    generated.some(({ price }) => Number(price) > 89),
    'some are expensive',
  );
  const without = generated.filter(({ description }) => description === undefined).length;
  t.ok(without > 44 && without < 75, `${without} of 88 have no description, as 8 of 12 examples`);
  const sentences = generated.map(({ description = '' }) => String(description).split(/(?<=[.!?]) /).length);
  t.ok(sentences.filter((count) => count > 1).length > 5, 'some descriptions are longer');
  t.ok(
    generated.some(({ description = '' }) => String(description).length > 250),
    'one is very long',
  );
  t.ok(generated.every(({ description = '' }) => String(description).length <= 500));
  const stocks = (from: number, to: number) => {
    const some = generated.filter(({ price, stock }) => Number(price) >= from && Number(price) < to && stock !== 0);
    return some.reduce((sum, { stock }) => sum + Number(stock), 0) / some.length;
  };
  t.ok(stocks(0, 15) > 1.5 * stocks(50, 1000), `${stocks(0, 15)} of what is cheap, ${stocks(50, 1000)} of the rest`);
  const gone = generated.filter(({ stock }) => stock === 0).length;
  t.ok(gone > 0 && gone < 12, `${gone} of 88 are sold out`);
  const mills = products.find(({ name }) => name === 'Salt and pepper mills');
  t.ok(Number(mills?.price) > 29.9, 'a pair costs more than one of it');
});

test('the orders of one person go on as the examples do', async (t) => {
  const { orders, products } = await shopLists();
  t.same(
    orders.map(({ number }) => number),
    orders.map((_, index) => 1003 - index),
  );
  const moments = orders.map(({ createdAt }) => Date.parse(String(createdAt)));
  const gaps = moments.slice(3).map((moment, index) => (moments[index + 2] as number) - moment);
  t.ok(
    gaps.every((gap) => gap > 0),
    'each order is older than the one before it',
  );
  const days = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length / 86_400_000;
  t.ok(days > 6 && days < 12, `${days} days, 9 between the examples`);
  t.ok(Math.max(...gaps) > 20 * Math.min(...gaps), 'the intervals are irregular');
  const nights = moments.filter((moment) => new Date(moment).getUTCHours() < 6).length;
  t.ok(nights < 15, `${nights} of 100 orders at night`);
  const home = orders.filter(({ shippingAddress }) => (shippingAddress as JsonObject).street === '5 Mill Lane').length;
  t.ok(home > 65 && home < 95, `${home} of 100 are delivered to the same address`);
  t.ok(orders.every(({ shippingAddress }) => (shippingAddress as JsonObject).country === 'GB'));
  const lines = orders.map(({ items }) => items as readonly JsonObject[]);
  const sizes = lines.map(({ length }) => length);
  t.ok(
    Math.min(...sizes) === 1 && Math.max(...sizes) > 3 && Math.max(...sizes) < 7,
    `${Math.max(...sizes)} lines at most`,
  );
  t.ok(lines.every((items) => unique(items.map(({ productId }) => productId)) === items.length));
  const prices = new Map(products.map(({ id, price }) => [id, Number(price)]));
  for (const [index, items] of lines.entries()) {
    const sum = items.reduce(
      (all, { productId, quantity }) => all + (prices.get(productId) ?? 0) * Number(quantity),
      0,
    );
    t.equal(Number(orders[index]?.total).toFixed(2), sum.toFixed(2));
  }
});

test('users have names and addresses of several kinds, in no order', async (t) => {
  const users = (await shopLists()).users.slice(3);
  const names = users.map(({ name }) => String(name));
  let sorted = 0;
  for (const [index, name] of names.slice(1).entries()) if (name > (names[index] as string)) sorted++;
  t.ok(sorted > 30 && sorted < 66, `${sorted} of 96 names come after the one before`);
  t.ok(names.some((name) => !name.includes(' ')) && names.filter((name) => name.includes(' ')).length > 50);
  t.ok(
    names.some((name) => name !== asciiOf(name)),
    'some have an accent',
  );
  const emails = users.map(({ email }) => String(email));
  t.equal(unique(emails), emails.length);
  const own = emails.filter((email) => email.endsWith('@shop.example')).length;
  t.ok(own > 25 && own < 65, `${own} of 97 have the domain of the examples`);
  t.ok(unique(emails.map((email) => email.split('@')[1])) >= 4);
});

test('an address is one that can exist in its city', async (t) => {
  const properties = { street: string, city: string, postal_code: string, country: { type: 'string', example: 'DE' } };
  const document = listOf(properties, {}, 'Address') as JsonObject & {
    paths: Record<string, { get: { responses: Record<string, { content: Record<string, JsonObject> }> } }>;
  };
  const example = { street: 'Hauptstraße 5', city: 'Berlin', postal_code: '10115', country: 'DE' };
  const content = document.paths['/things']?.get.responses[200]?.content as Record<string, JsonObject>;
  content['application/json'] = { ...content['application/json'], example: [{ id: 1, ...example }] };
  const items = await itemsOf(document, { count: 40 });
  const codes = new Map<unknown, Set<string>>();
  for (const { city, postal_code, country, street } of items) {
    codes.set(city, (codes.get(city) ?? new Set()).add(String(postal_code)));
    t.match(String(country), /^(?:DE|AT|FR|NL|ES|IT|IE)$/, 'a country with the currency of the example');
    if (country === 'DE') t.match(street, /^[A-ZÄÖÜa-zäöüß]+ \d+$/);
  }
  t.ok(items.filter(({ country }) => country === 'DE').length > 20, 'most are in the country of the example');
  for (const [city, known] of codes) t.ok(known.size <= 4, `${city} has ${[...known].join(', ')}`);
});
