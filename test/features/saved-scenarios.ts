// Scenarios as documents: single items, links, toggles and the clock in them, and the state of a world saved as one.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, type JsonObject, type Standin, type StandinOptions } from '../../src/index.ts';

const clinic = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));
const FROZEN = { now: new Date('2026-03-01T12:00:00Z') };

async function serve(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document: clinic, ...options });
  t.teardown(() => standin.close());
  const get = async (url: string) => (await standin.inject(url)).json();
  const send = async (method: 'POST' | 'PATCH' | 'DELETE' | 'PUT', url: string, payload?: object) =>
    standin.inject({ method, url, ...(payload && { payload }) });
  return { standin, get, send, world: standin.control.world() };
}

/** The saved state, and a new server that begins with it, from a file. */
async function reopened(t: Test, standin: Standin, options: StandinOptions = {}) {
  const scenarios = (await standin.control.world().saveScenario('saved')) as JsonObject;
  const file = join(t.testdir(), 'scenarios.json');
  writeFileSync(file, JSON.stringify(scenarios, undefined, 2));
  return {
    saved: scenarios.saved as JsonObject,
    ...(await serve(t, { scenarios: file, scenario: 'saved', ...options })),
  };
}

test('a saved scenario contains the resources that differ, and nothing else', async (t) => {
  const { standin, get, send } = await serve(t);
  t.same((await standin.control.world().saveScenario('saved')).saved, {}, 'nothing was used');
  await get('/api/owners');
  t.same((await standin.control.world().saveScenario('saved')).saved, {}, 'reading changes nothing');
  await send('PATCH', '/api/owners/2', { email: 'bob@example.com' });
  await send('DELETE', '/api/owners/3');
  const { saved, get: getAgain, send: sendAgain } = await reopened(t, standin);
  t.same(Object.keys(saved), ['/owners', '/pets'], 'the pets of the owner are deleted, too');
  t.match(saved['/owners'], [
    { id: 1, name: 'Ada' },
    { id: 2, name: 'Bob', email: 'bob@example.com' },
  ]);
  for (const url of ['/api/owners', '/api/owners/2', '/api/pets', '/api/owners/2/preferences'])
    t.same(await getAgain(url), await get(url), url);
  t.equal((await sendAgain('POST', '/api/owners', { name: 'Dora' })).json().id, 3, 'the next key follows the highest');
});

test('write-only properties survive, and texts that look like relative times', async (t) => {
  const { standin, get, send } = await serve(t);
  await send('POST', '/api/owners', { name: 'now', password: 'now-P1D' });
  await send('POST', '/api/owners', { name: '\\now', email: null });
  const { saved, get: getAgain, standin: loaded } = await reopened(t, standin);
  t.match(saved['/owners'], [{}, {}, {}, { name: '\\now', password: '\\now-P1D' }, { name: '\\\\now' }]);
  t.same(await getAgain('/api/owners/4'), await get('/api/owners/4'));
  t.match(await getAgain('/api/owners/4'), { name: 'now', password: undefined });
  t.match(await getAgain('/api/owners/5'), { name: '\\now', email: null });
  const again = (await loaded.control.world().saveScenario('saved')) as JsonObject;
  t.same(again.saved, saved, 'saved again, it is the same');
});

test('new keys do not repeat those of a saved scenario', async (t) => {
  const { standin, send, get } = await serve(t, { scenario: 'quiet' });
  await send('POST', '/api/owners', { name: 'Ada' });
  const ids: string[] = [];
  for (const name of ['Rex', 'Tom', 'Abe']) ids.push((await send('POST', '/api/owners/1/pets', { name })).json().id);
  await send('DELETE', '/api/owners/1');
  await send('POST', '/api/owners', { name: 'Bob' });
  const kept = (await send('POST', '/api/owners/2/pets', { name: 'Kit' })).json().id;
  const { send: sendAgain, get: getAgain } = await reopened(t, standin);
  t.match(await getAgain('/api/pets'), { items: [{ id: kept }], total: 1 });
  const next = (await sendAgain('POST', '/api/owners/2/pets', { name: 'New' })).json().id;
  t.match(next, /^[\da-f]{8}-[\da-f]{4}-/, 'a key of the same form');
  t.not(next, kept);
  t.match(await get('/api/pets'), { total: 1 });
});

