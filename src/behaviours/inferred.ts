// The behaviour that an operation's role implies: reading its resource, or changing it.
import type { Contract } from '../contract/contract.ts';
import { type Operation, statusOf, successOf } from '../contract/operations.ts';
import type { Convention } from '../conventions/convention.ts';
import type { JsonObject } from '../json/value.ts';
import type { Resource, Role } from '../resources/resource.ts';
import { openSingleton, type Repository } from '../resources/singleton.ts';
import type { World } from '../worlds/world.ts';
import type { Behaviour } from './behaviour.ts';
import { sampleOf } from './sample-of.ts';

/** The repository of one resource, in the world that a call names. */
export type RepositoryIn = (world: World) => Repository;

/** Opens the repositories of each resource, one a world, when they are first asked for. */
export function openRepositories(contract: Contract, { isControl }: Convention): (resource: Resource) => RepositoryIn {
  const known = new Map<Resource, RepositoryIn>();
  const open = (resource: Resource): RepositoryIn => {
    const worlds = new WeakMap<World, Repository>();
    return (world) => {
      let repository = worlds.get(world);
      if (!repository) {
        const { store, clock } = world;
        const sampled = () => sampleOf(contract, resource.schema, { seed: world.seed, place: resource.key });
        repository = openSingleton({ contract, resource, store, clock, sampled, isControl });
        worlds.set(world, repository);
      }
      return repository;
    };
  };
  return (resource) => {
    const repositoryIn = known.get(resource) ?? open(resource);
    known.set(resource, repositoryIn);
    return repositoryIn;
  };
}

/** @param operation the one that has the role */
export function inferred(operation: Operation, { kind }: Role, repositoryIn: RepositoryIn): Behaviour {
  const status = statusOf(successOf(operation) ?? { status: '200' });
  if (kind === 'read')
    return ({ world }) =>
      repositoryIn(world)
        .read()
        .then((body) => ({ status, body }));
  const shown = (successOf(operation)?.content.length ?? 0) > 0;
  return async ({ world, body, mediaType }) => {
    const changed = await repositoryIn(world).change({ body: body as JsonObject, mediaType });
    return { status, body: shown ? changed : undefined };
  };
}
