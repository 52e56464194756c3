// A YAML or JSON file that belongs to a document, with the places of its parts.
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { locate } from '../contract/document/locate.ts';
import { parseText } from '../contract/document/parse.ts';
import { isFolder, missingFile } from '../errors/missing-file.ts';
import { type Place, type SetupCode, SetupError } from '../errors/setup-error.ts';
import type { Json } from '../json/value.ts';

export interface LocatedFile {
  readonly value: Json;
  place(pointer: string): Place;
}

/**
 * @param code of the error if the file cannot be read or is neither YAML nor JSON
 * @param content what the file contains, as `scenarios`
 * @throws SetupError with that code
 */
export async function readLocated(file: string, code: SetupCode, content: string): Promise<LocatedFile> {
  const advice = `Use the path of a YAML or JSON file of ${content}`;
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw missingFile(code, file, advice);
    if (cause.code === 'EISDIR') throw isFolder(code, file, advice);
    throw new SetupError({ code, what: `The ${content} cannot be read: ${cause.message}`, advice, file, cause });
  });
  if (!isUtf8(bytes))
    throw new SetupError({ code, what: `The ${content} file is not valid UTF-8`, advice: 'Save it in UTF-8', file });
  const text = bytes.toString('utf8');
  const kind = { subject: `The ${content} file`, unparsable: code };
  return { value: parseText(text, file, kind), place: (pointer) => ({ file, pointer, ...locate(text, pointer) }) };
}
