import { readFileSync } from 'node:fs';
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
  for (const url of ['/', '/docs', '/docs/', '/_standin/docs']) {
    const response = await standin.inject({ url, headers: HTML });
    t.equal(response.statusCode, 302);
    t.equal(response.headers.location, '/_standin/docs/');
    t.ok(response.headers['request-id']);
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
  t.match(page.headers['content-security-policy'], /img-src [^;]*blob:/, 'a response that is an image is shown');
  t.match(page.body, '<meta name="viewport" content="width=device-width, initial-scale=1">');
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
  t.match(
    flows.clientCredentials.tokenUrl,
    /^http:\/\/localhost(?::\d+)?\/login\/organizations\/oauth2\/v2\.0\/token$/,
  );
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

/** An operation as the docs page shows it when it is opened. */
async function shownOperation(standin: Standin, pointer: string, world = '') {
  return standin.inject(`${world}/_standin/docs/operation?${new URLSearchParams({ pointer })}`);
}

test('the source is the file as it was read', async (t) => {
  const file = 'test/fixtures/documents/small-3.0.yaml';
  const standin = await createStandin({ documents: [file, `${file}@/other`] });
  t.teardown(() => standin.close());
  for (const url of ['/_standin/source', '/other/_standin/source', '/~alice/_standin/source']) {
    const source = await standin.inject(url);
    t.equal(source.body, readFileSync(file, 'utf8'), url);
    t.match(source.headers['content-type'], 'application/yaml');
  }
  const builtIn = await createStandin();
  t.teardown(() => builtIn.close());
  t.equal((await builtIn.inject('/_standin/source')).body, readFileSync('openapi.yaml', 'utf8'));
  const value = await createStandin({ document: documentAsking(undefined) });
  t.teardown(() => value.close());
  t.equal((await value.inject('/_standin/source')).statusCode, 404, 'a value was no file');
});

test('an operation that does not exist is named by its pointer', async (t) => {
  const standin = await createStandin({ document: 'test/fixtures/documents/clinic.yaml' });
  t.teardown(() => standin.close());
  const { statusCode, body } = await shownOperation(standin, 'x');
  t.equal(statusCode, 404);
  t.match(body, /The document has no operation at the pointer \\"x\\"\./);
});

test('an operation that is opened has the keys of items that exist in its world, and a body that is accepted', async (t) => {
  const standin = await createStandin({ document: 'test/fixtures/documents/clinic.yaml' });
  t.teardown(() => standin.close());
  const key = async (world: string) => {
    const { parameters } = (await shownOperation(standin, '/paths/~1owners~1{ownerId}/get', world)).json();
    return parameters.find(({ name }: { name: string }) => name === 'ownerId').example;
  };
  t.equal(await key(''), 1);
  await standin.inject({ method: 'DELETE', url: '/~alice/api/owners/1' });
  t.equal(await key('/~alice'), 2, 'of the world of the page');
  t.equal(await key(''), 1);

  const pet = (await shownOperation(standin, '/paths/~1owners/post')).json();
  const { example } = pet.requestBody.content['application/json'];
  t.type(example.name, 'string');
  t.not(example.name, 'string');
  const created = await standin.inject({ method: 'POST', url: '/api/owners', payload: example });
  t.equal(created.statusCode, 201);
  t.notMatch((await standin.inject('/_standin/openapi.json')).body, JSON.stringify(example.name));
  t.equal((await shownOperation(standin, '/paths/~1nothing/get')).statusCode, 404);
  t.equal((await shownOperation(standin, '/info')).statusCode, 404, 'only operations');
});

test('an operation has the key of the item that a request created last', async (t) => {
  const standin = await createStandin({ document: 'test/fixtures/documents/clinic.yaml' });
  t.teardown(() => standin.close());
  const keys = async (path: string, world = '') => {
    const { parameters } = (await shownOperation(standin, `/paths/${path.replaceAll('/', '~1')}/get`, world)).json();
    return parameters
      .filter((one: { in: string }) => one.in === 'path')
      .map((one: { example: unknown }) => one.example);
  };
  const owner = (await shownOperation(standin, '/paths/~1owners/post')).json();
  const create = async (url: string, payload: object) => {
    const response = await standin.inject({ method: 'POST', url, payload });
    t.equal(response.statusCode, 201, response.body);
    return response.json().id;
  };
  const { example } = owner.requestBody.content['application/json'];
  t.same(await keys('/owners/{ownerId}'), [1], 'the first item before');
  const made = await create('/api/owners', example);
  t.same(await keys('/owners/{ownerId}'), [made]);
  t.same(await keys('/owners/{ownerId}', '/~alice'), [1], 'only in its world');
  const latest = await create('/api/owners', { ...example, name: 'Grace' });
  await standin.inject({ method: 'PUT', url: '/api/owners/1', payload: example });
  t.same(await keys('/owners/{ownerId}'), [latest], 'a change is no creation');
  await standin.inject({ method: 'DELETE', url: `/api/owners/${latest}` });
  t.same(await keys('/owners/{ownerId}'), [made], 'the one before, if the last one is deleted');
  const pet = (await shownOperation(standin, '/paths/~1owners~1{id}~1pets/post')).json();
  const animal = pet.requestBody.content['application/json'].example;
  const below = await create('/api/owners/2/pets', animal);
  t.same(await keys('/pets/{petId}'), [below], 'also if it was created at another path');
  await standin.world('default').reset();
  t.same(await keys('/owners/{ownerId}'), [1], 'the first item after a reset');
});

test('the key of an item that was created last has the keys of the items above it', async (t) => {
  const thing = {
    type: 'object',
    required: ['title'],
    properties: { id: { type: 'integer' }, title: { type: 'string' } },
  };
  const content = { 'application/json': { schema: thing } };
  const list = { 'application/json': { schema: { type: 'array', items: thing } } };
  const collection = {
    get: { responses: { 200: { description: 'ok', content: list } } },
    post: { requestBody: { content }, responses: { 201: { description: 'made', content } } },
  };
  const parameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
  const item = { get: { responses: { 200: { description: 'ok', content } } } };
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'Boards', version: '1' },
      paths: {
        '/boards': collection,
        '/boards/{board}': { parameters: [parameter('board')], ...item },
        '/boards/{board}/cards': { parameters: [parameter('board')], ...collection },
        '/boards/{board}/cards/{card}': { parameters: [parameter('board'), parameter('card')], ...item },
      },
    },
  });
  t.teardown(() => standin.close());
  const pointer = '/paths/~1boards~1{board}~1cards~1{card}/get';
  const keys = async () => {
    const { parameters } = (await shownOperation(standin, pointer)).json();
    return parameters.map(({ example }: { example: number }) => example);
  };
  const create = async (url: string): Promise<number> => {
    const response = await standin.inject({ method: 'POST', url, payload: { title: 'new' } });
    t.equal(response.statusCode, 201);
    return response.json().id;
  };
  t.same(await keys(), [1, 1]);
  const card = await create('/boards/2/cards');
  t.same(await keys(), [2, card]);
  await create('/boards');
  t.same(await keys(), [2, card], 'a board without cards has no key for one');
});

