// The text of a violation in every report: the value and the message of the rule.
import { clauseOf } from '../contract/violations.ts';
import type { Violation } from '../errors/http-error.ts';

interface ViolationFacts extends Pick<Violation, 'pointer' | 'in' | 'message'> {
  /** Method and path of a request that matches no operation. */
  readonly request?: string | undefined;
}

/** For example `items[0].sku is required`. A message about a request that matches no operation does not repeat method and path. */
export function violationText({ request, ...violation }: ViolationFacts): string {
  const [method = '', path = ''] = request?.split(/ (.*)/s, 2) ?? [];
  const text = clauseOf(violation);
  if (request === undefined) return text;
  return text
    .replace(` no path ${path}`, ' no such path')
    .replace(`the method ${method} is not declared for ${path}.`, 'the method is not declared.');
}

/** For example `1 exchange` or `2 exchanges`. */
export function pluralize(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
