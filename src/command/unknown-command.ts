// A word that stands where a document should, and is none: mostly the name of a command, with a letter wrong.
import { existsSync } from 'node:fs';
import { nearest } from '../edit-distance.ts';
import { SetupError } from '../errors/setup-error.ts';

/** @throws SetupError DOCUMENT_UNREADABLE for a bare word that names no file */
export function refuseUnknownCommand(word: string | undefined, commands: readonly string[]): void {
  if (word === undefined || !/^[a-z-]+$/i.test(word) || existsSync(word)) return;
  const near = nearest(word.toLowerCase(), commands);
  throw new SetupError({
    code: 'DOCUMENT_UNREADABLE',
    what: `There is neither a document nor a command ${word}`,
    advice:
      near === undefined
        ? `Give the path of an OpenAPI document, or a command: ${commands.join(', ')}`
        : `Give the path of an OpenAPI document, or a command: did you mean ${near}?`,
  });
}
