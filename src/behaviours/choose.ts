// Chooses the behaviour of each operation: its handler, else the one that its role implies, else a sample.
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operations.ts';
import type { Convention } from '../conventions/convention.ts';
import type { Inference } from '../resources/infer.ts';
import type { Settings } from '../world-settings.ts';
import type { Behaviour } from './behaviour.ts';
import { handled, type ResourceIn, refuseUnknownHandlers, type UntypedHandlers } from './handlers.ts';
import { idempotent } from './idempotent.ts';
import { inferred } from './inferred.ts';
import type { Variant } from './pack.ts';
import { openRepositories } from './repositories.ts';
import { sampled } from './sampled.ts';

export interface BehaviourSources {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly inference: Inference;
  readonly handlers: UntypedHandlers;
  readonly variants?: readonly Variant[] | undefined;
  /** Milliseconds in which a handler must respond; undefined if the handlers are not a user's. */
  readonly handlerLimit: number | undefined;
}

/** @throws SetupError HANDLER_UNKNOWN */
export function chooseBehaviours({
  contract,
  convention,
  inference,
  handlers,
  variants = [],
  handlerLimit: limit,
}: BehaviourSources): (operation: Operation) => Behaviour {
  for (const own of [handlers, ...variants.map((variant) => variant.handlers)]) refuseUnknownHandlers(contract, own);
  const repositories = openRepositories(contract, convention);
  const resourceIn: ResourceIn = (world, path, owners) => {
    const resource = inference.resourceAt(path);
    if (!resource) {
      const known = inference.resources().map((one) => one.path);
      throw new Error(`The document has no resource at ${path}. It has ${known.join(', ') || 'none'}.`);
    }
    const count = resource.path.split('{}').length - 1;
    if (owners.length === count) return repositories.at(world, resource, owners);
    throw new Error(`The resource ${resource.path} has ${count} parameters. Keys given: ${owners.length}.`);
  };
  return (operation) => {
    const role = inference.roleOf(operation);
    const repositoryIn = role && repositories.ofRole(role);
    const next =
      role && repositoryIn
        ? inferred({ contract, convention, operation, role, repositoryIn })
        : sampled(contract, operation);
    const inFront = (before: Behaviour, own: UntypedHandlers) => {
      const handler = Object.hasOwn(own, operation.id) ? own[operation.id] : undefined;
      return handler
        ? handled({ contract, operation, handler, repositoryIn, resourceIn, next: before, limit })
        : before;
    };
    const varied = variants.reduce(
      (before, variant) => whenSet(variant.when, inFront(before, variant.handlers), before),
      inFront(next, handlers),
    );
    return idempotent(operation, varied, contract.limits);
  };
}

/** One behaviour in worlds with these settings, another one in all other worlds. */
function whenSet(when: Settings, behaviour: Behaviour, otherwise: Behaviour): Behaviour {
  if (behaviour === otherwise) return otherwise;
  const conditions = Object.entries(when);
  return (call) => {
    const { settings } = call.world.world;
    return conditions.every(([name, value]) => settings[name] === value) ? behaviour(call) : otherwise(call);
  };
}
