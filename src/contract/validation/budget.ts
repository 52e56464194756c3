// Runs validators so that no pattern of a document can block the server. Patterns estimate the steps that they can take in the
// worst case. A validation that could take many runs once more, with a time limit that also interrupts a pattern.
import { createContext, Script } from 'node:vm';
import { forgetVerdicts } from './bounded-code.ts';
import { costOf, type PatternCost } from './pattern-cost.ts';

/** Steps that the patterns of one validation can take without a time limit. */
const FREE_STEPS = 1_000_000;

/** A validation took longer than its time limit. */
export class ValidationTimeout extends Error {}

/** Thrown by a pattern to run the validation with a time limit. */
class NeedsTimeLimit extends Error {}

const NEEDS_TIME_LIMIT = new NeedsTimeLimit();

/** The steps of the current validation so far; undefined if they are not counted. */
let steps: number | undefined;

/** The part of a RegExp that validators use. */
interface Pattern {
  test(text: string): boolean;
  toString(): string;
}

/** A pattern that counts its steps. */
export function countedPattern(pattern: RegExp): Pattern {
  let cost: PatternCost | undefined;
  return {
    test(text) {
      if (steps !== undefined) {
        cost ??= costOf(pattern.source);
        steps += stepsOf(cost, text.length);
        if (steps > FREE_STEPS) throw NEEDS_TIME_LIMIT;
      }
      return pattern.test(text);
    },
    toString: () => pattern.toString(),
  };
}

/** The most steps of a pattern on a text of a length. */
function stepsOf({ exponential, degree, choices }: PatternCost, length: number): number {
  if (degree < 2 && choices === 0 && exponential === false) return length;
  if (exponential !== false && length > 12) return Number.POSITIVE_INFINITY;
  let most = 1;
  for (let power = 1; power <= degree; power++) most *= length / power;
  return Math.max(length, most) * 2 ** choices;
}

/**
 * Calls a validator.
 * @param limit milliseconds for a validation whose patterns can take many steps
 * @throws ValidationTimeout
 */
export function runValidator(validate: (value: unknown) => boolean, value: unknown, limit: number): boolean {
  steps = 0;
  try {
    return validate(value);
  } catch (thrown) {
    if (thrown !== NEEDS_TIME_LIMIT) throw thrown;
  } finally {
    steps = undefined;
  }
  return runWithTimeLimit(validate, value, limit);
}

const sandbox: { run?: () => boolean } = createContext({});
const script = new Script('run()');

/** Whether a validation is running with a time limit. */
let isLimited = false;

/** Thrown out of a validation with a time limit to do what must not be interrupted. */
class NeedsPreparation extends Error {
  readonly prepare: () => void;
  constructor(prepare: () => void) {
    super('a schema has to be compiled first');
    this.prepare = prepare;
  }
}

/**
 * Prepares a validation, for example by compiling a schema. The time for it does not count, and nothing interrupts it: a
 * validation with a time limit starts again after it.
 */
export function prepared(prepare: () => void): void {
  if (isLimited) throw new NeedsPreparation(prepare);
  prepare();
}

/** Calls a validator with a time limit, which takes 30 to 60 microseconds more. @throws ValidationTimeout */
export function runWithTimeLimit(validate: (value: unknown) => boolean, value: unknown, timeout: number): boolean {
  for (;;) {
    const valid = limitedRun(() => validate(value), timeout);
    if (typeof valid === 'boolean') return valid;
    valid.prepare();
  }
}

function limitedRun(run: () => boolean, timeout: number): boolean | NeedsPreparation {
  sandbox.run = run;
  isLimited = true;
  try {
    return script.runInContext(sandbox, { timeout }) as boolean;
  } catch (thrown) {
    if (thrown instanceof NeedsPreparation) return thrown;
    if ((thrown as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw thrown;
    forgetVerdicts();
    throw new ValidationTimeout(`it took longer than ${timeout} ms`);
  } finally {
    isLimited = false;
    delete sandbox.run;
  }
}
