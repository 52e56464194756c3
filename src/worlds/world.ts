// A world: an isolated copy of state, clock, faults and journal. Requests of one world never see another.
import { type AdjustableClock, adjustableClock } from '../clock.ts';
import { openPlans, type Plans } from '../faults/plans.ts';
import { uuidAt } from '../random.ts';
import { Journal } from '../report/journal.ts';
import type { JournalBytes } from '../report/recent-entries.ts';
import type { ResourceContext } from '../resources/state/repository.ts';
import { NO_SCENARIO, type Scenario, type ScenarioClock, setClock } from '../resources/state/scenario.ts';
import { memoryStore } from '../store/memory.ts';
import type { Settings } from '../world-settings.ts';

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
  /** Returns a new id for a request; the ids of a world whose clock starts frozen repeat from run to run. */
  newRequestId(): string;
  /** Counts a call of an operation. @returns the number of the call, from 1 */
  called(operation: string): number;
  /** The part of one document. @param mount the path that the document is served under */
  part(mount: string): WorldPart;
  /** The parts of all documents that were used so far, by mount. */
  parts(): ReadonlyMap<string, WorldPart>;
  /**
   * Restores the initial state, clock, stubs and faults, and forgets the exchanges. Violations stay counted.
   * @param scenario the scenario to begin with instead
   */
  reset(scenario?: string): void;
}

/** One moment in milliseconds: on the world's clock, and on the machine's, which some tokens use instead. */
export interface ExpiredBefore {
  readonly onClock: number;
  readonly onMachine: number;
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
  readonly scenarios: Scenarios;
  /** Exchanges that the journal keeps; 0 for no journal. */
  readonly journalSize: number;
  /** Different violations that the journal keeps. */
  readonly violationsKept: number;
  /** The bytes that the journals of all worlds keep. */
  readonly journalBytes: JournalBytes;
  /** Adds the stubs and faults that every world begins with. */
  readonly plan: (plans: Plans) => void;
  readonly randomId: () => string;
}

const NEVER: ExpiredBefore = Object.freeze({ onClock: 0, onMachine: 0 });

export function openWorld(options: WorldOptions): World {
  const {
    name,
    seed,
    count,
    now,
    ownNow = false,
    scenarios,
    journalSize,
    violationsKept,
    journalBytes,
    plan,
    randomId,
    settings: own = {},
  } = options;
  const clock = adjustableClock(now);
  const startClock = () => {
    const own = ownNow ? undefined : scenarios.clock(scenario);
    if (own) setClock(clock, own);
  };
  const plans = openPlans(clock, seed);
  plan(plans);
  const journal = journalSize > 0 ? new Journal(journalSize, violationsKept, journalBytes) : undefined;
  let parts = new Map<string, WorldPart>();
  const calls = new Map<string, number>();
  let { scenario } = options;
  startClock();
  let ordinal = 0;
  // The ids of two worlds differ, although everything else that they generate is equal.
  const place = name === DEFAULT_WORLD ? ['request'] : ['request', name];
  let expiredBefore = NEVER;
  const settings = openSettings((name) => scenarios.settings(name), own);
  const world: World = {
    name,
    clock,
    plans,
    journal,
    seed,
    get scenario() {
      return scenario;
    },
    get settings() {
      return settings.of(scenario);
    },
    set: (changes) => settings.add(changes),
    get expiredBefore() {
      return expiredBefore;
    },
    expireCredentials() {
      expiredBefore = { onClock: clock.moment(), onMachine: Date.now() };
    },
    newRequestId: now ? () => uuidAt(seed, ...place, ordinal++) : randomId,
    called(operation) {
      const call = (calls.get(operation) ?? 0) + 1;
      calls.set(operation, call);
      return call;
    },
    part(mount) {
      const known = parts.get(mount);
      if (known) return known;
      const part: WorldPart = {
        world,
        store: memoryStore(),
        clock,
        seed,
        count,
        samplesUrl: undefined,
        get scenario() {
          const found = (named: string | undefined) => scenarios.find(mount, named, world.settings);
          return found(scenario) ?? found(undefined) ?? NO_SCENARIO;
        },
      };
      parts.set(mount, part);
      return part;
    },
    parts: () => parts,
    reset(next = scenario) {
      scenario = next;
      ordinal = 0;
      expiredBefore = NEVER;
      settings.restart();
      calls.clear();
      clock.restart();
      startClock();
      plans.clear();
      plan(plans);
      journal?.clearExchanges();
      // In-flight requests finish against the old state.
      parts = new Map();
    },
  };
  return world;
}

/** The settings of a world over those of its scenario, merged again if either changes. */
function openSettings(initialOf: (scenario: string | undefined) => Settings, first: Settings) {
  let own = first;
  let initial: Settings | undefined;
  let merged: Settings = first;
  return {
    of(scenario: string | undefined): Settings {
      const current = initialOf(scenario);
      if (current !== initial) {
        initial = current;
        merged = Object.freeze({ ...current, ...own });
      }
      return merged;
    },
    add(changes: Settings) {
      own = { ...own, ...changes };
      initial = undefined;
    },
    restart() {
      own = first;
      initial = undefined;
    },
  };
}
