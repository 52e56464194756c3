// The options of createStandin: what it does not know it refuses, so that no test passes for the wrong reason; and the table
// of options, which all lists of options agree with.
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { configSchema } from '../../src/command/config-schema.ts';
import {
  createStandin,
  type DocumentOptions,
  type JsonObject,
  type ListenOptions,
  SetupError,
  type StandinOptions,
} from '../../src/index.ts';
import {
  API_DEFAULTS,
  type ApiValues,
  apiOptions,
  COMMANDS,
  defaultOf,
  flagOf,
  flagsOf,
  OPTIONS,
  type Option,
  optionsOf,
} from '../../src/options.ts';

const SMALL = fileURLToPath(new URL('../fixtures/documents/small-3.0.yaml', import.meta.url));

const SECURED: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  components: {
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer' },
      apiKey: { type: 'apiKey', in: 'header', name: 'x-key' },
    },
  },
  paths: { '/x': { get: { security: [{ token: [] }], responses: { 200: { description: 'ok' } } } } },
};

const UNSECURED: JsonObject = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {} };

const REFUSED: readonly [title: string, options: unknown, what: string, advice: RegExp][] = [
  ['an unknown option', { frobnicate: 'x' }, 'Unknown option "frobnicate"', /^Known options: documents, document, /],
  ['a misspelt option', { handler: {} }, 'Unknown option "handler"', /^Did you mean "handlers"\?$/],
  [
    'a setting as an option',
    { profile: 'observed' },
    'Unknown option "profile"',
    /^It is a setting: use settings: \{ profile: "observed" \}$/,
  ],
  [
    'an option of a server for one document',
    { documents: [{ document: SMALL, seed: 1 }] },
    'Unknown option "seed"',
    /^Known options: document, mount, overlays, handlers, data, scenarios, scenario$/,
  ],
  [
    'a date as text',
    { now: '2026-01-31T12:00:00Z' },
    'Invalid value "2026-01-31T12:00:00Z" for the option "now"',
    /^Use a Date, such as new Date\("2026-01-31T12:00:00Z"\)$/,
  ],
  ['an invalid date', { now: new Date('never') }, 'Invalid value an invalid date for the option "now"', /^Use a Date/],
  ['a number as text', { seed: '1' }, 'Invalid value "1" for the option "seed"', /^Use a whole number from 0 to 429/],
  ['a number out of range', { count: -1 }, 'Invalid value -1 for the option "count"', /^Use a whole number from 0 to/],
  ['an unknown choice', { network: '4g' }, 'Invalid value "4g" for the option "network"', /^Use slow-3g, flaky, off/],
  [
    'a list that is a text',
    { cors: 'x' },
    'Invalid value "x" for the option "cors"',
    /^Use a list; of each item: an o/,
  ],
  [
    'scopes that are no list',
    { document: SMALL, credentials: [{ scheme: 'token', value: 'SECRET', scopes: 'read' }] },
    'Invalid value for the option "credentials"',
    /^Use a list; of each item: an object of scheme, value and scopes, of which scopes is a list/,
  ],
  [
    'a misspelt security scheme',
    { document: SECURED, credentials: [{ scheme: 'Tokn', value: 'SECRET' }] },
    'A credential is for the security scheme "Tokn", which no document declares',
    /^Did you mean "token"\? Known security schemes: token, apiKey$/,
  ],
  [
    'a credential without a scheme',
    { document: SECURED, credentials: [{ scheme: 'SECRET', value: '=' }] },
    'A credential is for a security scheme, which no document declares',
    /^Known security schemes: token, apiKey$/,
  ],
  [
    'a credential for a document without security schemes',
    { document: UNSECURED, credentials: [{ scheme: 'token', value: 'SECRET' }] },
    'A credential is for the security scheme "token", which no document declares',
    /^Declare it in components\.securitySchemes of the document$/,
  ],
  [
    'an empty control token',
    { document: SMALL, controlToken: '' },
    'Invalid value for the option "controlToken"',
    /^Use a text of ASCII characters that is not empty$/,
  ],
  [
    'a credential that is no object',
    { document: SMALL, credentials: ['SECRET'] },
    'Invalid value for the option "credentials"',
    /^Use a list; of each item: an object of scheme/,
  ],
  [
    'an upstream with a password',
    { document: SMALL, upstream: 'https://user:SECRET@api.example' },
    'Invalid value "https://…@api.example" for the option "upstream"',
    /^Use an http or https URL without credentials/,
  ],
  [
    'an empty list of documents',
    { documents: [] },
    'The list of documents is empty',
    /^Name a document, or leave out the option documents to serve the built-in document$/,
  ],
  ['one empty document', { documents: [{}] }, 'The only entry of documents is empty', /^Name a document, or leave out/],
  ['an undefined document', { documents: [{ document: undefined }] }, 'The only entry of documents is empty', /^Name/],
  [
    'a number in place of the options',
    5,
    'The options of createStandin() are not an object: 5',
    /^Use an object, such/,
  ],
  [
    'a path in place of the options',
    'openapi.yaml',
    'The options of createStandin() are not an object: "openapi.yaml"',
    /^Use an object, such as \{ document: "openapi.yaml" \}$/,
  ],
  [
    'null in place of the options',
    null,
    'The options of createStandin() are not an object: null',
    /^Use an object, such/,
  ],
  [
    'a list in place of the options',
    [],
    'The options of createStandin() are not an object: []',
    /^Use an object, such/,
  ],
  ['an unknown setting', { settings: { frob: '1' } }, 'Unknown setting "frob"', /^Known settings: auth, profile/],
  [
    'a misspelt setting',
    { settings: { profil: 'observed' } },
    'Unknown setting "profil"',
    /^Did you mean "profile"\? Known settings: /,
  ],
  [
    'a setting of another document',
    { document: SMALL, settings: { profile: 'observed' } },
    'Only the built-in document has the setting "profile"',
    /settings of your document: auth$/,
  ],
  [
    'a document and documents',
    { document: SMALL, documents: [SMALL] },
    'The options document and documents exclude each other',
    /^Use documents for several documents$/,
  ],
  [
    'two documents at the root',
    { documents: [SMALL, SMALL] },
    'Two documents are served at the root',
    /^Give every document but one a path of its own, such as billing\.yaml@\/billing$/,
  ],
  [
    'two documents under one path',
    { documents: [{}, `${SMALL}@/a`, { document: SMALL, mount: '/a/' }] },
    'Two documents are served under "/a"',
    /^Give each document a path of its own/,
  ],
  [
    'no document at the root',
    { documents: [`${SMALL}@/a`] },
    'No document is served at the root',
    /^Leave out the path of one of the documents$/,
  ],
  [
    'a document under a path of ours',
    { documents: [{}, `${SMALL}@/_standin/x`] },
    'A document cannot be served under "/_standin/x"',
    /^Use a path of letters, .*, such as \/billing/,
  ],
];

