// How things happen one after another: at irregular intervals, and by day more often than at night.
import type { Json } from '../../json/value.ts';
import { randomAt } from '../../random.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The number of events whose intervals are chosen together. */
const BLOCK = 6;

/**
 * The place of the n-th event in a series with one event in each unit of time on average. Later events have higher places. The
 * intervals are as irregular as those of independent events.
 */
export function placeInTime(seed: number, series: string, n: number): number {
  const block = Math.floor(n / BLOCK);
  const places = Array.from({ length: BLOCK }, (_, index) => randomAt(seed, series, 'event', block, index));
  const within = places.sort((a, b) => a - b)[n % BLOCK] as number;
  return block * BLOCK + BLOCK * (0.02 + 0.97 * within);
}

/** Parts of a day: the hour at which each ends, and the share of the events before it. */
const HOURS = [
  { hour: 0, share: 0 },
  { hour: 7, share: 0.05 },
  { hour: 9, share: 0.16 },
  { hour: 19, share: 0.78 },
  { hour: 23, share: 0.97 },
  { hour: 24, share: 1 },
] as const;

/** The moment that is `distance` away from another one, if nights pass faster than days. Longer distances are never nearer. */
export function timeAtPlace(from: number, distance: number, pace: number): number {
  if (pace < 2 * HOUR) return from + distance;
  return withinDay(withinDay(from, 'share') + distance, 'hour');
}

/** Maps the time of day from hours to shares, or back. */
function withinDay(moment: number, to: 'hour' | 'share'): number {
  const start = Math.floor(moment / DAY) * DAY;
  const at = (moment - start) / DAY;
  const scaled = (one: (typeof HOURS)[number], key: 'hour' | 'share') => (key === 'hour' ? one.hour / 24 : one.share);
  const from = to === 'hour' ? 'share' : 'hour';
  const index = HOURS.findIndex((one) => at < scaled(one, from));
  const [before, after] = [HOURS[index - 1], HOURS[index]];
  if (!before || !after) return moment;
  const part = (at - scaled(before, from)) / (scaled(after, from) - scaled(before, from));
  return start + (scaled(before, to) + part * (scaled(after, to) - scaled(before, to))) * DAY;
}

const DATED = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)/;

/** The moment of a date or a time in a document. Undefined for anything else. */
export function momentOfText(value: Json | undefined): number | undefined {
  if (typeof value !== 'string' || !DATED.test(value)) return undefined;
  const moment = Date.parse(value.replace(' ', 'T'));
  return Number.isNaN(moment) ? undefined : moment;
}

const CREATION =
  /\b(?:created?|creation|placed|ordered|opened|submitted|posted|issued|booked|received|registered|registration|requested|inserted|joined|reported|added|filed)\b|^(?:date|timestamp|started at|start date|order date)$/;

/** Whether the words of a property name the creation of an object. */
export function isCreationName(words: string): boolean {
  return CREATION.test(words) && !/\b(?:by|user|from|count)\b/.test(words);
}
