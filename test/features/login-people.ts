// Login with the users of a document: one person in the response, behind the token, and in `/me`.
import { type Test, test } from 'tap';
import { createStandin } from '../../src/index.ts';

const USER = {
  type: 'object',
  required: ['id', 'username', 'email'],
  properties: {
    id: { type: 'integer', readOnly: true },
    username: { type: 'string' },
    email: { type: 'string', format: 'email' },
  },
};
const json = (schema: object) => ({ content: { 'application/json': { schema } } });

interface LoginDocument {
  readonly path: string;
  readonly body: object;
  readonly response: object;
  readonly refusals?: readonly string[];
}

async function service(t: Test, { path, body, response, refusals = ['401'] }: LoginDocument) {
  const users = { type: 'array', items: { $ref: '#/components/schemas/User' } };
  const examples = {
    users: {
      value: [
        { id: 1, username: 'ada', email: 'ada@site.example' },
        { id: 2, username: 'ben', email: 'ben@site.example' },
      ],
    },
  };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Site', version: '1' },
    paths: {
      '/users': {
        get: {
          responses: { 200: { description: 'Users', content: { 'application/json': { schema: users, examples } } } },
        },
        post: {
          requestBody: json({ $ref: '#/components/schemas/User' }),
          responses: { 201: { description: 'Added', ...json({ $ref: '#/components/schemas/User' }) } },
        },
      },
      '/me': { get: { responses: { 200: { description: 'Me', ...json({ $ref: '#/components/schemas/User' }) } } } },
      [path]: {
        post: {
          requestBody: { required: true, ...json(body) },
          responses: Object.fromEntries([
            ['200', { description: 'Signed in', ...json(response) }],
            ...refusals.map((status) => [status, { description: 'Refused' }]),
          ]),
        },
      },
    },
    components: { schemas: { User: USER } },
  };
  const standin = await createStandin({ document: document as never });
  t.teardown(() => standin.close());
  const send = async (method: 'GET' | 'POST', url: string, payload?: object, token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const sent = await standin.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: sent.statusCode, body: sent.body === '' ? undefined : sent.json() };
  };
  return { send, standin };
}

const credentials = (...names: readonly string[]) => ({
  type: 'object',
  required: names,
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
});

test('a login that returns only a token: /me is the person', async (t) => {
  const response = {
    type: 'object',
    required: ['data'],
    properties: {
      data: { type: 'object', properties: { access_token: { type: 'string' } }, required: ['access_token'] },
    },
  };
  const { send, standin } = await service(t, {
    path: '/auth/login',
    body: credentials('username', 'password'),
    response,
  });
  const { status, body } = await send('POST', '/auth/login', { username: 'ben', password: 'x' });
  t.equal(status, 200);
  t.match((await send('GET', '/me', undefined, body.data.access_token)).body, { id: 2, username: 'ben' });
  t.match((await send('GET', '/me', undefined, 'any')).body, { id: 1, username: 'ada' });
  t.equal((await send('POST', '/auth/login', { username: 'nobody', password: 'x' })).status, 401);
  const [login] = standin.inspect().filter(({ path }) => path === '/auth/login');
  t.equal(login?.changesNothing, false, 'login needs no state of its own');
});

test('a person who was added can sign in', async (t) => {
  const response = { type: 'object', properties: { token: { type: 'string' } }, required: ['token'] };
  const body = { type: 'object', required: ['user'], properties: { user: credentials('email', 'password') } };
  const { send } = await service(t, { path: '/users/login', body, response });
  const carol = { user: { email: 'carol@site.example', password: 'x' } };
  t.equal((await send('POST', '/users/login', carol)).status, 401);
  const added = await send('POST', '/users', { username: 'carol', email: 'carol@site.example' });
  const session = await send('POST', '/users/login', carol);
  t.equal(session.status, 200);
  t.same((await send('GET', '/me', undefined, session.body.token)).body, added.body);
});

test('without a declared 401, an unknown person is a 400 that names the property', async (t) => {
  const response = { type: 'object', properties: { token: { type: 'string' } }, required: ['token'] };
  const body = credentials('email', 'password');
  const { send } = await service(t, { path: '/login', body, response, refusals: [] });
  const refused = await send('POST', '/login', { email: 'nobody@site.example', password: 'x' });
  t.equal(refused.status, 400);
  t.match(refused.body, { errors: [{ pointer: '/email' }] });
});

