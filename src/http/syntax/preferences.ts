// The Prefer header (RFC 7240) as users of mock servers know it: `code=404, example=sold, dynamic=true, seed=7, wait=2`, or the
// same as query parameters: `__code=404`. Other preferences are ignored.
import type { Preferences } from '../../behaviours/preferred.ts';
import { type Pair, pairsOf } from '../../contract/wire/deserialize.ts';
import { fieldValue } from '../../contract/wire/header-fields.ts';
import { HttpError } from '../../errors/http-error.ts';

export interface PreferredResponse {
  /** Undefined if nothing chooses a response. */
  readonly choice: Preferences | undefined;
  /** Milliseconds to wait before the response. */
  readonly wait: number;
  /** The value of the header Preference-Applied. */
  readonly applied: string;
}

/** The longest time in seconds to wait before a response. */
const MAX_WAIT_SECONDS = 60;

const KNOWN = ['code', 'example', 'dynamic', 'seed', 'wait'];

/** A preference and its place in the request. */
interface GivenPreference {
  readonly text: string;
  readonly place: 'query' | 'header';
}

type GivenPreferences = ReadonlyMap<string, GivenPreference>;

/** The pairs of a query. @throws HttpError REQUEST_MALFORMED for a bad percent-escape */
export function queryPairs(query: string): readonly Pair[] {
  try {
    return pairsOf(query);
  } catch {
    const message = 'The query has an invalid percent-escape. Write a percent sign as %25.';
    throw new HttpError({ code: 'REQUEST_MALFORMED', message });
  }
}

/** @throws HttpError PREFERENCE_INVALID for an invalid value */
export function preferredIn(header: string | undefined, query: readonly Pair[]): PreferredResponse | undefined {
  const given = new Map<string, GivenPreference>();
  for (const { name, text } of query) if (name.startsWith('__')) given.set(name.slice(2), { text, place: 'query' });
  for (const preference of (header ?? '').split(/[,;]/)) {
    const [name = '', value = ''] = preference.split(/=(.*)/s, 2);
    const text = value.trim().replace(/^"(.*)"$/, '$1');
    given.set(name.trim().toLowerCase(), { text, place: 'header' });
  }
  const names = KNOWN.filter((name) => given.has(name));
  if (names.length === 0) return undefined;
  const code = numberIn(given, 'code', [200, 599]);
  const example = given.get('example')?.text;
  const dynamic = given.has('dynamic') ? given.get('dynamic')?.text !== 'false' : undefined;
  const seed = numberIn(given, 'seed', [0, 2 ** 32 - 1]);
  const chooses = code !== undefined || example !== undefined || dynamic || seed !== undefined;
  return {
    choice: chooses ? { code, example, dynamic, seed } : undefined,
    wait: 1000 * (numberIn(given, 'wait', [0, MAX_WAIT_SECONDS]) ?? 0),
    applied: fieldValue(names.map((name) => `${name}=${given.get(name)?.text}`).join(', ')),
  };
}

/** Whether a query parameter is a preference, for example `__code`. */
export function isPreference(name: string): boolean {
  return name.startsWith('__') && KNOWN.includes(name.slice(2));
}

/** Whether a query can have a preference. Its names can be percent-encoded. */
export function hasPreference(query: string): boolean {
  return /__|%5f/i.test(query);
}

/** A query without its preferences. */
export function withoutPreferences(query: string): string {
  const others = query.split('&').filter((part) => part !== '');
  if (!hasPreference(query)) return others.join('&');
  return others.filter((part) => !queryPairs(part).some(({ name }) => isPreference(name))).join('&');
}

/** The form of each number. Other forms that JavaScript reads, such as 0x194, are not valid. */
const NUMBERS = { code: /^\d{3}$/, seed: /^\d+$/, wait: /^\d*\.?\d+$/ } as const;

function numberIn(
  given: GivenPreferences,
  name: keyof typeof NUMBERS,
  [least, most]: readonly [number, number],
): number | undefined {
  const found = given.get(name);
  if (found === undefined) return undefined;
  const { text, place } = found;
  const value = Number(text);
  if (NUMBERS[name].test(text) && value >= least && value <= most) return value;
  const what = place === 'query' ? `query parameter '__${name}'` : `preference '${name}' of the Prefer header`;
  const kind = name === 'code' ? 'a status' : name === 'wait' ? 'a number of seconds' : 'a whole number';
  throw new HttpError({
    code: 'PREFERENCE_INVALID',
    message: `The ${what} must be ${kind} from ${least} to ${most}, not ${JSON.stringify(text.slice(0, 80))}.`,
  });
}
