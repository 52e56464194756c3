// The values that a world keeps for itself, next to the resources of its documents: the form in which they are stored, and the one
// in which a snapshot contains them.
import type { ClockState } from '../clock.ts';
import type { Fault } from '../faults/fault.ts';
import { type FaultValue, idOfPlan, LAST_ID, PLAN_FOLDERS, planKey, type StubValue } from '../faults/plan-values.ts';
import type { Stub } from '../faults/stub.ts';
import type { Json } from '../json/value.ts';
import type { Settings } from '../world-settings.ts';

/** The keys of single values. */
export const OWN = {
  clock: 'clock',
  settings: 'settings',
  scenario: 'scenario',
  credentials: 'credentials',
  user: 'user',
  scopes: 'scopes',
} as const;

const CALLS = 'calls';

/** The key of the number of calls of an operation. */
export function callsKey(operation: string): string {
  return `${CALLS}/${encodeURIComponent(operation)}`;
}

/** One moment in milliseconds: on the world's clock, and on the machine's, which some tokens use instead. */
export interface ExpiredBefore {
  readonly onClock: number;
  readonly onMachine: number;
}

/** A person as whom requests are treated: an item of a collection of people. */
export interface WorldUser {
  /** The path of the collection. */
  readonly path: string;
  readonly key: string;
}

/** The values in a snapshot. What is absent is as in a new world. */
export interface OwnValues {
  readonly clock?: ClockState;
  /** The settings of the world itself. */
  readonly settings?: Settings;
  /** The scenario that was loaded. Null if none was, although worlds begin with one. */
  readonly scenario?: string | null;
  /** Credentials that were issued before are expired. */
  readonly credentials?: ExpiredBefore;
  /** All requests are from this user. */
  readonly user?: WorldUser;
  /** The only scopes that credentials have. */
  readonly scopes?: readonly string[];
  /** The number of ids that stubs and faults got. */
  readonly plans?: number;
  /** The numbers of calls that stubs and faults depend on, by operation. */
  readonly calls?: Readonly<Record<string, number>>;
  readonly stubs?: readonly StubWithCounts[];
  readonly faults?: readonly FaultWithCounts[];
}

/** A stub with how often it was used. */
export type StubWithCounts = { readonly id: string; readonly plan: Stub } & Omit<StubValue, 'plan'>;
/** A fault with how often it was called and acted. */
export type FaultWithCounts = { readonly id: string; readonly plan: Fault } & Omit<FaultValue, 'plan'>;

type OwnEntry = readonly [key: string, value: Json];

/** The stored values in the form of a snapshot. */
export function ownValuesOf(entries: readonly OwnEntry[]): OwnValues {
  const stored = new Map(entries);
  const folder = (name: string) => entries.filter(([key]) => key.startsWith(`${name}/`));
  const plans = <Plan extends StubWithCounts | FaultWithCounts>(name: string) =>
    folder(name).map(([key, value]) => ({ id: idOfPlan(key), ...(value as unknown as Omit<Plan, 'id'>) }) as Plan);
  const calls = folder(CALLS).map(([key, value]) => [idOfPlan(key), value as number] as const);
  const stubs = plans<StubWithCounts>(PLAN_FOLDERS.stub);
  const faults = plans<FaultWithCounts>(PLAN_FOLDERS.fault);
  const single = Object.values(OWN).flatMap((key) => (stored.has(key) ? [[key, stored.get(key)]] : []));
  return {
    ...(Object.fromEntries(single) as OwnValues),
    ...(stored.has(LAST_ID) && { plans: stored.get(LAST_ID) as number }),
    ...(calls.length > 0 && { calls: Object.fromEntries(calls) }),
    ...(stubs.length > 0 && { stubs }),
    ...(faults.length > 0 && { faults }),
  };
}

/** The values of a snapshot as they are stored. */
export function ownEntriesOf({
  plans,
  calls = {},
  stubs = [],
  faults = [],
  ...single
}: OwnValues): readonly OwnEntry[] {
  const entries: (readonly [key: string, value: unknown])[] = [
    ...Object.entries(single),
    ...(plans === undefined ? [] : [[LAST_ID, plans] as const]),
    ...Object.entries(calls).map(([operation, count]) => [callsKey(operation), count] as const),
    ...stubs.map(({ id, ...value }) => [planKey('stub', id), value] as const),
    ...faults.map(({ id, ...value }) => [planKey('fault', id), value] as const),
  ];
  return entries as readonly OwnEntry[];
}

/** The operation and the number of its calls, of each stored number. */
export function callsIn(entries: readonly OwnEntry[]): readonly (readonly [operation: string, calls: number])[] {
  return Object.entries(ownValuesOf(entries).calls ?? {});
}
