// Finds the word of a document that expresses a reason best: an enum value, or the name of an error class.
import { STATUS_CODES } from 'node:http';
import type { ErrorCode } from '../../errors/http-error.ts';

/** The words of a name or a sentence in lower case: `invalidRequest_error` has three. */
export function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** Common names for invalid input. */
const INVALID_INPUT = [
  'validation',
  'invalid body',
  'invalid input',
  'invalid request',
  'invalid param',
  'invalid arg',
  'bad request',
  'schema',
  'bad input',
  'malform',
  'invalid',
  'unprocess',
  'not well',
];

/** Common names of a reason, the most exact first. Each word is the beginning of a required word. */
const REASONS: Readonly<Partial<Record<ErrorCode, readonly string[]>>> = {
  CREDENTIAL_MISSING: [
    'miss cred',
    'miss token',
    'miss auth',
    'key empty',
    'no auth',
    'unauth',
    'authent',
    'not authent',
    'login',
    'invalid client',
    'invalid token',
    'auth',
    'denied',
    'forbid',
  ],
  CREDENTIAL_MALFORMED: [
    'invalid cred',
    'invalid token',
    'bad cred',
    'malform token',
    'key notfound',
    'key not found',
    'unauth',
    'authent',
    'invalid client',
    'auth',
    'denied',
    'forbid',
  ],
  PATH_NOT_FOUND: [
    'path not found',
    'route not found',
    'not found',
    'notfound',
    'no such',
    'unknown',
    'does not exist',
    'missing',
  ],
  PATH_MALFORMED: ['invalid path', 'invalid url', 'malform', 'invalid request', 'bad request', 'invalid param'],
  METHOD_NOT_ALLOWED: [
    'method not allow',
    'method not support',
    'invalid method',
    'unsupport method',
    'method',
    'not allow',
    'not support',
    'unsupport operation',
    'unsupport',
  ],
  NOT_ACCEPTABLE: ['not accept', 'accept', 'unsupport media', 'unsupport', 'not support', 'negotiat'],
  UNSUPPORTED_MEDIA_TYPE: ['unsupport media', 'media type', 'content type', 'unsupport', 'not support'],
  UNSUPPORTED_CONTENT_CODING: ['unsupport encod', 'content encod', 'unsupport media', 'unsupport', 'not support'],
  BODY_MISSING: [
    'miss body',
    'body required',
    'empty body',
    'empty',
    'required',
    'missing',
    'invalid request',
    'bad request',
    'validation',
  ],
  BODY_MALFORMED: [
    'malform',
    'invalid json',
    'json',
    'parse',
    'syntax',
    'not well',
    'unread',
    'invalid body',
    'bad request',
    'invalid request',
    'invalid format',
    'validation',
  ],
  BODY_INVALID: INVALID_INPUT,
  PARAMETER_INVALID: INVALID_INPUT,
  PREFERENCE_INVALID: INVALID_INPUT,
  THROTTLED: [
    'too many request',
    'rate limit',
    'ratelimit',
    'throttl',
    'quota',
    'limit exceed',
    'slow down',
    'too many',
  ],
  CREDENTIAL_REFUSED: ['invalid token', 'invalid cred', 'unauth', 'authent', 'denied'],
  PERMISSION_MISSING: ['permission', 'forbid', 'scope', 'privilege', 'not allow', 'access denied', 'denied'],
  BODY_TOO_LARGE: ['too large', 'payload', 'too big', 'too long', 'size', 'limit'],
  STATE_INVALID: [
    'validation',
    'invalid state',
    'state',
    'conflict',
    'precondition',
    'unprocess',
    'invalid',
    'bad request',
  ],
  REQUEST_MALFORMED: ['malform', 'bad request', 'invalid request', 'syntax'],
  TRANSFER_CODING_UNSUPPORTED: ['not implement', 'unimplement', 'unsupport'],
  REQUEST_TIMEOUT: ['request time', 'timeout', 'timed out', 'time out'],
  HEADERS_TOO_LARGE: ['header too large', 'header', 'too large'],
  OPERATION_UNUSABLE: ['not implement', 'unimplement', 'unsupport', 'internal'],
  VALIDATOR_FAILED: ['not implement', 'unimplement', 'unsupport', 'internal'],
};

