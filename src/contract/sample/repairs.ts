// What the attempts to generate a sample learn from the violations of earlier attempts.
import type { Violation } from '../../errors/http-error.ts';

/** What the validator reported about earlier attempts, by pointer into the sample. */
export interface Repairs {
  /** Pointers at which this attempt used an example or a default. */
  readonly examplesUsed: Set<string>;
  /** Pointers of the compositions in which this attempt chose a branch, with the number of possible choices. */
  readonly choices: Map<string, number>;
  usesExample(pointer: string): boolean;
  /** Whether the value of an example was refused here. */
  isRefused(pointer: string): boolean;
  isDropped(pointer: string): boolean;
  isNeeded(pointer: string): boolean;
  /** How many alternatives (branches, types or values) to skip at this place. */
  triesAt(pointer: string): number;
  learn(violations: readonly Violation[], attempt: number): void;
}

export function openRepairs(ignoreExamples: boolean): Repairs {
  const examplesUsed = new Set<string>();
  const choices = new Map<string, number>();
  const invalidExamples = new Set<string>();
  const dropped = new Set<string>();
  const needed = new Set<string>();
  const tries = new Map<string, number>();
  return {
    examplesUsed,
    choices,
    usesExample: (pointer) => !ignoreExamples && !invalidExamples.has(pointer),
    isRefused: (pointer) => invalidExamples.has(pointer),
    isDropped: (pointer) => dropped.has(pointer),
    isNeeded: (pointer) => needed.has(pointer),
    triesAt: (pointer) => tries.get(pointer) ?? 0,
    learn(violations, attempt) {
      for (const { pointer, rule } of attempt % 2 === 0 ? innermost(violations) : violations) {
        const example = ancestorsOf(pointer).find((at) => examplesUsed.has(at));
        if (example !== undefined) {
          invalidExamples.add(example);
          continue;
        }
        if (/^(?:additionalProperties|unevaluatedProperties|false)$/.test(rule)) dropped.add(pointer);
        if (rule === 'required') needed.add(pointer);
        // The nearest composition around the violation takes its next branch. Without one, the leaf takes another value.
        const composition = ancestorsOf(pointer).find((at) => choices.has(at));
        const turned = rule === 'oneOf' || rule === 'anyOf' || composition === undefined ? pointer : composition;
        tries.set(turned, (tries.get(turned) ?? 0) + 1);
      }
      examplesUsed.clear();
      choices.clear();
    },
  };
}

/**
 * Leaves out violations inside the branches of a composition, because only one branch has to match, and keeps the
 * innermost compositions.
 */
function innermost(violations: readonly Violation[]): readonly Violation[] {
  const isComposition = ({ rule }: Violation) => rule === 'oneOf' || rule === 'anyOf';
  const compositions = violations.filter(isComposition).map(({ pointer }) => pointer);
  const isWithin = (pointer: string, inside: string) => pointer === inside || pointer.startsWith(`${inside}/`);
  return violations.filter((violation) => {
    const { pointer } = violation;
    if (!isComposition(violation)) return !compositions.some((inside) => isWithin(pointer, inside));
    return !compositions.some((inside) => inside !== pointer && isWithin(inside, pointer));
  });
}

/** A pointer and the pointers of its ancestors, up to the root. */
function ancestorsOf(pointer: string): string[] {
  const all = [pointer];
  for (let at = pointer; at !== ''; all.push(at)) at = at.slice(0, at.lastIndexOf('/'));
  return all;
}
