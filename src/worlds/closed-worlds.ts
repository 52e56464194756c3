// The violations in worlds that are closed, and what could not be validated: a report at the end of a run includes them.
import type { CountedViolation, UncheckedExchanges } from '../report/journal.ts';
import type { World } from './world.ts';
import type { Worlds } from './worlds.ts';

export type WorldViolation = CountedViolation & { readonly world: string };

export type WorldUnchecked = UncheckedExchanges & { readonly world: string };

export interface ClosedWorlds {
  take(world: World): void;
  violations(): readonly WorldViolation[];
  unchecked(): readonly WorldUnchecked[];
  /** The number of exchanges in all closed worlds. */
  exchanges(): number;
  /** @param world the only world whose violations are forgotten; all worlds if undefined */
  forget(world: string | undefined): void;
}

/** @param most the number of violations that are kept */
export function openClosedWorlds(most: number): ClosedWorlds {
  let violations: readonly WorldViolation[] = [];
  let unchecked: readonly WorldUnchecked[] = [];
  let exchanges = 0;
  return {
    take({ name, journal }) {
      if (!journal) return;
      exchanges += journal.total;
      const inWorld = <Counted>(one: Counted) => ({ ...one, world: name });
      violations = [...violations, ...journal.violations.map(inWorld)].slice(0, most);
      unchecked = [...unchecked, ...journal.unchecked.map(inWorld)].slice(0, most);
      journal.clear();
    },
    violations: () => violations,
    unchecked: () => unchecked,
    exchanges: () => exchanges,
    forget(world) {
      const others = ({ world: name }: { readonly world: string }) => world !== undefined && name !== world;
      violations = violations.filter(others);
      unchecked = unchecked.filter(others);
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

/** What could not be validated in all worlds, closed ones included. */
export function uncheckedIn(worlds: Worlds, closed: ClosedWorlds): readonly WorldUnchecked[] {
  const open = worlds.list().flatMap(({ name, journal }) => {
    return (journal?.unchecked ?? []).map((one) => ({ ...one, world: name }));
  });
  return [...closed.unchecked(), ...open];
}