/** Common names of a violated rule. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  required: ['miss required', 'miss field', 'missing', 'required', 'blank', 'presence', 'empty', 'not provid', 'null'],
  type: ['invalid type', 'wrong type', 'type mismatch', 'type error', 'syntax', 'format'],
  format: ['invalid format', 'format', 'syntax', 'pattern', 'mismatch'],
  pattern: ['invalid format', 'pattern', 'regex', 'format', 'syntax', 'mismatch'],
  minLength: ['too short', 'min length', 'string length', 'length', 'size', 'blank', 'empty'],
  maxLength: ['too long', 'max length', 'string length', 'length', 'size'],
  minimum: ['too small', 'too low', 'min value', 'out range', 'range', 'minimum'],
  exclusiveMinimum: ['too small', 'too low', 'min value', 'out range', 'range', 'minimum'],
  maximum: ['too large', 'too big', 'too high', 'max value', 'out range', 'range', 'maximum'],
  exclusiveMaximum: ['too large', 'too big', 'too high', 'max value', 'out range', 'range', 'maximum'],
  enum: [
    'invalid enum',
    'enum',
    'choice',
    'inclusion',
    'one of',
    'invalid value',
    'value invalid',
    'not allow',
    'unsupport value',
  ],
  const: ['invalid value', 'value invalid', 'enum', 'not allow', 'mismatch'],
  additionalProperties: ['unknown', 'unexpect', 'unrecog', 'addition', 'extra', 'not allow', 'not permit', 'undefined'],
  minItems: ['min item', 'too few', 'too short', 'length', 'size', 'empty'],
  maxItems: ['max item', 'too many', 'too long', 'length', 'size'],
  uniqueItems: ['duplic', 'unique', 'taken', 'already'],
  syntax: ['malform', 'json', 'syntax', 'parse'],
};

const RULE_FALLBACK = [
  'invalid value',
  'value invalid',
  'invalid field',
  'validation',
  'invalid',
  'unprocess',
  'bad',
  'custom',
  'other',
];
const CLIENT_FALLBACK = [
  'invalid request',
  'bad request',
  'invalid',
  'bad',
  'client',
  'request',
  'not allow',
  'error',
  'fail',
  'fatal',
  'unhealthy',
  'unknown',
  'other',
  'unspecif',
  'default',
  'internal',
];
const SERVER_FALLBACK = [
  'internal',
  'server',
  'unexpect',
  'error',
  'fail',
  'fatal',
  'unhealthy',
  'unknown',
  'unavail',
  'other',
  'unspecif',
  'default',
];

const known = new Map<string, readonly string[]>();

/** The names of an error, in the order of the search. */
export function namesOfReason(code: ErrorCode | undefined, status: number): readonly string[] {
  const phrase = (STATUS_CODES[status] ?? '').toLowerCase();
  const fallback = status < 500 ? CLIENT_FALLBACK : SERVER_FALLBACK;
  return cached(`${code} ${status}`, () => [...((code && REASONS[code]) ?? []), phrase, ...fallback]);
}

/** The names of a violated rule. */
export function namesOfRule(rule: string): readonly string[] {
  const key = rule === 'unevaluatedProperties' || rule === 'name' ? 'additionalProperties' : rule;
  const own = Object.hasOwn(RULES, key) ? (RULES[key] as readonly string[]) : [];
  return cached(own.length > 0 ? key : '', () => [...own, ...RULE_FALLBACK, ...CLIENT_FALLBACK]);
}

function cached(key: string, make: () => readonly string[]): readonly string[] {
  const names = known.get(key) ?? make();
  known.set(key, names);
  return names;
}

/** Words without information about the reason. */
const NEUTRAL =
  /^(errors?|invalid|bad|is|the|a|of|request|params?|parameters?|fields?|values?|property|attribute|string|array|exception|code|type)$/;

export interface Closeness {
  /** 1 for the first of the names, less for later ones, 0 for none. */
  readonly score: number;
  /** Whether the text contains little else. */
  readonly exact: boolean;
}

/** Cached results. Names and texts come from documents and from the tables above, so there are few. */
const found = new WeakMap<readonly string[], Map<string, Closeness>>();

/** How well a text of the document matches one of the names. */
export function closeness(text: string, names: readonly string[]): Closeness {
  const before = found.get(names) ?? new Map<string, Closeness>();
  found.set(names, before);
  const close = before.get(text) ?? closenessOf(wordsOf(text), names);
  before.set(text, close);
  return close;
}

function closenessOf(words: readonly string[], names: readonly string[]): Closeness {
  const isMatch = (name: string) => name.split(' ').every((prefix) => words.some((word) => word.startsWith(prefix)));
  const index = names.findIndex(isMatch);
  if (index < 0) return { score: 0, exact: false };
  const prefixes = (names[index] as string).split(' ');
  const relevant = words.filter((word) => NEUTRAL.test(word) || prefixes.some((prefix) => word.startsWith(prefix)));
  const share = relevant.length / words.length;
  const exact = words.length > 5 || share > 0.4;
  return { score: ((names.length - index) / names.length) * (words.length > 5 ? 1 : 0.5 + share / 2), exact };
}
