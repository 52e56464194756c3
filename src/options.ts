// What a user may set, each option once: its default, what it means, and what its value must be.
import { SetupError } from './errors/setup.ts';
import type { AnswerPolicy } from './http/answers.ts';
import type { VerifyCredential } from './security/requirements.ts';

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
/** Bytes that a request body may have. */
export const BODY_LIMIT = 1_048_576;
export const ANSWER_POLICIES = ['send', 'refuse'] as const satisfies readonly AnswerPolicy[];

/** A port from text. @throws SetupError OPTION_INVALID */
export function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw invalid('--port', text, 'a whole number from 0 to 65535, 0 for any free port');
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

/** A seed from text. @throws SetupError OPTION_INVALID */
export function seedOf(text: string): number {
  return wholeNumber('--seed', text, 2 ** 32 - 1);
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
