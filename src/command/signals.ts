// How a server that runs until a signal ends.
import { serveWithoutOutput } from './output-errors.ts';

/** Milliseconds that anything still running has after the end, such as a timer of a handler or a fault that waits. */
const EXIT_GRACE_MS = 500;

/** Ends the process soon, or at once if nothing runs any more. */
export function exitSoon(): void {
  setTimeout(() => process.exit(), EXIT_GRACE_MS).unref();
}

/**
 * The first signal closes the server in order, a second one ends the process at once.
 * @returns a function that does what a signal does
 */
export function closeOnSignals(close: () => Promise<void>, fail: (error: unknown) => void): () => void {
  let closing = false;
  serveWithoutOutput();
  const onSignal = (signal: NodeJS.Signals) => {
    if (closing) process.exit(signal === 'SIGINT' ? 130 : 143);
    closing = true;
    close().catch(fail).finally(exitSoon);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => onSignal('SIGTERM');
}
