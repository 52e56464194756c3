// The behaviour of the certificate on three servers: the built-in pack, the same document without the pack's code, and the document
// with every path, name and property changed. Behaviour that passes on all three does not depend on this document.
import { type Test, test } from 'tap';
import {
  inferredService,
  NOW,
  PAGE_REQUEST,
  PAGE_RESPONSE,
  packService,
  renamedService,
  type Service,
} from '../fixtures/service.ts';

const SERVICES: readonly [string, () => Promise<Service>][] = [
  ['the pack', () => packService()],
  ['the document alone', () => inferredService()],
  ['the document renamed', () => renamedService()],
];

const CHANGED_AT = NOW.toISOString();

for (const [name, open] of SERVICES) {
  const about = (title: string, body: (t: Test, service: Service) => Promise<void>) =>
    test(`${name}: ${title}`, async (t) => {
      const service = await open();
      t.teardown(() => service.standin.close());
      await body(t, service);
    });

  about(
    'GET returns the page’s example at first, on both servers, with properties in the page’s order',
    async (t, service) => {
      for (const path of [service.path, service.secondPath]) {
        const response = await service.request(t, { path });
        t.equal(response.statusCode, 200);
        t.equal(response.headers['content-type'], 'application/json');
        t.same(response.json(), service.value(PAGE_RESPONSE));
        t.same(Object.keys(response.json()), Object.keys(service.value(PAGE_RESPONSE)));
      }
    },
  );

  about(
    'PATCH with the page’s request returns the page’s response, except for the time of the change',
    async (t, service) => {
      const { property, value } = service;
      const expected = { ...value(PAGE_RESPONSE), [property('lastModifiedDateTime')]: CHANGED_AT };
      const patched = await service.request(t, { method: 'PATCH', body: value(PAGE_REQUEST) });
      t.equal(patched.statusCode, 200);
      t.same(patched.json(), expected);
      t.equal(patched.json()[property('expirationDateTime')], '2016-12-31T23:57:57.2481234-08:00');
      t.same((await service.request(t, { path: service.secondPath })).json(), expected, 'a following GET shows it');
    },
  );

  about('PATCH keeps the properties that the body does not name', async (t, service) => {
    const { property, value } = service;
    const patched = await service.request(t, {
      method: 'PATCH',
      body: { [property('appleIdentifier')]: 'someone@example.com' },
    });
    const expected = {
      ...value(PAGE_RESPONSE),
      [property('appleIdentifier')]: 'someone@example.com',
      [property('lastModifiedDateTime')]: CHANGED_AT,
    };
    t.same(patched.json(), expected);
    t.same(Object.keys(patched.json()), Object.keys(value(PAGE_RESPONSE)), 'and their order');
  });

  about('PATCH with null sets null if the property is nullable, and is refused if not', async (t, service) => {
    const { property } = service;
    const patched = await service.request(t, { method: 'PATCH', body: { [property('certificate')]: null } });
    t.equal(patched.json()[property('certificate')], null);
    await expectRefusal(t, service, {
      body: { [property('expirationDateTime')]: null },
      mentions: property('expirationDateTime'),
    });
  });

  about('PATCH with an empty object, or only with read-only properties, changes nothing', async (t, service) => {
    const { property, value } = service;
    for (const body of [{}, { [property('id')]: 'other', [property('certificateSerialNumber')]: 'FF' }]) {
      const patched = await service.request(t, { method: 'PATCH', body });
      t.equal(patched.statusCode, 200);
      t.same(patched.json(), value(PAGE_RESPONSE));
    }
  });

  about('read-only properties in a body are validated, then ignored', async (t, service) => {
    const { property, value } = service;
    const body = {
      [property('id')]: 'mine',
      [property('lastModifiedDateTime')]: '2001-01-01T00:00:00Z',
      [property('topicIdentifier')]: 'new',
    };
    const patched = (await service.request(t, { method: 'PATCH', body })).json();
    t.equal(patched[property('id')], value(PAGE_RESPONSE)[property('id') as 'id']);
    t.equal(patched[property('lastModifiedDateTime')], CHANGED_AT);
    t.equal(patched[property('topicIdentifier')], 'new');
    await expectRefusal(t, service, { body: { [property('id')]: 5 }, mentions: property('id') });
  });

  about('an invalid body is refused with the property and the rule, and changes nothing', async (t, service) => {
    const { property } = service;
    const invalid = (name: string, value: unknown) => ({ body: { [property(name)]: value }, naming: property(name) });
    const cases = [
      { body: { certficate: 'misspelt' }, naming: 'certficate' },
      { body: { toString: 'x' }, naming: 'toString' },
      { body: { constructor: 'x' }, naming: 'constructor' },
      { body: '{"__proto__": {"admin": true}}', naming: '__proto__' },
      { body: '{"\\u005f_proto__": 1}', naming: '__proto__' },
      invalid('appleIdentifier', 5),
      invalid('certificate', { pem: true }),
      invalid('topicIdentifier', ['a']),
      invalid('expirationDateTime', 'tomorrow'),
      invalid('expirationDateTime', ''),
      invalid('expirationDateTime', '2026-01-31T12:00:00'),
      invalid('expirationDateTime', '2026-01-31 12:00:00Z'),
      invalid('expirationDateTime', '2026-02-31T12:00:00Z'),
      invalid('expirationDateTime', '2025-02-29T12:00:00Z'),
      invalid('@odata.type', '#microsoft.graph.somethingElse'),
      { body: '[]', naming: 'body' },
      { body: '"text"', naming: 'body' },
      { body: 'null', naming: 'body' },
      { body: '{"a": ', naming: 'body' },
      { body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), naming: 'UTF-8' },
      { body: `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, naming: 'nests deeper' },
    ];
    for (const refusal of cases) await expectRefusal(t, service, refusal);
  });

  about('an empty body is refused', async (t, service) => {
    await expectRefusal(t, service, { body: '', mentions: 'no body' });
  });

  about('a leap day and a byte order mark are accepted', async (t, service) => {
    const body = `\ufeff${JSON.stringify({ [service.property('expirationDateTime')]: '2028-02-29T23:59:59.1234567+14:00' })}`;
    const patched = await service.request(t, { method: 'PATCH', body });
    t.equal(patched.statusCode, 200);
    t.equal(patched.json()[service.property('expirationDateTime')], '2028-02-29T23:59:59.1234567+14:00');
  });

  about('a body that is not JSON, not UTF-8, or compressed is refused with 415', async (t, service) => {
    const body = JSON.stringify({ [service.property('certificate')]: 'x' });
    for (const headers of [
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/xml' },
      { 'content-type': 'application/json-patch+json' },
      { 'content-type': 'application/json; charset=iso-8859-1' },
      { 'content-encoding': 'gzip' },
    ]) {
      await expectRefusal(t, service, { body, headers, status: 415 });
    }
    for (const type of [
      'application/json; charset=UTF-8',
      'Application/JSON',
      'application/json;odata.metadata=minimal',
    ]) {
      const accepted = await service.request(t, { method: 'PATCH', body, headers: { 'content-type': type } });
      t.equal(accepted.statusCode, 200, type);
    }
  });

  about('a body over the limit is refused with 413', async (t, service) => {
    const body = { [service.property('certificate')]: 'x'.repeat(1_100_000) };
    await expectRefusal(t, service, { body, status: 413 });
  });

  about('a missing or empty token, or another scheme, gets 401 and a challenge', async (t, service) => {
    for (const authorization of ['', 'Bearer', 'Bearer ', 'bearer   ', 'Basic dXNlcjpwYXNz', 'Digest x', 'Bearerx']) {
      for (const method of ['GET', 'PATCH'] as const) {
        const response = await service.request(t, {
          method,
          headers: { authorization },
          ...(method === 'PATCH' && { body: '{"a":' }),
        });
        t.equal(response.statusCode, 401, `${method} with ${JSON.stringify(authorization)}`);
        t.match(response.headers['www-authenticate'], /^Bearer/);
      }
    }
    t.equal(
      (await service.request(t, { headers: { authorization: 'bearer x' } })).statusCode,
      200,
      'schemes are case-insensitive',
    );
  });

  about('an undeclared method gets 405 and the allowed methods', async (t, service) => {
    for (const method of ['POST', 'PUT', 'DELETE', 'TRACE'] as const) {
      const response = await service.request(t, { method });
      t.equal(response.statusCode, 405, method);
      t.same(String(response.headers.allow).split(', ').sort(), ['GET', 'HEAD', 'OPTIONS', 'PATCH']);
    }
  });

  about('an unknown path gets 404, an invalid percent-escape gets 400', async (t, service) => {
    for (const path of [`${service.path}/nothing`, '/v9.9/x', service.path.slice(0, -1), `${service.path}/`]) {
      t.equal((await service.request(t, { path })).statusCode, 404, path);
    }
    t.equal((await service.request(t, { path: `${service.path}/%E0%A4` })).statusCode, 400);
    t.equal((await service.request(t, { path: '/%zz' })).statusCode, 400);
  });

  about('an Accept header without JSON gets 406', async (t, service) => {
    for (const accept of ['text/html', 'application/xml, text/*;q=0.5', 'application/json;q=0']) {
      t.equal((await service.request(t, { headers: { accept } })).statusCode, 406, accept);
    }
    for (const accept of [
      '*/*',
      'application/*',
      'text/html, */*;q=0.1',
      'application/json;odata.metadata=full;q=0.9',
      '',
    ]) {
      t.equal((await service.request(t, { headers: { accept } })).statusCode, 200, accept);
    }
  });

  about('HEAD returns the headers of GET without a body, OPTIONS returns the allowed methods', async (t, service) => {
    const got = await service.request(t);
    const head = await service.request(t, { method: 'HEAD' });
    t.equal(head.statusCode, 200);
    t.equal(head.body, '');
    t.equal(head.headers['content-length'], got.headers['content-length']);
    const options = await service.request(t, { method: 'OPTIONS', headers: { authorization: '' } });
    t.equal(options.statusCode, 204);
    t.match(options.headers.allow, /GET.*PATCH/);
  });

  about('a page of any origin can GET and PATCH', async (t, service) => {
    const origin = 'https://example.com';
    const preflight = await service.request(t, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization,content-type,client-request-id',
      },
    });
    t.equal(preflight.statusCode, 204);
    t.equal(preflight.headers['access-control-allow-origin'], origin);
    t.match(preflight.headers['access-control-allow-methods'], /GET.*PATCH/);
    t.equal(preflight.headers['access-control-allow-headers'], 'authorization,content-type,client-request-id');
    const got = await service.request(t, { headers: { origin } });
    t.equal(got.headers['access-control-allow-origin'], origin);
    const refused = await service.request(t, { headers: { origin, authorization: '' } });
    t.equal(refused.headers['access-control-allow-origin'], origin, 'also if the request is refused');
  });

  about('the function returns its example, with the parentheses in its path', async (t, service) => {
    const { standin } = service;
    const operation = standin.contract.operations.find(({ path }) => path.endsWith('()'));
    const url = `${operation?.bases[0]}${operation?.path}`;
    const response = await standin.inject({ url, headers: { authorization: 'Bearer x' } });
    t.equal(response.statusCode, 200);
    t.equal(Object.values(response.json()).length > 0, true);
  });

  about(
    'an undeclared query parameter is accepted and reported, and every request has its own id',
    async (t, service) => {
      const first = await service.request(t, { path: `${service.path}?colour=red&x=1` });
      const second = await service.request(t);
      t.equal(first.statusCode, 200);
      t.equal(first.headers['standin-undeclared'], 'query colour, query x');
      t.equal((await service.request(t, { path: `${service.path}?x=%zz` })).statusCode, 400);
      t.not(first.headers['request-id'], second.headers['request-id']);
    },
  );

  about('parallel writers lose no update', async (t, service) => {
    const names = ['appleIdentifier', 'topicIdentifier', 'certificate', 'certificateUploadStatus'].map(
      service.property,
    );
    await Promise.all(names.map((name) => service.request(t, { method: 'PATCH', body: { [name]: `new ${name}` } })));
    const after = (await service.request(t)).json();
    for (const name of names) t.equal(after[name], `new ${name}`);
  });
}

interface ExpectedRefusal {
  readonly body: string | Buffer | object;
  readonly mentions?: string;
  readonly status?: number;
  readonly headers?: Record<string, string>;
}

async function expectRefusal(
  t: Test,
  service: Service,
  { body, mentions = '', status = 400, headers = {} }: ExpectedRefusal,
): Promise<void> {
  const before = (await service.request(t)).body;
  const response = await service.request(t, { method: 'PATCH', body, headers });
  const title = String(Buffer.isBuffer(body) ? body : typeof body === 'string' ? body : JSON.stringify(body)).slice(
    0,
    60,
  );
  t.equal(response.statusCode, status, title);
  t.ok(
    response.body.includes(mentions),
    `${title} is refused and the error mentions ${mentions}: ${response.body.slice(0, 300)}`,
  );
  t.notMatch(response.body, /node_modules|\.ts:\d|\bat .*\(/, 'no stack trace');
  t.equal((await service.request(t)).body, before, 'and the state does not change');
}
