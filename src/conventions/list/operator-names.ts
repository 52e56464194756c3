// The words in names of query parameters that say how values are compared: `minPrice`, `created_after`, `name__contains`.
import { plainName } from '../../contract/operation/names.ts';
import type { Operator } from './compare-values.ts';

/** Names before or after the name of a property. */
export const BEFORE: readonly (readonly [RegExp, Operator])[] = [
  [/^(?:min|minimum|from|since|start|starting|oldest|earliest|least|gte|ge)(.*)$/, 'atLeast'],
  [/^(?:max|maximum|to|until|till|end|ending|latest|newest|most|lte|le)(.*)$/, 'atMost'],
  [/^(?:after|newer|above|over|greater|gt)(?:than)?(.*)$/, 'above'],
  [/^(?:before|older|below|under|less|lt)(?:than)?(.*)$/, 'below'],
  [/^(?:not|exclude|without|excluding)(.+)$/, 'unequal'],
  [/^has(.+)$/, 'present'],
  [/^(?:partial|like|containing)(.+)$/, 'contains'],
  [/^(?:by|filter|filterby|with|in|is|only)(.+)$/, 'equal'],
];
export const AFTER: readonly (readonly [RegExp, Operator])[] = [
  [/^(.*?)(?:min|minimum|from|since|start|gte|ge)$/, 'atLeast'],
  [/^(.*?)(?:max|maximum|to|until|till|end|lte|le)$/, 'atMost'],
  [/^(.*?)(?:after|newerthan|above|greaterthan|over|gt)$/, 'above'],
  [/^(.*?)(?:before|olderthan|below|lessthan|under|lt)$/, 'below'],
  [/^(.+?)(?:ne|neq|not|nin|notin)$/, 'unequal'],
  [/^(.+?)(?:contains|icontains|like|ilike|query|search|filter|pattern|matches|regex|co)$/, 'contains'],
  [/^(.+?)(?:prefix|startswith|startwith|sw|beginswith)$/, 'startsWith'],
  [/^(.+?)(?:suffix|endswith|ew)$/, 'endsWith'],
  [/^(.+?)(?:exists|present|isset)$/, 'present'],
  [/^(.+?)(?:eq|in|is|equals|any|exact|iexact|value|param|only)$/, 'equal'],
];

/** The operator of a name alone, for example the `gte` of `created[gte]`. */
export function operatorOf(name: string): Operator | undefined {
  const plain = plainName(name.replace(/^\$/, ''));
  for (const [pattern, operator] of [...BEFORE, ...AFTER]) {
    const [, rest] = pattern.exec(`${plain}`) ?? [];
    if (rest === '') return operator;
  }
  const single = /^(?:eq|in|is|equals|any)$/.test(plain) ? 'equal' : undefined;
  return single ?? OPERATOR_WORDS[plain];
}

const OPERATOR_WORDS: Readonly<Record<string, Operator>> = {
  ne: 'unequal',
  neq: 'unequal',
  not: 'unequal',
  nin: 'unequal',
  contains: 'contains',
  like: 'contains',
  ilike: 'contains',
  icontains: 'contains',
  prefix: 'startsWith',
  startswith: 'startsWith',
  suffix: 'endsWith',
  endswith: 'endsWith',
  exists: 'present',
};

/** Whether a flag with this name switches a filter on: false means no filter. */
export function isSwitch(name: string): boolean {
  return /^(?:only|not|exclude|excluding|without)|only$/.test(plainName(name));
}
