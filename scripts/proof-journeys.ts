// Plays all journeys of test/journeys by inject and prints a table: kind, title, result, and what was wanted and seen in each step
// that failed. With --cases, it plays the journeys of another folder in the same format too. STANDIN_CORPUS names the folder of
// the real documents; without it, their journeys are skipped.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { type NamedJourney, play, readJourneys } from '../test/fixtures/journeys.ts';

interface Options {
  readonly cases?: string;
  readonly only?: string;
  readonly part?: string;
}

const { cases, only, part } = new Command('proof:journeys')
  .option('--cases <folder>', 'play these journeys too: a folder with the folders journeys and documents')
  .option('--only <names>', 'play only these journeys: parts of their names, separated by commas')
  .option('--part <number>', 'play only the journeys of this part')
  .parse()
  .opts<Options>();

const own = readJourneys(fileURLToPath(new URL('../test/journeys/', import.meta.url)));
const others = cases === undefined ? [] : readJourneys(join(cases, 'journeys'), join(cases, 'documents'));

const isChosen = ({ name, part: its = 1 }: NamedJourney) =>
  (only === undefined || only.split(',').some((one) => name.includes(one))) &&
  (part === undefined || its === Number(part));

const totals = new Map<string, { passed: number; played: number }>();
let skipped = 0;

async function mismatchesOf(journey: NamedJourney): Promise<readonly string[]> {
  try {
    return await play(journey);
  } catch (error) {
    return [`the journey cannot be played: ${error}`];
  }
}

async function prove(journeys: readonly NamedJourney[], source: string): Promise<void> {
  for (const journey of journeys.filter(isChosen)) {
    const { name, title, kind = name, skip } = journey;
    if (skip !== undefined) {
      skipped++;
      console.log(`skip  ${kind.padEnd(24)}  ${name}: ${title} (${skip})`);
      continue;
    }
    const mismatches = await mismatchesOf(journey);
    const theme = `${source}: ${journey.theme ?? 'all'}`;
    const total = totals.get(theme) ?? { passed: 0, played: 0 };
    const passes = mismatches.length === 0;
    totals.set(theme, { passed: total.passed + (passes ? 1 : 0), played: total.played + 1 });
    console.log(`${passes ? 'pass' : 'FAIL'}  ${kind.padEnd(24)}  ${name}: ${title}`);
    for (const mismatch of mismatches) console.log(`      ${mismatch}`);
  }
}

await prove(own, 'own');
await prove(others, 'cases');

console.log('');
for (const [theme, { passed, played }] of totals) console.log(`${theme.padEnd(32)}  ${passed} of ${played}`);
const all = [...totals.values()];
const passed = all.reduce((sum, one) => sum + one.passed, 0);
const played = all.reduce((sum, one) => sum + one.played, 0);
console.log(`${passed} of ${played} journeys pass${skipped > 0 ? `, ${skipped} are skipped` : ''}`);
process.exitCode = passed === played ? 0 : 1;
