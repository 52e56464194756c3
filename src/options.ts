// What a user may set, each option once: its default, what it means, and of which kind its value is.
import type { AnswerPolicy } from './http/answers.ts';

/** The port that is listened on where none is given. */
export const DEFAULT_PORT = 4010;
/** Loopback: a fake answers this machine alone unless told otherwise. */
export const DEFAULT_HOST = '127.0.0.1';
/** What every generated value is a function of, where no seed is given. */
export const DEFAULT_SEED = 1;
/** Items that a collection begins with of which the document shows none. */
export const DEFAULT_COUNT = 3;
/** Milliseconds that a handler may take to answer. */
export const HANDLER_LIMIT = 30_000;
/** Milliseconds after which a world that no request has named is dropped. */
export const WORLD_IDLE = 3_600_000;
/** Exchanges that each world remembers. */
export const LEDGER_SIZE = 200;
/** Bytes that a request body may have. */
export const BODY_LIMIT = 1_048_576;
/** What makes a run fail. */
export const FAIL_ON = ['violations', 'client', 'fake'] as const;
export type FailOn = (typeof FAIL_ON)[number];
export const ANSWER_POLICIES = ['send', 'refuse'] as const satisfies readonly AnswerPolicy[];

/** One option, as the command line and a configuration file have it. */
export interface Option {
  /** As a configuration names it; on the command line with dashes: `callbacksTo` is `--callbacks-to`. */
  readonly name: string;
  /** What its value is called; none for a flag. */
  readonly value?: string;
  readonly help: string;
  readonly kind: 'text' | 'number' | 'flag' | 'list';
  /** Whether it names files, which a configuration gives from where it lies itself. */
  readonly file?: true;
  readonly fallback?: string;
  /** Whether there is a `--no-` form, which a configuration says by false. */
  readonly negatable?: true;
  readonly choices?: readonly string[];
}

/** What holds for reading a document, whatever is done with it. */
export const DOCUMENT_OPTIONS = [
  {
    name: 'strict',
    kind: 'flag',
    help: 'refuse a document that has faults, even those that it could be served with; ask a PATCH for all that its schema requires',
  },
  {
    name: 'overlay',
    value: 'file',
    kind: 'list',
    file: true,
    help: 'an OpenAPI overlay to change the document by; may be repeated',
  },
  { name: 'allowRemoteRefs', kind: 'flag', help: 'let a $ref leave the document’s folder, or reach another host' },
] as const satisfies readonly Option[];