test('the docs document names the parameters of a path that the source refers to', async (t) => {
  const standin = await createStandin({ document: 'docs/examples/shop/openapi.yaml' });
  t.teardown(() => standin.close());
  const { paths } = (await standin.inject('/_standin/docs/json')).json();
  for (const path of ['/orders/{orderId}', '/orders/{orderId}/cancel']) {
    t.match(paths[path].parameters, [{ name: 'orderId', in: 'path', $ref: undefined }], path);
    t.equal(paths[path].parameters.length, 1);
  }
  const { paths: served } = (await standin.inject('/_standin/openapi.json')).json();
  t.match(served['/orders/{orderId}'].parameters, [{ $ref: /orderId$/ }], 'the served document stays as it is');
});

test('the docs page marks operations that are unusable or change nothing, and names its world', async (t) => {
  const ok = { 200: { description: 'ok' } };
  const broken = {
    200: { description: 'ok', content: { 'application/json': { schema: { $ref: '#/components/schemas/No' } } } },
  };
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'Marks', version: '1' },
      paths: {
        '/a': { post: { operationId: 'a', description: 'Of the author.', responses: ok } },
        '/b': { get: { operationId: 'b', responses: broken } },
        '/c': { get: { operationId: 'c', responses: ok } },
      },
    },
  });
  t.teardown(() => standin.close());
  const { paths, 'x-standin-world': world } = (await standin.inject('/~alice/_standin/docs/json')).json();
  t.equal(world, 'alice');
  t.match(paths['/a'].post, {
    'x-standin-note': 'changes nothing',
    description: /^\*\*Changes nothing\.\*\* .*\n\nOf the author\.$/s,
  });
  t.match(paths['/b'].get, { 'x-standin-note': 'returns 501', description: /#\/components\/schemas\/No/ });
  t.equal(paths['/c'].get['x-standin-note'], undefined);
  const served = (await standin.inject('/_standin/openapi.json')).json();
  t.equal(served.paths['/a'].post.description, 'Of the author.', 'the served document has no marks');
  t.equal(served['x-standin-world'], undefined);
});

