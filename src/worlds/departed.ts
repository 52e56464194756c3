// What broke the contract in worlds that are gone: a report at the end of a run tells of them too.
import type { SeenViolation } from '../report/ledger.ts';
import type { World } from './world.ts';
import type { Worlds } from './worlds.ts';

export type InWorld = SeenViolation & { readonly world: string };

export interface Departed {
  take(world: World): void;
  violations(): readonly InWorld[];
  /** How many exchanges there were in them. */
  exchanges(): number;
  /** @param world forgets what was in this one alone */
  forget(world: string | undefined): void;
}

/** Breaches that are kept of worlds that are gone. */
const MOST = 10_000;

export function openDeparted(): Departed {
  let violations: readonly InWorld[] = [];
  let exchanges = 0;
  return {
    take({ name, ledger }) {
      if (!ledger) return;
      exchanges += ledger.total;
      violations = [...violations, ...ledger.violations.map((one) => ({ ...one, world: name }))].slice(0, MOST);
    },
    violations: () => violations,
    exchanges: () => exchanges,
    forget(world) {
      violations = world === undefined ? [] : violations.filter((one) => one.world !== world);
    },
  };
}

/** What broke the contract in all worlds, those that are gone among them; or in one. */
export function violationsIn(worlds: Worlds, departed: Departed, world: string | undefined): readonly InWorld[] {
  const here = worlds.list().flatMap(({ name, ledger }) => {
    return (ledger?.violations ?? []).map((one) => ({ ...one, world: name }));
  });
  return [...departed.violations(), ...here].filter((one) => world === undefined || one.world === world);
}