test('people who sign up at the same time are all known, and an email address belongs to one of them', async (t) => {
  const entry = {
    type: 'object',
    required: ['token', 'person'],
    properties: { token: { type: 'string' }, person: { $ref: '#/components/schemas/Person' } },
  };
  const credentials = {
    type: 'object',
    required: ['email', 'password'],
    properties: { email: { type: 'string' }, password: { type: 'string' } },
  };
  const person = {
    type: 'object',
    required: ['id', 'email'],
    properties: { id: { type: 'integer' }, email: { type: 'string' } },
  };
  const operation = (responses: object) => ({ requestBody: { required: true, ...json(credentials) }, responses });
  const document = {
    openapi: '3.1.0',
    info: { title: 'Site', version: '1' },
    paths: {
      '/auth/register': {
        post: operation({ 201: { description: 'Added', ...json(entry) }, 409: { description: 'Taken' } }),
      },
      '/auth/login': {
        post: operation({ 200: { description: 'Signed in', ...json(entry) }, 401: { description: 'Refused' } }),
      },
    },
    components: { schemas: { Person: person } },
  };
  const standin = await createStandin({ document: document as never });
  t.teardown(() => standin.close());
  const send = (path: string, email: string) =>
    standin.inject({ method: 'POST', url: path, payload: { email, password: 'oars-out' } });
  const emails = ['ann@site.example', 'ben@site.example', 'cleo@site.example', 'ANN@site.example'];
  const answers = await Promise.all(emails.map((email) => send('/auth/register', email)));
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [201, 201, 201, 409]);
  const logins = await Promise.all(emails.map((email) => send('/auth/login', email)));
  t.same(
    logins.map(({ statusCode }) => statusCode),
    [200, 200, 200, 200],
  );
  const [ann, ben, cleo, again] = logins.map((one) => one.json().person.id);
  t.equal(new Set([ann, ben, cleo]).size, 3);
  t.equal(again, ann);
});

const text = { type: 'string' };
const object = (properties: Record<string, object>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});
const answer = (status: number, schema: object) => ({ [status]: { description: 'Response', ...json(schema) } });
const refused = (status: number) => ({ [status]: { description: 'Refused' } });
const post = (body: object, responses: object) => ({
  post: { requestBody: { required: true, ...json(body) }, responses },
});

async function serve(t: Test, paths: object, schemas: object = {}) {
  const document = { openapi: '3.1.0', info: { title: 'Site', version: '1' }, paths, components: { schemas } };
  const standin = await createStandin({ document: document as never });
  t.teardown(() => standin.close());
  const send = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const sent = await standin.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: sent.statusCode, body: sent.body === '' ? undefined : sent.json() };
  };
  const changesNothing = () =>
    standin.inspect().flatMap((one) => (one.changesNothing ? [`${one.method} ${one.path}`] : []));
  const operations = () => standin.inspect().map(({ method, path, role }) => `${method} ${path} ${role}`);
  return { send, changesNothing, operations };
}

const PERSON = object({ id: { type: 'integer' }, email: text });
const person = { $ref: '#/components/schemas/Person' };

test('the token in the response to signing up is that of the person', async (t) => {
  const account = credentials('email', 'password');
  const entry = object({ token: text, person });
  const { send, changesNothing } = await serve(
    t,
    {
      '/auth/register': post(account, { ...answer(201, entry), ...refused(409) }),
      '/auth/login': post(account, { ...answer(200, entry), ...refused(401) }),
      '/me': { get: { responses: answer(200, person) } },
    },
    { Person: PERSON },
  );
  t.same(changesNothing(), []);
  const emails = ['ann@site.example', 'ben@site.example'];
  for (const email of emails) {
    const { status, body } = await send('POST', '/auth/register', { email, password: 'oars-out' });
    t.equal(status, 201);
    t.equal(body.person.email, email);
    t.same((await send('GET', '/me', undefined, body.token)).body, body.person);
    const login = await send('POST', '/auth/login', { email, password: 'oars-out' });
    t.equal(login.body.token, body.token);
  }
  t.equal((await send('GET', '/me')).body.email, emails[0], 'without a token: the first person');
  const unknown = Buffer.from('/~registered 7').toString('base64url');
  t.notOk(emails.includes((await send('GET', '/me', undefined, unknown)).body.email));
});

