// What a user writes: handlers in a file that is reloaded on save, a document that changes while it is served, several
// documents on one port, a configuration.
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { nextSteps, writeStarter } from '../../src/codegen/starter.ts';
import { configSchema } from '../../src/command/config-schema.ts';
import { readValues } from '../../src/command/read-values.ts';
import { createStandin, type Reload, type StandinOptions } from '../../src/index.ts';
import { CONFIG_OPTIONS } from '../../src/options.ts';
import { loadConfig } from '../../src/sources/config.ts';
import { findConfig } from '../../src/sources/find-config.ts';
import { runCommand } from '../fixtures/command.ts';
import { typeErrors } from '../fixtures/type-errors.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));
const notes = fileURLToPath(new URL('../fixtures/documents/small-3.0.yaml', import.meta.url));

const greeting = (word: string) => `
import { HttpError } from 'standin';
import { word } from './word.ts';
interface Call { next(): Promise<object>; parameters: { path: { ownerId: number } } }
export const handlers = {
  async readOwner({ next, parameters }: Call) {
    if (parameters.path.ownerId === 2) throw new HttpError({ code: 'PERMISSION_MISSING', message: \`${word} \${word}.\` });
    return next();
  },
};
`;

/** Resolves with the result of the next reload. */
function reloads() {
  const waiting: ((reload: Reload) => void)[] = [];
  const results: Reload[] = [];
  return {
    onReload: (reload: Reload) => {
      const next = waiting.shift();
      if (next) next(reload);
      else results.push(reload);
    },
    next: () =>
      new Promise<Reload>((resolve) =>
        results.length > 0 ? resolve(results.shift() as Reload) : waiting.push(resolve),
      ),
  };
}

async function open(t: Test, options: StandinOptions) {
  const standin = await createStandin(options);
  t.teardown(() => standin.close());
  const get = async (url: string) => (await standin.inject(url)).json();
  const post = async (name: string) =>
    (await standin.inject({ method: 'POST', url: '/api/owners', payload: { name } })).json();
  return { standin, get, post };
}

test('handlers in TypeScript are loaded from a file, and reloaded when it or one of its imports is saved', async (t) => {
  const folder = t.testdir({ 'handlers.ts': greeting('Hands'), 'word.ts': "export const word: string = 'off';" });
  const { next, onReload } = reloads();
  const { get, post } = await open(t, { document, handlers: `${folder}/handlers.ts`, watch: true, onReload });
  t.same(await get('/api/owners/2'), { message: 'Hands off.' });
  const { id } = await post('Dora');
  writeFileSync(`${folder}/handlers.ts`, greeting('Keep'));
  t.match(await next(), { kind: 'reloaded', mismatches: [] });
  t.same(await get('/api/owners/2'), { message: 'Keep off.' });
  writeFileSync(`${folder}/word.ts`, "export const word: string = 'away';");
  await next();
  t.same(await get('/api/owners/2'), { message: 'Keep away.' });
  t.match(await get(`/api/owners/${id}`), { name: 'Dora' }, 'the state is kept');
});

test('a symbolic link to itself next to the handlers is reported, and the files are watched', {
  skip: process.platform === 'win32' && 'symbolic links need a privilege on Windows',
}, async (t) => {
  const folder = t.testdir({ 'handlers.ts': greeting('Hands'), 'word.ts': "export const word: string = 'off';" });
  symlinkSync('loop', `${folder}/loop`);
  const printed = t.capture(console, 'error');
  const { next, onReload } = reloads();
  const { get } = await open(t, { document, handlers: `${folder}/handlers.ts`, watch: true, onReload });
  writeFileSync(`${folder}/handlers.ts`, greeting('Keep'));
  t.match(await next(), { kind: 'reloaded' });
  t.same(await get('/api/owners/2'), { message: 'Keep off.' });
  const lines = printed().map(({ args }) => args[0]);
  t.same(lines, [`cannot watch ${folder}/loop: too many symbolic links encountered`]);
});

test('an onReload that throws stops no later reload', async (t) => {
  const folder = t.testdir({ 'handlers.ts': greeting('Hands'), 'word.ts': "export const word: string = 'off';" });
  const printed = t.capture(console, 'error');
  const { next, onReload } = reloads();
  const throwing = (reload: Reload) => {
    onReload(reload);
    throw new Error('no reload');
  };
  const file = `${folder}/handlers.ts`;
  const { get } = await open(t, { document, handlers: file, watch: true, onReload: throwing });
  for (const word of ['Keep', 'Stay']) {
    writeFileSync(file, greeting(word));
    await next();
    t.same(await get('/api/owners/2'), { message: `${word} off.` });
  }
  t.match(printed(), [{ args: [/^onReload failed: no reload\n/] }]);
});

