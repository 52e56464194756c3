// The Prefer header (RFC 7240) as users of mock servers know it: `code=404, example=sold, dynamic=true, seed=7, wait=2`.
// Preferences that are not about these are not ours to refuse.
import type { Preferences } from '../behaviours/preferred.ts';
import type { Pair } from '../contract/deserialize.ts';
import { HttpError } from '../errors/http-error.ts';
import { fieldValue } from './field-value.ts';

export interface PreferredResponse {
  /** Undefined where nothing chooses an answer. */
  readonly choice: Preferences | undefined;
  /** Milliseconds before the answer. */
  readonly wait: number;
  /** For the header Preference-Applied. */
  readonly applied: string;
}

/** Seconds that an answer is held back at most. */
const LONGEST = 60;

const KNOWN = ['code', 'example', 'dynamic', 'seed', 'wait'];

/** @throws HttpError PREFERENCE_INVALID for a value that cannot be one */
export function preferredIn(header: string | undefined, query: readonly Pair[]): PreferredResponse | undefined {
  const told = new Map<string, string>();
  for (const { name, text } of query) if (name.startsWith('__')) told.set(name.slice(2), text);
  for (const preference of (header ?? '').split(/[,;]/)) {
    const [name = '', value = ''] = preference.split(/=(.*)/s, 2);
    told.set(name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1'));
  }
  const names = KNOWN.filter((name) => told.has(name));
  if (names.length === 0) return undefined;
  const code = numberIn(told, 'code', [100, 599]);
  const example = told.get('example');
  const dynamic = told.has('dynamic') ? told.get('dynamic') !== 'false' : undefined;
  const seed = numberIn(told, 'seed', [0, 2 ** 32 - 1]);
  const chooses = code !== undefined || example !== undefined || dynamic || seed !== undefined;
  return {
    choice: chooses ? { code, example, dynamic, seed } : undefined,
    wait: 1000 * (numberIn(told, 'wait', [0, LONGEST]) ?? 0),
    applied: fieldValue(names.map((name) => `${name}=${told.get(name)}`).join(', ')),
  };
}

/** True for a query parameter that stands for a preference, as `__code`. */
export function isPreference(name: string): boolean {
  return name.startsWith('__') && KNOWN.includes(name.slice(2));
}

function numberIn(told: ReadonlyMap<string, string>, name: string, [least, most]: readonly [number, number]) {
  const text = told.get(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  const whole = name === 'wait' || Number.isInteger(value);
  if (text !== '' && whole && value >= least && value <= most) return value;
  throw new HttpError({
    code: 'PREFERENCE_INVALID',
    message: `The preference ${name} is ${text || 'empty'}; give a number from ${least} to ${most}.`,
  });
}
