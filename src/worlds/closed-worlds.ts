// What broke the contract in worlds that are gone: a report at the end of a run tells of them too.
import type { CountedViolation } from '../report/journal.ts';
import type { World } from './world.ts';
import type { Worlds } from './worlds.ts';

export type InWorld = CountedViolation & { readonly world: string };

export interface ClosedWorlds {
  take(world: World): void;
  violations(): readonly InWorld[];
  /** How many exchanges there were in them. */
  exchanges(): number;
  /** @param world forgets what was in this one alone */
  forget(world: string | undefined): void;
}

/** Breaches that are kept of worlds that are gone. */
const MAX_VIOLATIONS = 10_000;

export function openClosedWorlds(): ClosedWorlds {
  let violations: readonly InWorld[] = [];
  let exchanges = 0;
  return {
    take({ name, journal }) {
      if (!journal) return;
      exchanges += journal.total;
      violations = [...violations, ...journal.violations.map((one) => ({ ...one, world: name }))].slice(
        0,
        MAX_VIOLATIONS,
      );
    },
    violations: () => violations,
    exchanges: () => exchanges,
    forget(world) {
      violations = world === undefined ? [] : violations.filter((one) => one.world !== world);
    },
  };
}

/** What broke the contract in all worlds, those that are gone among them; or in one. */
export function violationsIn(worlds: Worlds, departed: ClosedWorlds, world: string | undefined): readonly InWorld[] {
  const here = worlds.list().flatMap(({ name, journal }) => {
    return (journal?.violations ?? []).map((one) => ({ ...one, world: name }));
  });
  return [...departed.violations(), ...here].filter((one) => world === undefined || one.world === world);
}
