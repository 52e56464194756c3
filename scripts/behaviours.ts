// Prints docs/microsoft-graph/behaviours.md: the known behaviour of the real service, the tests that show it, and how sure it is.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { behaviours, CONFIDENCE, IDS, idsIn, type KnownBehaviour } from '../test/fixtures/behaviours.ts';

const features = new URL('../test/features/', import.meta.url);

interface BehaviourTest {
  readonly file: string;
  readonly title: string;
}

/** A quoted string that begins with ids. */
const TITLE = new RegExp(`(['"\`])(${IDS}(?:(?!\\1).)+)\\1`, 'g');

/** The tests that show each behaviour, by its id. */
export function testsById(): ReadonlyMap<string, readonly BehaviourTest[]> {
  const found = new Map<string, BehaviourTest[]>();
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
  const tests = testsById();
  const rows = behaviours.map((behaviour) => rowOf(behaviour, tests.get(behaviour.id) ?? []));
  return [
    '# Look up what is known of the real service',
    '',
    'This page is generated (`npm run generate`) from `test/fixtures/behaviours.ts` and the titles of the tests. Nobody sent requests to Microsoft',
    'Graph for it: each row comes from its documentation, from its metadata, or from responses that others have published. *Confidence*',
    'says how sure a row is. *Assumed* says what we added where the evidence ends. *Source* names the page, the issue or the client that',
    'shows it. The profile `observed` behaves like every row. The profile `documented`, the default, behaves like the rows with *both*.',
    '',
    '| id | request | response | profile | confidence | assumed | source | test |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function rowOf(
  { id, request, response, profile, confidence, assumed = '', source = '' }: KnownBehaviour,
  tests: readonly BehaviourTest[],
): string {
  const files = [...new Set(tests.map(({ file }) => file))].map((file) => `[${file}](../../test/features/${file})`);
  const cells = [id, request, response, profile, CONFIDENCE[confidence], assumed, source, files.join(', ')];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