test('handlers that cannot be loaded are reported with their place, and the old handlers stay', async (t) => {
  const folder = t.testdir({ 'handlers.ts': greeting('Hands'), 'word.ts': "export const word: string = 'off';" });
  const file = `${folder}/handlers.ts`;
  const { next, onReload } = reloads();
  const { get } = await open(t, { document, handlers: file, watch: true, onReload });
  writeFileSync(file, 'export const handlers = {\n  readOwner( {\n};\n');
  t.match(await next(), { kind: 'refused', error: { code: 'HANDLERS_UNREADABLE', place: { file, line: 3 } } });
  t.same(await get('/api/owners/2'), { message: 'Hands off.' });
  writeFileSync(file, 'export const handlers = { readNothing: () => ({ status: 200 }) };');
  t.match(await next(), { kind: 'refused', error: { code: 'HANDLER_UNKNOWN' } });
  writeFileSync(file, 'export const other = 1;');
  t.match(await next(), { kind: 'refused', error: { code: 'HANDLERS_UNREADABLE', message: /exports no handlers/ } });
  writeFileSync(file, greeting('Again'));
  t.match(await next(), { kind: 'reloaded' });
  t.same(await get('/api/owners/2'), { message: 'Again off.' });
  await t.rejects(createStandin({ document, handlers: `${folder}/none.ts` }), { code: 'HANDLERS_UNREADABLE' });
});

test('a handler that hangs ends with 500, and other requests get their response', async (t) => {
  const handlers = { readOwner: () => new Promise<never>(() => undefined) };
  const { standin, get } = await open(t, { document, handlers, handlerLimit: 20 });
  const hung = await standin.inject('/api/owners/1');
  t.equal(hung.statusCode, 500);
  t.match(hung.json().message, /did not respond within 0.02 s/);
  t.equal((await get('/api/owners')).length, 2);
});

test('a handler gets the resource, the credentials, a sample and the response without it', async (t) => {
  const seen: unknown[] = [];
  const { standin } = await open(t, {
    document: notes,
    handlers: {
      async addNote({ resource, clock, sample, next, credentials }) {
        seen.push(await resource?.list(), clock.now() instanceof Date, (await sample()).status, credentials);
        return next();
      },
      async 'GET /notes'({ credentials, next }) {
        seen.push(credentials);
        return next();
      },
    },
    scenarios: { none: { '/notes': [] } },
    scenario: 'none',
  });
  const added = await standin.inject({ method: 'POST', url: '/v2/notes' });
  t.equal(added.statusCode, 201);
  await standin.inject({ url: '/v2/notes', headers: { 'x-key': 'k' } });
  t.same(seen, [[], true, 201, [], [{ scheme: 'key', scopes: [], value: 'k' }]]);
});

test('a changed document is served, and state that is still valid is kept', async (t) => {
  const text = readFileSync(document, 'utf8');
  const folder = t.testdir({ 'clinic.yaml': text });
  const file = `${folder}/clinic.yaml`;
  const { next, onReload } = reloads();
  const { get, post } = await open(t, { document: file, watch: true, onReload });
  const { id } = await post('Dora');
  writeFileSync(file, text.replace('vip: { type: boolean, default: false }', 'vip: { type: string, default: never }'));
  t.match(await next(), {
    kind: 'reloaded',
    mismatches: [{ path: `/owners/${id}`, pointer: '/vip', message: /string/ }],
  });
  const after = await get(`/api/owners/${id}`);
  t.match(after, { name: 'Dora' });
  t.notOk('vip' in after);
  writeFileSync(file, `${text}\nwrong: [`);
  t.match(await next(), { kind: 'refused', error: { code: 'DOCUMENT_UNPARSABLE', place: { file } } });
  t.match(await get(`/api/owners/${id}`), { name: 'Dora' }, 'the last valid one is still served');
});

