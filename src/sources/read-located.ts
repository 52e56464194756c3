// A file beside the document, YAML or JSON, with where its parts stand.
import { readFile } from 'node:fs/promises';
import { locate } from '../contract/locate.ts';
import { parseText } from '../contract/parse.ts';
import { type Place, type SetupCode, SetupError } from '../errors/setup-error.ts';
import type { Json } from '../json/value.ts';

export interface LocatedFile {
  readonly value: Json;
  place(pointer: string): Place;
}

/**
 * @param code of the error where it cannot be read
 * @param what is in it, as `The scenarios`
 * @throws SetupError of that code, or DOCUMENT_UNPARSABLE where it is neither YAML nor JSON
 */
export async function readLocated(file: string, code: SetupCode, what: string): Promise<LocatedFile> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new SetupError({
      code,
      what: `${what} cannot be read: ${cause.message}`,
      advice: 'Give the path of a YAML or JSON file that this user may read',
      file,
      cause,
    });
  });
  return { value: parseText(text, file), place: (pointer) => ({ file, pointer, ...locate(text, pointer) }) };
}
