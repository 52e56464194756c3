// How long code of a user may take to answer one request. One timer looks after all of them, since a timer each would cost
// every request more than the rest of its handler does.

interface RunningHandler {
  readonly deadline: number;
  readonly giveUp: () => void;
}

/** Milliseconds between two looks. */
const SWEEP = 250;

const running = new Set<RunningHandler>();
let sweep: NodeJS.Timeout | undefined;

/**
 * The promise, or a rejection where it takes longer than it may.
 * @param milliseconds the least time that it is given
 */
export function withinTime<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  const late = () => new Error(`it did not answer within ${milliseconds / 1000} s`);
  return new Promise<T>((resolve, reject) => {
    const one: RunningHandler = { deadline: performance.now() + milliseconds, giveUp: () => reject(late()) };
    running.add(one);
    sweep ??= setInterval(look, Math.min(SWEEP, milliseconds));
    // The process waits for an answer that is due, and for nothing else.
    sweep.ref();
    promise.then(
      (value) => {
        ended(one);
        resolve(value);
      },
      (error) => {
        ended(one);
        reject(error);
      },
    );
  });
}

function ended(one: RunningHandler): void {
  running.delete(one);
  if (running.size === 0) sweep?.unref();
}

function look(): void {
  const now = performance.now();
  for (const one of running) {
    // They came in order of time, but not all with the same limit.
    if (one.deadline > now) continue;
    running.delete(one);
    one.giveUp();
  }
  if (running.size > 0) return;
  clearInterval(sweep);
  sweep = undefined;
}
