// Prints docs/behaviours.md: every known behaviour of the real service, the tests that show it, and how sure it is.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { behaviours, CONFIDENCE, IDS, idsIn, type KnownBehaviour } from '../test/fixtures/behaviours.ts';

const features = new URL('../test/features/', import.meta.url);

interface Shown {
  readonly file: string;
  readonly title: string;
}

/** A text in quotes that begins with ids. */
const TITLE = new RegExp(`(['"\`])(${IDS}(?:(?!\\1).)+)\\1`, 'g');

/** The tests that show each behaviour, by its id. */
export function shownBy(): ReadonlyMap<string, readonly Shown[]> {
  const found = new Map<string, Shown[]>();
  for (const file of readdirSync(fileURLToPath(features))
    .filter((name) => name.endsWith('.ts'))
    .sort()) {
    const text = readFileSync(new URL(file, features), 'utf8');
    for (const [, , title = ''] of text.matchAll(TITLE)) {
      for (const id of idsIn(title)) found.set(id, [...(found.get(id) ?? []), { file, title }]);
    }
  }
  return found;
}

export function behavioursPage(): string {
  const tests = shownBy();
  const rows = behaviours.map((behaviour) => rowOf(behaviour, tests.get(behaviour.id) ?? []));
  return [
    '# What is known of the real service',
    '',
    'This page is printed by `npm run generate` from `test/fixtures/behaviours.ts` and the titles of the tests. Microsoft Graph was not',
    'asked: each row comes from its documentation, from its metadata, or from answers that others have published. *Sure* tells how',
    'much it can be trusted, *ours* what was added where the evidence ends. The profile `observed` does all of it; `documented`, which',
    'holds unless it is set, does what both have.',
    '',
    '| id | asked | answered | profile | sure | ours | test |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function rowOf(
  { id, asked, answered, profile, confidence, ours = '' }: KnownBehaviour,
  tests: readonly Shown[],
): string {
  const files = [...new Set(tests.map(({ file }) => file))].map((file) => `[${file}](../test/features/${file})`);
  const cells = [id, asked, answered, profile, CONFIDENCE[confidence], ours, files.join(', ')];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
