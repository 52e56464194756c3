// The plans of one world: its stubs and its faults, each with the number of times that it was used.
import type { Clock } from '../clock.ts';
import { addDuration } from '../clock.ts';
import { randomAt } from '../random.ts';
import { FAULT_STAGES, type Fault, type FaultKind, type FaultRate, type FaultStage } from './fault.ts';
import { type CompiledMatcher, compileMatcher, type MatchableRequest, type UnmetCondition } from './matcher.ts';
import type { Stub } from './stub.ts';

export interface StoredStub extends Stub {
  readonly id: string;
  /** How often it has responded. */
  readonly used: number;
}

export interface StoredFault extends Fault {
  readonly id: string;
  /** How often it has acted. */
  readonly used: number;
}

/** A fault that acts on a request. */
export interface ActiveFault {
  readonly id: string;
  readonly fault: FaultKind;
  /** How often it has acted, this time included. */
  readonly ordinal: number;
  /** Seconds after which it no longer acts, if that is known. */
  readonly retryAfter?: number | undefined;
}

/** The faults that act on a request, at most one of each stage. */
export type ActiveFaults = { readonly [Stage in FaultStage]?: ActiveFault | undefined };

export interface Plans {
  readonly stubs: PlanList<Stub, StoredStub>;
  readonly faults: PlanList<Fault, StoredFault>;
  /** Whether there is any stub or fault. */
  readonly any: boolean;
  /**
   * The faults that act on a request, counted; undefined if none does.
   * @param first faults that the request asks for itself; they take the place of planned ones
   */
  matchFaults(request: MatchableRequest, first?: ActiveFaults): ActiveFaults | undefined;
  /** The stub that answers a request, counted; undefined if none does. */
  matchStub(request: MatchableRequest): StoredStub | undefined;
  /** The stubs and faults as they are now, after the faults of a request were matched, and before its stub is. */
  matched(): MatchedPlans;
  clear(): void;
}

/** The stubs and faults of a world at one moment. */
export interface MatchedPlans {
  /** Why each stub and fault did not act on a request; those that would have acted on it then are left out. */
  skipped(request: MatchableRequest): readonly SkippedPlan[];
}

export interface SkippedPlan {
  readonly kind: 'stub' | 'fault';
  readonly id: string;
  readonly unmet: readonly UnmetCondition[];
}

/** Plans of one kind, the latest first. The plan that was added last is tried first. */
export interface PlanList<New, Stored> {
  list(): readonly Stored[];
  find(id: string): Stored | undefined;
  /** Adds a plan; a plan with the same id is replaced. */
  add(plan: New): Stored;
  /** Removes a plan. @returns whether it existed */
  remove(id: string): boolean;
  clear(): void;
}

interface RunningPlan<New> {
  readonly id: string;
  readonly plan: New;
  readonly match: CompiledMatcher;
  used: number;
}

/** What decides whether a fault acts on a request that it matches. */
type FaultCounts = Pick<RunningFault, 'id' | 'plan' | 'used' | 'until' | 'period' | 'seen'>;

interface RunningFault extends RunningPlan<Fault> {
  /** Calls that meet its operation, method and path. */
  seen: number;
  readonly until: Date | undefined;
  readonly period: Period | undefined;
}

/** Calls in the current period of a fault's rate, by the world's clock. */
interface Period {
  readonly rate: FaultRate;
  begun: Date;
  calls: number;
}

