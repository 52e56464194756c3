// What to do about a violation, in one sentence.
import { nameOf } from '../contract/validation/violations.ts';
import { nearest } from '../edit-distance.ts';
import { REDACTED } from '../json/secrets.ts';
import type { CountedUndeclared, CountedViolation } from './counted.ts';

export type FixedViolation = Pick<
  CountedViolation,
  'direction' | 'rule' | 'pointer' | 'in' | 'message' | 'request' | 'value'
> & {
  /** A declared name that differs by a few letters from an undeclared one. */
  readonly suggestion: string | undefined;
};

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
    case 'method': {
      const allowed = /Allowed methods: (.*?)\.?$/.exec(message)?.[1];
      return allowed === undefined ? 'Use a declared method.' : `Use one of ${allowed}, or declare the method.`;
    }
    case 'security': {
      const missing = /^The request has no (.*?)\.?$/.exec(message)?.[1];
      return missing === undefined ? 'Send the credential that the operation requires.' : `Send the ${missing}.`;
    }
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
      return message.startsWith('must ') && pointer !== ''
        ? `Change ${name}: it ${message}.`
        : 'Change the request so that it keeps this rule.';
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

/** The allowed values of an enum, as its message lists them. */
export function allowedIn({ rule, message }: Pick<FixedViolation, 'rule' | 'message'>): readonly string[] {
  const list = rule === 'enum' ? /^must be one of (.*)$/.exec(message)?.[1] : undefined;
  if (list === undefined) return [];
  try {
    return (JSON.parse(`[${list}]`) as readonly unknown[]).map((value) =>
      typeof value === 'string' ? value : JSON.stringify(value),
    );
  } catch {
    return [list];
  }
}

function enumFix(violation: FixedViolation, name: string): string {
  const allowed = allowedIn(violation);
  const near = nearest((violation.value ?? '').replace(/^"|"$/g, ''), allowed);
  if (near !== undefined) return `Send ${near} in ${name}.`;
  return `Send one of ${allowed.join(', ')} in ${name}.`;
}

function typeFix({ message, value }: FixedViolation, name: string): string {
  const type = /^must be of type (.*)$/.exec(message)?.[1] ?? 'the declared type';
  const bare =
    value === undefined || value === REDACTED ? undefined : /^"(-?\d+(?:\.\d+)?|true|false)"$/.exec(value)?.[1];
  const isText = bare !== undefined && /number|integer|boolean/.test(type);
  return isText ? `Send ${bare} instead of ${value} in ${name}.` : `Send ${name} with the type ${type}.`;
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
