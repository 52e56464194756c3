// The result of a mutation test as text for a terminal: what no test notices by operation and property, then the score.
import { propertyPath } from '../json/pointer.ts';
import { terminalLine } from '../report/terminal-text.ts';
import { pluralize } from '../report/violation-text.ts';
import { LEFT_OUT, type LeftOutReason, type Mutation, type MutationResult } from './mutation.ts';
import type { BaselineRun, MutationReport, Score } from './score.ts';

/** What it means that no test fails. */
export const MEANINGS = {
  outside: 'The client does not depend on it, or its tests are blind.',
  within: 'The client copes with it or does not depend on it, or its tests are blind.',
  broken:
    'The tests compare more than the contract promises, or the client does not cope with what an API of this contract can send.',
} as const;

export function textOfMutations(report: MutationReport): string {
  const { results } = report;
  const unnoticed = results.filter(({ outcome }) => outcome === 'unnoticed');
  const broken = results.filter(isBroken);
  return `${[
    ...sectionOf(
      'No test notices these responses, which violate the contract.',
      MEANINGS.outside,
      unnoticed.filter(isOutside),
    ),
    ...sectionOf(
      'No test notices these responses, which the contract allows.',
      MEANINGS.within,
      unnoticed.filter(isInside),
    ),
    ...sectionOf('Tests fail with these responses, although the contract allows them.', MEANINGS.broken, broken),
    scoreLine(report),
    `  ${shareOf(report.outside)} of those that violate the contract, ${shareOf(report.within)} of those that it allows`,
    ...figures(report).map((text) => `  ${text}`),
  ].join('\n')}\n`;
}

const isInside = ({ mutation }: MutationResult) => mutation.within;
const isOutside = ({ mutation }: MutationResult) => !mutation.within;

/** Whether tests fail although the contract allows the response. An error is an expected reason to fail. */
export function isBroken({ mutation, outcome }: MutationResult): boolean {
  return mutation.within && mutation.kind !== 'status' && (outcome === 'noticed' || outcome === 'timeout');
}

function sectionOf(heading: string, meaning: string, results: readonly MutationResult[]): readonly string[] {
  if (results.length === 0) return [];
  const groups = groupedBy(results, ({ mutation }) => targetOf(mutation)).flatMap(([target, group]) => [
    `  ${terminalLine(target)}`,
    ...groupedBy(group, ({ mutation }) => partOf(mutation)).map(([part, changes]) => `    ${lineOf(part, changes)}`),
  ]);
  return [`${heading} ${meaning}`, ...groups, ''];
}

function lineOf(part: string, changes: readonly MutationResult[]): string {
  const place = placeText((changes[0] as MutationResult).mutation);
  const kinds = changes.map(({ mutation }) => shortText(mutation)).join(', ');
  return terminalLine(`${part}: ${kinds}${place === '' ? '' : `  ${place}`}`);
}

/** The results by a text, in the order of their first ones. */
export function groupedBy(
  results: readonly MutationResult[],
  textOf: (result: MutationResult) => string,
): readonly (readonly [string, readonly MutationResult[]])[] {
  const groups = new Map<string, MutationResult[]>();
  for (const result of results) groups.set(textOf(result), [...(groups.get(textOf(result)) ?? []), result]);
  return [...groups];
}

/** For example `getPet  GET /pets/{id}`. */
export function targetOf({ operation, method, path, mount }: Mutation): string {
  const request = `${method} ${mount}${path}`;
  return operation === `${method} ${path}` ? request : `${operation}  ${request}`;
}

/** The changed part of the response, such as `200 items[].price`, or `response` for another status. */
export function partOf({ status, pointer, kind }: Mutation): string {
  if (kind === 'status') return 'response';
  if (pointer === undefined) return String(status);
  return `${status} ${propertyPath(pointer) || 'body'}`;
}

const SHORT = {
  missing: () => 'missing',
  absent: () => 'missing',
  null: () => 'null',
  status: ({ text }) => text,
  'long-list': () => 'a longer list',
  'more-pages': () => 'one more page',
  'unknown-value': () => 'an unknown value',
  'big-number': () => 'above 2^31',
  slow: () => '3 seconds late',
} as const satisfies { readonly [Kind in Mutation['kind']]: (mutation: Mutation) => string };

/** What is changed, without the part. */
export function shortText(mutation: Mutation): string {
  return SHORT[mutation.kind](mutation);
}

export function placeText({ location: { file, line } }: Mutation): string {
  return [file, line].filter((part) => part !== undefined).join(':');
}

export function scoreLine({ score, ended }: MutationReport): string {
  const early = ended === 'interrupted' ? ', interrupted' : '';
  if (score.percent === undefined) return `No change reached the tests, so there is no score${early}`;
  return `Score: ${score.percent} %, the tests notice ${score.noticed} of ${pluralize(score.of, 'change')}${early}`;
}

export function shareOf({ noticed, of }: Score): string {
  return `${noticed} of ${of}`;
}

/** Tests that pass although the client violates the contract can pass because of the errors that it gets. */
export function violationNotes({ exchanges, violating }: Pick<BaselineRun, 'exchanges' | 'violating'>): string[] {
  if (violating === 0) return [];
  const verb = violating === 1 ? 'violates' : 'violate';
  return [
    `unchanged, ${violating} of ${pluralize(exchanges, 'exchange')} ${verb} the contract; standin run lists the violations`,
  ];
}

/** What the score does not say. */
export function figures({ results, leftOut, baseline, milliseconds, parallel }: MutationReport): readonly string[] {
  const count = (outcome: MutationResult['outcome']) => results.filter((one) => one.outcome === outcome).length;
  const left = (Object.keys(LEFT_OUT) as LeftOutReason[]).flatMap((reason) => {
    const omitted = leftOut.filter((one) => one.reason === reason).length;
    return omitted === 0 ? [] : [`${pluralize(omitted, 'change')} left out: ${LEFT_OUT[reason]}`];
  });
  const [timeouts, unreached] = [count('timeout'), count('not-reached')];
  return [
    ...(timeouts === 0 ? [] : [`${pluralize(timeouts, 'change')} noticed because the tests did not end in time`]),
    ...(unreached === 0 ? [] : [`${pluralize(unreached, 'change')} not counted: no response was changed in the run`]),
    ...left,
    ...violationNotes(baseline),
    `${pluralize(results.length, 'run')} in ${seconds(milliseconds)}, ${parallel} at the same time; unchanged, the tests take ${seconds(baseline.milliseconds)}, send ${pluralize(baseline.exchanges, 'request')} and call ${pluralize(baseline.operations, 'operation')}`,
  ];
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
