// Which behaviour answers each operation: its handler, else what its resource's role implies, else a sample.
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operations.ts';
import type { Convention } from '../conventions/convention.ts';
import type { Inference } from '../resources/infer.ts';
import type { Settings } from '../world-settings.ts';
import type { Behaviour } from './behaviour.ts';
import { handled, refuseUnknownHandlers, type UntypedHandlers } from './handlers.ts';
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
  const repositoriesOf = openRepositories(contract, convention);
  return (operation) => {
    const role = inference.roleOf(operation);
    const repositoryIn = role && repositoriesOf(role);
    const next =
      role && repositoryIn
        ? inferred({ contract, convention, operation, role, repositoryIn })
        : sampled(contract, operation);
    const inFront = (before: Behaviour, own: UntypedHandlers) => {
      const handler = Object.hasOwn(own, operation.id) ? own[operation.id] : undefined;
      return handler ? handled({ contract, operation, handler, repositoryIn, next: before, limit }) : before;
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
