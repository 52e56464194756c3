// The worlds of a server, by name. Each is made when it is first asked for, and dropped when nobody has asked for it in a while.
import { HttpError } from '../errors/http-error.ts';
import type { Settings } from '../world-settings.ts';
import { DEFAULT_WORLD, isWorldName, type World } from './world.ts';

export interface Worlds {
  /** The world of this name, made now where there is none. @throws HttpError WORLD_INVALID or TOO_MANY_WORLDS */
  enter(name: string): World;
  /** The world of this name; undefined where nobody has entered it. */
  find(name: string): World | undefined;
  list(): readonly World[];
  /** Makes a world that is not there yet. @throws HttpError WORLD_INVALID, WORLD_EXISTS or TOO_MANY_WORLDS */
  add(name: string, own: OwnWorld): World;
  /** A world that nobody can enter, as this one was at first: to compare with. */
  like(world: World): World;
  /** Whether there was one to drop. */
  drop(name: string): boolean;
  /** Calls back for every world that is made from now on; the answer ends it. */
  listen(listener: (world: World) => void): () => void;
  close(): void;
}

/** What one world may have of its own, instead of what all begin with. */
export interface OwnWorld {
  readonly seed?: number | undefined;
  readonly now?: Date | undefined;
  readonly scenario?: string | undefined;
  readonly settings?: Settings | undefined;
}

export interface WorldsOptions {
  readonly open: (name: string, own: OwnWorld) => World;
  /** Milliseconds after which a world that nobody has entered is dropped; the default world never is. */
  readonly idle: number;
  /** Is told of every world that is made, but for the default one. */
  readonly opened: (world: World) => void;
  /** Is told of every world that is dropped, so that what broke the contract in it is not forgotten. */
  readonly dropped: (world: World) => void;
}

/** Worlds that may be there at once. */
const MOST = 50_000;

/** Times within the idle time that worlds are looked through. */
const LOOKS = 10;

interface WorldEntry {
  readonly world: World;
  /** The look before which it was last entered. */
  entered: number;
}

export function openWorlds({ open, idle, opened, dropped }: WorldsOptions): Worlds {
  const listeners = new Set<(world: World) => void>();
  const worlds = new Map<string, WorldEntry>();
  let look = 0;
  let sweep: NodeJS.Timeout | undefined;
  const add = (name: string, own: OwnWorld): WorldEntry => {
    if (!isWorldName(name)) throw badName(name);
    if (worlds.size >= MOST) {
      const message = `There are ${MOST} worlds already; delete some, or wait until they fall idle.`;
      throw new HttpError({ code: 'TOO_MANY_WORLDS', message });
    }
    const kept = { world: open(name, own), entered: look };
    worlds.set(name, kept);
    for (const listener of listeners) listener(kept.world);
    if (name === DEFAULT_WORLD) return kept;
    sweep ??= setInterval(dropIdle, idle / LOOKS).unref();
    opened(kept.world);
    return kept;
  };
  const drop = (name: string): boolean => {
    const kept = worlds.get(name);
    if (kept) dropped(kept.world);
    return worlds.delete(name);
  };
  const dropIdle = () => {
    look += 1;
    for (const [name, { entered }] of worlds) {
      if (name !== DEFAULT_WORLD && look - entered > LOOKS) drop(name);
    }
    if (worlds.size > 1) return;
    clearInterval(sweep);
    sweep = undefined;
  };
  return {
    enter(name) {
      const kept = worlds.get(name) ?? add(name, {});
      kept.entered = look;
      return kept.world;
    },
    find: (name) => worlds.get(name)?.world,
    list: () => [...worlds.values()].map(({ world }) => world),
    add(name, own) {
      if (worlds.has(name)) throw new HttpError({ code: 'WORLD_EXISTS', message: `There is a world ${name} already.` });
      return add(name, own).world;
    },
    like: ({ seed, scenario, settings }) => open('like', { seed, scenario, settings }),
    drop,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => clearInterval(sweep),
  };
}

function badName(name: string): HttpError {
  return new HttpError({
    code: 'WORLD_INVALID',
    message: `${JSON.stringify(name.slice(0, 80))} is no name of a world: it has letters, digits, dashes and underscores, 63 at most, and neither begins nor ends with a dash.`,
  });
}
