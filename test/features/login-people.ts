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
