// Runs a part of a call whose changes are made in one step: all of them, or none.
import { inTransaction } from '../store/transaction.ts';
import type { Call } from './behaviour.ts';

/**
 * Applies all changes that `run` makes by its argument when it returns, or none if it throws. If another request has changed one of
 * the same items meanwhile, `run` is called again.
 * @param run its argument is the call with a state of its own
 */
export function inOneStep<Result>(call: Call, run: (own: Call) => Result | Promise<Result>): Promise<Awaited<Result>> {
  const { id, request, operation, world, parameters, accepts, body, mediaType, ordinal } = call;
  return inTransaction(
    world.store,
    ({ store, outside }) => {
      const own = { ...world, store, outside: { ...world, store: outside } };
      return run({ id, request, operation, world: own, parameters, accepts, body, mediaType, ordinal });
    },
    { cause: id, what: operation.id },
  );
}
