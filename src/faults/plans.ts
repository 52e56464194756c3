// The plans of one world: its stubs and its faults, each with the number of times that it was used.
import type { Clock } from '../clock.ts';
import { addDuration } from '../clock.ts';
import type { Json } from '../json/value.ts';
import { randomAt } from '../random.ts';
import { FAULT_STAGES, type Fault, type FaultKind, type FaultRate, type FaultStage } from './fault.ts';
import { type CompiledMatcher, compileMatcher, type MatchableRequest, type UnmetCondition } from './matcher.ts';
import {
  countsCalls,
  countsUses,
  type FaultValue,
  idOfPlan,
  LAST_ID,
  PLAN_FOLDERS,
  type PlanChange,
  type PlanKind,
  planKey,
  type StubValue,
} from './plan-values.ts';
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
   * @param exchange the id of the exchange
   */
  matchFaults(request: MatchableRequest, first?: ActiveFaults, exchange?: string): ActiveFaults | undefined;
  /** The stub that answers a request, counted; undefined if none does. */
  matchStub(request: MatchableRequest, exchange?: string): StoredStub | undefined;
  /** Whether a stub depends on the number of a call of an operation. */
  dependsOnCalls(operation: string): boolean;
  /** The stubs and faults as they are now, after the faults of a request were matched, and before its stub is. */
  matched(): MatchedPlans;
  clear(): void;
  /**
   * Replaces all stubs and faults, without a call of the recorder.
   * @param values the values that the recorder got, in their order
   * @param undone how often stubs and faults were used by exchanges that never happened
   */
  load(values: PlanValues, undone?: ReadonlyMap<string, number>): void;
}

/** Values by key, in the order of their creation. */
export type PlanValues = readonly (readonly [key: string, value: Json])[];

/** Keeps changes of stubs and faults. @param exchange the id of the exchange that caused them */
export type RecordPlans = (changes: readonly PlanChange[], exchange?: string) => void;

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

interface PlansOptions {
  /** Whether every use is recorded, and not only one that decides about later requests. */
  readonly countsAll?: boolean;
}

/**
 * @param seed the world's seed, which decides what happens by probability
 * @param record keeps every change that a later request can see
 */
