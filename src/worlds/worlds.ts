// The worlds of a server, by name. Each is created on first use and dropped if no request uses it for a while.
import { HttpError } from '../errors/http-error.ts';
import type { Eventually } from '../eventually.ts';
import { storeUnavailable } from '../store/redis/unavailable.ts';
import type { OwnWorld } from './own-world.ts';
import type { SharedWorlds } from './shared-worlds.ts';
import { DEFAULT_WORLD, isWorldName, type World } from './world.ts';
import { tooManyWorlds, worldExists } from './world-errors.ts';

export interface Worlds {
  /** Returns the world of this name and creates it if necessary. @throws HttpError WORLD_INVALID or TOO_MANY_WORLDS */
  enter(name: string): World;
  /** Returns the world of this name; undefined if it does not exist. */
  find(name: string): World | undefined;
  list(): readonly World[];
  /** Creates a world. @throws HttpError WORLD_INVALID, WORLD_EXISTS or TOO_MANY_WORLDS */
  add(name: string, own: OwnWorld): Eventually<World>;
  /** Creates a copy of the initial state of a world, for comparisons; no request can use it. */
  like(world: World): World;
  /** Drops a world. @returns whether it existed */
  drop(name: string): Eventually<boolean>;
  /** The worlds of all processes that share the state. Undefined if no other process does. */
  readonly shared: SharedWorlds | undefined;
  /** The name of a world that a service can know by another name. */
  nameOf(alias: string): string;
  /** Uses a world that other processes know, in place of the one of its name. */
  adopt(world: World): void;
  /** Drops a world of this process. */
  forget(name: string): void;
  /** Calls the listener with every new world. @returns a function that removes the listener */
  listen(listener: (world: World) => void): () => void;
  /** Aborted when the server begins to close: streams that follow worlds end then. */
  readonly closing: AbortSignal;
  close(): void;
}

interface WorldsOptions {
  readonly open: (name: string, own: OwnWorld) => World;
  /** Opens a world that no request can use, and that is not kept. */
  readonly openLike: (own: OwnWorld) => World;
  /** The worlds that are kept in a folder, whether they are in memory or not. */
  readonly kept: () => WorldFolders | undefined;
  /** The worlds that other processes use too. */
  readonly shared: () => SharedWorlds | undefined;
  /** Milliseconds after which an unused world is dropped; the default world is never dropped. */
  readonly idle: number;
  /** Number of worlds that can exist at the same time, in addition to the default world. */
  readonly limit: number;
  /** Returns the name of the world that a service knows by another name. Undefined if it knows none. */
  readonly nameOf: (alias: string) => string | undefined;
  /** Called with every new world except the default one. */
  readonly opened: (world: World) => void;
  /** Called with every world that is dropped, so that its violations can be kept. */
  readonly dropped: (world: World) => void;
}

/** What is kept of worlds that are not in memory. */
interface WorldFolders {
  has(name: string): boolean;
  remove(name: string): void;
}

/** How often idle worlds are looked for within the idle time. */
const SWEEPS_PER_IDLE_TIME = 10;

interface WorldEntry {
  readonly world: World;
  /** The number of sweeps before its last use. */
  entered: number;
}

export function openWorlds(options: WorldsOptions): Worlds {
  const { open, openLike, kept, shared, idle, limit, nameOf, opened, dropped } = options;
  const resolve = (name: string) => (isWorldName(name) ? name : (nameOf(name) ?? name));
  const listeners = new Set<(world: World) => void>();
  const worlds = new Map<string, WorldEntry>();
  const closing = new AbortController();
  let sweeps = 0;
  let sweep: NodeJS.Timeout | undefined;
  const add = (name: string, own: OwnWorld): WorldEntry => {
    if (!isWorldName(name)) throw badName(name);
    // The default world takes the requests that are refused for lack of another one.
    const others = worlds.has(DEFAULT_WORLD) ? worlds.size - 1 : worlds.size;
    if (others >= limit && name !== DEFAULT_WORLD) throw tooManyWorlds(limit);
    if (shared()) throw storeUnavailable(`The world ${name} cannot be opened now. Send the request again.`);
    return enlist(open(name, own));
  };
  const enlist = (world: World): WorldEntry => {
    const { name } = world;
    const entry = { world, entered: sweeps };
    worlds.set(name, entry);
    for (const listener of listeners) listener(entry.world);
    if (name === DEFAULT_WORLD) return entry;
    sweep ??= setInterval(dropIdle, idle / SWEEPS_PER_IDLE_TIME).unref();
    opened(entry.world);
    return entry;
  };
  const entryOf = (name: string): WorldEntry => worlds.get(name) ?? add(name, {});
  const isKept = (name: string) => isWorldName(name) && (kept()?.has(name) ?? false);
  const forget = (name: string): void => {
    const entry = worlds.get(name);
    worlds.delete(name);
    shared()?.forget(name);
    if (entry) dropped(entry.world);
  };
  const drop = (alias: string, reason: 'deleted' | 'unused'): boolean => {
    const name = resolve(alias);
    const entry = worlds.get(name);
    const exists = entry !== undefined || isKept(name);
    if (reason === 'deleted' && exists) kept()?.remove(name);
    forget(name);
    return exists;
  };
  const dropIdle = () => {
    sweeps += 1;
    shared()?.retire();
    for (const [name, { entered }] of worlds) {
      if (name !== DEFAULT_WORLD && sweeps - entered > SWEEPS_PER_IDLE_TIME) drop(name, 'unused');
    }
    if (worlds.size > (worlds.has(DEFAULT_WORLD) ? 1 : 0)) return;
    clearInterval(sweep);
    sweep = undefined;
  };
  return {
    enter(name) {
      const entry = worlds.get(name) ?? entryOf(resolve(name));
      entry.entered = sweeps;
      return entry.world;
    },
    find(alias) {
      const name = resolve(alias);
      return (worlds.get(name) ?? (isKept(name) ? add(name, {}) : undefined))?.world;
    },
    list: () => [...worlds.values()].map(({ world }) => world),
    add(alias, own) {
      const name = resolve(alias);
      const others = shared();
      if (others && isWorldName(name)) return others.add(name, own);
      if (worlds.has(name) || isKept(name)) throw worldExists(alias);
      return add(name, own).world;
    },
    like: ({ seed, scenario, settings }) => openLike({ seed, scenario, settings }),
    drop(alias) {
      const removed = shared()?.remove(resolve(alias));
      return removed ? removed.then((existed) => drop(alias, 'deleted') || existed) : drop(alias, 'deleted');
    },
    get shared() {
      return shared();
    },
    nameOf: resolve,
    adopt(world) {
      forget(world.name);
      enlist(world);
    },
    forget,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    closing: closing.signal,
    close() {
      clearInterval(sweep);
      closing.abort();
    },
  };
}

function badName(name: string): HttpError {
  return new HttpError({
    code: 'WORLD_INVALID',
    message: `The world name ${JSON.stringify(name.slice(0, 80))} is not valid. Use at most 63 letters, digits, dashes and underscores, with a letter or a digit at the start and at the end.`,
  });
}
