import { load } from 'js-yaml';
import { test } from 'tap';
import { createStandin, type Standin } from '../../src/index.ts';
import { builtInDocument } from '../fixtures/documents.ts';

const HTML = { accept: 'text/html' };

const withoutPlaces = (paths: unknown): unknown =>
  JSON.parse(JSON.stringify(paths, (name, value) => (/^(?:servers|requestBody)$/.test(name) ? undefined : value)));

test('/ and /docs redirect to the docs page, which loads nothing from other servers', async (t) => {
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
    t.notMatch(path, /^(https?:)?\/\//, `${path} is on this server`);
    const asset = await standin.inject({ url: new URL(path, 'http://x/_standin/docs/').pathname });
    t.equal(asset.statusCode, 200, path);
  }
  const missing = await standin.inject({ url: '/_standin/docs/static/nothing.js' });
  t.equal(missing.statusCode, 404);
  t.equal(missing.json().error.code, 'ResourceNotFound', 'a missing page is an error in the API’s own format');
  t.notMatch(String(page.headers['content-security-policy']), /upgrade-insecure/);
  const script = await standin.inject({ url: '/_standin/docs/static/swagger-initializer.js' });
  t.notMatch(script.body, /petstore\.swagger\.io/);
  t.match(script.body, /"validatorUrl":null/);
});

test('the document is served as JSON and YAML, with the URLs of this server', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  const json = (await standin.inject('/_standin/openapi.json')).json();
  const yaml = load((await standin.inject('/_standin/openapi.yaml')).body);
  t.same(yaml, json);
  t.same(
    json.servers.map(({ url }: { url: string }) => url),
    ['/v1.0', '/beta'],
  );
  t.same(withoutPlaces(json.paths), withoutPlaces(builtInDocument().paths));
  const certificate = '/deviceManagement/applePushNotificationCertificate';
  const { schema } = json.paths[certificate].patch.requestBody.content['application/json'];
  t.equal(schema.required, undefined, 'a PATCH requires nothing');
  t.match(schema.properties, { id: { readOnly: true }, appleIdentifier: {} });
  const { flows } = json.components.securitySchemes.azureAD;
  t.match(flows.clientCredentials.tokenUrl, /^http:\/\/localhost(?::\d+)?\/login\/organizations\/oauth2\/v2\.0\/token$/);
  t.notMatch(JSON.stringify(json.paths), /"url":"https:/, 'also for single operations');
  t.match(json.components.securitySchemes.azureAD, { type: 'oauth2' }, 'security schemes stay as they are');
  const shown = (await standin.inject('/_standin/docs/json')).json();
  t.match(
    shown.components.securitySchemes.azureAD,
    { type: 'http', scheme: 'bearer' },
    'but the docs page does not link to a real issuer',
  );
});

test('a document that declares / and /docs keeps them, and servers can be declared anywhere', async (t) => {
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
  t.equal((await standin.inject('/_standin/docs/')).statusCode, 200, 'the docs page stays available');
  const served = (await standin.inject('/_standin/openapi.json')).json();
  t.same(
    served.servers.map(({ url }: { url: string }) => url),
    ['/', '/deep'],
  );
  t.notMatch(JSON.stringify(served), 'example.com');
});

/** The facts that the server passes to the script of a docs page. */
async function factsOf(standin: Standin, at: string) {
  const script = (await standin.inject(`${at}/docs/static/theme/standin.js`)).body;
  const [, facts = '{}'] = /const facts = (\{.*\});/.exec(script) ?? [];
  return JSON.parse(facts);
}

type Security = readonly Readonly<Record<string, readonly string[]>>[];

const SCHEMES = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  id: { type: 'apiKey', in: 'query', name: 'id' },
  basic: { type: 'http', scheme: 'basic' },
  oauth: { type: 'oauth2', flows: {} },
  device: { type: 'mutualTLS' },
};

test('the docs page explains which credentials the document requires', async (t) => {
  const rows: readonly (readonly [string, Security | undefined, string])[] = [
    ['nothing', undefined, 'No credentials are required.'],
    ['a certificate alone', [{ device: [] }], 'No credentials are required.'],
    ['a token', [{ oauth: [] }], 'Press Authorize and enter any bearer token: all are accepted.'],
    ['a key', [{ key: [] }], 'Press Authorize and enter any API key in the header X-Key: all are accepted.'],
    [
      'one of two',
      [{ basic: [] }, { oauth: [] }],
      'Press Authorize and enter any Basic credential or bearer token: all are accepted.',
    ],
    ['two together', [{ key: [], id: [] }], 'Press Authorize and enter any credential: all are accepted.'],
    ['a token, or nothing', [{}, { oauth: [] }], 'Some operations accept a bearer token.'],
  ];
  for (const [title, security, credentials] of rows) {
    const standin = await createStandin({ document: documentAsking(security) });
    t.teardown(() => standin.close());
    t.equal((await factsOf(standin, '/_standin')).credentials, credentials, title);
  }
  const judging = await createStandin({
    document: documentAsking([{ key: [] }, { oauth: [] }]),
    verifyCredential: () => 'refused',
  });
  t.teardown(() => judging.close());
  const { credentials } = await factsOf(judging, '/_standin');
  t.equal(credentials, 'Press Authorize and enter an API key in the header X-Key or bearer token.', 'not any one');
  const shown = (await judging.inject('/_standin/docs/json')).json();
  t.equal(shown.components.securitySchemes.oauth.description, 'Enter your token.');
});

function documentAsking(security: Security | undefined) {
  const responses = { 200: { description: 'ok' } };
  return {
    openapi: '3.1.0',
    info: { title: 'Asking', version: '1' },
    paths: { '/a': { get: { operationId: 'a', ...(security && { security: [...security] }), responses } } },
    components: { securitySchemes: SCHEMES },
  };
}

test('the docs pages of a server link to each other', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  const places = ['', '/login', '/apple'].map((mount) => `${mount}/_standin`);
  for (const own of [...places, '/_standin/control']) {
    const { docsLinks } = await factsOf(standin, own);
    const paths = docsLinks.map(({ path }: { path: string }) => path);
    t.same(
      paths,
      [...places, '/_standin/control'].filter((place) => place !== own).map((place) => `${place}/docs/`),
    );
    for (const path of paths) {
      const page = await standin.inject({ url: path, headers: HTML });
      t.match(page.body, /<title>.*standin/, `${own} links to ${path}`);
    }
    const byServer = docsLinks.filter(({ ofServer }: { ofServer: boolean }) => ofServer);
    t.equal(byServer.length, own === '/_standin/control' ? 0 : 1, 'the control API has one page for all worlds');
  }
  const { docsLinks } = await factsOf(standin, '/_standin/control');
  t.equal(docsLinks[0].title, 'Microsoft Graph, Apple push certificate of Intune');
});

test('the path under which a document is served redirects to its docs page, in every world', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  for (const prefix of ['', '/~alice']) {
    for (const mount of ['/login', '/login/', '/apple']) {
      const response = await standin.inject({ url: `${prefix}${mount}`, headers: HTML });
      t.equal(response.statusCode, 302, mount);
      t.equal(response.headers.location, `${prefix}${mount.replace(/\/$/, '')}/_standin/docs/`);
    }
  }
  t.equal((await standin.inject({ url: '/loginx', headers: HTML })).statusCode, 404, 'only whole segments count');
});
