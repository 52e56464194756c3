// A world: an isolated copy of state, clock, faults and journal. Requests of one world never see another.
import { type AdjustableClock, adjustableClock, type ClockState } from '../clock.ts';
import { type Eventually, whenKnown } from '../eventually.ts';
import type { PlanChange } from '../faults/plan-values.ts';
import { openPlans, type Plans } from '../faults/plans.ts';
import type { Json } from '../json/value.ts';
import { uuidAt } from '../random.ts';
import { Journal } from '../report/journal.ts';
import type { JournalBytes } from '../report/recent-entries.ts';
import type { RecordedExchange } from '../report/record.ts';
import type { ResourceContext } from '../resources/state/repository.ts';
import { momentOf, NO_SCENARIO, type Scenario, type ScenarioClock, setClock } from '../resources/state/scenario.ts';
import type { BaseState, KeptHistory, LogSink, PartState } from '../store/commit.ts';
import type { HistoryBytes } from '../store/history.ts';
import type { SharedLog } from '../store/redis/shared-log.ts';
import type { EntryKind } from '../store/redis/world-in-redis.ts';
import type { StateLog } from '../store/state-log.ts';
import type { Settings } from '../world-settings.ts';
import { LocalOwnLog, type OwnLog, SharedOwnLog } from './own-log.ts';
import { callsIn, type ExpiredBefore, OWN, type WorldUser } from './own-values.ts';

/** The world of a request that names none. */
export const DEFAULT_WORLD = 'default';

/** World names appear in paths, headers and host names. */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;

export function isWorldName(name: string): boolean {
  return NAME.test(name);
}

export interface World {
  readonly name: string;
  readonly clock: AdjustableClock;
  /** Its stubs and faults. */
  readonly plans: Plans;
  /** Its recorded exchanges; undefined if nothing is recorded. */
  readonly journal: Journal | undefined;
  /** Every generated value is a function of it. */
  readonly seed: number;
  /** The scenario that it begins with; undefined for the initial scenario of each document. */
  readonly scenario: string | undefined;
  /** Its own settings override those of its scenario, which override those that every world begins with. */
  readonly settings: Settings;
  /** Changes settings until the world is reset. */
  set(settings: Settings): void;
  /** Credentials that were issued before this moment are expired. */
  readonly expiredBefore: ExpiredBefore;
  /** Makes every credential that was issued until now expired. */
  expireCredentials(): void;
  /** The user from whom all requests are, whatever their tokens; undefined if the token of a request decides. */
  readonly user: WorldUser | undefined;
  actAs(user: WorldUser | undefined): void;
  /** The only scopes that credentials have; undefined if each credential has its own. */
  readonly scopes: readonly string[] | undefined;
  limitScopes(scopes: readonly string[] | undefined): void;
  /** Returns a new id for a request; the ids of a world whose clock starts frozen repeat from run to run. */
  newRequestId(): string;
  /** Counts a call of an operation. @returns the number of the call, from 1 */
  called(operation: string, exchange?: string): Eventually<number>;
  /** Whether other processes use the world too. */
  readonly isShared: boolean;
  /**
   * Runs a function that counts uses of stubs and faults, such as `plans.matchFaults`. If another process counts at the same
   * time, the function runs again.
   */
  counting<Result>(run: () => Result): Eventually<Result>;
  /** Every change of its state, of its clock, settings, stubs and faults. */
  readonly log: StateLog;
  /** The part of one document. @param mount the path that the document is served under */
  part(mount: string): WorldPart;
  /** The parts of all documents that were used so far, by mount. */
  parts(): ReadonlyMap<string, WorldPart>;
  /**
   * Restores the initial state, clock, stubs and faults, and forgets the exchanges. Violations stay counted.
   * @param scenario the scenario to begin with instead
   */
  reset(scenario?: string): Eventually<void>;
  /** Replaces the whole state, clock, settings, stubs and faults, as one of `log.state()`. */
  replace(state: Pick<BaseState, 'parts'>): Eventually<void>;
  /** Replaces the values of some documents, or of the world itself. The others stay as they are. */
  restore(parts: readonly PartState[]): Eventually<void>;
  /**
   * Returns to the state after a commit. What came later never happened.
   * @param removed the exchanges that the journal forgets: its last ones
   */
  rewind(revision: number, removed: readonly RecordedExchange[]): Eventually<void>;
  /** Waits until its clock, settings, stubs and faults are kept. Rejects if they could not be kept since the last call. */
  settled(): Eventually<void>;
  /** Ends its log. It must not be used any more. */
  close(): Promise<void>;
}

