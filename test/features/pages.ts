import { load } from 'js-yaml';
import { test } from 'tap';
import { createStandin } from '../../src/index.ts';
import { boxDocument } from '../fixtures/documents.ts';

const HTML = { accept: 'text/html' };

const withoutServers = (paths: unknown): unknown =>
  JSON.parse(JSON.stringify(paths, (name, value) => (name === 'servers' ? undefined : value)));

test('/ and /docs lead to the docs page, which loads nothing from elsewhere and carries our name', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  for (const url of ['/', '/docs']) {
    const response = await standin.inject({ url, headers: HTML });
    t.equal(response.statusCode, 302);
    t.equal(response.headers.location, '/_standin/docs/');
    t.ok(response.headers['request-id']);
  }
  for (const url of ['/_standin/docs', '/_standin/docs/']) {
    const page = await standin.inject({ url, headers: HTML });
    t.ok([200, 302].includes(page.statusCode), url);
  }
  const page = await standin.inject({ url: '/_standin/docs/', headers: HTML });
  t.equal(page.statusCode, 200);
  t.match(page.body, /<title>.*standin<\/title>/);
  const assets = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path as string);
  t.ok(assets.length > 4);
  for (const path of assets) {
    t.notMatch(path, /^(https?:)?\/\//, `${path} is ours`);
    const asset = await standin.inject({ url: new URL(path, 'http://x/_standin/docs/').pathname });
    t.equal(asset.statusCode, 200, path);
  }
  const missing = await standin.inject({ url: '/_standin/docs/static/nothing.js' });
  t.equal(missing.statusCode, 404);
  t.equal(missing.json().error.code, 'ResourceNotFound', 'a page that is none is refused in the API’s shape');
  t.notMatch(String(page.headers['content-security-policy']), /upgrade-insecure/);
  const script = await standin.inject({ url: '/_standin/docs/static/swagger-initializer.js' });
  t.notMatch(script.body, /petstore\.swagger\.io/);
  t.match(script.body, /"validatorUrl":null/);
});

test('the document is served as JSON and YAML, and says that its servers are here', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  const json = (await standin.inject('/_standin/openapi.json')).json();
  const yaml = load((await standin.inject('/_standin/openapi.yaml')).body);
  t.same(yaml, json);
  t.same(
    json.servers.map(({ url }: { url: string }) => url),
    ['/v1.0', '/beta'],
  );
  t.same(withoutServers(json.paths), withoutServers(boxDocument().paths));
  t.notMatch(JSON.stringify(json.paths), /"url":"https:/, 'nor those of single operations');
  t.match(json.components.securitySchemes.azureAD, { type: 'oauth2' }, 'schemes stay what they are');
  const shown = (await standin.inject('/_standin/docs/json')).json();
  t.match(
    shown.components.securitySchemes.azureAD,
    { type: 'http', scheme: 'bearer' },
    'but the page sends nobody to a real issuer',
  );
});

test('a document that owns / and /docs keeps them, and may name servers where it likes', async (t) => {
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema: { const: 'mine' } } } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Owner', version: '1' },
    paths: {
      '/': { get: { operationId: 'home', responses } },
      '/docs': { get: { operationId: 'docs', servers: [{ url: 'https://example.com/' }], responses } },
      '/{one}/{two}': { get: { operationId: 'anything', responses } },
      '/elsewhere': { servers: [{ url: '/deep/' }], get: { operationId: 'elsewhere', responses } },
    },
  };
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  for (const url of ['/', '/docs', '/a/b', '/deep/elsewhere'])
    t.equal((await standin.inject({ url })).body, '"mine"', url);
  t.equal((await standin.inject('/_standin/docs/')).statusCode, 200, 'what is ours stays ours');
  const served = (await standin.inject('/_standin/openapi.json')).json();
  t.same(
    served.servers.map(({ url }: { url: string }) => url),
    ['/', '/deep'],
  );
  t.notMatch(JSON.stringify(served), 'example.com');
});
