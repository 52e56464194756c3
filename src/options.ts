// What a user may set, each option once: its default, what it means, and of which kind its value is.
import { NETWORK_PROFILE_NAMES } from './faults/network.ts';
import type { InvalidResponsePolicy } from './http/responses.ts';
import { LOG_FORMATS } from './report/request-log.ts';

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
export const JOURNAL_SIZE = 200;
/** Bytes that a request body may have. */
export const BODY_LIMIT = 1_048_576;
/** What makes a run fail. */
export const FAIL_ON = ['violations', 'client', 'fake'] as const;
export type FailOn = (typeof FAIL_ON)[number];
export const INVALID_RESPONSE_POLICIES = ['send', 'refuse'] as const satisfies readonly InvalidResponsePolicy[];

/** Headings of the help. */
export type OptionGroup =
  | 'Document'
  | 'Address'
  | 'First state and clock'
  | 'Answers'
  | 'Worlds and who steers them'
  | 'Verdict'
  | 'Other'
  | 'Upstream';

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
  /** The heading that it stands under in the help. */
  readonly group: OptionGroup;
  /** What its `--no-` form does, where it has one; a configuration says false. */
  readonly negated?: string;
  readonly choices?: readonly string[];
}

/** What holds for reading a document, whatever is done with it. */
export const DOCUMENT_OPTIONS = [
  {
    name: 'strict',
    group: 'Document',
    kind: 'flag',
    help: 'refuse a document that has faults, even those that it could be served with; ask a PATCH for all that its schema requires',
  },
  {
    name: 'overlay',
    group: 'Document',
    value: 'file',
    kind: 'list',
    file: true,
    help: 'an OpenAPI overlay to change the document by; may be repeated',
  },
  {
    name: 'allowRemoteRefs',
    group: 'Document',
    kind: 'flag',
    help: 'let a $ref leave the document’s folder, or reach another host',
  },
] as const satisfies readonly Option[];

