// One isolated world: its own state, its own time, its own seed. Requests of one world never see another.
import type { Surroundings } from '../resources/repository.ts';

export interface World extends Surroundings {
  readonly name: string;
}

/** The world of a request that names none. */
export const DEFAULT_WORLD = 'default';

export interface Worlds {
  /** The world that a request is answered in. */
  enter(name: string): World;
}

/** Keeps worlds by name; each is opened when it is first entered. */
export function openWorlds(open: (name: string) => World): Worlds {
  const worlds = new Map<string, World>();
  return {
    enter(name) {
      let world = worlds.get(name);
      if (!world) {
        world = open(name);
        worlds.set(name, world);
      }
      return world;
    },
  };
}
