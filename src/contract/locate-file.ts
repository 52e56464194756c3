// A place of which only the file and the pointer are known, with its line and column. The text of the file is read when a
// place in it is asked for.
import { readFile } from 'node:fs/promises';
import type { Place } from '../errors/setup.ts';
import type { EmbeddedText } from './contract.ts';
import { locate } from './locate.ts';
import { isRemote } from './location.ts';

export async function locatedPlace(place: Place, embedded?: EmbeddedText): Promise<Place> {
  const { file, line, pointer } = place;
  if (file === undefined || pointer === undefined || line !== undefined || isRemote(file)) return place;
  const text = file === embedded?.file ? await embedded.text() : await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? place : { ...place, ...locate(text, pointer) };
}
