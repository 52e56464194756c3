// Which behaviour answers each operation: its handler, else what its resource's role implies, else a sample.
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
  /** Milliseconds that a handler may take to answer; undefined where the handlers are none of a user's. */
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
  for (const known of [handlers, ...variants.map((variant) => variant.handlers)])
    refuseUnknownHandlers(contract, known);
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
    return idempotent(operation, varied);
  };
}

/** One behaviour in worlds in which something is set, another one in all others. */
function whenSet(where: Settings, behaviour: Behaviour, otherwise: Behaviour): Behaviour {
  if (behaviour === otherwise) return otherwise;
  const wanted = Object.entries(where);
  return (call) => {
    const { settings } = call.world.world;
    return wanted.every(([name, value]) => settings[name] === value) ? behaviour(call) : otherwise(call);
  };
}