test('responses and forms have samples instead of the names of types', async (t) => {
  const person = {
    type: 'object',
    required: ['firstName', 'email'],
    properties: {
      firstName: { type: 'string' },
      email: { type: 'string', format: 'email' },
      photo: { type: 'string', format: 'binary' },
    },
  };
  const ok = {
    description: 'ok',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Person' } } },
  };
  const form = (name: string) => ({ requestBody: { content: { [name]: { schema: person } } }, responses: { 201: ok } });
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'Forms', version: '1' },
      paths: {
        '/a': { post: { operationId: 'a', ...form('application/x-www-form-urlencoded') } },
        '/b': { post: { operationId: 'b', ...form('multipart/form-data') } },
      },
      components: { schemas: { Person: person } },
    },
  });
  t.teardown(() => standin.close());
  for (const [path, name] of [
    ['/a', 'application/x-www-form-urlencoded'],
    ['/b', 'multipart/form-data'],
  ] as const) {
    const { requestBody, responses } = (await shownOperation(standin, `/paths/~1${path.slice(1)}/post`)).json();
    const { properties } = requestBody.content[name].schema;
    t.match(properties.email.example, /^\S+@\S+$/, name);
    t.notOk('example' in properties.photo, 'a file has none');
    const { example } = responses[201].content['application/json'];
    t.match(example.email, /^\S+@\S+$/);
    t.not(example.firstName, 'string');
  }
});

test('all examples of a schema can be chosen', async (t) => {
  const schema = { type: 'string', examples: ['one', 'two'] };
  const content = { 'application/json': { schema } };
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'Examples', version: '1' },
      paths: {
        '/a': {
          post: {
            operationId: 'a',
            parameters: [
              { name: 'kind', in: 'query', schema },
              { name: 'n', in: 'query', required: true, schema: { type: 'integer', minimum: 5 } },
            ],
            requestBody: { content },
            responses: { 200: { description: 'ok', content } },
          },
        },
      },
    },
  });
  t.teardown(() => standin.close());
  const { parameters, requestBody, responses } = (await shownOperation(standin, '/paths/~1a/post')).json();
  const examples = { 'example 1': { value: 'one' }, 'example 2': { value: 'two' } };
  t.same(parameters[0].examples, examples);
  t.ok(parameters[1].example >= 5, 'a required parameter has a sample');
  t.same(requestBody.content['application/json'].examples, examples);
  t.same(responses[200].content['application/json'].examples, examples);
});