/** @param seed the world's seed, which decides what happens by probability */
export function openPlans(clock: Clock, seed: number): Plans {
  const stubs = new Map<string, RunningPlan<Stub>>();
  const faults = new Map<string, RunningFault>();
  let stubOrder: readonly RunningPlan<Stub>[] = [];
  let faultOrder: readonly RunningFault[] = [];
  let lastId = 0;
  /** The id of a new plan; without one of its own, the next that is not in use. */
  const idOf = (kind: 'stub' | 'fault', own: string | undefined) => {
    if (own !== undefined) return own;
    const inUse = kind === 'stub' ? stubs : faults;
    let id: string;
    do id = `${kind}-${++lastId}`;
    while (inUse.has(id));
    return id;
  };
  const reorder = () => {
    stubOrder = [...stubs.values()].reverse();
    faultOrder = [...faults.values()].reverse();
  };
  const stubList = planList(stubs, reorder, (plan: Stub) => {
    return { id: idOf('stub', plan.id), plan, match: compileMatcher(plan.when), used: 0 };
  });
  const faultList = planList(faults, reorder, (plan: Fault) => {
    const { operation, method, path, lasts, rate } = plan.when ?? {};
    const matcher = { ...(operation && { operation }), ...(method && { method }), ...(path && { path }) };
    const until = lasts === undefined ? undefined : addDuration(clock.now(), lasts);
    const period = rate && { rate, begun: clock.now(), calls: 0 };
    return { id: idOf('fault', plan.id), plan, match: compileMatcher(matcher), used: 0, seen: 0, until, period };
  });
  const unmetBy = (
    { id, plan: { when = {} }, used, until, period, seen }: FaultCounts,
    now: Date,
  ): UnmetCondition[] => {
    const unmet: UnmetCondition[] = [];
    const miss = (condition: string, wanted: string | number, found: string | number) =>
      unmet.push({ condition, expected: String(wanted), actual: String(found) });
    if (when.times !== undefined && used >= when.times) miss('times', `at most ${when.times}`, used);
    if (until && now > until) miss('lasts', `until ${until.toISOString()}`, now.toISOString());
    if (when.call !== undefined && seen !== when.call) miss('call', when.call, seen);
    if (when.every !== undefined && seen % when.every !== 0) miss('every', when.every, seen);
    if (period && period.calls <= period.rate.above) {
      miss('rate', `more than ${period.rate.above} calls per ${period.rate.per}`, period.calls);
    }
    if (when.probability !== undefined) {
      const chance = randomAt(seed, 'fault', id, seen);
      if (chance >= when.probability) miss('probability', `below ${when.probability}`, chance);
    }
    return unmet;
  };
  return {
    stubs: stubList,
    faults: faultList,
    get any() {
      return stubOrder.length > 0 || faultOrder.length > 0;
    },
    matchFaults(request, first) {
      let active: { -readonly [Stage in FaultStage]?: ActiveFault | undefined } | undefined = first && { ...first };
      for (const fault of faultOrder) {
        const stage = FAULT_STAGES[fault.plan.fault.kind];
        if (active?.[stage] || fault.match(request).length > 0) continue;
        fault.seen += 1;
        if (fault.period) countCall(fault.period, clock.now());
        if (unmetBy(fault, clock.now()).length > 0) continue;
        fault.used += 1;
        active ??= {};
        active[stage] = activated(fault, clock.now());
      }
      return active;
    },
    matchStub(request) {
      for (const stub of stubOrder) {
        const { times } = stub.plan;
        if ((times !== undefined && stub.used >= times) || stub.match(request).length > 0) continue;
        stub.used += 1;
        return stored(stub) as StoredStub;
      }
      return undefined;
    },
    matched() {
      const now = clock.now();
      const stubsThen = stubOrder.map((stub) => ({ ...stub }));
      const faultsThen = faultOrder.map((fault) => ({ ...fault, period: fault.period && { ...fault.period } }));
      return {
        skipped(request) {
          const stubsSkipped = stubsThen.map(({ id, match, plan, used }): SkippedPlan => {
            const isUsedUp = plan.times !== undefined && used >= plan.times;
            const times = { condition: 'times', expected: `at most ${plan.times}`, actual: String(used) };
            return { kind: 'stub', id, unmet: isUsedUp ? [...match(request), times] : match(request) };
          });
          const faultsSkipped = faultsThen.map((fault): SkippedPlan => {
            const unmet = fault.match(request);
            return { kind: 'fault', id: fault.id, unmet: unmet.length > 0 ? unmet : unmetBy(fault, now) };
          });
          return [...faultsSkipped, ...stubsSkipped].filter(({ unmet }) => unmet.length > 0);
        },
      };
    },
    clear() {
      stubList.clear();
      faultList.clear();
    },
  };
}

/** Counts a call in the period that it belongs to. */
function countCall(period: Period, now: Date): void {
  const end = endOf(period);
  // A clock that was set back begins a new period too.
  if (now >= end || now < period.begun) {
    period.begun = now;
    period.calls = 0;
  }
  period.calls += 1;
}

function endOf({ begun, rate }: Period): Date {
  return addDuration(begun, rate.per) ?? begun;
}

function activated({ id, plan, used, period }: RunningFault, now: Date): ActiveFault {
  const left = period && Math.max(1, Math.ceil((endOf(period).getTime() - now.getTime()) / 1000));
  return { id, fault: plan.fault, ordinal: used, ...(left !== undefined && { retryAfter: left }) };
}

function stored<New>({ id, plan, used }: RunningPlan<New>): New & { readonly id: string; readonly used: number } {
  return { ...plan, id, used };
}

function planList<New, Running extends RunningPlan<New>>(
  plans: Map<string, Running>,
  onChange: () => void,
  open: (plan: New) => Running,
): PlanList<New, New & { readonly id: string; readonly used: number }> {
  return {
    list: () => [...plans.values()].reverse().map((plan) => stored(plan)),
    find(id) {
      const plan = plans.get(id);
      return plan && stored(plan);
    },
    add(added) {
      const plan = open(added);
      plans.delete(plan.id);
      plans.set(plan.id, plan);
      onChange();
      return stored(plan);
    },
    remove(id) {
      const removed = plans.delete(id);
      onChange();
      return removed;
    },
    clear() {
      plans.clear();
      onChange();
    },
  };
}
