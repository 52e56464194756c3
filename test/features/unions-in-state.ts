// Items of unions stay of the alternative that was sent, and what responses never contain is hidden at any depth.
import { type Test, test } from 'tap';
import { createStandin, type JsonObject } from '../../src/index.ts';

const string: JsonObject = { type: 'string' };
const secret: JsonObject = { type: 'string', writeOnly: true };
const object = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const ok = (schema: JsonObject): JsonObject => ({ description: 'ok', content: { 'application/json': { schema } } });
const body = (schema: JsonObject): JsonObject => ({ required: true, content: { 'application/json': { schema } } });
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const id: JsonObject = { name: 'id', in: 'path', required: true, schema: string };

/** A rule with a target of its kind. Responses do not contain the secret of the target. */
const rule = (type: string, target: JsonObject, own: JsonObject): JsonObject =>
  object({ ...own, type: { type: 'string', enum: [type] }, target: object(target, Object.keys(target)) }, [
    'type',
    'target',
    ...Object.keys(own),
  ]);
const SERVER_VALUES: JsonObject = { id: string, created: { type: 'integer', format: 'unix-time' } };

const DOCUMENT: JsonObject = {
  openapi: '3.0.3',
  info: { title: 'Rules', version: '1' },
  paths: {
    '/rules': {
      get: { operationId: 'listRules', responses: { 200: ok({ type: 'array', items: ref('Rule') }) } },
      post: { operationId: 'addRule', requestBody: body(ref('NewRule')), responses: { 201: ok(ref('Rule')) } },
    },
    '/rules/{id}': {
      parameters: [id],
      get: { operationId: 'getRule', responses: { 200: ok(ref('Rule')) } },
    },
    '/lamps': {
      get: { operationId: 'listLamps', responses: { 200: ok({ type: 'array', items: ref('Lamp') }) } },
      post: { operationId: 'addLamp', requestBody: body(ref('Lamp')), responses: { 201: ok(ref('FloorLamp')) } },
    },
    '/lamps/{id}': {
      parameters: [id],
      get: { operationId: 'getLamp', responses: { 200: ok(ref('Lamp')) } },
      patch: {
        operationId: 'changeLamp',
        requestBody: body({ type: 'object', properties: { plug: ref('Plug') } }),
        responses: { 200: ok(ref('Lamp')) },
      },
    },
    '/devices': {
      post: { operationId: 'addDevice', requestBody: body(ref('Device')), responses: { 201: ok(ref('Device')) } },
    },
    '/devices/{id}': {
      parameters: [id],
      get: { operationId: 'getDevice', responses: { 200: ok(ref('Device')) } },
    },
  },
  components: {
    schemas: {
      NewRule: {
        oneOf: [
          rule('mail', { address: string, password: string }, {}),
          rule('queue', { name: string, region: string, password: string }, {}),
        ],
      },
      Rule: {
        oneOf: [
          rule('mail', { address: string }, SERVER_VALUES),
          rule('queue', { name: string, region: string }, SERVER_VALUES),
        ],
      },
      Plug: {
        oneOf: [
          object({ kind: { type: 'string', enum: ['round'] }, diameter: { type: 'integer' } }, ['kind']),
          object({ kind: { type: 'string', enum: ['flat'] }, width: { type: 'integer' } }, ['kind']),
        ],
      },
      FloorLamp: object({ id: string, place: { type: 'string', enum: ['floor'] }, plug: ref('Plug') }, ['place']),
      WallLamp: object({ id: string, place: { type: 'string', enum: ['wall'] }, plug: ref('Plug') }, ['place']),
      Lamp: { oneOf: [ref('FloorLamp'), ref('WallLamp')] },
      Device: {
        type: 'object',
        properties: {
          id: { type: 'string', readOnly: true },
          name: string,
          owner: { type: 'object', properties: { name: string, pin: secret } },
          keys: { type: 'array', items: { type: 'object', properties: { label: string, secret } } },
        },
      },
    },
  },
};

async function serve(t: Test) {
  const standin = await createStandin({
    document: DOCUMENT,
    now: new Date('2026-03-01T10:00:00Z'),
    onInvalidResponse: (response) => t.fail(JSON.stringify(response)),
    log: 'off',
  });
  t.teardown(() => standin.close());
  return async (method: 'GET' | 'PATCH' | 'POST', url: string, payload?: object) => {
    const response = await standin.inject({ method, url, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.json() };
  };
}

test('a created item is of the alternative that was sent, without what responses do not declare', async (t) => {
  const send = await serve(t);
  const target = { name: 'letters', region: 'north' };
  const { status, body: created } = await send('POST', '/rules', {
    type: 'queue',
    target: { ...target, password: 'secret' },
  });
  t.equal(status, 201);
  t.match(created, { type: 'queue', id: String, created: 1772359200 });
  t.strictSame(created.target, target);
  t.strictSame((await send('GET', `/rules/${created.id}`)).body, created);
});

test('an item of a union is read as what it is, even if the response to its creation declares one alternative', async (t) => {
  const send = await serve(t);
  const { body: created } = await send('POST', '/lamps', { place: 'wall' });
  t.match((await send('GET', `/lamps/${created.id}`)).body, { id: created.id, place: 'wall' });
});

test('a change can replace an object with one of another alternative', async (t) => {
  const send = await serve(t);
  const { body: created } = await send('POST', '/lamps', { place: 'floor', plug: { kind: 'round', diameter: 4 } });
  const changed = await send('PATCH', `/lamps/${created.id}`, { plug: { kind: 'flat', width: 7 } });
  t.equal(changed.status, 200);
  t.strictSame(changed.body.plug, { kind: 'flat', width: 7 });
  const merged = await send('PATCH', `/lamps/${created.id}`, { plug: { kind: 'flat' } });
  t.strictSame(merged.body.plug, { kind: 'flat', width: 7 });
});

test('write-only properties inside objects and lists are stored and never shown', async (t) => {
  const send = await serve(t);
  const { status, body: created } = await send('POST', '/devices', {
    name: 'Radio',
    owner: { name: 'Ada', pin: '1234' },
    keys: [{ label: 'front', secret: 's' }],
  });
  t.equal(status, 201);
  t.strictSame(created.owner, { name: 'Ada' });
  t.strictSame(created.keys, [{ label: 'front' }]);
  t.strictSame((await send('GET', `/devices/${created.id}`)).body, created);
});
