// The places of objects and lists that a configuration file contains, so that a later error about one of them names its line.
import type { Place } from '../errors/setup-error.ts';
import { appendTokens } from '../json/pointer.ts';

type FindPlace = (pointer: string) => Place;

const known = new WeakMap<object, FindPlace>();

/** Remembers the places of a value and of all that it contains. @param place finds the place of a pointer into the file */
export function rememberPlaces(value: unknown, place: FindPlace, pointer = ''): void {
  if (typeof value !== 'object' || value === null || known.has(value)) return;
  known.set(value, (inner) => place(pointer + inner));
  for (const [name, inner] of Object.entries(value)) rememberPlaces(inner, place, appendTokens(pointer, name));
}

/** Finds the place of a pointer into a value. It has no file if the value comes from a program. */
export function placesOf(value: object): FindPlace {
  return known.get(value) ?? ((pointer) => ({ pointer }));
}
