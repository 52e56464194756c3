// Time as a value that callers pass in. No other code of the engine reads the machine's clock.

/** The time in one world. */
export interface Clock {
  now(): Date;
  /** In milliseconds since 1970. */
  moment(): number;
  /** The same moment as text, in UTC with milliseconds (RFC 3339). */
  timestamp(): string;
}

/** A clock that can be set and frozen. */
export interface AdjustableClock extends Clock {
  readonly frozen: boolean;
  /** Milliseconds by which a clock that is not frozen differs from what it begins with; undefined if it begins frozen. */
  readonly offset: number | undefined;
  /** Sets the time, freezes the clock or lets it run, in one change. */
  change(to: { readonly now?: Date | undefined; readonly frozen?: boolean | undefined }): void;
  /** Sets the time. A running clock continues from there; a frozen clock stays there. */
  set(moment: Date): void;
  freeze(): void;
  /** Lets a frozen clock continue from its current time. */
  resume(): void;
  /** Returns to a state without a call of `onChange`; to the initial one if undefined. */
  load(state: ClockState | undefined): void;
}

/** What a clock was set to, in milliseconds: a difference to the machine's clock, or the moment at which it is frozen. */
export type ClockState = { readonly offset: number } | { readonly frozenAt: number };

/**
 * @param at the moment at which the clock is frozen; without it the clock follows the machine's clock
 * @param onChange called after each change
 */
export function adjustableClock(at?: Date, onChange: (state: ClockState) => void = () => undefined): AdjustableClock {
  let offset = 0;
  let frozenAt = at?.getTime();
  const changed = () => onChange(frozenAt === undefined ? { offset } : { frozenAt });
  const now = () => frozenAt ?? Date.now() + offset;
  const change: AdjustableClock['change'] = ({ now: to, frozen = frozenAt !== undefined }) => {
    if (to === undefined && !frozen && frozenAt === undefined) return;
    const moment = to?.getTime() ?? now();
    if (!frozen) offset = moment - Date.now();
    frozenAt = frozen ? moment : undefined;
    changed();
  };
  return {
    ...clockOf(now),
    get frozen() {
      return frozenAt !== undefined;
    },
    get offset() {
      return at ? undefined : offset;
    },
    change,
    set: (moment) => change({ now: moment }),
    freeze: () => change({ frozen: true }),
    resume: () => change({ frozen: false }),
    load(state) {
      offset = state && 'offset' in state ? state.offset : 0;
      frozenAt = state ? ('frozenAt' in state ? state.frozenAt : undefined) : at?.getTime();
    },
  };
}

/** Formats a timestamp only once per millisecond. */
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

/**
 * A moment relative to another: `now`, `now-P3D`, `now+PT12H` (ISO 8601 durations without fractions). Undefined for
 * other texts.
 */
export function relativeTime(text: string, now: Date): Date | undefined {
  const [match, sign, duration] = /^now(?:([+-])(P.+))?$/.exec(text) ?? [];
  if (match === undefined) return undefined;
  return duration === undefined ? now : addDuration(now, duration, sign === '-' ? -1 : 1);
}

/** The first and the last moment that a date-time can express (RFC 3339, section 1). */
const [FIRST, LAST] = ['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'].map((text) => Date.parse(text)) as [
  number,
  number,
];

export function isDateTimeYear(moment: Date): boolean {
  return moment.getTime() >= FIRST && moment.getTime() <= LAST;
}

/** The moment itself, or the nearest one that a date-time can express. */
export function clampToDateTimeYears(moment: Date): Date {
  return new Date(Math.min(Math.max(moment.getTime(), FIRST), LAST));
}

/** Whether a text is a day of the calendar: `Date` takes the 30th of February for the 2nd of March. */
export function isCalendarDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

const DATE_OR_TIME = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?$/i;

/** The moment of a date-time, or the beginning of a date, in UTC (RFC 3339, section 5.6). Undefined for other texts. */
export function momentOfText(text: string): Date | undefined {
  const [, day] = DATE_OR_TIME.exec(text) ?? [];
  if (day === undefined || !isCalendarDay(day)) return undefined;
  const moment = new Date(text.toUpperCase());
  return isDateTimeYear(moment) ? moment : undefined;
}

const DURATION = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Adds an ISO 8601 duration to a moment. Months and years follow the calendar. Undefined if the text is not a duration. */
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
  // The 31st becomes the last day of a shorter month.
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(day, last));
  const rest = ((7 * weeks + days) * 24 + hours) * 3600 + minutes * 60 + seconds;
  const result = new Date(moved.getTime() + rest * 1000);
  return Number.isNaN(result.getTime()) ? undefined : result;
}
