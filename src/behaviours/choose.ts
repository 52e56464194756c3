// Which behaviour answers each operation: its handler, else what its resource's role implies, else a sample.
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operations.ts';
import type { Convention } from '../conventions/convention.ts';
import type { Inference } from '../resources/infer.ts';
import type { Behaviour } from './behaviour.ts';
import { handled, refuseUnknownHandlers, type UntypedHandlers } from './handlers.ts';
import { idempotent } from './idempotent.ts';
import { inferred } from './inferred.ts';
import { openRepositories } from './repositories.ts';
import { sampled } from './sampled.ts';

export interface BehaviourSources {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly inference: Inference;
  readonly handlers: UntypedHandlers;
  /** Milliseconds that a handler may take to answer; undefined where the handlers are none of a user's. */
  readonly handlerLimit: number | undefined;
}

/** @throws SetupError HANDLER_UNKNOWN */
export function chooseBehaviours({
  contract,
  convention,
  inference,
  handlers,
  handlerLimit: limit,
}: BehaviourSources): (operation: Operation) => Behaviour {
  refuseUnknownHandlers(contract, handlers);
  const repositoriesOf = openRepositories(contract, convention);
  return (operation) => {
    const role = inference.roleOf(operation);
    const repositoryIn = role && repositoriesOf(role);
    const next =
      role && repositoryIn
        ? inferred({ contract, convention, operation, role, repositoryIn })
        : sampled(contract, operation);
    const handler = Object.hasOwn(handlers, operation.id) ? handlers[operation.id] : undefined;
    return idempotent(operation, handler ? handled({ contract, operation, handler, repositoryIn, next, limit }) : next);
  };
}