export const SERVE_OPTIONS = [
  {
    name: 'port',
    value: 'number',
    kind: 'number',
    fallback: String(DEFAULT_PORT),
    help: 'port to listen on, 0 for any free one',
  },
  { name: 'host', value: 'address', kind: 'text', fallback: DEFAULT_HOST, help: 'address to listen on' },
  { name: 'tls', kind: 'flag', help: 'speak HTTPS, under a CA of its own that clients can be told to trust' },
  {
    name: 'tlsDir',
    value: 'folder',
    kind: 'text',
    file: true,
    help: 'where that CA is kept; without it in the user’s data folder',
  },
  {
    name: 'intercept',
    value: 'hosts',
    kind: 'list',
    help: 'be an HTTP proxy for these hosts alone, and answer in their place; with commas, or repeated',
  },
  { name: 'now', value: 'moment', kind: 'text', help: 'freeze the clock, as at 2026-01-31T12:00:00Z' },
  {
    name: 'handlers',
    value: 'file',
    kind: 'text',
    file: true,
    help: 'code for single operations, in TypeScript or JavaScript, loaded again when it is saved',
  },
  {
    name: 'watch',
    kind: 'flag',
    help: 'load the documents again when they are saved; the state stays as far as it fits',
  },
  {
    name: 'seed',
    value: 'number',
    kind: 'number',
    fallback: String(DEFAULT_SEED),
    help: 'what every made-up value is a function of',
  },
  {
    name: 'count',
    value: 'number',
    kind: 'number',
    fallback: String(DEFAULT_COUNT),
    help: 'items that a collection begins with of which the document shows none',
  },
  {
    name: 'scenarios',
    value: 'file',
    kind: 'text',
    file: true,
    help: 'named first states, beside those of the document',
  },
  { name: 'scenario', value: 'name', kind: 'text', help: 'the named first state to begin with' },
  {
    name: 'answers',
    value: 'policy',
    kind: 'text',
    fallback: 'send',
    choices: ANSWER_POLICIES,
    help: `what becomes of an answer that breaks the contract: ${ANSWER_POLICIES.join(', ')}`,
  },
  {
    name: 'set',
    value: 'name=value',
    kind: 'list',
    help: 'set something in every world, as profile=observed; may be repeated',
  },
  {
    name: 'profile',
    value: 'name',
    kind: 'text',
    help: 'short for --set profile=…: how the service in the box answers',
  },
  { name: 'auth', value: 'name', kind: 'text', help: 'short for --set auth=…: lenient, strict or off' },
  {
    name: 'credential',
    value: 'scheme=value:scopes',
    kind: 'list',
    help: 'take no other credential for a security scheme of the document; may be repeated',
  },
  {
    name: 'callbacksTo',
    value: 'host',
    kind: 'list',
    help: 'let callbacks and webhooks go to this host as well as to this machine; may be repeated',
  },
  {
    name: 'webhook',
    value: 'name=url',
    kind: 'list',
    help: 'send this webhook of the document after every change; may be repeated',
  },
  {
    name: 'stubs',
    value: 'file',
    kind: 'text',
    file: true,
    help: 'a list of stubs, YAML or JSON, that every world begins with',
  },
  {
    name: 'faults',
    value: 'file',
    kind: 'text',
    file: true,
    negatable: true,
    help: 'a list of faults that every world begins with; --no-faults forbids any',
  },
  {
    name: 'ledger',
    value: 'number',
    kind: 'number',
    fallback: String(LEDGER_SIZE),
    negatable: true,
    help: 'exchanges that each world remembers; --no-ledger for none, and no report',
  },
  {
    name: 'worldIdle',
    value: 'duration',
    kind: 'text',
    fallback: 'PT1H',
    help: 'drop a world that no request has named for so long',
  },
  {
    name: 'controlToken',
    value: 'token',
    kind: 'text',
    help: 'let those steer who give this token, from anywhere, and nobody else',
  },
  {
    name: 'controlOrigin',
    value: 'origin',
    kind: 'list',
    help: 'let pages of this origin steer; may be repeated',
  },
  {
    name: 'report',
    value: 'folder',
    kind: 'text',
    file: true,
    help: 'write the reports here when the server closes: HTML, JSON, JUnit and SARIF',
  },
  {
    name: 'failOn',
    value: 'what',
    kind: 'text',
    choices: FAIL_ON,
    help: 'exit with 1 where the contract was broken: violations, or only those of client or fake',
  },
  {
    name: 'minCoverage',
    value: 'percent',
    kind: 'number',
    help: 'exit with 1 where less of the contract was exercised',
  },
  { name: 'quiet', kind: 'flag', help: 'print errors only' },
] as const satisfies readonly Option[];

/** What holds for whatever asks a real service. */
export const UPSTREAM_OPTIONS = [
  {
    name: 'upstream',
    value: 'url',
    kind: 'text',
    help: 'the real service; a path behind its origin stands in the place of the document’s base path',
  },
  { name: 'unsafe', kind: 'flag', help: 'ask it as well what may change something there' },
] as const satisfies readonly Option[];

const PASSING = new Set([
  'port',
  'host',
  'tls',
  'tlsDir',
  'intercept',
  'ledger',
  'worldIdle',
  'controlToken',
  'controlOrigin',
  'quiet',
]);
const REPORTING = new Set(['report', 'failOn', 'minCoverage']);

/** Those options of a server that a proxy has too. */
export const PROXY_OPTIONS: readonly Option[] = SERVE_OPTIONS.filter(
  ({ name }) => PASSING.has(name) || REPORTING.has(name),
);
/** Those that say what becomes of a run. */
export const REPORT_OPTIONS: readonly Option[] = SERVE_OPTIONS.filter(({ name }) => REPORTING.has(name));

/** What a configuration file may hold, as a JSON schema. */
export function configSchema() {
  const schemas = [...DOCUMENT_OPTIONS, ...SERVE_OPTIONS].map((option: Option) => [option.name, schemaOf(option)]);
  const documents = {
    description: 'OpenAPI documents, further ones as b.yaml@/b',
    type: 'array',
    items: { type: 'string' },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration of standin',
    type: 'object',
    additionalProperties: false,
    properties: { $schema: { type: 'string' }, documents, ...Object.fromEntries(schemas) },
  };
}

function schemaOf({ kind, help, choices, negatable }: Option): object {
  const types = {
    text: { type: 'string' },
    number: { type: 'integer', minimum: 0 },
    flag: { type: 'boolean' },
    list: { type: 'array', items: { type: 'string' } },
  };
  if (negatable) return { description: help, anyOf: [types[kind], { const: false }] };
  return { description: help, ...types[kind], ...(choices && { enum: choices }) };
}
