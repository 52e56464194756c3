// Time as a value that is handed in: nothing in the engine asks the machine for it.

/** Tells the time in one world. */
export interface Clock {
  now(): Date;
}

/** The machine's own time. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still at one moment. */
export function frozenClock(at: Date): Clock {
  return { now: () => new Date(at) };
}