/** The part of a world that holds one document's resources. */
export interface WorldPart extends ResourceContext {
  readonly world: World;
}

/** The scenarios of the documents that are served now. */
export interface Scenarios {
  /** Finds a scenario of the document at a mount; undefined if that document has none of this name. */
  find(mount: string, name: string | undefined, settings: Settings): Scenario | undefined;
  /** The initial settings with a scenario, for all documents together; the same object until a document changes. */
  settings(name: string | undefined): Settings;
  /** The clock of a scenario; undefined if no document has one in it. */
  clock(name: string | undefined): ScenarioClock | undefined;
}

interface WorldOptions {
  readonly name: string;
  readonly seed: number;
  readonly count: number;
  /** Freezes the clock at this moment; undefined for a clock that runs with the machine's. */
  readonly now: Date | undefined;
  /** Whether the moment has precedence over that of a scenario. */
  readonly ownNow?: boolean;
  readonly scenario: string | undefined;
  /** Settings of its own. */
  readonly settings?: Settings | undefined;
  /** The name of the test that the world is for. By default the name of the world. */
  readonly test?: string | undefined;
  readonly scenarios: Scenarios;
  /** Exchanges that the journal keeps; 0 for no journal. */
  readonly journalSize: number;
  /** Different violations that the journal keeps. */
  readonly violationsKept: number;
  /** The bytes that the journals of all worlds keep. */
  readonly journalBytes: JournalBytes;
  /** Adds the stubs and faults that every world begins with. */
  readonly plan: (plans: Plans) => void;
  /** Whether the ids of a world whose clock starts frozen repeat from run to run. Default: they do. */
  readonly hasOwnIds?: boolean;
  readonly randomId: () => string;
  /** The number of commits in its history. */
  readonly historyCommits: number;
  /** The memory that the histories of all worlds use. */
  readonly historyBytes: HistoryBytes;
  /** Keeps its commits outside of the process. */
  readonly sink?: LogSink | undefined;
  /** The history to continue; its stubs and faults take the place of those that worlds begin with. */
  readonly kept?: KeptHistory | undefined;
  /** The log of a world that other processes use too. It has its values already. */
  readonly shared?: SharedLog | undefined;
}

const NEVER: ExpiredBefore = Object.freeze({ onClock: 0, onMachine: 0 });

export function openWorld(options: WorldOptions): World {
  return new OpenWorld(options);
}

type InitialOptions = Pick<WorldOptions, 'now' | 'ownNow' | 'seed' | 'plan' | 'scenarios'>;

/** The values of its own that a world begins with: its clock, stubs and faults. */
export function initialValues(options: InitialOptions, scenario: string | undefined): ReadonlyMap<string, Json> {
  const values = new Map<string, Json>();
  const clock = adjustableClock(options.now, (state) => values.set(OWN.clock, state));
  startClock(options, clock, scenario);
  options.plan(
    openPlans(clock, options.seed, (changes) => {
      for (const { key, value } of changes) if (value !== undefined) values.set(key, value);
    }),
  );
  return values;
}

/** Sets a clock to the time of a scenario. */
function startClock(
  { ownNow = false, scenarios }: InitialOptions,
  clock: AdjustableClock,
  scenario: string | undefined,
): void {
  const own = ownNow ? undefined : scenarios.clock(scenario);
  if (own) setClock(clock, own);
}

/** It keeps its own values in the form in which requests need them, and writes each change to the log. */
class OpenWorld implements World {
  readonly #options: WorldOptions;
  readonly name: string;
  readonly seed: number;
  readonly clock: AdjustableClock;
  readonly plans: Plans;
  readonly journal: Journal | undefined;
  readonly #own: OwnLog;
  readonly #settings: ReturnType<typeof openSettings>;
  readonly #calls = new Map<string, number>();
  #parts = new Map<string, WorldPart>();
  #scenario: string | undefined;
  #expiredBefore = NEVER;
  #user: WorldUser | undefined;
  #scopes: readonly string[] | undefined;
  #ordinal = 0;
  /** The ids of two worlds differ, although everything else that they generate is equal. */
  readonly #place: readonly string[];

