// Finds the world, the document or the exchange that a request names.
import { HttpError } from '../../errors/http-error.ts';
import type { RecordedExchange } from '../../report/record.ts';
import type { ServedResources } from '../../resources/state/state.ts';
import type { World } from '../../worlds/world.ts';
import type { ControlledDocument, ControlTarget } from '../target.ts';

interface WorldParameters {
  readonly path: { readonly world: string };
}

/** The world of a path, which is created if it does not exist. */
export function worldOf({ worlds }: ControlTarget, { path }: WorldParameters): World {
  return worlds.enter(path.world);
}

/** The world of a path. @throws HttpError WORLD_NOT_FOUND */
export function existingWorld(target: ControlTarget, { path }: WorldParameters): World {
  return findWorld(target, path.world);
}

/** @throws HttpError WORLD_NOT_FOUND */
export function findWorld({ worlds }: ControlTarget, name: string): World {
  const world = worlds.find(name);
  if (world) return world;
  const names = worlds.list().map((one) => one.name);
  const known =
    names.length === 0 ? 'A world is created by the first request to it.' : `Worlds: ${names.slice(0, 8).join(', ')}.`;
  throw new HttpError({ code: 'WORLD_NOT_FOUND', message: `There is no world '${name}'. ${known}` });
}

/** @throws HttpError RESOURCE_NOT_FOUND if no document is served under the mount */
export function resourcesOf(target: ControlTarget, mount = ''): ServedResources & { readonly mount: string } {
  const documents = target.documents();
  const document = documents.find((one) => one.mount === mount);
  if (document) return servedResources(document);
  const mounts = documents.map((one) => (one.mount === '' ? "'' (the root)" : `'${one.mount}'`));
  const message = `No document is served under '${mount}'. Documents are served under ${mounts.join(', ')}.`;
  throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message });
}

export function servedResources({ mount, contract, inference, convention }: ControlledDocument) {
  return { mount, contract, inference, isControlInformation: convention.isControlInformation };
}

interface FoundExchange {
  readonly recorded: RecordedExchange;
  readonly world: World;
}

/**
 * Finds an exchange in one world, or in all of them.
 * @throws HttpError RESOURCE_NOT_FOUND if no journal has it, PARAMETER_INVALID if the journals of several worlds have it
 */
export function findExchange(target: ControlTarget, id: string, name: string | undefined): FoundExchange {
  const places = name === undefined ? target.worlds.list() : [findWorld(target, name)];
  const found = places.flatMap((world) => {
    const recorded = world.journal?.find(id);
    return recorded ? [{ recorded, world }] : [];
  });
  if (found.length > 1) throw foundInSeveral(id, found);
  if (found[0]) return found[0];
  const place = name === undefined ? '' : ` in the world '${name}'`;
  throw new HttpError({
    code: 'RESOURCE_NOT_FOUND',
    message: `There is no exchange '${id}'${place}. A reset and a rewind remove exchanges, and the journal keeps only the latest ones.`,
  });
}

/** Ids of worlds with a frozen clock depend only on the seed, so those of two worlds can be equal by chance. */
function foundInSeveral(id: string, found: readonly FoundExchange[]): HttpError {
  const names = found.map(({ world }) => `'${world.name}'`);
  const message = `${found.length} worlds have an exchange '${id}': ${names.slice(0, 8).join(', ')}. Name one with the query parameter 'world'.`;
  return new HttpError({ code: 'PARAMETER_INVALID', message });
}

/** All exchanges that the journal of a world has, oldest first. */
export function exchangesOf({ journal }: World): RecordedExchange[] {
  return [...(journal?.exchanges() ?? [])];
}
