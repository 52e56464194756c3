// What to do about a violation, in one sentence.
import { nameOf } from '../contract/validation/violations.ts';
import { nearest } from '../edit-distance.ts';
import { tokensOf } from '../json/pointer.ts';
import { REDACTED } from '../json/secrets.ts';
import type { CountedUndeclared, CountedViolation } from './counted.ts';

export type FixedViolation = Pick<
  CountedViolation,
  'direction' | 'rule' | 'pointer' | 'in' | 'message' | 'request' | 'value'
> & {
  /** A declared name that differs by a few letters from an undeclared one. */
  readonly suggestion: string | undefined;
  /** The methods that the path declares. */
  readonly methods?: readonly DeclaredMethod[];
  /** What the operation requires, such as `the header Authorization: Bearer <token>`. */
  readonly credential?: string | undefined;
};

/** A declared method of a path, with the id of its operation. */
export interface DeclaredMethod {
  readonly method: string;
  readonly id: string;
}

export function fixOf(violation: FixedViolation): string {
  return violation.direction === 'request' ? clientFix(violation) : serverFix(violation);
}

/** The client must change, because the document says what the server accepts. */
function clientFix(violation: FixedViolation): string {
  const { rule, message, suggestion, pointer } = violation;
  const name = nameOf(violation);
  switch (rule) {
    case 'path':
      return suggested(message) === undefined
        ? 'Correct the path, or declare it in the document.'
        : `Use ${suggested(message)}.`;
    case 'method':
      return methodFix(violation);
    case 'security':
      return credentialFix(violation);
    case 'accept':
    case 'media-type':
    case 'content-coding':
      return 'Use a media type that the operation declares.';
    case 'syntax':
      return 'Send a body that can be parsed as its Content-Type says.';
    case 'required':
      return pointer === '' ? 'Send a body with its Content-Type.' : `Send ${name}.`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return suggestion === undefined ? `Remove ${name}, or declare it.` : `Rename ${name} to ${suggestion}.`;
    case 'enum':
      return enumFix(violation, name);
    case 'type':
      return typeFix(violation, name);
    default:
      if (!message.startsWith('must ') || pointer === '') return 'Change the request so that it keeps this rule.';
      return limitFix(violation, name) ?? `Change ${name}: it ${message}.`;
  }
}

/** For the rules of a deep check of a service. */
const SERVICE_FIXES: Readonly<Record<string, string>> = {
  'invalid-request': 'Refuse such a request with a declared 4xx status, or allow it in the document.',
  'server-error':
    'Return a declared 4xx status for a request that cannot be served, and correct the error in the service.',
  'read-back': 'Correct the service: what a successful request changes must show in the next response.',
};

function serverFix({ rule, message, pointer, in: place }: FixedViolation): string {
  const own = SERVICE_FIXES[rule];
  if (own !== undefined) return own;
  if (rule === 'status') return 'Return a declared status, or declare this one.';
  if (rule === 'handler' || rule === 'internal') return 'Correct the code of the handler.';
  const name = pointer === '' ? 'the response' : nameOf({ pointer, in: place });
  if (rule === 'required') return `Return ${name}, or make it optional in the document.`;
  return message.startsWith('must ')
    ? `Correct the response: ${name} ${message}. Or correct the document.`
    : `Correct the response at ${name}, or the document.`;
}

/** Methods that do similar work, the most similar first. */
const SIMILAR_METHODS: Readonly<Record<string, readonly string[]>> = {
  GET: ['QUERY', 'POST'],
  PUT: ['PATCH', 'POST'],
  PATCH: ['PUT', 'POST'],
  POST: ['PUT', 'PATCH'],
};

function methodFix({ methods = [], request = '' }: FixedViolation): string {
  const sent = request.split(' ')[0] || 'the method';
  const similar = (SIMILAR_METHODS[sent] ?? []).flatMap((name) => methods.filter(({ method }) => method === name))[0];
  if (similar) {
    const { method, id } = similar;
    return `Use ${method}${id.startsWith(`${method} `) ? '' : ` (${id})`} instead of ${sent}, or declare ${sent}.`;
  }
  if (methods.length === 0) return 'Use a declared method.';
  return `Use a declared method (${methods.map(({ method }) => method).join(', ')}), or declare ${sent}.`;
}

function credentialFix({ message, credential }: FixedViolation): string {
  const missing = /^The request has no (.*?)\.?$/.exec(message)?.[1];
  if (credential !== undefined) return `Send ${credential}.`;
  return missing === undefined ? 'Send the credential that the operation requires.' : `Send the ${missing}.`;
}

/** The allowed values of an enum, as its message lists them. */
export function allowedIn(violation: Pick<FixedViolation, 'rule' | 'message'>): readonly string[] {
  return allowedValues(violation).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
}