test('without a token, /me is the registered person who has signed in', async (t) => {
  const account = credentials('email', 'password');
  const { send } = await serve(
    t,
    {
      '/auth/register': post(account, answer(201, person)),
      '/auth/login': post(account, { 204: { description: 'Signed in' }, ...refused(401) }),
      '/me': { get: { responses: answer(200, person) } },
    },
    { Person: PERSON },
  );
  const ben = { email: 'ben@site.example', password: 'oars-out' };
  await send('POST', '/auth/register', { email: 'ann@site.example', password: 'oars-out' });
  await send('POST', '/auth/register', ben);
  t.equal((await send('POST', '/auth/login', ben)).status, 204);
  t.equal((await send('GET', '/me')).body.email, ben.email);
});

/** People sign up and get only an id and a token. */
async function tokenOnly(t: Test, users: object) {
  const account = credentials('email', 'password');
  const { send, changesNothing } = await serve(
    t,
    {
      '/register': post(account, { ...answer(200, object({ id: { type: 'integer' }, token: text })), ...refused(400) }),
      '/login': post(account, { ...answer(200, object({ token: text })), ...refused(401) }),
      ...users,
    },
    { Person: PERSON },
  );
  t.same(changesNothing(), []);
  const [ann, ben] = ['ann@site.example', 'ben@site.example'].map((email) => ({ email, password: 'oars-out' }));
  const added = [(await send('POST', '/register', ann)).body, (await send('POST', '/register', ben)).body];
  t.not(added[0].id, added[1].id);
  for (const [index, one] of [ann, ben].entries()) {
    const login = await send('POST', '/login', one);
    t.equal(login.status, 200);
    t.equal(login.body.token, added[index].token);
  }
  return { send, added };
}

test('a person whose response to signing up has only an id and a token is one of the users', async (t) => {
  const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
  const { send, added } = await tokenOnly(t, {
    '/users': { get: { responses: answer(200, { type: 'array', items: person }) } },
    '/users/{id}': { get: { parameters, responses: answer(200, person) } },
    '/me': { get: { responses: answer(200, person) } },
  });
  for (const [index, email] of ['ann@site.example', 'ben@site.example'].entries()) {
    const { id, token } = added[index];
    t.same((await send('GET', `/users/${id}`)).body, { id, email });
    t.same((await send('GET', '/me', undefined, token)).body, { id, email });
  }
  t.equal((await send('POST', '/login', { email: 'nobody@site.example', password: 'x' })).status, 401);
});

test('a person whose response to signing up has only an id and a token can log in without a list of users', async (t) => {
  await tokenOnly(t, {});
});

test('a person in a response to signing up that shows nobody of a collection can log in', async (t) => {
  const account = credentials('email', 'password');
  const member = object({ id: { type: 'integer' }, plan: text, token: text });
  const { send } = await serve(
    t,
    {
      '/register': post(account, answer(200, member)),
      '/login': post(account, { ...answer(200, object({ token: text })), ...refused(401) }),
      '/users': { get: { responses: answer(200, { type: 'array', items: person }) } },
    },
    { Person: PERSON },
  );
  const ann = { email: 'ann@site.example', password: 'oars-out' };
  const { token } = (await send('POST', '/register', ann)).body;
  t.match(await send('POST', '/login', ann), { status: 200, body: { token } });
});

test('everybody can log in if people can sign up without being stored', async (t) => {
  const { send, changesNothing } = await serve(t, {
    '/register': post(credentials('email', 'password'), { 204: { description: 'Added' } }),
    '/login': post(credentials('username', 'password'), { ...answer(200, object({ token: text })), ...refused(401) }),
    '/users': { get: { responses: answer(200, { type: 'array', items: object({ id: text, username: text }) }) } },
  });
  t.equal((await send('POST', '/login', { username: 'ann', password: 'oars-out' })).status, 200);
  t.same(changesNothing(), ['POST /register']);
});

test('adding keys to a set and removing them changes something', async (t) => {
  const parameters = [
    { name: 'ids', in: 'query', required: true, schema: { type: 'array', items: text }, explode: false, style: 'form' },
  ];
  const write = (description: string) => ({ parameters, responses: { 200: { description } } });
  const { send, changesNothing } = await serve(t, {
    '/me/albums': {
      put: { ...write('Added'), requestBody: json(object({ ids: { type: 'array', items: text } })) },
      delete: write('Removed'),
    },
    '/me/albums/contains': {
      get: { parameters, responses: answer(200, { type: 'array', items: { type: 'boolean' } }) },
    },
    '/restart': { post: { responses: { 202: { description: 'Accepted' } } } },
  });
  t.same(changesNothing(), ['POST /restart']);
  await send('PUT', '/me/albums?ids=a1,a2');
  t.same((await send('GET', '/me/albums/contains?ids=a1,a3')).body, [true, false]);
});