const MUSIC = (() => {
  const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });
  const schema: JsonObject = {
    type: 'object',
    required: ['id', 'title'],
    properties: { id: { type: 'integer', readOnly: true }, title: { type: 'string' } },
  };
  const id = (name: string): JsonObject => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
  const ok = (content?: JsonObject): JsonObject => ({ description: 'Done', ...(content && { content }) });
  const list: JsonObject = {
    get: { responses: { 200: ok(json({ type: 'array', items: schema })) } },
    post: { requestBody: { content: json(schema) }, responses: { 201: ok(json(schema)) } },
  };
  const item: JsonObject = { get: { responses: { 200: ok(json(schema)) } }, delete: { responses: { 204: ok() } } };
  const bare: JsonObject = { responses: { 204: ok(), 404: ok() } };
  return {
    openapi: '3.1.0',
    info: { title: 'Music', version: '1' },
    paths: {
      '/playlists': list,
      '/playlists/{playlistId}': { parameters: [id('playlistId')], ...item },
      '/songs': list,
      '/songs/{songId}': { parameters: [id('songId')], ...item },
      '/playlists/{playlistId}/songs': { parameters: [id('playlistId')], ...list },
      '/playlists/{playlistId}/songs/{songId}': { parameters: [id('playlistId'), id('songId')], ...item },
      '/songs/{songId}/star': { parameters: [id('songId')], get: bare, put: bare, delete: bare },
      '/settings/{name}': {
        parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
        get: { responses: { 200: ok(json({ type: 'object', properties: { value: { type: 'string' } } })) } },
        put: {
          requestBody: { content: json({ type: 'object', properties: { value: { type: 'string' } } }) },
          responses: { 200: ok(json({ type: 'object', properties: { value: { type: 'string' } } })) },
        },
        delete: { responses: { 204: ok() } },
      },
    },
  } satisfies JsonObject;
})();

test('links that no property shows, toggles and items without a key property survive', async (t) => {
  const { standin, get, send } = await serve(t, { document: MUSIC });
  const lists = ['/playlists/1/songs', '/playlists/2/songs', '/playlists/3/songs', '/songs'];
  for (const url of lists) await get(url);
  await send('POST', '/playlists/3/songs', { title: 'New' });
  await send('DELETE', '/playlists/2/songs/2');
  await send('PUT', '/songs/2/star');
  await send('PUT', '/settings/theme', { value: 'dark' });
  await send('DELETE', '/settings/font');
  const { saved, standin: loaded, get: getAgain, send: sendAgain } = await reopened(t, standin, { document: MUSIC });
  t.same(saved.links, { '/playlists/1/songs': ['1'], '/playlists/2/songs': [], '/playlists/3/songs': ['3', '4'] });
  t.same(saved.toggles, ['/songs/2/star']);
  t.match(saved, { '/settings/theme': { value: 'dark' }, '/settings/font': null });
  for (const url of [...lists, '/settings/theme', '/settings/other']) t.same(await getAgain(url), await get(url), url);
  const status = async (url: string) => (await loaded.inject(url)).statusCode;
  t.equal(await status('/settings/font'), 404, 'it was deleted');
  t.equal(await status('/songs/2/star'), 204);
  t.equal(await status('/songs/1/star'), 404);
  await sendAgain('DELETE', '/songs/2/star');
  t.equal(await status('/songs/2/star'), 404, 'it can be switched off');
});

test('single items of a scenario change what their collection begins with', async (t) => {
  const one = { '/owners/2': { id: 2, name: 'Bea' }, '/owners/3': null, '/owners/9': { name: 'Zoe' } };
  const { get, send, standin } = await serve(t, { scenarios: { one }, scenario: 'one' });
  t.match(await get('/api/owners?per_page=9'), [{ name: 'Ada' }, { name: 'Bea' }, { id: 9, name: 'Zoe' }]);
  t.equal((await send('POST', '/api/owners', { name: 'Eve' })).json().id, 10);
  const { saved } = await reopened(t, standin);
  t.match(saved['/owners'], [{ id: 1 }, { id: 2 }, { id: 9 }, { id: 10 }], 'saved as a list');
});

test('what nobody used of a scenario stays as it is written', async (t) => {
  const { standin, send } = await serve(t, { ...FROZEN, scenario: 'busy' });
  await send('POST', '/api/owners', { name: 'Eve' });
  const { saved } = await reopened(t, standin, FROZEN);
  t.match(saved['/owners'], [{ id: 7, createdAt: '2026-02-26T12:00:00.000Z' }, { name: 'Eve' }]);
  t.equal((saved['/pets'] as readonly unknown[]).length, 3);
});

test('a saved scenario is YAML on request, and contains settings', async (t) => {
  const { standin, send, world } = await serve(t);
  await world.changeSettings({ auth: 'off' });
  await send('POST', '/api/owners', { name: 'yes' });
  const url = '/_standin/worlds/default/scenario?name=with%20settings';
  const response = await standin.inject({ url, headers: { accept: 'application/yaml' } });
  t.match(response.headers['content-type'], /^application\/yaml/);
  t.match(response.body, /^with settings:\n {2}settings:\n {4}auth: 'off'\n {2}\/owners:\n/);
  const file = join(t.testdir(), 'scenarios.yaml');
  writeFileSync(file, response.body);
  const loaded = await serve(t, { scenarios: file, scenario: 'with settings' });
  t.match(await loaded.get('/api/owners/4'), { name: 'yes' });
  t.match(await loaded.world.read(), { settings: { auth: 'off' } });
  t.match(readFileSync(file, 'utf8'), /name: 'yes'|name: yes/);
});