for (const [title, options, what, advice] of REFUSED) {
  test(`${title} is refused at start`, async (t) => {
    const error: unknown = await createStandin(options as StandinOptions).then(
      (standin) => standin.close(),
      (thrown) => thrown,
    );
    t.ok(error instanceof SetupError, String(error));
    if (!(error instanceof SetupError)) return;
    t.equal(error.code, 'OPTION_INVALID');
    t.equal(error.what, what);
    t.match(error.advice, advice);
  });
}

test('an unknown option of listen() is refused', async (t) => {
  const standin = await createStandin({ document: SMALL });
  t.teardown(() => standin.close());
  await t.rejects(standin.listen({ prot: 1 } as ListenOptions), {
    code: 'OPTION_INVALID',
    what: 'Unknown option "prot"',
    advice: 'Did you mean "port"?',
  });
  for (const options of [null, 4010]) {
    await t.rejects(standin.listen(options as unknown as ListenOptions), {
      code: 'OPTION_INVALID',
      what: `The options of listen() are not an object: ${options}`,
      advice: 'Use an object, such as { port: 4010 }',
    });
  }
  await t.rejects(standin.listen({ host: '' }), {
    code: 'OPTION_INVALID',
    what: 'Invalid value "" for the option "host"',
    advice: 'Use an address or a host name, such as 127.0.0.1',
  });
  await t.rejects(standin.listen({ port: 65_536 }), {
    code: 'OPTION_INVALID',
    message: /^Invalid value 65536 for the option "port" /,
  });
});

