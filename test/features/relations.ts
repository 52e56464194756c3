// Items inside their parent, and toggles: two paths that show the same thing agree.
import { type Test, test } from 'tap';
import { createStandin, type JsonObject } from '../../src/index.ts';

const ok = (schema: JsonObject): JsonObject => ({ description: 'ok', content: { 'application/json': { schema } } });
const body = (schema: JsonObject): JsonObject => ({ required: true, content: { 'application/json': { schema } } });
const TRACK: JsonObject = { $ref: '#/components/schemas/Track' };
const TAPE: JsonObject = { $ref: '#/components/schemas/Tape' };
const id = (name: string): JsonObject => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
const done = { 204: { description: 'done' } };

const DOCUMENT: JsonObject = {
  openapi: '3.0.3',
  info: { title: 'Tapes', version: '1' },
  paths: {
    '/tapes': {
      get: { operationId: 'listTapes', responses: { 200: ok({ type: 'array', items: TAPE }) } },
      post: { operationId: 'addTape', requestBody: body(TAPE), responses: { 201: ok(TAPE) } },
    },
    '/tapes/{tapeId}': {
      parameters: [id('tapeId')],
      get: { operationId: 'getTape', responses: { 200: ok(TAPE) } },
      put: { operationId: 'replaceTape', requestBody: body(TAPE), responses: { 200: ok(TAPE) } },
      delete: { operationId: 'deleteTape', responses: { 200: ok(TAPE) } },
    },
    '/tapes/{tapeId}/tracks': {
      parameters: [id('tapeId')],
      get: { operationId: 'listTracks', responses: { 200: ok({ type: 'array', items: TRACK }) } },
      post: { operationId: 'addTrack', requestBody: body(TRACK), responses: { 201: ok(TRACK) } },
    },
    '/tapes/{tapeId}/tracks/{trackId}': {
      parameters: [id('tapeId'), id('trackId')],
      delete: { operationId: 'deleteTrack', responses: done },
    },
    '/tapes/{tapeId}/pin': {
      parameters: [id('tapeId')],
      get: { operationId: 'isPinned', responses: { ...done, 404: { description: 'not pinned' } } },
      put: { operationId: 'pin', responses: done },
      delete: { operationId: 'unpin', responses: done },
    },
  },
  components: {
    schemas: {
      Track: {
        type: 'object',
        required: ['title'],
        properties: { id: { type: 'integer', readOnly: true }, title: { type: 'string' } },
      },
      Tape: {
        type: 'object',
        required: ['name'],
        properties: {
          id: { type: 'integer', readOnly: true },
          name: { type: 'string' },
          tracks: { type: 'array', items: TRACK },
          trackCount: { type: 'integer', readOnly: true },
        },
      },
    },
  },
};

async function tapes(t: Test) {
  const standin = await createStandin({
    document: DOCUMENT,
    onInvalidResponse: (response) => t.fail(JSON.stringify(response)),
    log: 'off',
  });
  t.teardown(() => standin.close());
  return async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) => {
    const response = await standin.inject({ method, url, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.payload === '' ? undefined : response.json() };
  };
}

test('items inside their parent are those of the list below it', async (t) => {
  const send = await tapes(t);
  const { body: tape } = await send('POST', '/tapes', { name: 'Mix', tracks: [{ title: 'One' }] });
  t.match(tape, { trackCount: 1, tracks: [{ title: 'One' }] });
  const at = `/tapes/${tape.id}`;
  const { body: second } = await send('POST', `${at}/tracks`, { title: 'Two' });
  t.match((await send('GET', at)).body, { trackCount: 2, tracks: [{ title: 'One' }, { id: second.id, title: 'Two' }] });
  t.match((await send('GET', '/tapes')).body.at(-1), { trackCount: 2 });
  t.equal((await send('DELETE', `${at}/tracks/${second.id}`)).status, 204);
  t.same((await send('GET', at)).body.tracks, (await send('GET', `${at}/tracks`)).body);
  t.match((await send('PUT', at, { name: 'Mix', tracks: [{ title: 'Three' }] })).body, {
    trackCount: 1,
    tracks: [{ title: 'Three' }],
  });
  t.match((await send('GET', `${at}/tracks`)).body, [{ title: 'Three' }]);
});

test('a parent that is replaced with an empty list, or deleted, shows the items of the list below it', async (t) => {
  const send = await tapes(t);
  const { body: tape } = await send('POST', '/tapes', { name: 'Mix', tracks: [{ title: 'One' }] });
  const at = `/tapes/${tape.id}`;
  await send('POST', `${at}/tracks`, { title: 'Two' });
  const emptied = await send('PUT', at, { name: 'Mix', tracks: [] });
  t.match(emptied.body, { trackCount: 0, tracks: { length: 0 } });
  t.same((await send('GET', `${at}/tracks`)).body, []);
  const { body: third } = await send('POST', `${at}/tracks`, { title: 'Three' });
  t.match((await send('DELETE', at)).body, { trackCount: 1, tracks: [third] });
  t.equal((await send('GET', at)).status, 404);
});

test('the initial items of a parent are those of the list below it', async (t) => {
  const send = await tapes(t);
  for (const tape of (await send('GET', '/tapes')).body)
    t.same((await send('GET', `/tapes/${tape.id}/tracks`)).body, tape.tracks);
});

test('PUT and DELETE without bodies switch something on and off', async (t) => {
  const send = await tapes(t);
  const [tape] = (await send('GET', '/tapes')).body;
  const pin = `/tapes/${tape.id}/pin`;
  t.equal((await send('GET', pin)).status, 404);
  t.equal((await send('PUT', pin)).status, 204);
  t.equal((await send('GET', pin)).status, 204);
  t.equal((await send('DELETE', pin)).status, 204);
  t.equal((await send('GET', pin)).status, 404);
  t.equal((await send('PUT', '/tapes/987654/pin')).status, 404);
});
