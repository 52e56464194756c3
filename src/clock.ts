// Time as a value that is handed in: nothing in the engine asks the machine for it.

/** Tells the time in one world. */
export interface Clock {
  now(): Date;
  /** The same moment as text, in UTC with milliseconds (RFC 3339). */
  timestamp(): string;
}

/** The machine's own time. */
export const systemClock: Clock = clockOf(() => Date.now());

/** A clock that stands still at one moment. */
export function frozenClock(at: Date): Clock {
  const moment = at.getTime();
  return clockOf(() => moment);
}

/** The text of a moment is made once, however many ask for it within the same millisecond. */
function clockOf(milliseconds: () => number): Clock {
  let moment = Number.NaN;
  let text = '';
  return {
    now: () => new Date(milliseconds()),
    timestamp() {
      const now = milliseconds();
      if (now !== moment) {
        moment = now;
        text = new Date(now).toISOString();
      }
      return text;
    },
  };
}