export const SERVE_OPTIONS = [
  {
    name: 'port',
    group: 'Address',
    value: 'number',
    kind: 'number',
    fallback: String(DEFAULT_PORT),
    help: 'port to listen on, 0 for any free one',
  },
  {
    name: 'host',
    group: 'Address',
    value: 'address',
    kind: 'text',
    fallback: DEFAULT_HOST,
    help: 'address to listen on',
  },
  {
    name: 'tls',
    group: 'Address',
    kind: 'flag',
    help: 'speak HTTPS, under a CA of its own that clients can be told to trust',
  },
  {
    name: 'tlsDir',
    group: 'Address',
    value: 'folder',
    kind: 'text',
    file: true,
    help: 'where that CA is kept; without it in the user’s data folder',
  },
  {
    name: 'intercept',
    group: 'Address',
    value: 'hosts',
    kind: 'list',
    help: 'be an HTTP proxy for these hosts alone, and answer in their place; with commas, or repeated',
  },
  {
    name: 'now',
    group: 'First state and clock',
    value: 'moment',
    kind: 'text',
    help: 'freeze the clock, as at 2026-01-31T12:00:00Z',
  },
  {
    name: 'handlers',
    group: 'Document',
    value: 'file',
    kind: 'text',
    file: true,
    help: 'code for single operations, in TypeScript or JavaScript, loaded again when it is saved',
  },
  {
    name: 'watch',
    group: 'Document',
    kind: 'flag',
    help: 'load the documents again when they are saved; the state stays as far as it fits',
  },
  {
    name: 'seed',
    group: 'First state and clock',
    value: 'number',
    kind: 'number',
    fallback: String(DEFAULT_SEED),
    help: 'seed of made-up values: the same seed, the same values',
  },
  {
    name: 'count',
    group: 'First state and clock',
    value: 'number',
    kind: 'number',
    fallback: String(DEFAULT_COUNT),
    help: 'items that a collection begins with of which the document shows none',
  },
  {
    name: 'scenarios',
    group: 'First state and clock',
    value: 'file',
    kind: 'text',
    file: true,
    help: 'named first states, beside those of the document',
  },
  {
    name: 'scenario',
    group: 'First state and clock',
    value: 'name',
    kind: 'text',
    help: 'the named first state to begin with',
  },
  {
    name: 'invalidResponses',
    group: 'Answers',
    value: 'policy',
    kind: 'text',
    fallback: 'send',
    choices: INVALID_RESPONSE_POLICIES,
    help: `what becomes of an answer that breaks the contract: ${INVALID_RESPONSE_POLICIES.join(', ')}`,
  },
  {
    name: 'set',
    group: 'Answers',
    value: 'name=value',
    kind: 'list',
    help: 'set something in every world, as profile=observed; may be repeated',
  },
  {
    name: 'profile',
    group: 'Answers',
    value: 'name',
    kind: 'text',
    help: 'short for --set profile=…: how the service in the box answers',
  },
  {
    name: 'auth',
    group: 'Answers',
    value: 'name',
    kind: 'text',
    help: 'short for --set auth=…: lenient, strict or off',
  },
  {
    name: 'credential',
    group: 'Answers',
    value: 'scheme=value:scopes',
    kind: 'list',
    help: 'take no other credential for a security scheme of the document; may be repeated',
  },
  {
    name: 'callbacksTo',
    group: 'Answers',
    value: 'host',
    kind: 'list',
    help: 'let callbacks and webhooks go to this host as well as to this machine; may be repeated',
  },
  {
    name: 'webhook',
    group: 'Answers',
    value: 'name=url',
    kind: 'list',
    help: 'send this webhook of the document after every change; may be repeated',
  },
  {
    name: 'stubs',
    group: 'Answers',
    value: 'file',
    kind: 'text',
    file: true,
    help: 'a list of stubs, YAML or JSON, that every world begins with',
  },
  {
    name: 'faults',
    group: 'Answers',
    value: 'file',
    kind: 'text',
    file: true,
    negated: 'do nothing wrong on purpose, not even where a request’s header asks for it',
    help: 'a list of faults that every world begins with',
  },
  {
    name: 'latency',
    group: 'Answers',
    value: 'milliseconds',
    kind: 'number',
    help: 'delay every response by so many milliseconds',
  },
  {
    name: 'network',
    group: 'Answers',
    value: 'profile',
    kind: 'text',
    choices: NETWORK_PROFILE_NAMES,
    help: `simulate a bad connection: ${NETWORK_PROFILE_NAMES.join(', ')}`,
  },
  {
    name: 'cors',
    group: 'Answers',
    value: 'origins',
    kind: 'list',
    help: 'let only pages of these origins read responses, for example https://*.example.com; with commas, or repeated',
  },
  {
    name: 'journal',
    group: 'Worlds and who steers them',
    value: 'number',
    kind: 'number',
    fallback: String(JOURNAL_SIZE),
    negated: 'remember no exchange; there is no report then',
    help: 'exchanges that each world remembers',
  },
  {
    name: 'worldIdle',
    group: 'Worlds and who steers them',
    value: 'duration',
    kind: 'text',
    fallback: 'PT1H',
    help: 'drop a world that no request has named for so long',
  },
  {
    name: 'controlToken',
    group: 'Worlds and who steers them',
    value: 'token',
    kind: 'text',
    help: 'let those steer who give this token, from anywhere, and nobody else',
  },
  {
    name: 'controlOrigin',
    group: 'Worlds and who steers them',
    value: 'origin',
    kind: 'list',
    help: 'let pages of this origin steer; may be repeated',
  },
  {
    name: 'report',
    group: 'Verdict',
    value: 'folder',
    kind: 'text',
    file: true,
    help: 'write the reports here when the server closes: HTML, JSON, JUnit and SARIF',
  },
  {
    name: 'failOn',
    group: 'Verdict',
    value: 'what',
    kind: 'text',
    choices: FAIL_ON,
    help: 'exit with 1 where the contract was broken: violations, or only those of client or fake',
  },
  {
    name: 'minCoverage',
    group: 'Verdict',
    value: 'percent',
    kind: 'number',
    help: 'exit with 1 where less of the contract was exercised',
  },
  {
    name: 'log',
    group: 'Other',
    value: 'format',
    kind: 'text',
    choices: LOG_FORMATS,
    help: `print a line for each request: ${LOG_FORMATS.join(', ')} (pretty; run: off)`,
  },
  { name: 'quiet', group: 'Other', kind: 'flag', help: 'print errors only' },
] as const satisfies readonly Option[];

/** What holds for whatever asks a real service. */
export const UPSTREAM_OPTIONS = [
  {
    name: 'upstream',
    group: 'Upstream',
    value: 'url',
    kind: 'text',
    help: 'the real service; a path behind its origin stands in the place of the document’s base path',
  },
  { name: 'unsafe', group: 'Upstream', kind: 'flag', help: 'ask it as well what may change something there' },
] as const satisfies readonly Option[];

const PASSING = new Set([
  'port',
  'host',
  'tls',
  'tlsDir',
  'intercept',
  'journal',
  'worldIdle',
  'controlToken',
  'controlOrigin',
  'cors',
  'log',
  'quiet',
]);
const REPORTING = new Set(['report', 'failOn', 'minCoverage']);

/** Those options of a server that a proxy has too. */
export const PROXY_OPTIONS: readonly Option[] = SERVE_OPTIONS.filter(
  ({ name }) => PASSING.has(name) || REPORTING.has(name),
);
/** Those options of a server that one has that lives as long as a command; it takes a free port, and reads its documents once. */
export const RUN_OPTIONS: readonly Option[] = SERVE_OPTIONS.filter(({ name }) => name !== 'port' && name !== 'watch');
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

function schemaOf({ kind, help, choices, negated }: Option): object {
  const types = {
    text: { type: 'string' },
    number: { type: 'integer', minimum: 0 },
    flag: { type: 'boolean' },
    list: { type: 'array', items: { type: 'string' } },
  };
  if (negated !== undefined)
    return { description: `${help}; false: ${negated}`, anyOf: [types[kind], { const: false }] };
  return { description: help, ...types[kind], ...(choices && { enum: choices }) };
}
