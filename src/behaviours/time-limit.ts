// How long code of a user may take to answer one request. One timer looks after all of them, since a timer each would cost
// every request more than the rest of its handler does.

interface Running {
  readonly deadline: number;
  readonly giveUp: () => void;
}

/** Milliseconds between two looks. */
const SWEEP = 250;

const running = new Set<Running>();
let sweep: NodeJS.Timeout | undefined;

/**
 * The promise, or a rejection where it takes longer than it may.
 * @param milliseconds the least time that it is given
 */
export function withinTime<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  const late = () => new Error(`it did not answer within ${milliseconds / 1000} s`);
  return new Promise<T>((resolve, reject) => {
    const one: Running = { deadline: performance.now() + milliseconds, giveUp: () => reject(late()) };
    running.add(one);
    sweep ??= setInterval(look, Math.min(SWEEP, milliseconds)).unref();
    promise.then(
      (value) => {
        running.delete(one);
        resolve(value);
      },
      (error) => {
        running.delete(one);
        reject(error);
      },
    );
  });
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
