// Runs a part of a call whose changes are made in one step: all of them, or none.
import { openTransaction } from '../store/transaction.ts';
import type { Call } from './behaviour.ts';

/** How often it is run while other requests change the same items. */
const MAX_ATTEMPTS = 100;

/**
 * Applies all changes that `run` makes by its argument when it returns, or none if it throws. If another request has changed one of
 * the same items meanwhile, `run` is called again.
 * @param run its argument is the call with a state of its own
 */
export async function inOneStep<Result>(
  call: Call,
  run: (own: Call) => Result | Promise<Result>,
): Promise<Awaited<Result>> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { store, apply } = openTransaction(call.world.store);
    const { id, request, operation, world, parameters, accepts, body, mediaType, ordinal } = call;
    const own = { ...world, store };
    const result = await run({ id, request, operation, world: own, parameters, accepts, body, mediaType, ordinal });
    if (await apply(call.id)) return result;
  }
  throw new Error(`other requests changed the items of ${call.operation.id} ${MAX_ATTEMPTS} times in a row`);
}