function allowedValues({ rule, message }: Pick<FixedViolation, 'rule' | 'message'>): readonly unknown[] {
  const list = rule === 'enum' ? /^must be one of (.*)$/.exec(message)?.[1] : undefined;
  if (list === undefined) return [];
  try {
    return JSON.parse(`[${list}]`) as readonly unknown[];
  } catch {
    return [list];
  }
}

function enumFix(violation: FixedViolation, name: string): string {
  const { value } = violation;
  const allowed = allowedValues(violation);
  const instead = value === undefined || value === REDACTED ? '' : ` instead of ${value}`;
  const near = nearest((value ?? '').replace(/^"|"$/g, ''), allowed.filter(isText));
  if (near !== undefined) return `Send ${JSON.stringify(near)}${instead} in ${name}.`;
  const list = allowed.map((one) => JSON.stringify(one)).join(', ');
  return `Send ${allowed.length === 1 ? '' : 'one of '}${list}${instead} in ${name}.`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function typeFix({ message, value }: FixedViolation, name: string): string {
  const type = /^must be of type (.*)$/.exec(message)?.[1] ?? 'the declared type';
  const bare =
    value === undefined || value === REDACTED ? undefined : /^"(-?\d+(?:\.\d+)?|true|false)"$/.exec(value)?.[1];
  const isQuoted = bare !== undefined && /number|integer|boolean/.test(type);
  return isQuoted ? `Send ${bare} instead of ${value} in ${name}.` : `Send ${name} with the type ${type}.`;
}

/** The texts of limits and patterns: the start of a message, and what a valid value is like. */
const LIMITS: readonly (readonly [RegExp, (rest: string) => string])[] = [
  [/^must be (at least|at most) (\S+)$/, (rest) => `of ${rest}`],
  [/^must be ((?:greater|less) than \S+)$/, (rest) => rest],
  [/^must be (a multiple of \S+)$/, (rest) => `that is ${rest}`],
  [/^must have (at least 1 character)$/, () => 'that is not empty'],
  [/^must have (at (?:least|most) \d+ characters?)$/, (rest) => `of ${rest}`],
  [/^must have (at (?:least|most) \d+ items?)$/, (rest) => `with ${rest}`],
  [/^must match the pattern (.*)$/s, patternText],
  [/^must be a valid (.*)$/, formatText],
];

function limitFix({ message, pointer }: FixedViolation, name: string): string | undefined {
  for (const [start, textOf] of LIMITS) {
    const found = start.exec(message);
    if (!found) continue;
    const text = textOf(found.slice(1).join(' '));
    const [own = '', ...inner] = tokensOf(pointer);
    // A list or an unusual name has no article.
    const isNoun = inner.length === 0 && /^[a-z][a-zA-Z]+(?<!s)$/.test(own);
    if (text.startsWith('with ')) return `Send ${name} ${text}.`;
    return isNoun ? `Send ${/^[aeio]/.test(own) ? 'an' : 'a'} ${own} ${text}.` : `Send a value ${text} in ${name}.`;
  }
  return undefined;
}

const COUNTS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const CHARACTERS: Readonly<Record<string, string>> = {
  '[A-Z]': 'capital letter',
  '[a-z]': 'small letter',
  '[A-Za-z]': 'letter',
  '[a-zA-Z]': 'letter',
  '[0-9]': 'digit',
  '\\d': 'digit',
};

/** A simple pattern in words, such as `of two capital letters`. */
function patternText(pattern: string): string {
  const [, set = '', times] = /^\^(\[[\w-]+\]|\\d)(?:\{(\d+)\})?\$$/.exec(pattern) ?? [];
  const noun = CHARACTERS[set];
  const count = COUNTS[Number(times ?? 1)] ?? times;
  if (noun === undefined || !count) return `that matches the pattern ${pattern}`;
  return `of ${count} ${noun}${count === 'one' ? '' : 's'}`;
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'such as 2026-01-31',
  'date-time': 'such as 2026-01-31T12:00:00Z',
  time: 'such as 12:00:00Z',
  email: 'such as ada@example.com',
  uri: 'such as https://example.com/',
  uuid: 'such as 123e4567-e89b-42d3-a456-426614174000',
};

function formatText(format: string): string {
  return FORMATS[format] ?? `with the format ${format}`;
}

/** The suggestion in a message. */
function suggested(message: string): string | undefined {
  return /Did you mean (.*?)\?/.exec(message)?.[1];
}

/** What to do about an undeclared part of a request. */
export function undeclaredFix({
  in: place,
  pointer,
  suggestion,
}: Pick<CountedUndeclared, 'in' | 'pointer' | 'suggestion'>): string {
  const name = nameOf({ pointer, in: place });
  return suggestion === undefined
    ? `Remove ${name}, or declare it in the document.`
    : `Rename ${name} to ${suggestion}, or declare it.`;
}
