// What was planned in one world: its stubs and its faults, each with how often it was met.
import type { Clock } from '../clock.ts';
import { shifted } from '../clock.ts';
import { randomAt } from '../random.ts';
import type { Fault, FaultKind } from './fault.ts';
import { type Match, type Matched, matchOf, type Unmet } from './matcher.ts';
import type { Stub } from './stub.ts';

export interface KeptStub extends Stub {
  readonly id: string;
  /** How often it has answered. */
  readonly used: number;
}

export interface KeptFault extends Fault {
  readonly id: string;
  /** How often it has struck. */
  readonly used: number;
}

/** A fault that strikes a request. */
export interface Strike {
  readonly id: string;
  readonly fault: FaultKind;
  /** Which strike of the fault it is, from 1. */
  readonly ordinal: number;
}

export interface Plans {
  readonly stubs: Shelf<Stub, KeptStub>;
  readonly faults: Shelf<Fault, KeptFault>;
  /** Whether there is anything at all. */
  readonly any: boolean;
  /** The fault that strikes a request, counted; undefined where none does. */
  strike(request: Matched): Strike | undefined;
  /** The stub that answers a request, counted; undefined where none does. */
  stub(request: Matched): KeptStub | undefined;
  /** Why each stub and fault has passed a request over; those that would act on it now are left out. */
  passedOver(request: Matched): readonly PassedOver[];
  clear(): void;
}

export interface PassedOver {
  readonly kind: 'stub' | 'fault';
  readonly id: string;
  readonly unmet: readonly Unmet[];
}

/** Plans of one kind, the latest first: what was added last speaks first. */
export interface Shelf<Given, Kept> {
  list(): readonly Kept[];
  find(id: string): Kept | undefined;
  /** One of the same id is replaced. */
  add(plan: Given): Kept;
  /** Whether there was one. */
  remove(id: string): boolean;
  clear(): void;
}

interface Running<Given> {
  readonly id: string;
  readonly plan: Given;
  readonly match: Match;
  used: number;
}

interface RunningFault extends Running<Fault> {
  /** Calls that it could have struck. */
  seen: number;
  readonly until: Date | undefined;
}

/** @param seed of the world, on which depends what happens by chance */
export function openPlans(clock: Clock, seed: number): Plans {
  const stubs = new Map<string, Running<Stub>>();
  const faults = new Map<string, RunningFault>();
  let stubOrder: readonly Running<Stub>[] = [];
  let faultOrder: readonly RunningFault[] = [];
  let named = 0;
  const idOf = (kind: string, given: string | undefined) => given ?? `${kind}-${++named}`;
  const reorder = () => {
    stubOrder = [...stubs.values()].reverse();
    faultOrder = [...faults.values()].reverse();
  };
  const stubShelf = shelf(stubs, reorder, (plan: Stub) => {
    return { id: idOf('stub', plan.id), plan, match: matchOf(plan.when), used: 0 };
  });
  const faultShelf = shelf(faults, reorder, (plan: Fault) => {
    const { operation, method, path, lasts } = plan.when ?? {};
    const matcher = { ...(operation && { operation }), ...(method && { method }), ...(path && { path }) };
    const until = lasts === undefined ? undefined : shifted(clock.now(), lasts);
    return { id: idOf('fault', plan.id), plan, match: matchOf(matcher), used: 0, seen: 0, until };
  });
  const missed = ({ id, plan: { when = {} }, used, until }: RunningFault, seen: number): Unmet[] => {
    const unmet: Unmet[] = [];
    const miss = (condition: string, wanted: string | number, found: string | number) =>
      unmet.push({ condition, wanted: String(wanted), found: String(found) });
    if (when.times !== undefined && used >= when.times) miss('times', `at most ${when.times}`, used);
    if (until && clock.now() > until) miss('lasts', `until ${until.toISOString()}`, clock.timestamp());
    if (when.call !== undefined && seen !== when.call) miss('call', when.call, seen);
    if (when.every !== undefined && seen % when.every !== 0) miss('every', when.every, seen);
    if (when.probability !== undefined) {
      const chance = randomAt(seed, 'fault', id, seen);
      if (chance >= when.probability) miss('probability', `below ${when.probability}`, chance);
    }
    return unmet;
  };
  return {
    stubs: stubShelf,
    faults: faultShelf,
    get any() {
      return stubOrder.length > 0 || faultOrder.length > 0;
    },
    strike(request) {
      for (const fault of faultOrder) {
        if (fault.match(request).length > 0) continue;
        fault.seen += 1;
        if (missed(fault, fault.seen).length > 0) continue;
        fault.used += 1;
        return { id: fault.id, fault: fault.plan.fault, ordinal: fault.used };
      }
      return undefined;
    },
    stub(request) {
      for (const stub of stubOrder) {
        const { times } = stub.plan;
        if ((times !== undefined && stub.used >= times) || stub.match(request).length > 0) continue;
        stub.used += 1;
        return kept(stub) as KeptStub;
      }
      return undefined;
    },
    passedOver(request) {
      const overStubs = stubOrder.map(({ id, match, plan, used }): PassedOver => {
        const spent = plan.times !== undefined && used >= plan.times;
        const times = { condition: 'times', wanted: `at most ${plan.times}`, found: String(used) };
        return { kind: 'stub', id, unmet: spent ? [...match(request), times] : match(request) };
      });
      const overFaults = faultOrder.map((fault): PassedOver => {
        const unmet = fault.match(request);
        return { kind: 'fault', id: fault.id, unmet: unmet.length > 0 ? unmet : missed(fault, fault.seen) };
      });
      return [...overFaults, ...overStubs].filter(({ unmet }) => unmet.length > 0);
    },
    clear() {
      stubShelf.clear();
      faultShelf.clear();
    },
  };
}

function kept<Given>({ id, plan, used }: Running<Given>): Given & { readonly id: string; readonly used: number } {
  return { ...plan, id, used };
}

function shelf<Given, Run extends Running<Given>>(
  plans: Map<string, Run>,
  changed: () => void,
  open: (plan: Given) => Run,
): Shelf<Given, Given & { readonly id: string; readonly used: number }> {
  return {
    list: () => [...plans.values()].reverse().map((plan) => kept(plan)),
    find(id) {
      const plan = plans.get(id);
      return plan && kept(plan);
    },
    add(given) {
      const plan = open(given);
      plans.delete(plan.id);
      plans.set(plan.id, plan);
      changed();
      return kept(plan);
    },
    remove(id) {
      const removed = plans.delete(id);
      changed();
      return removed;
    },
    clear() {
      plans.clear();
      changed();
    },
  };
}
