// What was planned in one world: its stubs and its faults, each with how often it was met.
import type { Clock } from '../clock.ts';
import { addDuration } from '../clock.ts';
import { randomAt } from '../random.ts';
import type { Fault, FaultKind } from './fault.ts';
import { type CompiledMatcher, compileMatcher, type MatchableRequest, type UnmetCondition } from './matcher.ts';
import type { Stub } from './stub.ts';

export interface StoredStub extends Stub {
  readonly id: string;
  /** How often it has answered. */
  readonly used: number;
}

export interface StoredFault extends Fault {
  readonly id: string;
  /** How often it has struck. */
  readonly used: number;
}

/** A fault that strikes a request. */
export interface ActiveFault {
  readonly id: string;
  readonly fault: FaultKind;
  /** Which strike of the fault it is, from 1. */
  readonly ordinal: number;
}

export interface Plans {
  readonly stubs: PlanList<Stub, StoredStub>;
  readonly faults: PlanList<Fault, StoredFault>;
  /** Whether there is anything at all. */
  readonly any: boolean;
  /** The fault that strikes a request, counted; undefined where none does. */
  matchFault(request: MatchableRequest): ActiveFault | undefined;
  /** The stub that answers a request, counted; undefined where none does. */
  matchStub(request: MatchableRequest): StoredStub | undefined;
  /** Why each stub and fault has passed a request over; those that would act on it now are left out. */
  skipped(request: MatchableRequest): readonly SkippedPlan[];
  clear(): void;
}

export interface SkippedPlan {
  readonly kind: 'stub' | 'fault';
  readonly id: string;
  readonly unmet: readonly UnmetCondition[];
}

/** Plans of one kind, the latest first: what was added last speaks first. */
export interface PlanList<Given, Kept> {
  list(): readonly Kept[];
  find(id: string): Kept | undefined;
  /** One of the same id is replaced. */
  add(plan: Given): Kept;
  /** Whether there was one. */
  remove(id: string): boolean;
  clear(): void;
}

interface ActivePlan<Given> {
  readonly id: string;
  readonly plan: Given;
  readonly match: CompiledMatcher;
  used: number;
}

interface ActivePlanOfFault extends ActivePlan<Fault> {
  /** Calls that it could have struck. */
  seen: number;
  readonly until: Date | undefined;
}

/** @param seed of the world, on which depends what happens by chance */
export function openPlans(clock: Clock, seed: number): Plans {
  const stubs = new Map<string, ActivePlan<Stub>>();
  const faults = new Map<string, ActivePlanOfFault>();
  let stubOrder: readonly ActivePlan<Stub>[] = [];
  let faultOrder: readonly ActivePlanOfFault[] = [];
  let named = 0;
  const idOf = (kind: string, given: string | undefined) => given ?? `${kind}-${++named}`;
  const reorder = () => {
    stubOrder = [...stubs.values()].reverse();
    faultOrder = [...faults.values()].reverse();
  };
  const stubShelf = planList(stubs, reorder, (plan: Stub) => {
    return { id: idOf('stub', plan.id), plan, match: compileMatcher(plan.when), used: 0 };
  });
  const faultShelf = planList(faults, reorder, (plan: Fault) => {
    const { operation, method, path, lasts } = plan.when ?? {};
    const matcher = { ...(operation && { operation }), ...(method && { method }), ...(path && { path }) };
    const until = lasts === undefined ? undefined : addDuration(clock.now(), lasts);
    return { id: idOf('fault', plan.id), plan, match: compileMatcher(matcher), used: 0, seen: 0, until };
  });
  const missed = ({ id, plan: { when = {} }, used, until }: ActivePlanOfFault, seen: number): UnmetCondition[] => {
    const unmet: UnmetCondition[] = [];
    const miss = (condition: string, wanted: string | number, found: string | number) =>
      unmet.push({ condition, expected: String(wanted), actual: String(found) });
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
    matchFault(request) {
      for (const fault of faultOrder) {
        if (fault.match(request).length > 0) continue;
        fault.seen += 1;
        if (missed(fault, fault.seen).length > 0) continue;
        fault.used += 1;
        return { id: fault.id, fault: fault.plan.fault, ordinal: fault.used };
      }
      return undefined;
    },
    matchStub(request) {
      for (const stub of stubOrder) {
        const { times } = stub.plan;
        if ((times !== undefined && stub.used >= times) || stub.match(request).length > 0) continue;
        stub.used += 1;
        return kept(stub) as StoredStub;
      }
      return undefined;
    },
    skipped(request) {
      const overStubs = stubOrder.map(({ id, match, plan, used }): SkippedPlan => {
        const spent = plan.times !== undefined && used >= plan.times;
        const times = { condition: 'times', expected: `at most ${plan.times}`, actual: String(used) };
        return { kind: 'stub', id, unmet: spent ? [...match(request), times] : match(request) };
      });
      const overFaults = faultOrder.map((fault): SkippedPlan => {
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

function kept<Given>({ id, plan, used }: ActivePlan<Given>): Given & { readonly id: string; readonly used: number } {
  return { ...plan, id, used };
}

function planList<Given, Run extends ActivePlan<Given>>(
  plans: Map<string, Run>,
  changed: () => void,
  open: (plan: Given) => Run,
): PlanList<Given, Given & { readonly id: string; readonly used: number }> {
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
