// The text of a violation in every report: the value and the message of the rule.
import { clauseOf } from '../contract/validation/violations.ts';
import type { Violation } from '../errors/http-error.ts';

interface ViolationFacts extends Pick<Violation, 'pointer' | 'in' | 'message'> {
  /** Method and path of a request that matches no operation. */
  readonly request?: string | undefined;
}

/** For example `items[0].sku is required`. A message about a request that matches no operation does not repeat method and path. */
export function violationText({ request, ...violation }: ViolationFacts): string {
  const text = clauseOf(violation);
  return request === undefined ? text : withoutRequest(text, request);
}

/** A text without the method and the path of a request, for a place that shows them already. */
export function withoutRequest(text: string, request: string): string {
  const space = request.indexOf(' ');
  const [method, path] = [request.slice(0, space), request.slice(space + 1)];
  return text.replace(` no path ${path}`, ' no such path').replace(` the method ${method} for ${path}`, ' the method');
}

/** For example `1 exchange` or `2 exchanges`. */
export function pluralize(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
