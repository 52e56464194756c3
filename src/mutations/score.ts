// The result of a mutation test as a value: the score, and what no test noticed. All formats render this value.
import type { LeftOutMutation, MutationResult } from './mutation.ts';

export interface BaselineRun {
  readonly milliseconds: number;
  readonly exchanges: number;
  /** Exchanges that violate the contract. */
  readonly violating: number;
  readonly operations: number;
}

export interface MutationReport {
  readonly tool: { readonly name: 'standin'; readonly version: string };
  /** When the report was generated (RFC 3339). */
  readonly generatedAt: string;
  readonly command: string;
  readonly documents: readonly { readonly title: string; readonly version: string }[];
  readonly baseline: BaselineRun;
  readonly milliseconds: number;
  readonly parallel: number;
  /** Whether the run ended before all mutations were tried, and why. */
  readonly ended: 'complete' | 'time' | 'interrupted';
  readonly score: Score;
  readonly within: Score;
  readonly outside: Score;
  readonly results: readonly MutationResult[];
  readonly leftOut: readonly LeftOutMutation[];
}

export interface Score {
  readonly noticed: number;
  /** Of the mutations that changed a response. */
  readonly of: number;
  /** From 0 to 100. Undefined if no mutation changed a response. */
  readonly percent: number | undefined;
}

export function scoreOf(results: readonly MutationResult[]): Score {
  const reached = results.filter(({ outcome }) => outcome !== 'not-reached');
  const noticed = reached.filter(({ outcome }) => outcome !== 'unnoticed').length;
  const of = reached.length;
  return { noticed, of, percent: of === 0 ? undefined : Math.round((1000 * noticed) / of) / 10 };
}

/** The scores of all results, and of those that the contract allows and does not allow. */
export function scoresOf(results: readonly MutationResult[]): Pick<MutationReport, 'score' | 'within' | 'outside'> {
  return {
    score: scoreOf(results),
    within: scoreOf(results.filter(({ mutation }) => mutation.within)),
    outside: scoreOf(results.filter(({ mutation }) => !mutation.within)),
  };
}
