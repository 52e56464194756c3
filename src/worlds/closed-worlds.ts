// What the journals of closed worlds counted: a report at the end of a run includes it.
import type { CountedTest, CountedUndeclared, CountedViolation, UncheckedExchanges } from '../report/counted.ts';
import type { Journal } from '../report/journal.ts';
import type { World } from './world.ts';
import type { Worlds } from './worlds.ts';

type InWorld<Counted> = Counted & { readonly world: string };

/** What a report needs of worlds. */
export interface CountedInWorlds {
  readonly violations: InWorld<CountedViolation>[];
  readonly unchecked: InWorld<UncheckedExchanges>[];
  readonly undeclared: InWorld<CountedUndeclared>[];
  readonly tests: InWorld<CountedTest>[];
}

const KINDS = ['violations', 'unchecked', 'undeclared', 'tests'] as const satisfies (keyof CountedInWorlds)[];

export class ClosedWorlds {
  readonly #most: number;
  #counted = nothing();
  /** The number of exchanges in all closed worlds. */
  exchanges = 0;

  /** @param most the number of violations, and of tests, that are kept */
  constructor(most: number) {
    this.#most = most;
  }

  get counted(): CountedInWorlds {
    return this.#counted;
  }

  take({ name, journal }: World): void {
    if (!journal) return;
    this.exchanges += journal.total;
    addJournal(this.#counted, name, journal);
    for (const kind of KINDS) this.#counted[kind].splice(this.#most);
    journal.clear();
  }

  /** @param world the only world whose violations are forgotten; all worlds if undefined */
  forget(world: string | undefined): void {
    this.#counted = selected(this.#counted, ({ world: name }) => world !== undefined && name !== world);
  }
}

/** What all worlds counted, closed ones included; or one world. */
export function countedIn(worlds: Worlds, closed: ClosedWorlds, world?: string): CountedInWorlds {
  const isWanted = (name: string) => world === undefined || name === world;
  const all = selected(closed.counted, (one) => isWanted(one.world));
  for (const { name, journal } of worlds.list()) if (journal && isWanted(name)) addJournal(all, name, journal);
  return all;
}

function nothing(): CountedInWorlds {
  return { violations: [], unchecked: [], undeclared: [], tests: [] };
}

function selected(
  { violations, unchecked, undeclared, tests }: CountedInWorlds,
  isWanted: (one: { readonly world: string }) => boolean,
): CountedInWorlds {
  return {
    violations: violations.filter(isWanted),
    unchecked: unchecked.filter(isWanted),
    undeclared: undeclared.filter(isWanted),
    tests: tests.filter(isWanted),
  };
}

function addJournal(counted: CountedInWorlds, world: string, journal: Journal): void {
  for (const one of journal.violations) counted.violations.push({ ...one, world });
  for (const one of journal.unchecked) counted.unchecked.push({ ...one, world });
  for (const one of journal.undeclared) counted.undeclared.push({ ...one, world });
  for (const one of journal.tests) counted.tests.push({ ...one, world });
}
