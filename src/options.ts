// The options: one table, from which the command line, the configuration file and its JSON schema, the names and defaults of
// createStandin, and docs/reference/options.md are derived.
import type { UntypedHandlers } from './behaviours/handlers.ts';
import type { LoadStep } from './contract/load.ts';
import { type Fault, MAX_LATENCY_MS } from './faults/fault.ts';
import { NETWORK_PROFILE_NAMES, NETWORK_PROFILE_TEXTS } from './faults/network.ts';
import type { Stub } from './faults/stub.ts';
import type { OnExchange } from './http/proxy/proxy.ts';
import type { InvalidResponse } from './http/request/document.ts';
import type { JsonObject } from './json/value.ts';
import {
  ADDRESS,
  CREDENTIAL,
  callback,
  choice,
  DATE,
  DURATION,
  documentEntry,
  FILE,
  FLAG,
  fileOr,
  HEADER,
  HOST_NAME,
  LIMIT_VALUES,
  LOG,
  listOf,
  ORIGIN,
  ORIGIN_PATTERN,
  PERCENT,
  pairs,
  SECRET,
  SERVICE_URL,
  SHORT_DURATION,
  STORE_URL,
  TEXT,
  type ValueType,
  WEBHOOK_SECRET,
  wholeNumber,
} from './option-types.ts';
import { DIFF_FORMATS } from './report/diff/render.ts';
import type { SentRequest } from './report/record.ts';
import { REPORT_FORMATS } from './report/render.ts';
import type { VerifyCredential } from './security/requirements.ts';

