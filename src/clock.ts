// Time as a value that is handed in: nothing in the engine asks the machine for it.

/** Tells the time in one world. */
export interface Clock {
  now(): Date;
  /** In milliseconds since 1970. */
  moment(): number;
  /** The same moment as text, in UTC with milliseconds (RFC 3339). */
  timestamp(): string;
}

/** A clock that can be set. Changed by a jump or frozen, it tells moments of its own from then on. */
export interface AdjustableClock extends Clock {
  readonly frozen: boolean;
  /** Goes on from this moment, or stays at it where it is frozen. */
  set(moment: Date): void;
  freeze(): void;
  /** Goes on from the moment that it tells now. */
  resume(): void;
  /** Tells the time that it was opened with. */
  restart(): void;
  /** Makes another tell the time that this one tells, standing or going as it does. */
  copyTo(other: AdjustableClock): void;
}

/** @param at the moment to stand still at; without it the clock goes with the machine's */
export function adjustableClock(at?: Date): AdjustableClock {
  let offset = 0;
  let standing = at?.getTime();
  const now = () => standing ?? Date.now() + offset;
  return {
    ...clockOf(now),
    get frozen() {
      return standing !== undefined;
    },
    set(moment) {
      if (standing === undefined) offset = moment.getTime() - Date.now();
      else standing = moment.getTime();
    },
    freeze() {
      standing = now();
    },
    resume() {
      if (standing === undefined) return;
      offset = standing - Date.now();
      standing = undefined;
    },
    restart() {
      offset = 0;
      standing = at?.getTime();
    },
    copyTo(other) {
      other.resume();
      other.set(new Date(now()));
      if (standing !== undefined) other.freeze();
    },
  };
}

/** The text of a moment is made once, however many ask for it within the same millisecond. */
function clockOf(milliseconds: () => number): Clock {
  let moment = Number.NaN;
  let text = '';
  return {
    now: () => new Date(milliseconds()),
    moment: milliseconds,
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

/** A moment that is told relative to another: `now`, `now-P3D`, `now+PT12H` (ISO 8601 durations, without fractions). */
export function relativeTime(text: string, now: Date): Date | undefined {
  const [told, sign, duration] = /^now(?:([+-])(P.+))?$/.exec(text) ?? [];
  if (told === undefined) return undefined;
  return duration === undefined ? now : addDuration(now, duration, sign === '-' ? -1 : 1);
}

/** The first and the last moment that a date-time can tell (RFC 3339, section 1). */
const [FIRST, LAST] = ['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'].map((text) => Date.parse(text)) as [
  number,
  number,
];

export function isDateTimeYear(moment: Date): boolean {
  return moment.getTime() >= FIRST && moment.getTime() <= LAST;
}

/** The moment itself, or the nearest one that a date-time can tell. */
export function clampToDateTimeYears(moment: Date): Date {
  return new Date(Math.min(Math.max(moment.getTime(), FIRST), LAST));
}

const DURATION = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** A moment moved by an ISO 8601 duration, months and years by the calendar; undefined where the text is none. */
export function addDuration(moment: Date, duration: string, sign: 1 | -1 = 1): Date | undefined {
  const parts = DURATION.exec(duration);
  if (!parts) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => sign * Number(part ?? 0));
  const moved = new Date(moment);
  const day = moved.getUTCDate();
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + 12 * years + months);
  // The last of a month stays the last of a shorter one.
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(day, last));
  const rest = ((7 * weeks + days) * 24 + hours) * 3600 + minutes * 60 + seconds;
  const result = new Date(moved.getTime() + rest * 1000);
  return Number.isNaN(result.getTime()) ? undefined : result;
}
