// The worlds of several processes that share their state in a Redis: which worlds there are, when they were used last, and that a
// request sees every change that any client got a response for before.
import { randomUUID } from 'node:crypto';
import type { Json } from '../json/value.ts';
import type { HistoryBytes } from '../store/history.ts';
import type { RedisConnection } from '../store/redis/connection.ts';
import { REGISTER, UNLIST, UNUSED, USE } from '../store/redis/scripts.ts';
import { SharedLog } from '../store/redis/shared-log.ts';
import { isUnavailable } from '../store/redis/unavailable.ts';
import { CHANGES_CHANNEL, fieldOf, WorldInRedis } from '../store/redis/world-in-redis.ts';
import { originOf, ownOf } from './kept-worlds.ts';
import type { OwnWorld } from './own-world.ts';
import { type JournalFacts, SharedJournal } from './shared-journal.ts';
import { DEFAULT_WORLD, isWorldName, type World } from './world.ts';
import { tooManyWorlds, worldExists } from './world-errors.ts';

/** The worlds that are in the memory of this process. */
interface LocalWorlds {
  /** The name of a world that a service can know by another name. */
  nameOf(alias: string): string;
  enter(name: string): World;
  adopt(world: World): void;
  forget(name: string): void;
}

interface SharedWorldsOptions {
  readonly connection: RedisConnection;
  readonly local: LocalWorlds;
  readonly open: (name: string, own: OwnWorld, log: SharedLog) => World;
  /** The values of its own that a new world begins with. */
  readonly initialValues: (own: OwnWorld) => ReadonlyMap<string, Json>;
  /** What a world begins with that nothing else is known of. */
  readonly own: OwnWorld;
  readonly historyCommits: number;
  readonly historyBytes: HistoryBytes;
  /** Milliseconds after which a world that no process uses is deleted. */
  readonly idle: number;
  readonly limit: number;
  /** Whether requests do not wait for the changes of other processes. */
  readonly staleReads: boolean;
  /** What the journal needs to know of the documents. Undefined if there are no journals. */
  readonly journal: JournalFacts | undefined;
  /** Called with a sentence that an operator should know. */
  readonly notice: (text: string) => void;
}

/** How a request finds its world. `stale`: the store does not respond, and this process may not have the latest changes. */
export interface PreparedWorld {
  readonly isStale: boolean;
  /** Why the world cannot be used. */
  readonly refusal?: unknown;
}

const CURRENT: PreparedWorld = Object.freeze({ isStale: false });
const STALE: PreparedWorld = Object.freeze({ isStale: true });

/** How often uses of worlds are noted, within the idle time. */
const NOTES_PER_IDLE_TIME = 10;
/** So many worlds are opened at a time. */
const OPENED_TOGETHER = 50;
const DAY = 86_400_000;
/**
 * With stale reads, a request asks Redis if nothing else has for so many milliseconds. Messages about changes come sooner, but they
 * are lost while the connection that receives them is.
 */
const MOST_STALE = 1000;
/** The number of entries in the log of a world in Redis. A process that was away for longer loads the whole state. */
const MOST_ENTRIES = 10_000;

export class SharedWorlds {
  readonly #options: SharedWorldsOptions;
  readonly #connection: RedisConnection;
  readonly #logs = new Map<string, SharedLog>();
  readonly #opening = new Map<string, Promise<boolean>>();
  /** The worlds that were used since the last note. */
  readonly #used = new Set<string>();
  /** Milliseconds between two notes. */
  readonly #pause: number;
  readonly #timer: NodeJS.Timeout;
  /** The exchanges of all processes. Undefined if there are no journals. */
  readonly journal: SharedJournal | undefined;