  constructor(options: WorldOptions) {
    const { name, seed, now, scenarios, journalSize, violationsKept, journalBytes, settings = {} } = options;
    this.#options = options;
    this.name = name;
    this.seed = seed;
    this.clock = adjustableClock(now, (state) => this.#write([{ key: OWN.clock, value: state }]));
    this.plans = openPlans(this.clock, seed, (changes, exchange) => this.#write(changes, exchange), {
      countsAll: options.shared !== undefined,
    });
    const test = options.test ?? (name === DEFAULT_WORLD ? undefined : name);
    this.journal =
      journalSize > 0 ? new Journal({ size: journalSize, most: violationsKept, bytes: journalBytes, test }) : undefined;
    this.#settings = openSettings((scenario) => scenarios.settings(scenario), settings);
    this.#scenario = options.scenario;
    this.#place = name === DEFAULT_WORLD ? ['request'] : ['request', name];
    const { kept, shared } = options;
    const owner = { now: () => this.clock.moment(), load: () => this.#load(), replaced: this.#onReplaced.bind(this) };
    if (shared) {
      this.#own = new SharedOwnLog(shared, owner);
      this.#load();
      return;
    }
    const local = new LocalOwnLog(options, owner);
    this.#own = local;
    startClock(options, this.clock, this.#scenario);
    options.plan(this.plans);
    local.log.begin(kept);
    if (kept) this.#load();
  }

  get log(): StateLog {
    return this.#own.log;
  }

  get scenario(): string | undefined {
    return this.#scenario;
  }

  get settings(): Settings {
    return this.#settings.of(this.#scenario);
  }

  set(changes: Settings): void {
    const own = { ...this.#settings.own, ...changes };
    this.#write([{ key: OWN.settings, value: own }]);
    this.#settings.load(own);
  }

  get expiredBefore(): ExpiredBefore {
    return this.#expiredBefore;
  }

  expireCredentials(): void {
    const expired = { onClock: this.clock.moment(), onMachine: Date.now() };
    this.#write([{ key: OWN.credentials, value: expired }]);
    this.#expiredBefore = expired;
  }

  get user(): WorldUser | undefined {
    return this.#user;
  }

  actAs(user: WorldUser | undefined): void {
    this.#write([{ key: OWN.user, value: user && { ...user } }]);
    this.#user = user;
  }

  get scopes(): readonly string[] | undefined {
    return this.#scopes;
  }

  limitScopes(scopes: readonly string[] | undefined): void {
    this.#write([{ key: OWN.scopes, value: scopes && [...scopes] }]);
    this.#scopes = scopes;
  }

  newRequestId(): string {
    const { now, hasOwnIds = true } = this.#options;
    return now && hasOwnIds ? uuidAt(this.seed, ...this.#place, this.#ordinal++) : this.#options.randomId();
  }

  get isShared(): boolean {
    return this.#own.isShared;
  }

  counting<Result>(run: () => Result): Eventually<Result> {
    return this.#own.counting(run);
  }

  called(operation: string, exchange?: string): Eventually<number> {
    const call = (this.#calls.get(operation) ?? 0) + 1;
    this.#calls.set(operation, call);
    const decides = this.plans.any && this.plans.dependsOnCalls(operation);
    return this.#own.count({ operation, call, decides, exchange });
  }

  part(mount: string): WorldPart {
    const known = this.#parts.get(mount);
    if (known) return known;
    const { count, scenarios } = this.#options;
    const world = this;
    const part: WorldPart = {
      world,
      store: this.log.store(mount),
      clock: this.clock,
      seed: this.seed,
      count,
      samplesUrl: undefined,
      today: this.#today(),
      get scenario() {
        const found = (named: string | undefined) => scenarios.find(mount, named, world.settings);
        return found(world.scenario) ?? found(undefined) ?? NO_SCENARIO;
      },
    };
    this.#parts.set(mount, part);
    return part;
  }

  /** The moment with which the clock begins. Undefined if it depends on the machine's clock. */
  #today(): number | undefined {
    const { now, ownNow = false, scenarios } = this.#options;
    const text = ownNow ? undefined : scenarios.clock(this.#scenario)?.now;
    if (text === undefined || (!now && text.startsWith('now'))) return now?.getTime();
    return momentOf(text, now ?? new Date(0))?.getTime();
  }

  parts(): ReadonlyMap<string, WorldPart> {
    for (const mount of this.log.mounts()) this.part(mount);
    return this.#parts;
  }

  reset(next = this.#scenario): Eventually<void> {
    const values = new Map(initialValues(this.#options, next));
    if (next !== this.#options.scenario) values.set(OWN.scenario, next ?? null);
    const parts = [{ values: [...values] }];
    return this.#own.replace({ parts }, true);
  }

  /** Forgets what happened since it was opened. Violations stay counted. */
  #begin(): void {
    this.#ordinal = 0;
    this.#calls.clear();
    this.journal?.clearExchanges();
  }

  replace(state: Pick<BaseState, 'parts'>): Eventually<void> {
    return this.#own.replace(state, false);
  }

  restore(parts: readonly PartState[]): Eventually<void> {
    return whenKnown(this.log.restore(parts), () => {
      for (const { part } of parts) {
        if (part === undefined) this.#load();
        else this.#parts.delete(part);
      }
    });
  }

  rewind(revision: number, removed: readonly RecordedExchange[]): Eventually<void> {
    const undone = new Map<string, number>();
    for (const { stub, faults } of removed) {
      for (const id of stub === undefined ? faults : [...faults, stub]) undone.set(id, (undone.get(id) ?? 0) + 1);
    }
    return whenKnown(this.log.rewind(revision), () => {
      const calls = new Map<string, number>();
      for (const { operation, call } of removed) {
        if (!operation) continue;
        this.#calls.set(operation.id, Math.min(this.#calls.get(operation.id) ?? 0, call - 1));
        calls.set(operation.id, (calls.get(operation.id) ?? 0) + 1);
      }
      this.#own.uncount(calls);
      this.journal?.removeLast(removed.length);
      const [first] = removed;
      if (first && this.#options.now) this.#ordinal = this.#ordinalOf(first.id) ?? this.#ordinal;
      if (!this.isShared) this.#replaced(undone);
    });
  }

  async close(): Promise<void> {
    await this.log.close();
  }

  #ordinalOf(id: string): number | undefined {
    for (let ordinal = this.#ordinal - 1; ordinal >= 0; ordinal--) {
      if (uuidAt(this.seed, ...this.#place, ordinal) === id) return ordinal;
    }
    return undefined;
  }

  /** @param isForeign whether another process did it */
  #onReplaced(kind: EntryKind, isForeign: boolean): void {
    if (kind === 'reset') this.#begin();
    if (kind === 'rewind' && isForeign) this.journal?.removeAfter(this.log.revision);
    this.#replaced();
  }

  /** In-flight requests finish against the old parts. */
  #replaced(undone?: ReadonlyMap<string, number>): void {
    this.#parts = new Map();
    this.#load(undone);
  }

  /** Reads its own values from the log. */
  #load(undone?: ReadonlyMap<string, number>): void {
    const store = this.log.store(undefined);
    const value = (key: string) => store.get(key)?.value;
    const values = Object.entries(store.snapshot()).map(([key, entry]): [string, Json] => [key, entry.value]);
    this.clock.load(value(OWN.clock) as ClockState | undefined);
    this.#settings.load(value(OWN.settings) as Settings | undefined);
    const scenario = value(OWN.scenario);
    this.#scenario = scenario === undefined ? this.#options.scenario : ((scenario as string | null) ?? undefined);
    this.#expiredBefore = (value(OWN.credentials) as unknown as ExpiredBefore | undefined) ?? NEVER;
    this.#user = value(OWN.user) as unknown as WorldUser | undefined;
    this.#scopes = value(OWN.scopes) as readonly string[] | undefined;
    for (const [operation, call] of callsIn(values)) {
      if (!this.#calls.has(operation)) this.#calls.set(operation, call);
    }
    this.plans.load(values, undone);
  }

  settled(): Eventually<void> {
    return this.#own.settled();
  }

  /** Those that change a value have changed it already. If it cannot be kept, they get the kept values again. */
  #write(changes: readonly PlanChange[], exchange?: string): void {
    this.#own.write(changes, exchange);
  }
}

/** The settings of a world over those of its scenario, merged again if either changes. */
function openSettings(initialOf: (scenario: string | undefined) => Settings, first: Settings) {
  let own = first;
  let initial: Settings | undefined;
  let merged: Settings = first;
  return {
    get own() {
      return own;
    },
    of(scenario: string | undefined): Settings {
      const current = initialOf(scenario);
      if (current !== initial) {
        initial = current;
        merged = Object.freeze({ ...current, ...own });
      }
      return merged;
    },
    /** @param changed the settings of the world itself; those that it began with if undefined */
    load(changed: Settings | undefined) {
      own = changed ?? first;
      initial = undefined;
    },
  };
}
