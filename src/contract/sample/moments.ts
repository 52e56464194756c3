// Dates in order: an object is created before it is updated, starts before it ends, and both are in the past. The past ends on the
// first day of 2026, or on the day with which the clock of the world begins.
import { type Location, type Owner, sharedAt } from './location.ts';
import { DAY, HOUR, MINUTE, placeInTime, timeAtPlace } from './pace.ts';

/** The day before which generated dates lie. */
const TODAY = Date.UTC(2026, 0, 1);

/** The whole days, in milliseconds, by which dates before a moment differ from those before the first day of 2026. */
export function shiftTo(today: number | undefined): number {
  return today === undefined ? 0 : Math.floor((today - TODAY) / DAY) * DAY;
}

/** Kinds of moments by the words of a property, the most exact first: days after the creation, from and to. */
const PHASES: readonly (readonly [words: RegExp, from: number, to: number])[] = [
  [
    /\b(?:delete|deletion|remove|archive|cancel|cancell?ation|disable|suspend|revoke|refund|terminat)(?:d|ed|led|ion)?\b/,
    62,
    80,
  ],
  [
    /\b(?:update|updated|modified|modification|modify|change|changed|edited|touched|refreshed|synced|sync|last|latest|recent|pushed|heartbeat|seen)\b/,
    20,
    60,
  ],
  [/\b(?:due|deadline)\b/, 14, 18],
  [
    /\b(?:end|ends|ended|ending|finish|finished|complete|completed|completion|close|closed|resolved|stop|stopped|until|through|to|checkout|check out|return|returned|arrival|arrives?|arrived|delivered|delivery|fulfilled|released?|merged)\b/,
    5,
    9,
  ],
  [/\b(?:ship|shipped|shipping|dispatched|departure|depart(?:s|ed)?)\b/, 3, 4.5],
  [
    /\b(?:start|starts|started|starting|begin|begins|began|from|since|publish|published|publication|effective|scheduled|checkin|check in|pickup|paid|payment|captured|processed|reviewed|run|executed|launch|launched)\b/,
    0.2,
    2.5,
  ],
  [
    /\b(?:confirm|confirmed|accepted|approved|authori[sz]ed|activated|verified|sent|submitted|assigned|received|acknowledged)\b/,
    0.01,
    0.15,
  ],
];

/** Objects whose start and end are hours apart, not days. */
const SHORT =
  /\b(?:appointment|booking slot|class|concert|event|lecture|lesson|meeting|flight|ride|session|shift|show|slot|train|trip|webinar)\b/;

const START = /\b(?:start|starts|starting|begin|begins|from|departure|departs)\b/;
const END = /\b(?:end|ends|ending|finish|until|to|arrival|arrives)\b/;

/** The moment of a property, in milliseconds since 1970. */
export function momentOf({ owner, name }: Location): number {
  if (/\b(?:birth|born|dob|birthday|date of birth)\b/.test(name)) return birth(owner);
  if (/\b(?:expir\w*|valid (?:to|until|through)|renew\w*|next|not after|trial end|warranty)\b/.test(name))
    return Date.UTC(2030, 0, 1) + owner.shift + seconds(sharedAt(owner, 'expires') * 730 * DAY);
  const created = creation(owner);
  if (owner.subjects.some((subject) => SHORT.test(subject)) && (START.test(name) || END.test(name))) {
    const day = created - (created % DAY) + 7 * DAY;
    const start =
      day +
      (9 + Math.floor(sharedAt(owner, 'hour') * 8)) * HOUR +
      Math.floor(sharedAt(owner, 'quarter') * 2) * (HOUR / 2);
    return START.test(name) ? start : start + (1 + Math.floor(sharedAt(owner, 'hours') * 4) / 2) * HOUR;
  }
  const phase = PHASES.find(([words]) => words.test(name));
  if (!phase) return created;
  const [words, from, to] = phase;
  return created + seconds((from + sharedAt(owner, words.source) * (to - from)) * DAY);
}

/** When the object was created: as the examples of its list go on, else within the two years before today. */
function creation({ seed, series, number, ordinal, shift, list }: Owner): number {
  const own = list?.momentAt(ordinal);
  if (own !== undefined) return seconds(own) + Math.max(0, number - ordinal) * 47 * MINUTE;
  const start = Date.UTC(2024, 0, 2) + shift + Math.floor(sharedAt({ seed, series, number: 0 }, 'start') * 200) * DAY;
  const steps = placeInTime(seed, series, number);
  return seconds(timeAtPlace(start, daysBefore(steps, list?.size) * DAY, DAY));
}

/** The number of objects that are created within about a year. */
const USUAL_SIZE = 30;

/** Days between the first object and the n-th one, never above 430. */
function daysBefore(steps: number, size = USUAL_SIZE): number {
  const usual = Math.max(size, USUAL_SIZE) + 6;
  return steps <= usual ? (360 * steps) / usual : 360 + (70 * (steps - usual)) / (steps - usual + usual);
}

/** The moment of an example in the n-th object. All moments of one object are later, or earlier, by the same time. */
export function momentLike(example: number, location: Location): number {
  const { owner, place } = location;
  const { list, seed, series, number } = owner;
  const inList = list?.momentLike(owner.ordinal, place[1] ?? '');
  if (inList !== undefined) return inList;
  if (list?.momentAt(owner.ordinal) !== undefined) return momentOf(location);
  const steps = number === 0 ? 0 : placeInTime(seed, series, number - 1);
  return example + seconds((20 * DAY * steps) / (steps + 15.37));
}

function birth(owner: Owner): number {
  return Date.UTC(1955, 0, 1) + owner.shift + Math.floor(sharedAt(owner, 'birth') * 50 * 365) * DAY;
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}

/** A moment as text (RFC 3339), without milliseconds. */
export function isoOf(location: Location): string {
  return new Date(momentOf(location)).toISOString().replace('.000', '');
}

/** A time of day: opening times and the like are on the hour. */
export function timeOf({ owner, name }: Location): string {
  const hour = (base: number, span: number) => base + Math.floor(sharedAt(owner, `hour ${base}`) * span);
  const at = /\b(?:end|ends|finish|close|closes|closing|to|until)\b/.test(name) ? hour(16, 5) : hour(8, 3);
  return `${String(at).padStart(2, '0')}:${sharedAt(owner, 'half') < 0.5 ? '00' : '30'}:00Z`;
}

/** The age of the person that an object describes, today. */
export function ageOf(owner: Owner): number {
  return Math.floor((TODAY + owner.shift - birth(owner)) / (365.25 * DAY));
}
