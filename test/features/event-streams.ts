// Server-sent events: which requests get them, what the events are, and how a stream ends.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Test, test } from 'tap';
import { parse } from 'yaml';
import { createStandin, type StandinOptions } from '../../src/index.ts';
import type { JsonObject } from '../../src/json/value.ts';

const document = fileURLToPath(new URL('../fixtures/documents/streams.yaml', import.meta.url));

async function streams(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document, ...options });
  t.teardown(() => standin.close());
  const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
    standin.inject({ method: 'POST', url, payload, headers });
  return { standin, post };
}

/** The fields of each event, read as a browser reads them. */
function eventsOf(body: string): Record<string, string>[] {
  const blocks = body.split('\n\n');
  return blocks.slice(0, -1).map((block) => {
    const event: Record<string, string> = {};
    for (const line of block.split('\n')) {
      const [, field = '', value = ''] = /^(\w+): (.*)$/.exec(line) ?? [];
      event[field] = event[field] === undefined ? value : `${event[field]}\n${value}`;
    }
    return event;
  });
}

const dataOf = (body: string) => eventsOf(body).map(({ data = '' }) => data);
const valuesOf = (body: string) => dataOf(body).map((data) => JSON.parse(data));

const CHAT = { model: 'small', messages: [] };
const SSE = { accept: 'text/event-stream' };

test('`stream: true` gets events, whatever the Accept header says', async (t) => {
  const { standin, post } = await streams(t);
  for (const accept of [undefined, '*/*', 'application/json', 'text/event-stream']) {
    const { statusCode, headers, body } = await post(
      '/chat/completions',
      { ...CHAT, stream: true },
      accept === undefined ? {} : { accept },
    );
    t.match(
      { statusCode, type: headers['content-type'] },
      { statusCode: 200, type: /^text\/event-stream/ },
      `Accept: ${accept}`,
    );
    const data = dataOf(body);
    t.equal(data.at(-1), '[DONE]', 'the document shows how the stream ends');
    const chunks = data.slice(0, -1).map((text) => JSON.parse(text));
    t.ok(chunks.length > 1, 'there are several');
    for (const chunk of chunks) {
      t.match(chunk, {
        object: 'chat.completion.chunk',
        model: 'small',
        choices: [{ index: 0, delta: { content: String } }],
      });
      t.match(chunk, { id: chunks[0].id, created: chunks[0].created }, 'all are about one completion');
    }
    t.ok(new Set(chunks.map(({ choices }) => choices[0].delta.content)).size > 1, 'and differ in their text');
  }
  t.same((await standin.report()).violations, []);
});

test('a streamed creation stores the item that its events are about', async (t) => {
  const { standin, post } = await streams(t);
  const { body, headers } = await post('/chat/completions', { ...CHAT, stream: true });
  const chunks = dataOf(body)
    .slice(0, -1)
    .map((data) => JSON.parse(data));
  const stored = (await standin.inject('/chat/completions')).json().at(-1);
  t.match(stored, { id: chunks[0].id, model: 'small' });
  t.notOk(headers.etag, 'the tag of the JSON is not that of the events');
  const reasons = chunks.map(({ choices }) => choices[0].finish_reason);
  t.same(reasons.slice(0, -1), [null, null], 'only the last event says why the text ends');
});

test('`stream: false`, or none, gets JSON; without the property the Accept header decides', async (t) => {
  const { post } = await streams(t);
  for (const [body, headers] of [
    [CHAT, {}],
    [{ ...CHAT, stream: false }, {}],
    [{ ...CHAT, stream: false }, { accept: 'text/event-stream, application/json' }],
  ] as const) {
    const response = await post('/chat/completions', body, headers);
    t.match(response.headers, { 'content-type': 'application/json' });
    t.match(response.json(), { model: 'small', choices: [{ text: String }] });
  }
  const asked = await post('/chat/completions', CHAT, SSE);
  t.match(asked.headers, { 'content-type': /^text\/event-stream/ });
});

test('an operation that declares only events responds with them', async (t) => {
  const { post } = await streams(t);
  const { body, headers } = await post('/conversions', { source: 'a' });
  t.match(headers, { 'content-type': /^text\/event-stream/, 'cache-control': 'no-store' });
  t.same(
    valuesOf(body).map(({ status }) => status),
    ['queued', 'running', 'done'],
  );
  const progress = valuesOf(body).map((value) => value.progress);
  t.same(
    progress,
    progress.toSorted((a: number, b: number) => a - b),
    'progress only grows',
  );
  t.notMatch(body, '[DONE]', 'the document does not show an end marker');
  const json = { accept: 'application/json' };
  t.equal((await post('/conversions', { source: 'a', stream: true }, json)).statusCode, 200);
  const refused = await post('/conversions', { source: 'a' }, json);
  t.match(refused.json(), { status: 406, code: 'NOT_ACCEPTABLE', detail: /has the media type text\/event-stream\./ });
  const invalid = await post('/conversions', { stream: true }, json);
  t.equal(invalid.statusCode, 400);
});