export function openPlans(
  clock: Clock,
  seed: number,
  record: RecordPlans = () => undefined,
  { countsAll = false }: PlansOptions = {},
): Plans {
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
    do {
      // A number above it is the same number after it is increased, and never a new id.
      lastId = (lastId % Number.MAX_SAFE_INTEGER) + 1;
      id = `${kind}-${lastId}`;
    } while (inUse.has(id));
    return id;
  };
  const reorder = () => {
    stubOrder = [...stubs.values()].reverse();
    faultOrder = [...faults.values()].reverse();
  };
  const recordNew = (change: PlanChange) => record([{ key: change.key }, change, { key: LAST_ID, value: lastId }]);
  const stubList = planList('stub', stubs, {
    changed: reorder,
    record,
    open: (plan: Stub) => runningStub(idOf('stub', plan.id), plan),
    recordNew: (stub) => recordNew(stubChange(stub)),
  });
  const faultList = planList('fault', faults, {
    changed: reorder,
    record,
    open: (plan: Fault) => runningFault(idOf('fault', plan.id), plan, clock.now()),
    recordNew: (fault) => recordNew(faultChange(fault)),
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
    matchFaults(request, first, exchange) {
      let active: { -readonly [Stage in FaultStage]?: ActiveFault | undefined } | undefined = first && { ...first };
      for (const fault of faultOrder) {
        const stage = FAULT_STAGES[fault.plan.fault.kind];
        if (active?.[stage] || fault.match(request).length > 0) continue;
        fault.seen += 1;
        if (fault.period) countCall(fault.period, clock.now());
        const acts = unmetBy(fault, clock.now()).length === 0;
        if (acts) fault.used += 1;
        if (countsAll || countsCalls(fault.plan)) record([faultChange(fault)], exchange);
        if (!acts) continue;
        active ??= {};
        active[stage] = activated(fault, clock.now());
      }
      return active;
    },
    matchStub(request, exchange) {
      for (const stub of stubOrder) {
        const { times } = stub.plan;
        if ((times !== undefined && stub.used >= times) || stub.match(request).length > 0) continue;
        stub.used += 1;
        if (countsAll || countsUses(stub.plan)) record([stubChange(stub)], exchange);
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
    dependsOnCalls: (operation) =>
      stubOrder.some(({ plan: { when } }) => when.operation === operation && when.call !== undefined),
    clear() {
      stubList.clear();
      faultList.clear();
    },
    load(values, undone = new Map()) {
      const usedBefore = (plan: RunningPlan<unknown> | undefined) =>
        plan ? Math.max(0, plan.used - (undone.get(plan.id) ?? 0)) : 0;
      const [oldStubs, oldFaults] = [new Map(stubs), new Map(faults)];
      stubs.clear();
      faults.clear();
      lastId = 0;
      for (const [key, value] of values) {
        const id = idOfPlan(key);
        if (key === LAST_ID) lastId = value as number;
        else if (key.startsWith(`${PLAN_FOLDERS.stub}/`)) {
          const stub = loadedStub(id, value as unknown as StubValue);
          if (!countsAll && !countsUses(stub.plan)) stub.used = Math.max(stub.used, usedBefore(oldStubs.get(id)));
          stubs.set(id, stub);
        } else if (key.startsWith(`${PLAN_FOLDERS.fault}/`)) {
          const fault = loadedFault(id, value as unknown as FaultValue, clock.now());
          if (!countsAll && !countsCalls(fault.plan)) fault.used = Math.max(fault.used, usedBefore(oldFaults.get(id)));
          faults.set(id, fault);
        }
      }
      reorder();
    },
  };
}

function runningStub(id: string, plan: Stub): RunningPlan<Stub> {
  return { id, plan, match: compileMatcher(plan.when), used: 0 };
}

function runningFault(id: string, plan: Fault, now: Date): RunningFault {
  const { operation, method, path, lasts, rate } = plan.when ?? {};
  const matcher = { ...(operation && { operation }), ...(method && { method }), ...(path && { path }) };
  const until = lasts === undefined ? undefined : addDuration(now, lasts);
  const period = rate && { rate, begun: now, calls: 0 };
  return { id, plan, match: compileMatcher(matcher), used: 0, seen: 0, until, period };
}

function loadedStub(id: string, { plan, used }: StubValue): RunningPlan<Stub> {
  return { ...runningStub(id, plan), used };
}

function loadedFault(id: string, { plan, used, seen, until, period }: FaultValue, now: Date): RunningFault {
  const rate = plan.when?.rate;
  return {
    ...runningFault(id, plan, now),
    used,
    seen,
    until: until === undefined ? undefined : new Date(until),
    period: rate && period && { rate, begun: new Date(period.begun), calls: period.calls },
  };
}

function stubChange({ id, plan, used }: RunningPlan<Stub>): PlanChange {
  return { key: planKey('stub', id), value: { plan, used } as unknown as Json };
}

function faultChange({ id, plan, used, seen, until, period }: RunningFault): PlanChange {
  const value = {
    plan,
    used,
    seen,
    ...(until && { until: until.getTime() }),
    ...(period && { period: { begun: period.begun.getTime(), calls: period.calls } }),
  };
  return { key: planKey('fault', id), value: value as unknown as Json };
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

interface PlanListOptions<New, Running> {
  readonly open: (plan: New) => Running;
  readonly record: RecordPlans;
  readonly recordNew: (plan: Running) => void;
  readonly changed: () => void;
}

/** Every change is recorded before it is made, so that one that cannot be kept is not made. */
function planList<New, Running extends RunningPlan<New>>(
  kind: PlanKind,
  plans: Map<string, Running>,
  { open, record, recordNew, changed }: PlanListOptions<New, Running>,
): PlanList<New, New & { readonly id: string; readonly used: number }> {
  return {
    list: () => [...plans.values()].reverse().map((plan) => stored(plan)),
    find(id) {
      const plan = plans.get(id);
      return plan && stored(plan);
    },
    add(added) {
      const plan = open(added);
      recordNew(plan);
      plans.delete(plan.id);
      plans.set(plan.id, plan);
      changed();
      return stored(plan);
    },
    remove(id) {
      if (!plans.has(id)) return false;
      record([{ key: planKey(kind, id) }]);
      plans.delete(id);
      changed();
      return true;
    },
    clear() {
      if (plans.size === 0) return;
      record([...plans.keys()].map((id) => ({ key: planKey(kind, id) })));
      plans.clear();
      changed();
    },
  };
}
