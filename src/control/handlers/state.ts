// The handlers for the state of a world: snapshots, differences and single resources.
import { invalidUpload } from '../../behaviours/uploads.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { type RestoredState, restoredState, snapshotOf } from '../../resources/state/snapshot.ts';
import { differences, readPath, setPath } from '../../resources/state/state.ts';
import { type OwnValues, ownEntriesOf, ownValuesOf } from '../../worlds/own-values.ts';
import type { World } from '../../worlds/world.ts';
import type { ControlTarget } from '../target.ts';
import { CSV, csvResponse, requireHeaderLine, setCsv } from './csv.ts';
import { type ControlHandler, NO_CONTENT, prefers } from './handler.ts';
import { existingWorld, findWorld, resourcesOf, servedResources, worldOf } from './lookup.ts';
import { requireOwnValues } from './plans.ts';
import { invalidBody } from './requirements.ts';

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
  async ({ parameters }) => {
    const world = existingWorld(target, parameters);
    const documents = await snapshotsOf(target, world);
    // The types of the document have optional properties where these have readonly ones.
    return { status: 200, body: { world: ownValuesOf(ownEntries(world)) as never, documents } };
  };

/** The stored values of the world itself. */
function ownEntries({ log }: World) {
  return log.state().parts.find(({ part }) => part === undefined)?.values ?? [];
}

export const restoreSnapshot: ControlHandler<'restoreSnapshot'> =
  (target) =>
  async ({ parameters, body }) => {
    const world = worldOf(target, parameters);
    const own = body.world as OwnValues | undefined;
    if (own) requireOwnValues(target, own);
    const mounts = target.documents().map(({ mount }) => mount);
    const unserved = Object.keys(body.documents).find((mount) => !mounts.includes(mount));
    if (unserved !== undefined) {
      throw invalidBody(appendTokens('/documents', unserved), 'mount', 'is a path under which no document is served');
    }
    const restored = new Map<string, RestoredState>();
    for (const [mount, state] of Object.entries(body.documents)) {
      const at = appendTokens('/documents', mount);
      requireFiles((state as JsonObject).private, appendTokens(at, 'private'));
      const document = resourcesOf(target, mount);
      restored.set(mount, await restoredState(document, world.part(mount), state as JsonObject, at));
    }
    const parts = [...restored].map(([part, { values }]) => ({ part, values }));
    await world.restore(own ? [...parts, { part: undefined, values: ownEntriesOf(own) }] : parts);
    for (const [mount, { samplesUrl }] of restored) world.part(mount).samplesUrl = samplesUrl;
    return NO_CONTENT;
  };

/** @throws HttpError BODY_INVALID */
function requireFiles(values: Json | undefined, at: string): void {
  const name = isObject(values) ? invalidUpload(values) : undefined;
  if (name === undefined) return;
  throw invalidBody(appendTokens(at, name), 'file', 'must be an uploaded file, with bytes and mediaType');
}

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
    if (mediaType === CSV) requireHeaderLine(headers['content-type']);
    if (mediaType === CSV) await setCsv(document, part, path, body as string);
    else await setPath(document, part, path, body as Json);
    if (body === null) return { status: 200, body: null };
    const value = await readPath(document, part, path);
    return prefers(headers.accept, CSV) ? csvResponse(document, path, value) : { status: 200, body: value };
  };