test('each event fits its schema by an independent validator', async (t) => {
  const { standin, post } = await streams(t, { seed: 7 });
  const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });
  addFormats.default(ajv);
  ajv.addSchema(parse(readFileSync(document, 'utf8')), 'document');
  const fits = (name: string, events: readonly unknown[]) => {
    const validate = ajv.getSchema(`document#/components/schemas/${name}`);
    t.ok(events.length > 1 && validate, name);
    for (const event of events) t.ok(validate?.(event), `${JSON.stringify(event)} is a ${name}`);
  };
  const chat = await post('/chat/completions', { ...CHAT, stream: true });
  fits(
    'Chunk',
    dataOf(chat.body)
      .slice(0, -1)
      .map((data) => JSON.parse(data)),
  );
  fits('Progress', valuesOf((await post('/conversions', { source: 'a' })).body));
  fits('Progress', valuesOf((await standin.inject('/jobs/1/events')).body));
  fits('LogLine', valuesOf((await standin.inject('/logs?stream=true')).body));
  fits('Job', valuesOf((await standin.inject({ url: '/jobs', headers: SSE })).body));
});

test('an event with fields has them on lines, and its data is JSON by `contentSchema`', async (t) => {
  const { standin } = await streams(t);
  const { body } = await standin.inject('/jobs/1/events');
  const events = eventsOf(body);
  t.equal(events.length, 3);
  for (const event of events) t.match(event, { event: 'progress', data: String });
  t.same(
    valuesOf(body).map(({ status }) => status),
    ['queued', 'running', 'done'],
  );
  t.equal((await standin.inject('/jobs/99/events')).statusCode, 404, 'of an unknown job there are none');
});

test('a union of events gives one of each, in the order of the document', async (t) => {
  const { standin } = await streams(t);
  const { body } = await standin.inject({ method: 'POST', url: '/runs' });
  t.match(valuesOf(body), [
    { type: 'started', runId: String },
    { type: 'output', text: String },
    { type: 'ended', code: Number },
  ]);
});

test('a list of a resource is an event for each item', async (t) => {
  const { standin } = await streams(t);
  const { body } = await standin.inject({ url: '/jobs', headers: SSE });
  t.same(valuesOf(body), (await standin.inject('/jobs')).json());
});

test('events with the schema of a resource are its items, each once', async (t) => {
  const task = {
    type: 'object',
    required: ['id', 'title'],
    properties: { id: { type: 'integer', readOnly: true }, title: { type: 'string' } },
  };
  const schema = { $ref: '#/components/schemas/Task' };
  const json = (value: JsonObject) => ({ description: 'Tasks.', content: { 'application/json': value } });
  const example = [
    { id: 1, title: 'Sweep' },
    { id: 2, title: 'Wash' },
  ];
  const { standin, post } = await streams(t, {
    document: {
      openapi: '3.1.0',
      info: { title: 'Tasks', version: '1.0.0' },
      components: { schemas: { Task: task } },
      paths: {
        '/tasks': {
          get: { responses: { 200: json({ schema: { type: 'array', items: schema }, example }) } },
          post: { requestBody: json({ schema }), responses: { 201: json({ schema }) } },
        },
        '/tasks/events': {
          get: { responses: { 200: { description: 'Events.', content: { 'text/event-stream': { schema } } } } },
        },
      },
    },
  });
  t.equal((await post('/tasks', { title: 'Iron' })).statusCode, 201);
  t.same(valuesOf((await standin.inject('/tasks/events')).body), [...example, { id: 3, title: 'Iron' }]);
});

test('a GET can ask by a query parameter; the times of its events grow', async (t) => {
  const { standin } = await streams(t);
  t.match((await standin.inject('/logs')).json(), { lines: [String] });
  const { body } = await standin.inject('/logs?stream=true');
  const times = valuesOf(body).map(({ time }) => time);
  t.ok(times.length > 1);
  t.same(times, times.toSorted());
  t.same((await standin.report()).violations, []);
});

test('an example that is a stream is sent as it is', async (t) => {
  const { standin } = await streams(t);
  const { body } = await standin.inject('/ticker');
  t.same(eventsOf(body), [
    { event: 'price', data: '10.50' },
    { event: 'price', data: '10.75' },
  ]);
});

/** A document with a path for each content of `text/event-stream`. */
function documentOf(contents: Readonly<Record<string, object>>) {
  const paths = Object.entries(contents).map(([path, content]) => {
    const responses = { 200: { description: 'Events', content: { 'text/event-stream': content } } };
    return [path, { get: { responses } }];
  });
  return { openapi: '3.2.0', info: { title: 'Events', version: '1' }, paths: Object.fromEntries(paths) };
}