test('a world begins with the clock of its scenario', async (t) => {
  const scenarios = {
    frozen: { clock: '2026-01-31T12:00:00Z', '/owners': [{ id: 1, name: 'Ada', createdAt: 'now-P1D' }] },
    running: { clock: { now: '2030-01-01', frozen: false } },
    later: { clock: 'now+P1Y' },
    still: { clock: { frozen: true } },
  };
  const { standin, get, world } = await serve(t, { scenarios, scenario: 'frozen' });
  t.match(await get('/api/owners/1'), { createdAt: '2026-01-30T12:00:00.000Z' });
  t.same(await world.clock(), { now: '2026-01-31T12:00:00.000Z', frozen: true });
  await world.advance('P1D');
  await world.reset();
  t.match(await world.clock(), { now: '2026-01-31T12:00:00.000Z' }, 'a reset returns to it');
  await world.reset('running');
  t.match(await world.clock(), { now: /^2030-01-01T00:00/, frozen: false });
  await world.reset('still');
  t.match(await world.clock(), { now: new RegExp(`^${new Date().getUTCFullYear()}`), frozen: true });
  const later = await standin.control.createWorld({ name: 'later', scenario: 'later' });
  t.match(await later.clock(), { now: new RegExp(`^${new Date().getUTCFullYear() + 1}`), frozen: true });
  const own = await standin.control.createWorld({ name: 'own', scenario: 'later', now: '2020-01-01T00:00:00Z' });
  t.match(await own.clock(), { now: '2020-01-01T00:00:00.000Z' }, 'the time of a world has precedence');
});

test('a saved scenario contains the clock', async (t) => {
  const { world, standin } = await serve(t);
  const clock = async () => (await world.saveScenario('one')).one?.clock;
  t.equal(await clock(), undefined);
  await world.advance('P1D');
  t.same(await clock(), { now: 'now+PT86400S', frozen: false });
  const { world: loaded } = await reopened(t, standin);
  const [here, there] = [await world.clock(), await loaded.clock()].map(({ now }) => Date.parse(now));
  t.ok(Math.abs((here as number) - (there as number)) < 5000);
  await world.freeze(new Date('2026-01-31T12:00:00Z'));
  t.equal(await clock(), '2026-01-31T12:00:00.000Z');
  const frozen = await serve(t, FROZEN);
  t.equal((await frozen.world.saveScenario('one')).one?.clock, '2026-03-01T12:00:00.000Z');
  await frozen.world.resume();
  t.match((await frozen.world.saveScenario('one')).one?.clock, { now: /^2026-03-01T12:00/, frozen: false });
});

const INVALID: readonly (readonly [title: string, scenario: JsonObject, message: RegExp])[] = [
  ['an item with another key', { '/owners/2': { id: 3, name: 'Bea' } }, /id is 3, but the key in the path is 2/],
  [
    'a key that is infinite',
    { '/owners': [{ id: Number.POSITIVE_INFINITY }] },
    /In the state of \/owners, id of item 1 is not a number below/,
  ],
  [
    'two items with one key',
    { '/owners': [{ id: 1 }, { id: 2 }, { id: 1 }] },
    /In the state of \/owners, the items 1 and 3 have the key 1/,
  ],
  ['an item that is a list', { '/owners/2': [] }, /The state of \/owners\/2 must be an object, not a list/],
  [
    'an item that its schema does not allow',
    { '/owners/2': { name: 5 } },
    /In the state of \/owners\/2, name must be of type string, not 5/,
  ],
  [
    'links that are no links',
    { links: { '/owners/1/pets': ['a'] } },
    /The links name "\/owners\/1\/pets", which is no path .*: none/s,
  ],
  ['links that are a list', { links: [] }, /The links must be an object/],
  [
    'a toggle of no path',
    { toggles: ['/owners/1/pets/2/nope'] },
    /The toggles name "\/owners\/1\/pets\/2\/nope", which is no path/,
  ],
  ['toggles that are no list', { toggles: 'on' }, /must be a list of texts/],
  ['a clock that is no time', { clock: 'tomorrow' }, /The clock cannot be "tomorrow" .*now\+P3D/s],
  ['a clock on no day of the calendar', { clock: '2026-02-30T00:00:00Z' }, /The clock cannot be "2026-02-30/],
  ['a clock with another property', { clock: { at: '2026-01-01' } }, /A clock has no "at"/],
  ['a clock that is neither frozen nor not', { clock: { frozen: 'yes' } }, /frozen must be true or false/],
];

for (const [title, scenario, message] of INVALID) {
  test(`a scenario with ${title} is refused at the start`, async (t) => {
    await t.rejects(createStandin({ document: clinic, scenarios: { one: scenario } }), {
      code: 'SCENARIO_INVALID',
      message,
    });
  });
}
