// Proves `standin diff` against oasdiff: edits of schemas in every place of an operation, planted changes of a document, and versions of
// public documents. Prints what both find, and what only one of them finds, by kind.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { type DiffFinding, diff } from '../../../src/index.ts';
import type { Json, JsonObject } from '../../../src/json/value.ts';
import { PLANTED_CHANGES, shopDocument } from '../../fixtures/planted-changes.ts';
import {
  documentWith,
  expectedSeverity,
  isTextPlace,
  reversed,
  SCHEMA_EDITS,
  SCHEMA_PLACES,
} from '../../fixtures/schema-edits.ts';
import { type ComparedChange, type Matched, match, ours, theirs } from './match.ts';
import { type Oasdiff, type OasdiffChange, openOasdiff } from './oasdiff.ts';
import { nameOfPair, VERSION_PAIRS, versionsOf } from './pairs.ts';

interface ProofOptions {
  readonly cache: string;
  readonly oasdiff?: string;
  readonly only?: string;
  readonly details: string;
}

const options = new Command('proof:diff')
  .option(
    '--cache <folder>',
    'folder for repositories and oasdiff, kept for the next run',
    join(tmpdir(), 'standin-diff'),
  )
  .option('--oasdiff <path>', 'an installed oasdiff; by default, Go installs one in the cache')
  .option('--only <text>', 'only pairs of documents with this text in their name; without the planted changes')
  .option('--details <number>', 'examples to print for each kind of disagreement', '2')
  .parse()
  .opts<ProofOptions>();

const work = mkdtempSync(join(tmpdir(), 'standin-diff-'));
mkdirSync(options.cache, { recursive: true });

