// The violations in worlds that are closed: a report at the end of a run includes them.
import type { CountedViolation } from '../report/journal.ts';
import type { World } from './world.ts';
import type { Worlds } from './worlds.ts';

export type WorldViolation = CountedViolation & { readonly world: string };

export interface ClosedWorlds {
  take(world: World): void;
  violations(): readonly WorldViolation[];
  /** The number of exchanges in all closed worlds. */
  exchanges(): number;
  /** @param world the only world whose violations are forgotten; all worlds if undefined */
  forget(world: string | undefined): void;
}

/** Violations that are kept. */
const MAX_VIOLATIONS = 10_000;

export function openClosedWorlds(): ClosedWorlds {
  let violations: readonly WorldViolation[] = [];
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

/** The violations in all worlds, closed ones included; or in one world. */
export function violationsIn(
  worlds: Worlds,
  closed: ClosedWorlds,
  world: string | undefined,
): readonly WorldViolation[] {
  const open = worlds.list().flatMap(({ name, journal }) => {
    return (journal?.violations ?? []).map((one) => ({ ...one, world: name }));
  });
  return [...closed.violations(), ...open].filter((one) => world === undefined || one.world === world);
}
