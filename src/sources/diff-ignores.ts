// Reads the file of `standin diff --ignore`: a list of differences to accept.
import type { DiffIgnore } from '../contract/compare/ignores.ts';
import { DIFF_KINDS } from '../contract/compare/kinds.ts';
import { nearest } from '../edit-distance.ts';
import { SetupError } from '../errors/setup-error.ts';
import { textOfValue } from '../errors/text-of-value.ts';
import { isObject, type Json } from '../json/value.ts';
import { type LocatedFile, readLocated } from './read-located.ts';

/** What an entry can name, and what its value has to be. */
const FIELDS: Readonly<
  Record<keyof DiffIgnore, { readonly test: (text: string) => boolean; readonly expected: string }>
> = {
  id: {
    test: (text) => Object.hasOwn(DIFF_KINDS, text),
    expected: 'the id of a difference, such as response-enum-value-added',
  },
  operation: { test: isNotEmpty, expected: 'an operationId, or a method and path such as GET /pets' },
  direction: { test: (text) => text === 'request' || text === 'response', expected: 'request or response' },
  status: { test: isNotEmpty, expected: 'a status in quotes, such as "200"' },
  pointer: { test: (text) => text.startsWith('/'), expected: 'a JSON pointer, such as /items/*' },
  name: { test: isNotEmpty, expected: 'the name of a parameter or a header' },
  reason: { test: isNotEmpty, expected: 'a sentence' },
  until: { test: isDay, expected: 'a date, such as 2026-12-31' },
};

/** @throws SetupError IGNORE_INVALID with the place of the entry */
export async function loadIgnores(file: string): Promise<readonly DiffIgnore[]> {
  const located = await readLocated(file, 'IGNORE_INVALID', 'ignored differences');
  const { value } = located;
  if (!Array.isArray(value)) throw invalid(located, '', 'The file is not a list', 'Begin each entry with a dash');
  return value.map((entry: Json, index) => readEntry(located, entry, `/${index}`));
}

function readEntry(located: LocatedFile, entry: Json, pointer: string): DiffIgnore {
  if (!isObject(entry)) throw invalid(located, pointer, 'The entry is not an object', 'Use at least id and reason');
  for (const [name, value] of Object.entries(entry)) {
    const at = `${pointer}/${name}`;
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name as keyof DiffIgnore] : undefined;
    if (!field) {
      const near = nearest(name, Object.keys(FIELDS));
      const advice = near === undefined ? `Use ${Object.keys(FIELDS).join(', ')}` : `Did you mean ${near}?`;
      throw invalid(located, at, `Unknown property ${JSON.stringify(name)}`, advice);
    }
    const text = name === 'status' && typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && field.test(text)) continue;
    throw invalid(located, at, `Invalid value ${textOfValue(value)} for ${name}`, `Use ${field.expected}`);
  }
  if (typeof entry.reason !== 'string')
    throw invalid(located, pointer, 'The entry has no reason', 'Add why the difference is accepted');
  const named = Object.keys(entry).filter((name) => name !== 'reason' && name !== 'until');
  if (named.length === 0) {
    throw invalid(located, pointer, 'The entry ignores every difference', 'Add an id, an operation or a pointer');
  }
  const { status, ...fields } = entry;
  return { ...(fields as unknown as DiffIgnore), ...(status !== undefined && { status: String(status) }) };
}

function invalid(located: LocatedFile, pointer: string, what: string, advice: string): SetupError {
  return new SetupError({ code: 'IGNORE_INVALID', what, advice, ...located.place(pointer) });
}

function isNotEmpty(text: string): boolean {
  return text.trim() !== '';
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
