// A word that stands where a document should, and is none: mostly the name of a command, with a letter wrong.
import { existsSync } from 'node:fs';
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

/** The one that fewest letters tell from the word, if those are two at most and fewer than half of it. */
function nearest(word: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((name) => ({ name, apart: editDistance(word, name) }))
    .filter(({ name, apart: letters }) => letters <= 2 && letters * 2 < name.length)
    .toSorted((a, b) => a.apart - b.apart);
  return best?.name;
}

/** Letters that are wrong, missing or too many (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...b].entries()) {
      const changed = (row[at] as number) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[at + 1] as number) + 1, (next[at] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