test('a request without keys is refused, in a set and in a library', async (t) => {
  const parameters = [
    { name: 'ids', in: 'query', schema: { type: 'array', items: text }, explode: false, style: 'form' },
  ];
  const write = { parameters, responses: { 200: { description: 'Written' } } };
  const add = { ...write, requestBody: json({ type: 'object', properties: { ids: { type: 'array', items: text } } }) };
  const contains = { get: { parameters, responses: answer(200, { type: 'array', items: { type: 'boolean' } }) } };
  const track = object({ added_at: text, track: object({ id: text, name: text }) });
  const { send, operations } = await serve(t, {
    '/me/albums': { put: add, delete: write },
    '/me/albums/contains': contains,
    '/me/tracks': {
      get: { responses: answer(200, object({ items: { type: 'array', items: track } })) },
      put: add,
      delete: write,
    },
    '/me/tracks/contains': contains,
  });
  t.ok(operations().includes('PUT /me/tracks create'), 'the library is a collection');
  for (const [method, body] of [
    ['PUT', { ids: [] }],
    ['PUT', {}],
    ['DELETE', undefined],
  ] as const) {
    for (const path of ['/me/albums', '/me/tracks']) {
      const { status, body: problem } = await send(method, path, body);
      t.match({ status, problem }, { status: 400, problem: { detail: `The request names no item of ${path}.` } });
    }
  }
  t.equal((await send('PUT', '/me/albums?ids=')).status, 400);
  t.equal((await send('PUT', '/me/tracks?ids=t1')).status, 200);
});

test('a registration of others gives its properties to no other people', async (t) => {
  const user = object({ id: { type: 'integer' }, email: text, status: text });
  const vendor = object({ vendorId: text, email: text, status: text });
  const states = ['invited', 'vetted'];
  const registration = (schema: object) => ({
    ...credentials('email', 'password', 'status'),
    properties: { email: text, password: text, status: { type: 'string', enum: states } },
    ...schema,
  });
  const usersWith = async (shown: object) => {
    const { send } = await serve(t, {
      '/users': { get: { responses: answer(200, { type: 'array', items: user }) } },
      '/vendors/register': post(registration({}), answer(201, shown)),
    });
    return (await send('GET', '/users')).body as { status: string }[];
  };
  const ofVendors = await usersWith(vendor);
  t.ok(ofVendors.length > 0);
  t.notOk(
    ofVendors.some(({ status }) => states.includes(status)),
    'the response shows a vendor',
  );
  t.ok(
    (await usersWith(user)).every(({ status }) => states.includes(status)),
    'the response shows a user',
  );
});

/** Signs in, out and in again, and returns the status of each and of reading the session after it. */
async function sessionWalk(t: Test, { user, paths = {} }: { readonly user: object; readonly paths?: object }) {
  const shown = { $ref: '#/components/schemas/User' };
  const { send, operations } = await serve(
    t,
    {
      '/users': {
        get: {
          responses: {
            200: {
              description: 'Users',
              content: {
                'application/json': {
                  schema: { type: 'array', items: shown },
                  example: [{ id: 1, username: 'ann', token: 'a' }],
                },
              },
            },
          },
        },
      },
      '/session': {
        ...post(credentials('username', 'password'), { ...answer(200, shown), ...refused(401) }),
        get: { responses: { ...answer(200, shown), ...refused(401) } },
        delete: { responses: { 204: { description: 'Signed out' } } },
      },
      ...paths,
    },
    { User: user },
  );
  t.ok(operations().includes('GET /session sample'), 'a session has no object of its own');
  const ann = { username: 'ann', password: 'oars-out' };
  const statuses: number[] = [];
  for (const [method, body] of [
    ['POST', ann],
    ['DELETE', undefined],
    ['POST', ann],
  ] as const) {
    statuses.push((await send(method, '/session', body)).status, (await send('GET', '/session')).status);
  }
  return statuses;
}

const WALK = [200, 200, 204, 401, 200, 200];

test('a session ends and begins again, also if the person has a token', async (t) => {
  const user = object({ id: { type: 'integer' }, username: text, token: text });
  t.same(await sessionWalk(t, { user }), WALK);
});

test('a session ends and begins again if people can sign up without being stored', async (t) => {
  const user = object({ id: { type: 'integer' }, username: text });
  const paths = { '/register': post(credentials('email', 'password'), { 204: { description: 'Added' } }) };
  t.same(await sessionWalk(t, { user, paths }), WALK);
});
