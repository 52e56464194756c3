// What a user may set, each option once: its default, what it means, and what its value must be.

import { shifted } from './clock.ts';
import { SetupError } from './errors/setup.ts';
import type { AnswerPolicy } from './http/answers.ts';
import { interceptedHosts } from './http/host-names.ts';
import type { VerifyCredential } from './security/requirements.ts';
import type { Settings } from './settings.ts';

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

/** A port from text. @throws SetupError OPTION_INVALID */
export function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw invalid('--port', text, 'a whole number from 0 to 65535, 0 for any free port');
}

/** Hosts to answer for, from texts as `a.example,b.example`. @throws SetupError OPTION_INVALID */
export function hostsFrom(texts: readonly string[]): readonly string[] {
  return interceptedHosts(texts.flatMap((text) => text.split(',').map((name) => name.trim())));
}

/** A document and the path to serve it under, from text as `billing.yaml@/billing`. @throws SetupError OPTION_INVALID */
export function mountOf(text: string): [mount: string, own: { readonly document: string }] {
  const [, document, mount] = /^(.+)@(\/[^@]+)$/.exec(text) ?? [];
  if (document === undefined || mount === undefined) {
    throw invalid('a further document', text, 'the path to serve it under behind an @, as billing.yaml@/billing');
  }
  return [mount, { document }];
}

/** A webhook and where it goes, from text as `orderPaid=http://localhost:8080/hooks`. @throws SetupError OPTION_INVALID */
export function webhookOf(text: string): [name: string, target: string] {
  const [, name, target] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name !== undefined && target !== undefined) return [name, target];
  throw invalid('--webhook', text, 'name=URL, as orderPaid=http://localhost:8080/hooks');
}

/** Settings from texts as `auth=off`. @throws SetupError OPTION_INVALID */
export function settingsFrom(texts: readonly string[]): Settings {
  const pairs = texts.map((text): [string, string] => {
    const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (name !== undefined && value !== undefined) return [name, value];
    throw invalid('--set', text, 'name=value, as auth=off');
  });
  return Object.fromEntries(pairs);
}

/** A seed from text. @throws SetupError OPTION_INVALID */
export function seedOf(text: string): number {
  return wholeNumber('--seed', text, 2 ** 32 - 1);
}

/** Exchanges to remember. @throws SetupError OPTION_INVALID */
export function ledgerOf(text: string | false): number {
  return text === false ? 0 : wholeNumber('--ledger', text, 1_000_000);
}

/** A percentage. @throws SetupError OPTION_INVALID */
export function percentOf(text: string): number {
  const percent = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && percent <= 100) return percent;
  throw invalid('--min-coverage', text, 'a number from 0 to 100');
}

/** What makes a run fail. @throws SetupError OPTION_INVALID */
export function failOnOf(text: string): FailOn {
  const found = FAIL_ON.find((known) => known === text);
  if (found) return found;
  throw invalid('--fail-on', text, FAIL_ON.join(', '));
}

/** Milliseconds of an ISO 8601 duration. @throws SetupError OPTION_INVALID */
export function idleOf(text: string): number {
  const milliseconds = shifted(new Date(0), text)?.getTime() ?? 0;
  // A timer of Node.js takes no more than 31 bits.
  if (milliseconds >= 1_000 && milliseconds < 2 ** 31) return milliseconds;
  throw invalid('--world-idle', text, 'a duration as PT1H, from a second to 24 days');
}

/** How many items collections begin with. @throws SetupError OPTION_INVALID */
export function countOf(text: string): number {
  return wholeNumber('--count', text, 10_000);
}

function wholeNumber(option: string, text: string, most: number): number {
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw invalid(option, text, `a whole number from 0 to ${most}`);
}

/** A moment from text. @throws SetupError OPTION_INVALID */
export function momentOf(text: string): Date {
  const moment = new Date(text);
  if (!Number.isNaN(moment.getTime())) return moment;
  throw invalid('--now', text, 'a date and time as 2026-01-31T12:00:00Z');
}

/** @throws SetupError OPTION_INVALID */
export function answerPolicyOf(text: string): AnswerPolicy {
  const policy = ANSWER_POLICIES.find((known) => known === text);
  if (policy) return policy;
  throw invalid('--answers', text, ANSWER_POLICIES.join(' or '));
}

/**
 * Which credentials are good, from texts as `api_key=secret` or `token=abc:read,write`: a scheme by its name in the document, a
 * value, and the scopes that it has. A scheme that is not named takes every well-formed credential.
 * @throws SetupError OPTION_INVALID
 */
export function verifierOf(texts: readonly string[]): VerifyCredential | undefined {
  if (texts.length === 0) return undefined;
  const known = texts.map((text) => {
    const [, scheme, value, scopes] = /^([^=]+)=(.+?)(?::([^:]*))?$/.exec(text) ?? [];
    if (!scheme || !value) throw invalid('--credential', text, 'scheme=value, or scheme=value:scope,scope');
    return { scheme, value, scopes: scopes?.split(',') };
  });
  return ({ scheme, value, scopes }) => {
    const ofScheme = known.filter((credential) => credential.scheme === scheme);
    if (ofScheme.length === 0) return 'accepted';
    const found = ofScheme.find((credential) => credential.value === value);
    if (!found) return 'refused';
    return found.scopes && !scopes.every((scope) => found.scopes?.includes(scope)) ? 'forbidden' : 'accepted';
  };
}

function invalid(option: string, text: string, wanted: string): SetupError {
  return new SetupError({
    code: 'OPTION_INVALID',
    what: `${option} is ${JSON.stringify(text)}`,
    advice: `Give ${wanted}`,
  });
}
