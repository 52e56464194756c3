// A change starts again if others change the same keys meanwhile. Several that start again at the same moment would conflict again and
// again, so after some attempts each waits for a random time.

const IMMEDIATE_ATTEMPTS = 10;
const MAX_PAUSE_MS = 20;

/** @param attempts the number of attempts so far @returns undefined if the next one begins at once */
export function pauseAfter(attempts: number): Promise<void> | undefined {
  if (attempts < IMMEDIATE_ATTEMPTS) return undefined;
  return new Promise((resolve) => setTimeout(resolve, Math.random() * MAX_PAUSE_MS));
}
