// The text of a violation in every report: the value and the message of the rule.
import { clauseOf } from '../contract/violations.ts';
import type { Violation } from '../errors/http-error.ts';

interface ViolationFacts extends Pick<Violation, 'pointer' | 'in' | 'message'> {
  /** Method and path of a request that matches no operation. */
  readonly request?: string | undefined;
}

/** For example `items[0].sku is required`. A message about a request that matches no operation does not repeat its path. */
export function violationText({ request, ...violation }: ViolationFacts): string {
  const path = request?.slice(request.indexOf(' ') + 1);
  const text = clauseOf(violation);
  return path === undefined ? text : text.replace(` no path ${path}`, ' no such path');
}

/** For example `1 exchange` or `2 exchanges`. */
export function pluralize(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