try {
  const oasdiff = openOasdiff(options.cache, options.oasdiff);
  console.log(oasdiff.version);
  const provoked = new Set<string>();
  if (options.only === undefined) {
    await compareEdits(oasdiff, provoked);
    await comparePlanted(oasdiff, provoked);
  }
  await comparePairs(oasdiff, provoked);
  const known = oasdiff.checks.filter(({ id }) => provoked.has(id));
  console.log(`\n${known.length} of ${oasdiff.checks.length} rules of oasdiff (errors and warnings) were provoked`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

type Verdict = 'breaking' | 'warning' | 'none';

/** Runs both programs on two documents. */
async function bothOn(oasdiff: Oasdiff, old: Json, next: Json) {
  const paths = [old, next].map((document, index) => {
    const path = join(work, `${index}.json`);
    writeFileSync(path, JSON.stringify(document));
    return path;
  }) as [string, string];
  const [changes, { findings }] = await Promise.all([
    oasdiff.changes(...paths).catch((error: Error) => error),
    diff(old as JsonObject, next as JsonObject),
  ]);
  return { changes, findings };
}

function verdictOf(findings: readonly DiffFinding[]): Verdict {
  if (findings.some(({ severity }) => severity === 'breaking')) return 'breaking';
  return findings.some(({ severity }) => severity === 'warning') ? 'warning' : 'none';
}

function verdictOfOasdiff(changes: readonly OasdiffChange[]): Verdict {
  const level = Math.max(0, ...changes.map((change) => change.level));
  return level === 3 ? 'breaking' : level === 2 ? 'warning' : 'none';
}

async function compareEdits(oasdiff: Oasdiff, provoked: Set<string>): Promise<void> {
  const totals = { cases: 0, ours: 0, theirs: 0, failed: 0 };
  const wrong = new Map<string, string[]>();
  for (const place of Object.keys(SCHEMA_PLACES) as (keyof typeof SCHEMA_PLACES)[]) {
    for (const [title, from, to, inJson, asText = inJson] of SCHEMA_EDITS) {
      const relation = isTextPlace(place) ? asText : inJson;
      for (const [before, after, own, way] of [
        [from, to, relation, title],
        [to, from, reversed(relation), `${title}, backwards`],
      ] as const) {
        const { changes, findings } = await bothOn(oasdiff, documentWith(place, before), documentWith(place, after));
        totals.cases += 1;
        const expected = expectedSeverity(own, SCHEMA_PLACES[place].direction);
        if (isSame(verdictOf(findings), expected)) totals.ours += 1;
        if (changes instanceof Error) totals.failed += 1;
        else {
          for (const { id } of changes) provoked.add(id);
          const verdict = verdictOfOasdiff(changes);
          if (isSame(verdict, expected)) totals.theirs += 1;
          else note(wrong, `${way}: expected ${expected}, oasdiff ${verdict}`, place);
        }
      }
    }
  }
  console.log(
    `\nEdits of schemas: ${totals.cases}; as JSON Schema demands: standin ${totals.ours}, oasdiff ${totals.theirs} (${totals.failed} failed)`,
  );
  for (const [text, places] of wrong)
    console.log(`  ${text} (${places.length === 6 ? 'everywhere' : places.join(', ')})`);
}

/** A warning and no finding are both not breaking. */
function isSame(verdict: Verdict, expected: Verdict): boolean {
  return (verdict === 'breaking') === (expected === 'breaking') && !(verdict === 'none' && expected === 'warning');
}

function note(map: Map<string, string[]>, key: string, value: string): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

async function comparePlanted(oasdiff: Oasdiff, provoked: Set<string>): Promise<void> {
  console.log(`\nPlanted changes: ${PLANTED_CHANGES.length}`);
  let same = 0;
  for (const { title, change } of PLANTED_CHANGES) {
    const changed = shopDocument();
    change(changed);
    const { changes, findings } = await bothOn(oasdiff, shopDocument(), changed);
    if (changes instanceof Error) {
      console.log(`  ${title}: oasdiff fails: ${changes.message.split('\n')[0]}`);
      continue;
    }
    for (const { id } of changes) provoked.add(id);
    const [own, other] = [verdictOf(findings), verdictOfOasdiff(changes)];
    if (own === other) same += 1;
    else console.log(`  ${title}: standin ${own}, oasdiff ${other}`);
  }
  console.log(`  same verdict: ${same}`);
}

async function comparePairs(oasdiff: Oasdiff, provoked: Set<string>): Promise<void> {
  const all: Record<keyof Matched, ComparedChange[]> = {
    agreed: [],
    ofOtherSeverity: [],
    oursOnly: [],
    theirsOnly: [],
  };
  console.log(
    '\n| pair | standin | seconds | oasdiff | seconds | agreed | other severity | standin only | oasdiff only |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const pair of VERSION_PAIRS) {
    const name = nameOfPair(pair);
    if (options.only !== undefined && !name.includes(options.only)) continue;
    const paths = versionsOf(pair, options.cache);
    const own = await timed(() => diff(paths.old, paths.new));
    const other = await timed(() => oasdiff.changes(paths.old, paths.new));
    if (!own.value || !other.value) {
      console.log(
        `| ${name} | ${own.error ?? 'ok'} | ${own.seconds} | ${other.error ?? 'ok'} | ${other.seconds} | | | | |`,
      );
      continue;
    }
    for (const { id } of other.value) provoked.add(id);
    const changes = own.value.findings.map(ours);
    const result = match(changes, other.value.map(theirs));
    for (const key of Object.keys(all) as (keyof Matched)[]) all[key].push(...result[key]);
    const counts = [
      changes.filter(({ counts: counted }) => counted).length,
      own.seconds,
      other.value.filter(({ level }) => level >= 2).length,
      other.seconds,
    ];
    const { agreed, ofOtherSeverity, oursOnly, theirsOnly } = result;
    console.log(
      `| ${[name, ...counts, agreed.length, ofOtherSeverity.length, oursOnly.length, theirsOnly.length].join(' | ')} |`,
    );
  }
  for (const key of ['agreed', 'ofOtherSeverity', 'oursOnly', 'theirsOnly'] as const) printKinds(key, all[key]);
}

interface Timed<Value> {
  readonly value?: Value;
  readonly error?: string;
  readonly seconds: string;
}

async function timed<Value>(run: () => Promise<Value>): Promise<Timed<Value>> {
  const start = performance.now();
  const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
  try {
    const value = await run();
    return { value, seconds: seconds() };
  } catch (error) {
    return { error: (error as Error).message.split('\n')[0] ?? 'failed', seconds: seconds() };
  }
}

function printKinds(title: string, changes: readonly ComparedChange[]): void {
  const byId = new Map<string, ComparedChange[]>();
  for (const change of changes) byId.set(change.id, [...(byId.get(change.id) ?? []), change]);
  console.log(`\n${title}: ${changes.length}`);
  for (const [id, list] of [...byId].sort(([, a], [, b]) => b.length - a.length)) {
    console.log(`  ${id}: ${list.length}`);
    if (title === 'agreed') continue;
    const examples = list.filter((_, index) => index % Math.ceil(list.length / Number(options.details)) === 0);
    for (const { operation, text } of examples) console.log(`    ${operation}: ${text.slice(0, 260)}`);
  }
}