test('options that are undefined have their default', async (t) => {
  const standin = await createStandin({ document: SMALL, seed: undefined, count: undefined, journal: undefined });
  t.teardown(() => standin.close());
  await standin.listen({ port: undefined, host: undefined, tls: undefined, intercept: undefined });
  t.match(standin.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  await standin.inject({ url: '/v2/notes', headers: { 'x-key': 'k' } });
  t.equal((await standin.report()).exchanges, 1);
});

test('document is short for a list of one document, and the other options of a document belong to the root', async (t) => {
  const title = async (options: StandinOptions) => {
    const standin = await createStandin(options);
    t.teardown(() => standin.close());
    return standin.services().map(({ mount, contract }) => [mount, contract.title]);
  };
  const notes = [['', 'Notes']];
  t.same(await title({ document: SMALL }), notes);
  t.same(await title({ documents: [SMALL] }), notes);
  t.same(await title({ documents: [{ document: SMALL, mount: '/' }] }), notes);
  t.same(await title({ documents: [`${SMALL}@/b`, SMALL] }), [...notes, ['/b', 'Notes']], 'the root comes first');
  const handlers = { 'GET /notes': () => ({ status: 204 }) };
  for (const options of [
    { documents: [`${SMALL}@/b`, SMALL], handlers },
    {
      documents: [
        { mount: '/b', document: SMALL },
        { document: SMALL, handlers },
      ],
    },
  ]) {
    const standin = await createStandin(options);
    t.teardown(() => standin.close());
    const status = async (url: string) => (await standin.inject({ url, headers: { 'x-key': 'k' } })).statusCode;
    t.same([await status('/v2/notes'), await status('/b/v2/notes')], [500, 200], 'the root has the handler');
  }
});

test('a companion is not reloaded by itself', async (t) => {
  const standin = await createStandin({ watch: true });
  t.teardown(() => standin.close());
  t.same(await standin.reload(), []);
  await t.rejects(standin.reload('/login'), {
    code: 'OPTION_INVALID',
    what: 'No document is served under "/login"',
    advice: 'Use ""',
  });
});

type Difference<A, B> = Exclude<keyof A, keyof B> | Exclude<keyof B, keyof A>;

test('the interfaces of the public API have the options of the table', async (t) => {
  // This does not compile if an option is missing on one of the sides.
  const differences: Record<
    | Difference<StandinOptions, Omit<ApiValues<'document' | 'server'>, 'mount'>>
    | Difference<DocumentOptions, ApiValues<'document'>>
    | Difference<ListenOptions, ApiValues<'listen'>>,
    never
  > = {};
  t.same(differences, {});
});

test('each option of the table is complete, and unique in each command, in code and in a configuration', async (t) => {
  const table: readonly Option[] = OPTIONS;
  const unique = (names: readonly string[], of: string) => t.equal(new Set(names).size, names.length, of);
  for (const command of COMMANDS) unique(flagsOf(command).map(flagOf), command);
  unique(
    apiOptions('document', 'server', 'listen').map(({ name }) => name),
    'code',
  );
  for (const option of table) {
    const { name, text, type, value, commands } = option;
    t.match(text, /^[\p{Ll}A-Z]/u, name);
    t.notMatch(text, /\.$/, `${name} has no full stop`);
    t.equal(value === undefined && commands.length > 0, type.name === 'flag', `${name} has a value, or is a flag`);
    for (const surface of [...commands, 'api'] as const) {
      const fallback = defaultOf(option, surface);
      if (fallback === undefined) continue;
      const valid = typeof fallback === 'string' ? type.parse(fallback) !== undefined : type.accepts(fallback);
      t.ok(valid, `the default of ${name} in ${surface} is valid`);
    }
  }
  t.same(API_DEFAULTS, {
    discriminator: 'select',
    port: 0,
    host: '127.0.0.1',
    seed: 1,
    count: 3,
    invalidResponses: 'refuse',
    handlerLimit: 30_000,
    upstreamLimit: 60_000,
    journal: 200,
    worldIdle: 3_600_000,
    log: 'off',
  });
});

test('the schema of a configuration has exactly what the commands that read one have', async (t) => {
  const { properties } = configSchema() as { readonly properties: object };
  const configured = new Set((['serve', 'run', 'proxy'] as const).flatMap((command) => optionsOf(command)));
  const expected = [...configured].filter(({ config }) => config !== false).map(({ name }) => name);
  t.same(Object.keys(properties).sort(), ['$schema', ...expected].sort());
});
