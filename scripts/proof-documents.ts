// The long proof over a folder of real documents, which STANDIN_CORPUS names: boots each, asks every operation, and has the
// answers judged by Ajv over the document as it stands. Prints a line for each, then totals and every exception.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { SetupError } from '../src/index.ts';
import { type Proof, prove } from '../test/fixtures/proof/prove.ts';
import { type Walk, walk } from '../test/fixtures/proof/walk.ts';

interface Options {
  readonly only?: string;
  readonly digest?: true;
  readonly exceptions: string;
  readonly json?: string;
}

interface Entry {
  readonly id: string;
  readonly file: string;
  readonly verdict: string;
}

const {
  only,
  digest,
  exceptions: shown,
  json,
} = new Command('proof:documents')
  .option('--only <ids>', 'prove these documents alone, parts of their ids with commas between them')
  .option('--digest', 'print the sha-256 of all bodies of each document')
  .option('--exceptions <number>', 'exceptions that are printed for each document', '5')
  .option('--json <file>', 'write all figures and exceptions to a file')
  .parse()
  .opts<Options>();

const corpus = process.env.STANDIN_CORPUS;
if (corpus === undefined)
  throw new Error('Say in STANDIN_CORPUS which folder holds the documents and their INDEX.json');

const entries = (JSON.parse(readFileSync(join(corpus, 'INDEX.json'), 'utf8')) as Entry[]).filter(
  ({ id, verdict }) =>
    verdict !== 'invalid' && (only === undefined || only.split(',').some((part) => id.includes(part))),
);

const COLUMNS = [
  ...([
    'operations',
    'asked',
    'answered',
    'unknown',
    'broken',
    'refused',
    'judged',
    'valid',
    'faults',
    'hangs',
  ] as const),
];
const totals = Object.fromEntries(COLUMNS.map((name) => [name, 0])) as Record<(typeof COLUMNS)[number], number>;
const proofs: Record<string, Proof | string> = {};
const walks: Record<string, readonly Walk[]> = {};
let unbooted = 0;

console.log(
  `${'document'.padEnd(46)}${COLUMNS.map((name) => name.padStart(10)).join('')}${'walks'.padStart(10)}${'ms'.padStart(8)}`,
);
for (const { id, file } of entries) {
  try {
    const proof = await prove(join(corpus, file));
    proofs[id] = proof;
    for (const name of COLUMNS) totals[name] += proof[name];
    const walked = await walk(join(corpus, file));
    walks[id] = walked;
    const whole = walked.filter(({ broken }) => broken === undefined);
    const figures = COLUMNS.map((name) => String(proof[name]).padStart(10)).join('');
    const walksDone = `${whole.length}/${walked.length}`.padStart(10);
    console.log(
      `${id.padEnd(46)}${figures}${walksDone}${String(Math.round(proof.milliseconds)).padStart(8)}${digest ? `  ${proof.digest}` : ''}`,
    );
    for (const exception of proof.exceptions.slice(0, Number(shown))) console.log(`    ${exception.slice(0, 300)}`);
    for (const { resource, broken } of walked)
      if (broken !== undefined) console.log(`    walk of ${resource}: ${broken}`.slice(0, 300));
    if (proof.exceptions.length > Number(shown)) console.log(`    and ${proof.exceptions.length - Number(shown)} more`);
  } catch (error) {
    const message = (error as Error).message.replaceAll('\n', ' ');
    const kind = error instanceof SetupError ? 'does not boot' : 'cannot be judged';
    unbooted += 1;
    proofs[id] = `${kind}: ${message}`;
    console.log(`${id.padEnd(46)} ${kind}: ${message}`);
  }
}

const allWalks = Object.values(walks).flat();
const whole = allWalks.filter(({ broken }) => broken === undefined).length;
const share = (part: number, whole: number) => (whole === 0 ? 100 : (100 * part) / whole);
const rates = {
  answered: share(totals.answered, totals.asked - totals.unknown),
  refused: share(totals.refused, totals.broken),
  valid: share(totals.valid, totals.judged),
  walked: share(whole, allWalks.length),
};
console.log(`${'all'.padEnd(46)}${COLUMNS.map((name) => String(totals[name]).padStart(10)).join('')}`);
console.log(`booted                          ${entries.length - unbooted} of ${entries.length}`);
console.log(`operations without a valid ask  ${totals.operations - totals.asked}`);
console.log(`valid requests answered well    ${rates.answered.toFixed(2)} %, wanted 99.5 %`);
console.log(`broken requests refused         ${rates.refused.toFixed(2)} %, wanted 99 %`);
console.log(`refusals that validate          ${rates.valid.toFixed(2)} %, wanted 99 %`);
console.log(`walks of resources complete     ${rates.walked.toFixed(2)} % of ${allWalks.length}, wanted 95 %`);
console.log(`answers of 5xx not asked for    ${totals.faults}`);
console.log(`hangs                           ${totals.hangs}`);
if (json !== undefined) writeFileSync(json, JSON.stringify({ totals, rates, proofs, walks }, null, 2));
const met =
  rates.walked >= 95 &&
  rates.answered >= 99.5 &&
  rates.refused >= 99 &&
  rates.valid >= 99 &&
  totals.faults + totals.hangs === 0;
process.exitCode = met ? 0 : 1;