export const COMMANDS = [
  'serve',
  'run',
  'mutate',
  'rehearse',
  'usage show',
  'usage merge',
  'proxy',
  'mcp',
  'check',
  'inspect',
  'diff',
  'generate',
  'init',
  'record',
  'report',
  'apple sign',
  'token',
  'completion',
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** Headings of the help and of the docs. */
export const GROUPS = [
  'Documents',
  'Address',
  'State and clock',
  'Responses',
  'Worlds and control API',
  'Verdict',
  'Upstream',
  'Output',
  'Other',
  'Callbacks',
] as const;

/** The names of the options that the help of a server shows first. */
export const MOST_USED: readonly string[] = [
  'port',
  'watch',
  'handlers',
  'data',
  'scenarios',
  'scenario',
  'keep',
  'host',
  'open',
];

/** Where a program gives an option: to one document, to createStandin, or to listen(). */
type ApiPlace = 'document' | 'server' | 'listen';

export interface Option {
  /** Its name in a configuration file and in code. */
  readonly name: string;
  /** Its name on the command line; without it the name in kebab-case. false if it has no flag there. */
  readonly flag?: string | false;
  readonly short?: string;
  /** What its value is called in the help; undefined for a flag. */
  readonly value?: string;
  readonly type: ValueType;
  /** The default, as a configuration writes it. */
  readonly default?: string | number | boolean;
  /** Defaults that differ from it, by command, or in code. */
  readonly defaults?: { readonly [Surface in CommandName | 'api']?: string | number | boolean };
  readonly commands: readonly CommandName[];
  readonly group: (typeof GROUPS)[number];
  readonly text: string;
  /** Texts that differ from it, by command. */
  readonly texts?: { readonly [Name in CommandName]?: string };
  /** Commands that need it. */
  readonly required?: readonly CommandName[];
  /** The option without which it has no effect, by command. */
  readonly needs?: { readonly [Name in CommandName]?: string };
  /** What its `--no-` form does; a configuration and a program write `false`. */
  readonly negated?: string;
  readonly api?: ApiPlace;
  /** A configuration file cannot hold it; it can hold all other options of the commands that read one. */
  readonly config?: false;
  /** The setting that it is short for. */
  readonly setting?: string;
}

const SERVING = ['serve', 'run', 'mcp'] as const;
/** Commands that run the same tests many times, each time on a server of its own. */
const REPEATING = ['mutate', 'rehearse'] as const;
const MOCKING = [...SERVING, ...REPEATING] as const;
const LISTENING = ['serve', 'run', 'proxy', 'mcp'] as const;
const LOADING = ['serve', 'run', 'proxy', 'mcp', 'check', 'inspect', 'record', ...REPEATING] as const;
const REPORTING = ['serve', 'run', 'proxy', 'check'] as const;
const CLIENTS = ['report', 'apple sign', 'token'] as const;
const NONE = [] as const;

/** What belongs to one document. */
const DOCUMENT_OPTIONS = [
  {
    name: 'document',
    value: 'document',
    type: fileOr<JsonObject>('object'),
    flag: false,
    commands: MOCKING,
    group: 'Documents',
    api: 'document',
    text: 'the OpenAPI document: a path or URL of YAML or JSON, or the document as a value; by default, the built-in document',
  },
  {
    name: 'mount',
    value: 'path',
    type: TEXT,
    commands: NONE,
    group: 'Documents',
    api: 'document',
    text: 'path to serve the document under, such as /billing; by default, the root',
  },
  {
    name: 'overlays',
    flag: 'overlay',
    value: 'file',
    type: listOf(FILE),
    commands: LOADING,
    group: 'Documents',
    api: 'document',
    text: 'OpenAPI overlay to apply to the document; can be repeated',
  },
  {
    name: 'handlers',
    value: 'file',
    type: fileOr<UntypedHandlers>('object'),
    commands: MOCKING,
    group: 'Documents',
    api: 'document',
    text: 'code for single operations in TypeScript or JavaScript; reloaded on save',
  },
  {
    name: 'data',
    value: 'file',
    type: fileOr<JsonObject>('object'),
    commands: MOCKING,
    group: 'State and clock',
    api: 'document',
    text: 'initial items by the names of their collections, in the form of json-server’s db.json',
  },
  {
    name: 'scenarios',
    value: 'file',
    type: fileOr<JsonObject>('object'),
    commands: MOCKING,
    group: 'State and clock',
    api: 'document',
    text: 'named initial states, in addition to those of the document',
  },
  {
    name: 'scenario',
    value: 'name',
    type: TEXT,
    defaults: { record: 'recorded' },
    commands: [...MOCKING, 'record'],
    group: 'State and clock',
    api: 'document',
    text: 'the scenario that worlds begin with',
    texts: { record: 'name of the scenario to write' },
  },
] as const satisfies readonly Option[];

type DocumentValues = { readonly [R in (typeof DOCUMENT_OPTIONS)[number] as R['name']]?: ValueOf<R> | undefined };

export const OPTIONS = [
  {
    name: 'documents',
    value: 'documents',
    type: listOf(documentEntry<DocumentValues>(DOCUMENT_OPTIONS)),
    flag: false,
    commands: MOCKING,
    group: 'Documents',
    api: 'server',
    text: 'several documents on one port: paths or URLs such as billing.yaml@/billing, or objects with the options of a document',
  },
  ...DOCUMENT_OPTIONS,
  {
    name: 'watch',
    type: FLAG,
    commands: ['serve', 'mcp'],
    group: 'Documents',
    api: 'server',
    text: 'reload documents, scenarios and handlers on save, and keep the state; on by default if there are handlers',
  },
  {
    name: 'strict',
    type: FLAG,
    commands: LOADING,
    group: 'Documents',
    api: 'server',
    text: 'refuse a document that has warnings',
  },
  {
    name: 'fullPatch',
    type: FLAG,
    commands: LOADING,
    group: 'Documents',
    api: 'server',
    text: 'refuse a PATCH body that lacks a property that its schema requires',
  },
  {
    name: 'discriminator',
    value: 'mode',
    type: choice(['select', 'annotation']),
    default: 'select',
    commands: LOADING,
    group: 'Documents',
    api: 'server',
    text: 'validate a value against the schema that its discriminator selects, or follow the letter of OpenAPI, where a discriminator has no influence',
  },
  {
    name: 'allowRemoteRefs',
    type: FLAG,
    commands: [...LOADING, 'diff'],
    group: 'Documents',
    api: 'server',
    text: 'allow a $ref to leave the document’s folder or host',
  },
  {
    name: 'port',
    short: 'p',
    value: 'number',
    type: wholeNumber(0, 65_535, ' (0 = any free port)'),
    default: 4010,
    defaults: { api: 0, mcp: 0 },
    commands: ['serve', 'proxy', 'record', 'mcp'],
    group: 'Address',
    api: 'listen',
    text: 'port to listen on; 0 for any free port',
    texts: { record: 'port of the proxy; 0 for any free port, as with a command' },
  },
  {
    name: 'host',
    value: 'address',
    type: ADDRESS,
    default: '127.0.0.1',
    commands: [...LISTENING, 'record'],
    group: 'Address',
    api: 'listen',
    text: 'address to listen on; 0.0.0.0 lets other devices connect',
  },
  {
    name: 'tls',
    type: FLAG,
    commands: [...LISTENING, ...REPEATING],
    group: 'Address',
    api: 'listen',
    text: 'serve HTTPS with a certificate of a local certificate authority',
  },
  {
    name: 'tlsDir',
    value: 'folder',
    type: FILE,
    commands: [...LISTENING, ...REPEATING],
    group: 'Address',
    api: 'listen',
    text: 'folder of the certificate authority; by default, a folder in the user’s data folder',
  },
  {
    name: 'intercept',
    value: 'hosts',
    type: listOf(HOST_NAME, { commas: true }),
    commands: [...LISTENING, ...REPEATING],
    group: 'Address',
    api: 'listen',
    text: 'act as an HTTP proxy that responds for these hosts, separated by commas',
  },
  {
    name: 'cors',
    value: 'origins',
    type: listOf(ORIGIN_PATTERN, { commas: true }),
    commands: SERVING,
    group: 'Address',
    api: 'server',
    text: 'origins whose pages can call the API, separated by commas, such as https://*.example.com; by default, any origin',
  },
  {
    name: 'open',
    type: FLAG,
    commands: ['serve'],
    group: 'Address',
    config: false,
    text: 'open the docs page in the browser',
  },
  {
    name: 'now',
    value: 'date',
    type: DATE,
    commands: MOCKING,
    group: 'State and clock',
    api: 'server',
    text: 'freeze the clock at a date and time, such as 2026-01-31T12:00:00Z',
  },
  {
    name: 'seed',
    value: 'number',
    type: wholeNumber(0, 2 ** 32 - 1),
    default: 1,
    commands: MOCKING,
    group: 'State and clock',
    api: 'server',
    text: 'seed of generated values: the same seed gives the same values',
  },
  {
    name: 'count',
    value: 'number',
    type: wholeNumber(0, 10_000),
    default: 3,
    commands: MOCKING,
    group: 'State and clock',
    api: 'server',
    text: 'number of initial items in a collection; if the document has examples, these, and items like them if the number is above 3',
  },
  {
    name: 'keep',
    value: 'folder',
    type: FILE,
    commands: SERVING,
    group: 'State and clock',
    api: 'server',
    text: 'keep the state in this folder, so that the next start continues with it, also after kill -9; by default, state ends with the process',
  },
  {
    name: 'keepSync',
    type: FLAG,
    commands: SERVING,
    needs: { serve: 'keep', run: 'keep', mcp: 'keep' },
    group: 'State and clock',
    api: 'server',
    text: 'respond to a change only when the disk has confirmed it, so that it survives a power failure too',
  },
  {
    name: 'store',
    value: 'url',
    type: STORE_URL,
    commands: SERVING,
    group: 'State and clock',
    api: 'server',
    text: 'share the state with other processes in this Redis, such as redis://localhost:6379; needs the package ioredis; by default, state belongs to the process',
  },
  {
    name: 'staleReads',
    type: FLAG,
    commands: SERVING,
    needs: { serve: 'store', run: 'store', mcp: 'store' },
    group: 'State and clock',
    api: 'server',
    text: 'do not wait for the latest changes of other processes before each request: faster, and a response can be a moment old',
  },
  {
    name: 'invalidResponses',
    value: 'policy',
    type: choice(['send', 'refuse']),
    default: 'send',
    defaults: { api: 'refuse' },
    commands: MOCKING,
    group: 'Responses',
    api: 'server',
    text: 'send a response that violates the contract, or refuse it with a 500 that names the violation',
  },
  {
    name: 'settings',
    flag: 'set',
    value: 'name=value',
    type: pairs('profile=observed'),
    commands: MOCKING,
    group: 'Responses',
    api: 'server',
    text: 'setting of every world, such as profile=observed; can be repeated',
  },
  {
    name: 'profile',
    value: 'name',
    type: TEXT,
    commands: MOCKING,
    group: 'Responses',
    setting: 'profile',
    text: 'how the built-in document responds: documented or observed; short for --set profile=…',
  },
  {
    name: 'auth',
    value: 'name',
    type: TEXT,
    commands: MOCKING,
    group: 'Responses',
    setting: 'auth',
    text: 'which credentials are accepted: lenient (every well-formed one), off (none is needed) or, for the built-in document, strict (only tokens of its own sign-in service); short for --set auth=…',
  },
  {
    name: 'credentials',
    flag: 'credential',
    value: 'scheme=value:scopes',
    type: listOf(CREDENTIAL),
    commands: MOCKING,
    group: 'Responses',
    api: 'server',
    text: 'accept only this credential for a security scheme of the document; can be repeated',
  },
  {
    name: 'callbacksTo',
    value: 'host',
    type: listOf(TEXT),
    commands: MOCKING,
    group: 'Responses',
    api: 'server',
    text: 'send callbacks and webhooks to this host too, not only to this machine; can be repeated',
  },
  {
    name: 'webhooks',
    flag: 'webhook',
    value: 'name=url',
    type: pairs('orderPaid=http://localhost:8080/hooks'),
    commands: MOCKING,
    group: 'Responses',
    api: 'server',
    text: 'send this webhook of the document after every change; can be repeated',
  },
  {
    name: 'webhookSecret',
    value: 'secret',
    type: WEBHOOK_SECRET,
    commands: MOCKING,
    group: 'Responses',
    api: 'server',
    text: 'sign callbacks and webhooks with this Standard Webhooks secret (whsec_...), and repeat them if the receiver fails',
  },
  {
    name: 'stubs',
    value: 'file',
    type: fileOr<readonly Stub[]>('list'),
    commands: MOCKING,
    group: 'Responses',
    api: 'server',
    text: 'YAML or JSON file with a list of stubs that every world begins with',
  },
  {
    name: 'faults',
    value: 'file',
    type: fileOr<readonly Fault[]>('list'),
    commands: MOCKING,
    group: 'Responses',
    api: 'server',
    text: 'YAML or JSON file with a list of faults that every world begins with',
    negated: 'refuse faults and errors on demand, also if a request asks for them',
  },
  {
    name: 'latency',
    value: 'ms',
    type: wholeNumber(0, MAX_LATENCY_MS),
    commands: MOCKING,
    group: 'Responses',
    api: 'server',
    text: 'milliseconds to wait before each response',
  },
  {
    name: 'network',
    value: 'profile',
    type: choice(NETWORK_PROFILE_NAMES),
    commands: MOCKING,
    group: 'Responses',
    api: 'server',
    text: `simulate a network: ${NETWORK_PROFILE_NAMES.map((name) => `${name} (${NETWORK_PROFILE_TEXTS[name]})`).join('; ')}`,
  },
  {
    name: 'handlerLimit',
    value: 'ms',
    type: wholeNumber(1, 2 ** 31 - 1),
    default: 30_000,
    commands: NONE,
    group: 'Responses',
    api: 'server',
    text: 'milliseconds that a handler, or verifyCredential, can take before the request fails with 500',
  },
  {
    name: 'limits',
    flag: 'limit',
    value: 'name=value',
    type: LIMIT_VALUES,
    commands: [...LISTENING, ...REPEATING],
    group: 'Responses',
    api: 'server',
    text: 'change a limit of the server, such as bodyBytes=2097152; can be repeated; docs/reference/limits.md lists them',
  },
  {
    name: 'journal',
    value: 'number',
    type: wholeNumber(0, 1_000_000),
    default: 200,
    commands: LISTENING,
    group: 'Worlds and control API',
    api: 'server',
    text: 'number of exchanges that the journal of each world keeps',
    negated: 'keep no journal; without it, there is no report',
  },
  {
    name: 'recordUsage',
    type: FLAG,
    commands: SERVING,
    group: 'Worlds and control API',
    api: 'server',
    text: 'record what clients use of the API, for GET /_standin/usage',
  },
  {
    name: 'worldIdle',
    value: 'duration',
    type: DURATION,
    default: 'PT1H',
    commands: LISTENING,
    group: 'Worlds and control API',
    api: 'server',
    text: 'delete a world that no request has used for this long',
  },
  {
    name: 'controlToken',
    value: 'token',
    type: SECRET,
    commands: [...LISTENING, 'record', 'report'],
    group: 'Worlds and control API',
    api: 'server',
    text: 'bearer token that the control API requires; other machines can use it then, too',
  },
  {
    name: 'controlOrigins',
    flag: 'control-origin',
    value: 'origin',
    type: listOf(ORIGIN),
    commands: LISTENING,
    group: 'Worlds and control API',
    api: 'server',
    text: 'allow pages of this origin to call the control API; can be repeated',
  },
  {
    name: 'world',
    value: 'name',
    type: TEXT,
    default: 'default',
    commands: ['mcp'],
    group: 'Worlds and control API',
    config: false,
    text: 'the world that the agent uses',
  },
  {
    name: 'report',
    value: 'folder',
    type: FILE,
    commands: REPORTING,
    needs: { check: 'upstream' },
    group: 'Verdict',
    text: 'write the report to this folder at the end: HTML, JSON, JUnit, SARIF, Markdown and GitLab',
  },
  {
    name: 'failOn',
    value: 'kind',
    type: choice(['violations', 'client', 'server', 'undeclared']),
    defaults: { run: 'violations', check: 'violations' },
    commands: REPORTING,
    needs: { check: 'upstream' },
    group: 'Verdict',
    text: 'exit with 1 if the contract was violated by the client, by the server, or by either of them (violations), or also if a request had an undeclared property or query parameter (undeclared)',
  },
  {
    name: 'minCoverage',
    value: 'percent',
    type: PERCENT,
    commands: REPORTING,
    needs: { check: 'upstream' },
    group: 'Verdict',
    text: 'exit with 1 if less than this percentage of the declared responses was covered',
  },
  {
    name: 'baseline',
    value: 'file',
    type: FILE,
    commands: REPORTING,
    needs: { check: 'upstream' },
    group: 'Verdict',
    text: 'the report.json of an earlier run: only violations that it does not have lead to exit code 1',
  },
  {
    name: 'minScore',
    value: 'percent',
    type: PERCENT,
    commands: ['mutate'],
    group: 'Verdict',
    config: false,
    text: 'exit with 1 if the tests notice less than this percentage of the mutations',
  },
  {
    name: 'time',
    value: 'duration',
    type: SHORT_DURATION,
    default: '5m',
    commands: [...REPEATING, 'check'],
    needs: { check: 'deep' },
    group: 'Verdict',
    config: false,
    text: 'time for the runs after the first ones, such as 90s, 5m or 1h; a run that has begun is finished',
    texts: { check: 'time for the check, such as 90s, 5m or 1h; what it created is removed in any case' },
  },
  {
    name: 'parallel',
    value: 'number',
    type: wholeNumber(1, 64),
    commands: REPEATING,
    group: 'Verdict',
    config: false,
    text: 'runs at the same time, each with a server of its own; by default, half of the processors, or 1 if the tests fail at the same time as themselves',
  },
  {
    name: 'usage',
    value: 'file',
    type: FILE,
    commands: ['run', 'diff', ...REPEATING],
    group: 'Verdict',
    config: false,
    text: 'leave out what a client does not use, by a usage file',
    texts: { run: 'write what the client uses of the API to this file: operations, parameters, properties, statuses' },
  },
  {
    name: 'allowEmpty',
    type: FLAG,
    commands: ['run'],
    group: 'Verdict',
    text: 'exit with the command’s code even if it sent no request',
  },
  {
    name: 'upstream',
    value: 'url',
    type: SERVICE_URL,
    commands: ['proxy', 'check', 'record'],
    required: ['proxy'],
    group: 'Upstream',
    api: 'server',
    text: 'the real service; a path in the URL replaces the document’s base path',
  },
  {
    name: 'deep',
    type: FLAG,
    commands: ['check'],
    needs: { check: 'upstream' },
    group: 'Upstream',
    text: 'also send invalid requests, which the service must refuse; with --unsafe, also create, change and delete items',
  },
  {
    name: 'maxRequests',
    value: 'number',
    type: wholeNumber(1, 1_000_000),
    default: 2_000,
    commands: ['check'],
    needs: { check: 'deep' },
    group: 'Upstream',
    text: 'how many requests the check can send',
  },
  {
    name: 'unsafe',
    type: FLAG,
    commands: ['proxy', 'check', 'record'],
    needs: { check: 'upstream', record: 'upstream' },
    group: 'Upstream',
    api: 'server',
    text: 'also send requests that can change something at the upstream',
  },
  {
    name: 'upstreamLimit',
    value: 'ms',
    type: wholeNumber(1, 2 ** 31 - 1),
    default: 60_000,
    commands: ['proxy', 'record'],
    needs: { record: 'upstream' },
    group: 'Upstream',
    api: 'server',
    text: 'milliseconds that the upstream can take to respond before the request fails with 504',
  },
  {
    name: 'headers',
    flag: 'header',
    value: 'header',
    type: listOf(HEADER),
    commands: ['check'],
    needs: { check: 'upstream' },
    group: 'Upstream',
    text: 'header of every request to the upstream, such as "Authorization: Bearer …"; can be repeated',
  },
  {
    name: 'log',
    value: 'format',
    type: LOG,
    default: 'pretty',
    defaults: { api: 'off', run: 'off', mcp: 'off' },
    commands: LISTENING,
    group: 'Output',
    api: 'server',
    text: 'how requests are printed: one line each for people (pretty), one JSON object per line (json), or not at all (off)',
  },
  {
    name: 'quiet',
    type: FLAG,
    commands: [...REPORTING, ...REPEATING, 'record', 'diff'],
    group: 'Output',
    text: 'print errors only',
  },
  {
    name: 'config',
    value: 'file',
    type: FILE,
    commands: [...LISTENING, ...REPEATING],
    group: 'Other',
    config: false,
    text: 'configuration file; by default, standin.config.{ts,js,mjs,json,yaml,yml} if it exists',
  },
  { name: 'json', type: FLAG, commands: ['inspect'], group: 'Output', config: false, text: 'print JSON' },
  {
    name: 'out',
    value: 'path',
    type: FILE,
    commands: ['generate', 'record', 'report', 'apple sign', 'diff', ...REPEATING, 'usage merge'],
    required: ['generate', 'record'],
    group: 'Output',
    text: 'file to write to, instead of standard output',
    texts: { generate: 'folder to write to', record: 'folder to write to' },
  },
  {
    name: 'force',
    type: FLAG,
    commands: ['record'],
    group: 'Output',
    text: 'overwrite the files of an earlier recording',
  },
  {
    name: 'url',
    value: 'url',
    type: SERVICE_URL,
    default: 'http://127.0.0.1:4010',
    commands: CLIENTS,
    group: 'Other',
    text: 'URL of a running server, or of one of its worlds',
  },
  {
    name: 'format',
    value: 'format',
    type: choice(['text', ...REPORT_FORMATS]),
    default: 'text',
    commands: ['report'],
    group: 'Output',
    text: 'format of the report: text to read in a terminal, json, html, junit, sarif, markdown, gitlab or github (annotations)',
  },
  {
    name: 'format',
    value: 'format',
    type: choice(['text', 'json', 'html']),
    default: 'text',
    commands: REPEATING,
    group: 'Output',
    config: false,
    text: 'format of the result: text to read in a terminal, json or html',
  },
  {
    name: 'format',
    value: 'format',
    type: choice(DIFF_FORMATS),
    default: 'text',
    commands: ['diff'],
    group: 'Output',
    text: 'format of the differences: text to read in a terminal, json, sarif or markdown',
  },
  {
    name: 'failOn',
    value: 'severity',
    type: choice(['breaking', 'warning', 'info', 'never']),
    default: 'breaking',
    commands: ['diff'],
    group: 'Verdict',
    config: false,
    text: 'least severity of a difference with which the exit code is 1',
  },
  {
    name: 'show',
    value: 'severity',
    type: choice(['breaking', 'warning', 'info']),
    default: 'warning',
    commands: ['diff'],
    group: 'Output',
    text: 'least severity of a difference that text and Markdown show; compatible differences have the severity info',
  },
  {
    name: 'ignore',
    value: 'file',
    type: FILE,
    commands: ['diff'],
    group: 'Verdict',
    text: 'YAML or JSON file of differences to accept, each with a reason and, if it is only for a time, a date',
  },
  {
    name: 'appleId',
    value: 'id',
    type: TEXT,
    commands: ['apple sign'],
    group: 'Other',
    text: 'Apple ID of a new certificate',
  },
  {
    name: 'renew',
    value: 'certificate',
    type: TEXT,
    commands: ['apple sign'],
    group: 'Other',
    text: 'id or file of the certificate to renew; the new one keeps its topic and its Apple ID',
  },
  {
    name: 'scopes',
    flag: 'scope',
    value: 'scope',
    type: listOf(TEXT),
    commands: ['token'],
    group: 'Other',
    text: 'permission of the token; can be repeated; by default, all permissions',
  },
  {
    name: 'tenant',
    value: 'tenant',
    type: TEXT,
    default: 'organizations',
    commands: ['token'],
    group: 'Other',
    text: 'GUID or domain name of the tenant',
  },
  {
    name: 'clientId',
    value: 'id',
    type: TEXT,
    default: '00000000-0000-4000-8000-000000000001',
    commands: ['token'],
    group: 'Other',
    text: 'client id of the application',
  },
  {
    name: 'app',
    type: FLAG,
    commands: ['token'],
    group: 'Other',
    text: 'get a token for the application itself, not for a user',
  },
  {
    name: 'account',
    value: 'name',
    type: TEXT,
    commands: ['token'],
    group: 'Other',
    text: 'name of the user, such as user@contoso.example',
  },
  {
    name: 'verifyCredential',
    type: callback<VerifyCredential>(),
    commands: NONE,
    group: 'Callbacks',
    api: 'server',
    text: 'decides which well-formed credentials are accepted; by default, all of them',
  },
  {
    name: 'onInvalidResponse',
    type: callback<(response: InvalidResponse) => void>(),
    commands: NONE,
    group: 'Callbacks',
    api: 'server',
    text: 'called with every response that violates the contract',
  },
  {
    name: 'onCallback',
    type: callback<(sent: SentRequest) => void>(),
    commands: NONE,
    group: 'Callbacks',
    api: 'server',
    text: 'called with every callback and webhook, sent or not',
  },
  {
    name: 'onExchange',
    type: callback<OnExchange>(),
    commands: NONE,
    group: 'Callbacks',
    api: 'server',
    text: 'called with every exchange with the upstream; if it returns a list, these are the violations of the exchange',
  },
  {
    name: 'onWorld',
    type: callback<(name: string) => void>(),
    commands: NONE,
    group: 'Callbacks',
    api: 'server',
    text: 'called with the name of every new world except the default one',
  },
  {
    name: 'onReload',
    type: callback<(reload: never) => void>(),
    commands: NONE,
    group: 'Callbacks',
    api: 'server',
    text: 'called after every reload, successful or not',
  },
  {
    name: 'onStep',
    type: callback<(step: LoadStep) => void>(),
    commands: NONE,
    group: 'Callbacks',
    api: 'server',
    text: 'called with each step while a document is loaded',
  },
] as const satisfies readonly Option[];

type Row = (typeof OPTIONS)[number];

/** The value of an option of the table. */
type ValueOf<R> = R extends { readonly type: ValueType<infer Value> }
  ? Value | (R extends { readonly negated: string } ? false : never)
  : never;

/** The options of a command. */
type RowOf<Command, R = Row> = R extends { readonly commands: readonly (infer Known)[] }
  ? Command extends Known
    ? R
    : never
  : never;

type IsDefined<R, Surface extends string> = R extends { readonly defaults: { readonly [S in Surface]: unknown } }
  ? true
  : R extends { readonly default: unknown }
    ? true
    : R extends { readonly required: readonly (infer Known)[] }
      ? Surface extends Known
        ? true
        : false
      : false;

type DefinedRow<Surface extends CommandName, R = RowOf<Surface>> = R extends Row
  ? IsDefined<R, Surface> extends true
    ? R
    : never
  : never;

/** The values of a command's options; those with a default are always defined. */
export type Values<Command extends CommandName> = {
  readonly [R in DefinedRow<Command> as R['name']]: ValueOf<R>;
} & {
  readonly [R in Exclude<RowOf<Command>, DefinedRow<Command>> as R['name']]?: ValueOf<R>;
};

/** The options that createStandin takes, or listen(), as the table has them. */
export type ApiValues<Place extends ApiPlace> = {
  readonly [R in Extract<Row, { readonly api: Place }> as R['name']]?: ValueOf<R> | undefined;
};

type Default<R> = R extends { readonly defaults: { readonly api: unknown } }
  ? ValueOf<R>
  : R extends { readonly default: unknown }
    ? ValueOf<R>
    : never;

/** The defaults in code; options without one are missing. */
type ApiDefaults = {
  readonly [R in Extract<Row, { readonly api: string }> as IsDefined<R, 'api'> extends true
    ? R['name']
    : never]: Default<R>;
};

const ALL: readonly Option[] = OPTIONS;

export function optionsOf(command: CommandName): readonly Option[] {
  return ALL.filter(({ commands }) => commands.includes(command));
}

/** The options that a program can give. */
export function apiOptions(...places: readonly ApiPlace[]): readonly Option[] {
  return ALL.filter(({ api }) => api !== undefined && places.includes(api));
}

/** The options that a configuration file can hold. */
export const CONFIG_OPTIONS: readonly Option[] = ALL.filter(({ config, commands }) => {
  return config !== false && LISTENING.some((command) => commands.includes(command));
});

/** The options of a command that have a flag. */
export function flagsOf(command: CommandName): readonly Option[] {
  return optionsOf(command).filter(({ flag }) => flag !== false);
}

/** How the command line writes an option, as `--callbacks-to`. */
export function flagOf({ name, flag }: Option): string {
  return `--${flag || name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The environment variable of an option, as STANDIN_CALLBACKS_TO; undefined if no command has the option on its command line. */
export function variableOf(option: Option): string | undefined {
  if (option.commands.length === 0 || option.flag === false) return undefined;
  return `STANDIN_${flagOf(option).slice(2).replaceAll('-', '_').toUpperCase()}`;
}

/** The default of an option as a configuration writes it; undefined if it has none. */
export function defaultOf(option: Option, surface: CommandName | 'api'): string | number | boolean | undefined {
  return option.defaults?.[surface] ?? option.default;
}

/** The defaults of a command. */
export function defaultsOf(surface: CommandName | 'api'): Readonly<Record<string, unknown>> {
  const options = surface === 'api' ? ALL.filter(({ api }) => api !== undefined) : optionsOf(surface);
  const entries = options.map((option) => {
    const value = defaultOf(option, surface);
    return [option.name, typeof value === 'string' ? option.type.parse(value) : value] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** What createStandin and listen() use for options that are not given. */
export const API_DEFAULTS = defaultsOf('api') as ApiDefaults;