  private constructor(options: SharedWorldsOptions) {
    this.#options = options;
    this.#connection = options.connection;
    this.#pause = Math.min(options.idle, DAY) / NOTES_PER_IDLE_TIME;
    this.#timer = setInterval(() => this.#noteUses(), this.#pause).unref();
    const { connection, notice, journal, local } = options;
    const find = (name: string) => {
      // Its journal does not depend on what others change meanwhile.
      if (this.#logs.get(name)?.isGone === false) return local.enter(name);
      return this.#find(name, name === DEFAULT_WORLD).then((exists) => (exists ? local.enter(name) : undefined));
    };
    this.journal = journal && new SharedJournal({ ...journal, connection, notice, find });
  }

  /** Opens the worlds. The default one always exists. If that fails, the connection is closed. @throws HttpError STORE_UNAVAILABLE */
  static async open(options: SharedWorldsOptions): Promise<SharedWorlds> {
    const shared = new SharedWorlds(options);
    try {
      await shared.journal?.begin();
      await shared.#find(DEFAULT_WORLD, true);
      const { connection, staleReads } = options;
      const channel = connection.address.prefix + CHANGES_CHANNEL;
      // Other requests ask themselves.
      if (staleReads) await connection.subscribe([channel], (_, name) => shared.#changed(name));
      return shared;
    } catch (error) {
      shared.close();
      throw error;
    }
  }

  get address(): string {
    return this.#connection.address.shown;
  }

  /** Opens the world of a request if necessary, and applies what other processes changed. It never rejects. */
  async prepare(alias: string): Promise<PreparedWorld> {
    const name = this.#options.local.nameOf(alias);
    if (!isWorldName(name)) return CURRENT;
    this.#used.add(name);
    const known = this.#logs.get(name);
    if (known && this.#options.staleReads && !known.isGone) {
      if (!this.#connection.isReady) return STALE;
      if (known.wasCurrentWithin(MOST_STALE)) return CURRENT;
    }
    try {
      await this.#find(name, true);
      return CURRENT;
    } catch (refusal) {
      if (!isUnavailable(refusal)) return { isStale: false, refusal };
      return known && !known.isGone ? STALE : { isStale: false, refusal };
    }
  }

  /** Makes all worlds that exist current in this process. That is no use of them. @throws HttpError STORE_UNAVAILABLE */
  async findAll(): Promise<void> {
    const names = (await this.#connection.command('ZRANGE', this.#list, 0, -1)) as string[];
    const all = [...new Set([DEFAULT_WORLD, ...names, ...this.#logs.keys()])];
    for (let at = 0; at < all.length; at += OPENED_TOGETHER) {
      await Promise.all(all.slice(at, at + OPENED_TOGETHER).map((name) => this.#find(name, name === DEFAULT_WORLD)));
    }
  }

  /**
   * Makes a world current in this process. @param alias its name, or another one that a service knows it by
   * @param creates whether the world is used, and created if it does not exist @throws HttpError STORE_UNAVAILABLE
   */
  async require(alias: string, creates: boolean): Promise<boolean> {
    const name = this.#options.local.nameOf(alias);
    if (!isWorldName(name)) return false;
    if (creates) this.#used.add(name);
    return this.#find(name, creates || name === DEFAULT_WORLD);
  }

  async #find(name: string, creates: boolean): Promise<boolean> {
    const log = this.#logs.get(name);
    if (log) {
      try {
        await log.catchUp();
        return true;
      } catch (error) {
        if (!log.isGone) throw error;
      }
    }
    const opening = this.#opening.get(name) ?? this.#open(name, creates).finally(() => this.#opening.delete(name));
    this.#opening.set(name, opening);
    const exists = await opening;
    // It was opened by somebody who only looked for it.
    return exists || !creates ? exists : this.#find(name, creates);
  }

  async #open(name: string, creates: boolean): Promise<boolean> {
    const world = this.#world(name);
    let loaded = await world.load();
    if (loaded === undefined && creates) {
      if (this.#logs.has(name))
        this.#options.notice(`Redis has no world ${name} any more. It begins with its initial state`);
      await this.#create(world, this.#options.own);
      loaded = await world.load();
    }
    if (loaded === undefined) {
      this.#logs.delete(name);
      this.#options.local.forget(name);
      return false;
    }
    // It can be missing in the list if a process ended while it created or deleted the world.
    if (creates && name !== DEFAULT_WORLD) await this.#connection.run(REGISTER, [this.#list], [name, '']);
    const { connection, historyCommits, historyBytes, notice } = this.#options;
    const log = new SharedLog({ connection, world, loaded, historyCommits, historyBytes, notice });
    const opened = this.#options.open(name, ownOf(loaded.origin), log);
    this.journal?.follow(opened);
    this.#options.local.adopt(opened);
    this.#logs.set(name, log);
    return true;
  }

  /** @returns whether it did not exist @throws HttpError TOO_MANY_WORLDS */
  async #create(world: WorldInRedis, own: OwnWorld): Promise<boolean> {
    const { limit, initialValues } = this.#options;
    if (world.name !== DEFAULT_WORLD) {
      const isListed = await this.#connection.run(REGISTER, [this.#list], [world.name, limit]);
      if (isListed !== 1) throw tooManyWorlds(limit);
    }
    const values = [...initialValues(own)].map(([key, value]) => [fieldOf(undefined, key), value] as const);
    return world.create(randomUUID(), originOf(own), values);
  }

  /** Creates a world. @throws HttpError WORLD_EXISTS, TOO_MANY_WORLDS or STORE_UNAVAILABLE */
  async add(name: string, own: OwnWorld): Promise<World> {
    const isNew = await this.#create(this.#world(name), { ...this.#options.own, ...definedOf(own) });
    if (!isNew) throw worldExists(name);
    await this.#find(name, true);
    return this.#options.local.enter(name);
  }

  /** Deletes a world in all processes. @returns whether it existed */
  async remove(name: string): Promise<boolean> {
    const used = await this.#usedAt(name);
    const existed = await this.#world(name).remove();
    this.#logs.delete(name);
    await this.#unlist(name, used);
    return existed;
  }

  /** When a world was used last. Null if it is not in the list. */
  async #usedAt(name: string): Promise<string | null> {
    return (await this.#connection.command('ZSCORE', this.#list, name)) as string | null;
  }

  /** Takes a deleted world off the list, unless it was created again. */
  async #unlist(name: string, used: string | null): Promise<void> {
    if (used !== null) await this.#connection.run(UNLIST, [this.#list], [name, used]);
  }

  /** Deletes the worlds that no process has used for the idle time. */
  retire(): void {
    this.#retire().catch(() => undefined);
  }

  async #retire(): Promise<void> {
    // A process notes a use at its next note, and that takes a moment.
    const seconds = (this.#options.idle + 2 * this.#pause) / 1000;
    const unused = (await this.#connection.run(UNUSED, [this.#list], [seconds])) as string[];
    for (let at = 0; at + 1 < unused.length; at += 2) {
      await this.#retireWorld(unused[at] as string, unused[at + 1] as string);
    }
  }

  async #retireWorld(name: string, used: string): Promise<void> {
    if (this.#used.has(name)) return;
    const world = this.#world(name);
    const id = await world.id();
    // Another process can have deleted it, and a request can have created it again.
    if ((await this.#usedAt(name)) !== used) return;
    if (id !== null) await world.remove(id);
    await this.#unlist(name, used);
  }

  #noteUses(): void {
    const names = [...this.#used];
    this.#used.clear();
    if (names.length > 0) this.#connection.run(USE, [this.#list], names).catch(() => undefined);
    this.retire();
  }

  /** Another process has changed a world. */
  #changed(name: string): void {
    this.#logs
      .get(name)
      ?.catchUp()
      .catch(() => undefined);
  }

  /** Forgets a world that this process does not use any more. Other processes may use it. */
  forget(name: string): void {
    this.#logs.delete(name);
  }

  get #list(): string {
    return `${this.#connection.address.prefix}worlds`;
  }

  #world(name: string): WorldInRedis {
    return new WorldInRedis(this.#connection, name, Math.min(this.#options.historyCommits, MOST_ENTRIES));
  }

  close(): void {
    clearInterval(this.#timer);
    this.journal?.close();
    this.#connection.close();
  }
}

function definedOf(own: OwnWorld): OwnWorld {
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
}
