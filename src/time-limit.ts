// Limits the time of a user's code for one request. One timer serves all requests: a timer for each would cost more than the rest
// of a handler call.

interface RunningHandler {
  readonly deadline: number;
  readonly giveUp: () => void;
}

/** Milliseconds between two checks of the deadlines. */
const SWEEP_INTERVAL_MS = 250;

const running = new Set<RunningHandler>();
let sweep: NodeJS.Timeout | undefined;

/**
 * Returns the promise, or a rejection if it takes too long.
 * @param milliseconds the minimum time that it has
 */
export function withinTime<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  const late = () => new Error(`it did not respond within ${milliseconds / 1000} s`);
  return new Promise<T>((resolve, reject) => {
    const one: RunningHandler = { deadline: performance.now() + milliseconds, giveUp: () => reject(late()) };
    running.add(one);
    sweep ??= setInterval(rejectLate, Math.min(SWEEP_INTERVAL_MS, milliseconds));
    // The timer keeps the process alive only while a handler runs.
    sweep.ref();
    promise.then(
      (value) => {
        forget(one);
        resolve(value);
      },
      (error) => {
        forget(one);
        reject(error);
      },
    );
  });
}

function forget(one: RunningHandler): void {
  running.delete(one);
  if (running.size === 0) sweep?.unref();
}

function rejectLate(): void {
  const now = performance.now();
  for (const one of running) {
    // They are in order of their start, but their limits can differ.
    if (one.deadline > now) continue;
    running.delete(one);
    one.giveUp();
  }
  if (running.size > 0) return;
  clearInterval(sweep);
  sweep = undefined;
}
