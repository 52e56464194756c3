// The handlers for the state of a world: snapshots, differences and single resources.
import type { Json, JsonObject } from '../../json/value.ts';
import { restoreSnapshot as restore, snapshotOf } from '../../resources/state/snapshot.ts';
import { differences, readPath, readState, setPath } from '../../resources/state/state.ts';
import type { World } from '../../worlds/world.ts';
import type { ControlTarget } from '../target.ts';
import { CSV, csvResponse, setCsv } from './csv.ts';
import { type ControlHandler, NO_CONTENT, prefers } from './handler.ts';
import { existingWorld, findWorld, resourcesOf, servedResources, worldOf } from './lookup.ts';
import { invalidBody } from './requirements.ts';

type StoredValues = Readonly<Record<string, Json>>;

/** The stored values of a world, by the mounts of its documents. */
export async function statesOf(world: World): Promise<Readonly<Record<string, StoredValues>>> {
  const states = [...world.parts()].map(async ([mount, part]) => [mount, await readState(part)] as const);
  return Object.fromEntries(await Promise.all(states));
}

/** The snapshots of the documents that were used in a world, by their mounts. */
async function snapshotsOf(target: ControlTarget, world: World): Promise<Readonly<Record<string, JsonObject>>> {
  const mounts = target.documents().map(({ mount }) => mount);
  const parts = [...world.parts()].filter(([mount]) => mounts.includes(mount));
  const snapshots = parts.map(async ([mount, part]) => {
    return [mount, await snapshotOf(resourcesOf(target, mount), part)] as const;
  });
  return Object.fromEntries(await Promise.all(snapshots));
}

export const getSnapshot: ControlHandler<'getSnapshot'> =
  (target) =>
  async ({ parameters }) => ({
    status: 200,
    body: { documents: await snapshotsOf(target, existingWorld(target, parameters)) },
  });

export const restoreSnapshot: ControlHandler<'restoreSnapshot'> =
  (target) =>
  async ({ parameters, body }) => {
    const world = worldOf(target, parameters);
    const states = Object.entries(body.documents);
    const mounts = target.documents().map(({ mount }) => mount);
    const unserved = states.find(([mount]) => !mounts.includes(mount));
    if (unserved)
      throw invalidBody(`/documents/${unserved[0]}`, 'mount', 'is a path under which no document is served');
    for (const [mount, state] of states) {
      const place = `/documents/${mount.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      await restore(resourcesOf(target, mount), world.part(mount), state as JsonObject, place);
    }
    return NO_CONTENT;
  };

export const diffWorld: ControlHandler<'diffWorld'> =
  (target) =>
  async ({ parameters }) => {
    const world = existingWorld(target, parameters);
    const { from } = parameters.query ?? {};
    const other = from === undefined ? target.worlds.like(world) : findWorld(target, from);
    const all = target.documents().map(async (document) => {
      const { mount } = document;
      const differing = await differences(servedResources(document), other.part(mount), world.part(mount));
      return differing.map((one) => ({ mount, ...one }));
    });
    return { status: 200, body: (await Promise.all(all)).flat() };
  };

export const getResource: ControlHandler<'getResource'> =
  (target) =>
  async ({ parameters, headers }) => {
    const { path, mount } = parameters.query;
    const document = resourcesOf(target, mount);
    const value = await readPath(document, worldOf(target, parameters).part(document.mount), path);
    return prefers(headers.accept, CSV) ? csvResponse(document, path, value) : { status: 200, body: value };
  };

export const setResource: ControlHandler<'setResource'> =
  (target) =>
  async ({ parameters, headers, mediaType, body }) => {
    const { path, mount } = parameters.query;
    const document = resourcesOf(target, mount);
    const part = worldOf(target, parameters).part(document.mount);
    if (mediaType === CSV) await setCsv(document, part, path, body as string);
    else await setPath(document, part, path, body as Json);
    if (body === null) return { status: 200, body: null };
    const value = await readPath(document, part, path);
    return prefers(headers.accept, CSV) ? csvResponse(document, path, value) : { status: 200, body: value };
  };