test('several documents share a port, each under its own path', async (t) => {
  const { standin, get } = await open(t, { documents: [document, `${notes}@/notes`, { mount: '/box' }] });
  t.equal((await get('/api/owners')).length, 2);
  t.match((await standin.inject('/notes/v2/nothing')).body, /declares no path \/notes\/v2\/nothing/);
  t.equal((await standin.inject('/notes/v2/notes')).statusCode, 401);
  const path = '/box/v1.0/deviceManagement/applePushNotificationCertificate';
  t.equal((await standin.inject({ url: path, headers: { authorization: 'Bearer x' } })).statusCode, 200);
  t.match(await get('/notes/_standin/openapi.json'), { servers: [{ url: '/notes/v2' }] });
  t.match((await standin.inject('/box/_standin/docs/')).body, /standin/);
  t.match(await get('/apis'), { message: /declares no path/ }, 'a mount is whole segments');
  await t.rejects(createStandin({ documents: [document, { mount: 'notes' }] }), { code: 'OPTION_INVALID' });
});

const root = fileURLToPath(new URL('../../', import.meta.url));

test('generate writes types that a first file of handlers is checked against, and never overwrites it', async (t) => {
  const folder = t.testdir({ 'notes.yaml': readFileSync(notes), 'package.json': '{"type":"module"}' });
  const first = await runCommand('generate', `${folder}/notes.yaml`, '--out', `${folder}/mock`);
  t.match(first.stdout, /handlers\.ts {2}\d+ lines {2}written\n5 operations in \d+\.\d s\n/);
  const file = `${folder}/mock/handlers.ts`;
  writeFileSync(file, readFileSync(file, 'utf8').replace('return next();', 'return { status: 418 };'));
  const again = await runCommand('generate', `${folder}/notes.yaml`, '--out', `${folder}/mock`);
  t.match(
    again.stdout,
    /document\.d\.ts {2}\d+ lines {2}unchanged\n.*validators\.ts {2}\d+ lines {2}unchanged\n.*handlers\.ts {2}\d+ lines {2}not changed/,
  );
  const [complaints = []] = typeErrors(`${folder}/mock`, [readFileSync(file, 'utf8')]);
  t.ok(complaints.length > 0, 'a status that the operation does not declare is an error');
  t.notMatch(complaints.join('\n'), /addNote|document\.d\.ts/, 'and nothing else is');
});

test('a configuration has the options of the command, with its paths relative to its folder', async (t) => {
  const options = { schema: configSchema(), options: CONFIG_OPTIONS };
  const folder = t.testdir({
    'standin.config.yaml':
      'documents: [clinic.yaml, "b.yaml@/b", {document: c.yaml, mount: /c, handlers: c.ts}]\nport: 0\nwatch: true\nhandlers: mock/handlers.ts\nwebhooks: [a=b]\nworldIdle: PT1M\n',
    'wrong.yaml': 'port: 1\nprot: 2\n',
    'code.ts': 'const seed: number = 7;\nexport default { seed };\n',
    'broken.ts': 'export default {',
    'empty.ts': 'export const seed = 7;',
  });
  const found = findConfig(folder) as string;
  t.same(await loadConfig(found, options), {
    documents: [
      `${folder}/clinic.yaml`,
      `${folder}/b.yaml@/b`,
      { document: `${folder}/c.yaml`, mount: '/c', handlers: `${folder}/c.ts` },
    ],
    port: 0,
    watch: true,
    handlers: `${folder}/mock/handlers.ts`,
    webhooks: { a: 'b' },
    worldIdle: 60_000,
  });
  t.same(await loadConfig(`${folder}/code.ts`, options), { seed: 7 });
  const refused = { code: 'CONFIG_INVALID' };
  await t.rejects(loadConfig(`${folder}/wrong.yaml`, options), { ...refused, place: { line: 2, pointer: '/prot' } });
  for (const name of ['broken.ts', 'empty.ts', 'none.yaml'])
    await t.rejects(loadConfig(`${folder}/${name}`, options), refused, name);
  t.equal(findConfig(`${folder}/nowhere`), undefined);
});

