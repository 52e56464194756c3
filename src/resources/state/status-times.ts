// Times that belong to a status: `closed_at` is the time at which `state` became `closed`, and null while it is open.
import type { Clock } from '../../clock.ts';
import { plainName, wordsIn } from '../../contract/operation/names.ts';
import { propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { type Json, type JsonObject, setProperty } from '../../json/value.ts';
import type { Resource } from '../infer/resource.ts';
import { type TimeForm, timeForm, timeValue } from './creation-values.ts';
import { isStatusName, momentIn } from './meanings.ts';

export interface StatusTimes {
  /** The properties with a status. */
  readonly statuses: readonly string[];
  /** The switches, such as `archived`. */
  readonly switches: readonly string[];
  readonly times: readonly StatusTime[];
}

interface StatusTime {
  readonly name: string;
  readonly form: TimeForm;
  readonly isNullable: boolean;
  readonly words: readonly string[];
}

/** A status in which nothing has happened yet. */
const BEGINNING = /^(?:open|opened|reopened|new|draft|todo|pending|active|unlocked|created|inprogress)$/;

export function statusTimes(document: JsonObject, { schema }: Resource): StatusTimes {
  const statuses: string[] = [];
  const switches: string[] = [];
  const times: StatusTime[] = [];
  for (const [name, place] of propertyPlaces(document, schema)) {
    const types = typesAt(document, place);
    const form = timeForm(document, place, name);
    if (form !== undefined && momentIn(name) === 'later')
      times.push({ name, form, isNullable: types.has('null'), words: wordsIn(name).map(spelled) });
    else if (types.has('boolean')) switches.push(name);
    else if (isStatusName(name) && types.has('string')) statuses.push(name);
  }
  return { statuses, switches, times };
}

/** `canceled` is `cancelled`. */
function spelled(word: string): string {
  return word.replace(/lled$/, 'led');
}

interface ChangedStatus {
  readonly before: JsonObject;
  readonly clock: Clock;
}

/** Sets the times of a status that a change has set, unless the change sets them itself. */
export function setStatusTimes(
  next: Record<string, Json>,
  { statuses, switches, times }: StatusTimes,
  { before, clock }: ChangedStatus,
): void {
  if (times.length === 0) return;
  const begun = new Set<string>();
  const ended = new Set<string>();
  for (const name of statuses) {
    if (next[name] === before[name] || typeof next[name] !== 'string') continue;
    const now = spelled(plainName(next[name] as string));
    begun.add(now);
    if (BEGINNING.test(now)) ended.add(spelled(plainName(String(before[name] ?? ''))));
  }
  for (const name of switches) {
    if (next[name] === before[name]) continue;
    (next[name] === true ? begun : ended).add(spelled(plainName(name).replace(/^is/, '')));
  }
  if (begun.size === 0 && ended.size === 0) return;
  for (const { name, form, isNullable, words } of times) {
    if (next[name] !== before[name]) continue;
    if (words.some((word) => begun.has(word))) setProperty(next, name, timeValue(clock, form));
    else if (words.some((word) => ended.has(word)) && isNullable) setProperty(next, name, null);
  }
}
