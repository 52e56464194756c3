// The text of a violation in every report: the value that was seen, and the rule.
import { clauseOf, isSentence, nameOf } from '../contract/validation/violations.ts';
import type { Violation } from '../errors/http-error.ts';
import type { Place } from '../errors/setup-error.ts';
import type { CountedUndeclared } from './counted.ts';
import { allowedIn } from './fix.ts';

type ViolationFacts = Pick<Violation, 'pointer' | 'in' | 'message' | 'rule'> & {
  readonly value?: string | undefined;
};

/** For example `currency is "GBP", allowed: EUR, USD`, or `items[0].sku is required`. */
export function violationText(violation: ViolationFacts): string {
  const { value, message } = violation;
  if (value === undefined || isSentence(violation)) return clauseOf(violation);
  const seen = `${nameOf(violation)} is ${value}`;
  const allowed = allowedIn(violation);
  if (allowed.length > 0) return `${seen}, allowed: ${allowed.join(', ')}`;
  return message.startsWith('must ') ? `${seen}, ${message}` : clauseOf(violation);
}

/** For example `emial is not declared. Did you mean email?` */
export function undeclaredText({
  pointer,
  in: place,
  suggestion,
}: Pick<CountedUndeclared, 'pointer' | 'in' | 'suggestion'>): string {
  const text = `${nameOf({ pointer, in: place })} is not declared`;
  return suggestion === undefined ? text : `${text}. Did you mean ${suggestion}?`;
}

interface NamedByOperation {
  readonly operation?: string | undefined;
  readonly request?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** For example `createProduct · POST /v1/products`, or `GET /v1/user` for a request that matches no operation. */
export function targetOf({ operation, request, endpoint }: NamedByOperation): string {
  if (operation === undefined) return request ?? 'no operation';
  // An operation without an id is named by its method and path.
  return endpoint === undefined || operation.includes(' ') ? operation : `${operation} · ${endpoint}`;
}

/** A text without the method and the path of a request, for a place that shows them already. */
export function withoutRequest(text: string, request: string): string {
  const space = request.indexOf(' ');
  const [method, path] = [request.slice(0, space), request.slice(space + 1)];
  return text.replace(` no path ${path}`, ' no such path').replace(` the method ${method} for ${path}`, ' the method');
}

/** For example `openapi.yaml:12:5`. Empty if the place is not known. */
export function placeText({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

/** For example `1 exchange` or `2 exchanges`. */
export function pluralize(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