test('the command line takes precedence over the configuration, and both over the defaults', async (t) => {
  const folder = t.testdir({
    'a.yaml':
      'document: pets.yaml\nport: 1\nseed: 7\nsettings: {profile: observed, tokens: clock}\nauth: "off"\nfaults: false\nupstream: https://api.example\n',
    'b.yaml': 'tls: true\n',
  });
  const config = `${folder}/a.yaml`;
  t.match(await readValues('serve', { config, port: '2', set: ['profile=documented'], webhook: ['a=b', 'c=d'] }), {
    document: `${folder}/pets.yaml`,
    port: 2,
    seed: 7,
    count: 3,
    worldIdle: 3_600_000,
    faults: false,
    settings: { profile: 'documented', tokens: 'clock', auth: 'off' },
    webhooks: { a: 'b', c: 'd' },
    failOn: undefined,
    upstream: undefined,
  });
  t.match(await readValues('proxy', { config }), {
    upstream: 'https://api.example',
    port: 1,
    seed: undefined,
    document: undefined,
  });
  t.match(await readValues('run', { config: `${folder}/b.yaml` }), { tls: true, failOn: 'violations', seed: 1 });
  t.match(await readValues('check', {}), { failOn: 'violations', config: undefined });
  await t.rejects(readValues('proxy', { config: `${folder}/b.yaml` }), { code: 'COMMAND_LINE_INVALID' });
});

test('an empty host and an empty control token are refused', async (t) => {
  for (const command of ['serve', 'run', 'proxy'] as const) {
    for (const host of ['', ' ']) {
      await t.rejects(readValues(command, { host }), {
        code: 'OPTION_INVALID',
        what: `Invalid value "${host}" for --host`,
        advice: 'Use an address or a host name, such as 127.0.0.1',
      });
    }
    await t.rejects(readValues(command, { controlToken: '' }), {
      code: 'OPTION_INVALID',
      what: 'Invalid value for --control-token',
      advice: 'Use a text of ASCII characters that is not empty',
    });
  }
  for (const controlToken of ['a\nb', '\u00e9\u20ac', 'a\tb', ' a']) {
    await t.rejects(readValues('serve', { controlToken }), { code: 'OPTION_INVALID' }, JSON.stringify(controlToken));
  }
  const folder = t.testdir({ 'empty.yaml': 'controlToken: ""\n' });
  await t.rejects(readValues('serve', { config: `${folder}/empty.yaml` }), { code: 'CONFIG_INVALID' });
});

test('an invalid secret is not repeated', async (t) => {
  const folder = t.testdir({
    'credentials.yaml': 'credentials: [SECRET]\n',
    'upstream.yaml': 'upstream: https://user:SECRET@api.example\n',
    'type.yaml': 'controlToken: [SECRET]\n',
  });
  for (const [command, flags, what] of [
    ['serve', { credential: ['SECRET'] }, 'Invalid value for --credential'],
    ['proxy', { upstream: 'https://user:SECRET@x' }, 'Invalid value "https://…@x" for --upstream'],
    ['serve', { config: 'credentials.yaml' }, 'Invalid value for the option "credentials" of the configuration'],
    [
      'serve',
      { config: 'upstream.yaml' },
      'Invalid value "https://…@api.example" for the option "upstream" of the configuration',
    ],
    ['serve', { config: 'type.yaml' }, 'The option "controlToken" of the configuration must be of type string'],
  ] as const) {
    const given = 'config' in flags ? { config: `${folder}/${flags.config}` } : flags;
    const error: unknown = await readValues(command, given).catch((thrown: unknown) => thrown);
    t.match(error, { name: 'SetupError', what });
    t.notMatch(String(error), /SECRET/);
  }
});

test('init writes a starter and does not change existing files', async (t) => {
  const folder = t.testdir({
    'openapi.yaml': readFileSync(document),
    'package.json': '{"name":"mine","scripts":{"test":"x"}}',
  });
  const first = await writeStarter(folder, 'openapi.yaml');
  t.match(first, [{ path: 'standin.config.yaml', outcome: 'written' }]);
  t.ok(first.some(({ path }) => path === 'mock/handlers.ts'));
  t.same(JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')), {
    name: 'mine',
    scripts: { test: 'x', mock: 'standin' },
  });
  const again = await writeStarter(folder, 'openapi.yaml');
  t.notOk(again.some(({ outcome }) => outcome === 'written'));
  const [install, start] = await nextSteps(folder);
  t.equal(install, `npm install --save-dev ${JSON.stringify(root.replace(/\/$/, ''))}`, 'which CI needs too');
  t.match(start, /^npm run mock /);
  writeFileSync(`${folder}/package.json`, '{"devDependencies":{"standin":"file:../standin"}}');
  const { code, stdout, stderr } = await runCommand('init', '/nope/openapi.yaml');
  t.match(
    { code, stdout, stderr },
    { code: 1, stdout: '', stderr: /"\/nope\/openapi.yaml" does not exist.*\[DOCUMENT_UNREADABLE\]/ },
  );
  t.same(await nextSteps(folder), ['npm run mock'], 'nothing is to be installed that is there');
});
