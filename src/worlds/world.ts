// One isolated world: its own state, its own time, its own seed. Requests of one world never see another.
import { type AdjustableClock, adjustableClock } from '../clock.ts';
import { openPlans, type Plans } from '../faults/plans.ts';
import { uuidAt } from '../random.ts';
import { type Journal, openJournal } from '../report/journal.ts';
import type { ResourceContext } from '../resources/repository.ts';
import { NO_SCENARIO, type Scenario } from '../resources/scenarios.ts';
import { memoryStore } from '../store/memory.ts';
import type { Settings } from '../world-settings.ts';

/** The world of a request that names none. */
export const DEFAULT_WORLD = 'default';

/** What a world's name may be: it stands in paths, headers and host names. */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;

export function isWorldName(name: string): boolean {
  return NAME.test(name);
}

export interface World {
  readonly name: string;
  readonly clock: AdjustableClock;
  /** Its stubs and faults. */
  readonly plans: Plans;
  /** What happened in it; undefined where nothing is remembered. */
  readonly journal: Journal | undefined;
  /** What every value made up in it is a function of. */
  readonly seed: number;
  /** The scenario that it begins with; undefined for what each document begins with. */
  readonly scenario: string | undefined;
  /** What holds in it: its own settings over those of its scenario, over those that every world begins with. */
  readonly settings: Settings;
  /** Sets something for this world, until it begins again. */
  set(settings: Settings): void;
  /** Credentials that were issued before this moment are taken for expired. */
  readonly expiredBefore: ExpiredBefore;
  /** Takes every credential that was issued up to now for expired. */
  expireCredentials(): void;
  /** Tells requests apart; where time stands still from the start they repeat themselves too. */
  newRequestId(): string;
  /** Counts a call of an operation. @returns which one it is, from 1 */
  called(operation: string): number;
  /** What lives in it of one document. @param mount the path that the document is served under */
  part(mount: string): WorldPart;
  /** What lives in it of every document that was asked for so far. */
  parts(): ReadonlyMap<string, WorldPart>;
  /**
   * Begins again: state, time, plans and exchanges are as they were at first. What broke the contract stays told.
   * @param scenario the one to begin with instead
   */
  reset(scenario?: string): void;
}

/** A moment in milliseconds: on the world's clock, and on the machine's, by which tokens may run instead. */
export interface ExpiredBefore {
  readonly onClock: number;
  readonly onMachine: number;
}

/** The part of a world in which one document's resources live. */
export interface WorldPart extends ResourceContext {
  readonly world: World;
}

/** The scenarios of the documents that are served now. */
export interface Scenarios {
  /** By the path that a document is served under; undefined where it knows none of that name. */
  find(mount: string, name: string | undefined, settings: Settings): Scenario | undefined;
  /** What worlds of that name begin with, for all documents together; the same object until a document changes. */
  settings(name: string | undefined): Settings;
}

export interface WorldOptions {
  readonly name: string;
  readonly seed: number;
  readonly count: number;
  /** The moment at which its time stands still; undefined where it goes with the machine's. */
  readonly now: Date | undefined;
  readonly scenario: string | undefined;
  /** Settings of its own. */
  readonly settings?: Settings | undefined;
  readonly scenarios: Scenarios;
  /** Exchanges that are remembered; 0 for none, and nothing else of them either. */
  readonly journalSize: number;
  /** Adds the stubs and faults that every world begins with. */
  readonly plan: (plans: Plans) => void;
  readonly randomId: () => string;
}

const NEVER: ExpiredBefore = Object.freeze({ onClock: 0, onMachine: 0 });

export function openWorld(options: WorldOptions): World {
  const { name, seed, count, now, scenarios, journalSize, plan, randomId, settings: own = {} } = options;
  const clock = adjustableClock(now);
  const plans = openPlans(clock, seed);
  plan(plans);
  const journal = journalSize > 0 ? openJournal(journalSize) : undefined;
  let parts = new Map<string, WorldPart>();
  const calls = new Map<string, number>();
  let { scenario } = options;
  let ordinal = 0;
  let expiredBefore = NEVER;
  const settings = openSettings((named) => scenarios.settings(named), own);
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
    set: (further) => settings.add(further),
    get expiredBefore() {
      return expiredBefore;
    },
    expireCredentials() {
      expiredBefore = { onClock: clock.moment(), onMachine: Date.now() };
    },
    newRequestId: now ? () => uuidAt(seed, 'request', ordinal++) : randomId,
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
        get scenario() {
          const found = (named: string | undefined) => scenarios.find(mount, named, world.settings);
          return (found(scenario) ?? found(undefined) ?? NO_SCENARIO).states;
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
      plans.clear();
      plan(plans);
      journal?.clearExchanges();
      // What is under way goes on in parts that nobody sees any more.
      parts = new Map();
    },
  };
  return world;
}

/** Settings of a world's own over those that its scenario begins with; joined when either changes. */
function openSettings(begun: (scenario: string | undefined) => Settings, first: Settings) {
  let own = first;
  let under: Settings | undefined;
  let joined: Settings = first;
  return {
    of(scenario: string | undefined): Settings {
      const told = begun(scenario);
      if (told !== under) {
        under = told;
        joined = Object.freeze({ ...told, ...own });
      }
      return joined;
    },
    add(further: Settings) {
      own = { ...own, ...further };
      under = undefined;
    },
    restart() {
      own = first;
      under = undefined;
    },
  };
}
