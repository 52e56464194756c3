// A place of which only the file and the pointer are known, with its line and column: the file is read when it is asked for.
import { readFile } from 'node:fs/promises';
import type { Place } from '../errors/setup-error.ts';
import { locate } from './locate.ts';
import { isRemote } from './location.ts';

export async function locatedPlace(place: Place): Promise<Place> {
  const { file, line, pointer } = place;
  if (file === undefined || pointer === undefined || line !== undefined || isRemote(file)) return place;
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? place : { ...place, ...locate(text, pointer) };
}
