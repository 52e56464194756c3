// Keeps process.nextTick fast. Node.js calls it about ten times for each HTTP request.
import { executionAsyncResource } from 'node:async_hooks';

/** The object that Node.js made for one tick. */
const kept = new Set<object>();

/**
 * Keeps one object of a tick for the life of the process. V8 forgets the hidden class of these objects if a full garbage
 * collection finds none of them before nextTick is optimized, and then each of its calls stays several times as slow. A server
 * that loads a document has such a collection at its start.
 */
export function keepTicksFast(): void {
  process.nextTick(() => {
    kept.add(executionAsyncResource());
  });
}
