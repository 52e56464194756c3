// Adds line and column to a place that has only a file and a pointer. The file is read only when they are needed.
import { readFile } from 'node:fs/promises';
import type { Place } from '../errors/setup-error.ts';
import type { EmbeddedText } from './contract.ts';
import { locate } from './document/locate.ts';
import { isRemote } from './document/location.ts';

export async function locatedPlace(place: Place, embedded?: EmbeddedText): Promise<Place> {
  const { file, line, pointer } = place;
  if (file === undefined || pointer === undefined || line !== undefined || isRemote(file)) return place;
  const text = file === embedded?.file ? await embedded.text() : await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? place : { ...place, ...locate(text, pointer) };
}