const STEP = { type: 'object', required: ['step'], properties: { step: { type: 'integer' } } };

test('examples are the events', async (t) => {
  const { standin } = await streams(t, {
    document: documentOf({
      '/list': { itemSchema: STEP, example: [{ step: 8 }, { step: 9 }] },
      '/named': { itemSchema: STEP, examples: { b: { value: { step: 5 } }, a: { value: { step: 4 } } } },
      '/one': { itemSchema: STEP, examples: { a: { value: { step: 77 } }, wrong: { value: { step: 'x' } } } },
      '/ended': { itemSchema: STEP, example: 'data: {"step":1}\n\ndata: [DONE]\n\n' },
    }),
  });
  const events = async (path: string) => dataOf((await standin.inject(path)).body);
  t.same(await events('/list'), ['{"step":8}', '{"step":9}']);
  t.same(await events('/named'), ['{"step":5}', '{"step":4}'], 'in the order of the document');
  const [first, ...others] = await events('/one');
  t.equal(first, '{"step":77}');
  t.equal(others.length, 2, 'one example is followed by generated events');
  t.same(await events('/ended'), ['{"step":1}', '[DONE]'], 'the end marker is sent once');
  const dynamic = async () => (await standin.inject({ url: '/list', headers: { prefer: 'dynamic=true' } })).body;
  const generated = await dynamic();
  t.equal(dataOf(generated).length, 3, 'a newly generated response has no example');
  t.not(await dynamic(), generated, 'and differs from the one before');
});

test('events have data of every kind', async (t) => {
  const { standin } = await streams(t, {
    document: documentOf({
      '/text': { schema: { type: 'string' } },
      '/number': { itemSchema: { type: 'integer', minimum: 5, maximum: 7 } },
      '/object': {
        itemSchema: { type: 'object', required: ['data'], properties: { retry: { const: 500 }, data: STEP } },
      },
      '/none': {},
      '/values': { itemSchema: { oneOf: [{ type: 'string' }, STEP] } },
      '/marked': { itemSchema: STEP, description: 'The stream ends with [DONE].' },
    }),
  });
  const body = async (path: string) => (await standin.inject(path)).body;
  t.ok(
    dataOf(await body('/text')).every((text) => /^[^"]+$/.test(text)),
    'a text has no quotes',
  );
  for (const value of valuesOf(await body('/number'))) t.ok(value >= 5 && value <= 7);
  for (const event of eventsOf(await body('/object'))) t.match(event, { retry: '500', data: /^\{"step":\d+\}$/ });
  t.same(dataOf(await body('/none')), ['']);
  t.equal(dataOf(await body('/values')).length, 3);
  t.equal(dataOf(await body('/marked')).at(-1), '[DONE]');
  t.same((await standin.report()).violations, []);
});

test('JSON lines with `itemSchema` have one item in each line', async (t) => {
  const { standin } = await streams(t);
  const { body } = await standin.inject('/exports');
  const lines = body.trimEnd().split('\n');
  t.equal(lines.length, 3);
  for (const line of lines) t.match(JSON.parse(line), { status: String, progress: Number });
});

test('the events of a handler or a stub are validated one by one', async (t) => {
  const { standin, post } = await streams(t, {
    invalidResponses: 'send',
    handlers: { convert: () => ({ status: 200, body: [{ status: 'done', progress: 100 }, { status: 'lost' }] }) },
    stubs: [{ when: { operation: 'readTicker' }, response: { body: 'one\ntwo' } }],
  });
  const { body, headers } = await post('/conversions', { source: 'a' });
  t.equal(dataOf(body).length, 2);
  t.ok(Number(headers['standin-violations']) > 0);
  const [violation] = (await standin.report()).violations;
  t.match(violation, { direction: 'response', operation: 'convert', rule: 'required', pointer: '/*/progress' });
  t.same(eventsOf((await standin.inject('/ticker')).body), [{ data: 'one\ntwo' }], 'a text is the data of one event');
});

test('over a socket each event is a chunk, and HEAD gets the length alone', async (t) => {
  const { standin } = await streams(t);
  const url = await standin.listen({ port: 0 });
  const request = get(`${url}/jobs/1/events`);
  const [response] = await once(request, 'response');
  t.equal(response.headers['transfer-encoding'], 'chunked');
  let text = '';
  for await (const chunk of response) text += chunk;
  t.equal(eventsOf(text).length, 3);
  const [{ id = '' } = {}] = await standin.control.world().exchanges();
  t.match(
    (await standin.control.world().exchange(id)).response,
    { body: { text } },
    'the journal has the whole stream',
  );
  const head = await fetch(`${url}/jobs/1/events`, { method: 'HEAD' });
  t.equal(head.headers.get('content-length'), String(Buffer.byteLength(text)));
});
