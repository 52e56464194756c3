// Finds the resource of a call: that of its operation's role, at the address in the call.
import type { Contract } from '../contract/contract.ts';
import type { Convention } from '../conventions/convention.ts';
import { valueInside } from '../json/value.ts';
import type { Resource, Role } from '../resources/infer/resource.ts';
import { openResources, type StoredResources } from '../resources/state/open.ts';
import { type Address, ownersOfHome, type StoredResource } from '../resources/state/repository.ts';
import type { WorldPart } from '../worlds/world.ts';
import type { Call } from './behaviour.ts';

/** Returns the resource of a call, in the world of the call. */
export type ResourceOfCall = (call: Call) => StoredResource;

export interface OpenResources {
  ofRole(role: Role): ResourceOfCall;
  /**
   * @param owners the keys of the items on its path, in the order of the path
   * @param exchange the id of the exchange that uses it
   */
  at(world: WorldPart, resource: Resource, owners: readonly string[], exchange?: string): StoredResource;
}

/** Opens the resources of each world on first use. */
export function resourcesOfWorlds(contract: Contract, { isControlInformation }: Convention): OpenResources {
  const worlds = new WeakMap<WorldPart, StoredResources>();
  const resourcesIn = (world: WorldPart): StoredResources => {
    const known = worlds.get(world) ?? openResources(contract, isControlInformation, world);
    worlds.set(world, known);
    return known;
  };
  const ofRole = (role: Role): ResourceOfCall => {
    const { resource } = role;
    if (resource.kind === 'singleton' && role.owners.length === 0) {
      const open = new WeakMap<WorldPart, StoredResource>();
      return ({ world, operation, id }) => {
        let stored = open.get(world);
        if (!stored) {
          stored = resourcesIn(world)(resource, NO_OWNERS);
          open.set(world, stored);
        }
        return operation.method === 'GET' ? stored : stored.by(id);
      };
    }
    return (call) => resourcesIn(call.world)(resource, addressOf(role, call));
  };
  return {
    ofRole,
    at: (world, resource, owners, exchange) => resourcesIn(world)(resource, { owners }).by(exchange),
  };
}

const NO_OWNERS: Address = { owners: [] };

function addressOf(
  { owners, key, scope, bodyPath, resource }: Role,
  { id: exchange, parameters, body }: Call,
): Address {
  const keys = owners.map((name) => String(parameters.path[name]));
  const value = key?.in === 'body' ? valueInside(body, [...bodyPath, ...key.path]) : parameters.path[key?.name ?? ''];
  const own = value === undefined || value === null ? undefined : String(value);
  return scope
    ? { owners: ownersOfHome(resource, keys), key: own, within: { scope, owners: keys }, exchange }
    : { owners: keys, key: own, within: undefined, exchange };
}
