// What is wrong with a document. A warning is about a part that is served nevertheless; a fault takes out a part.
import type { SetupCode } from '../../errors/setup-error.ts';
import type { Visit } from './grammar.ts';
import type { Warning } from './warning.ts';

/** Why a part of a document cannot be served. */
export interface Problem {
  readonly code: SetupCode;
  /** What is wrong, as one sentence without a full stop. */
  readonly what: string;
  /** What the reader should do, as one imperative sentence without a full stop. */
  readonly advice: string;
}

export interface DocumentFault extends Problem {
  /** The pointer of the faulty value. */
  readonly pointer: string;
  /** The object that contains it. */
  readonly place: Visit;
}

interface RepeatedWarning {
  readonly pointer: string;
  readonly text: (more: string) => string;
  count: number;
}

/** Collects what a walk finds. */
export class Findings {
  readonly faults: DocumentFault[] = [];
  readonly #warnings: Warning[] = [];
  readonly #repeated = new Map<string, RepeatedWarning>();

  warn(pointer: string, message: string): void {
    this.#warnings.push({ pointer, message });
  }

  /**
   * Warns once about a habit, however often the document has it.
   * @param text the message, with the number of other places
   */
  warnOnce(key: string, pointer: string, text: (more: string) => string): void {
    const known = this.#repeated.get(key);
    if (known) known.count += 1;
    else this.#repeated.set(key, { pointer, text, count: 1 });
  }

  fault(place: Visit, problem: Problem, pointer = place.pointer): void {
    const { code, what, advice } = problem;
    this.faults.push({ code, what, advice, pointer, place });
  }

  warnings(): readonly Warning[] {
    const repeated = [...this.#repeated.values()].map(({ pointer, text, count }) => ({
      pointer,
      message: text(morePlaces(count - 1)),
    }));
    return [...this.#warnings, ...repeated];
  }
}

/** The end of a message about something that a document has in several places. */
function morePlaces(count: number): string {
  return count === 0 ? '' : `, here and in ${count} more ${count === 1 ? 'place' : 'places'}`;
}
