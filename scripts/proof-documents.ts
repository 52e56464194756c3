// Proves a folder of real documents (STANDIN_CORPUS): serves each one, sends requests to every operation, and validates the
// responses with Ajv over the unchanged document. Prints a line for each document, then totals and exceptions.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { SetupError } from '../src/index.ts';
import { checkLifecycles, type Lifecycle } from '../test/fixtures/proof/lifecycle.ts';
import { type Proof, prove } from '../test/fixtures/proof/prove.ts';

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
  exceptions: limit,
  json,
} = new Command('proof:documents')
  .option('--only <ids>', 'prove only these documents: parts of their ids, separated by commas')
  .option('--digest', 'print the SHA-256 of all response bodies for each document')
  .option('--exceptions <number>', 'maximum number of exceptions to print for each document', '5')
  .option('--json <file>', 'write all figures and exceptions to this file')
  .parse()
  .opts<Options>();

const corpus = process.env.STANDIN_CORPUS;
if (corpus === undefined) throw new Error('Set STANDIN_CORPUS to the folder with the documents and their INDEX.json');

const entries = (JSON.parse(readFileSync(join(corpus, 'INDEX.json'), 'utf8')) as Entry[]).filter(
  ({ id, verdict }) =>
    verdict !== 'invalid' && (only === undefined || only.split(',').some((part) => id.includes(part))),
);

/** The counts of a proof, and the titles of their columns. */
const COLUMNS = {
  operations: 'operations',
  unusable: 'unusable',
  sent: 'sent',
  asDeclared: 'declared',
  unknownItems: 'unknown',
  invalid: 'invalid',
  refused: 'refused',
  errorBodies: 'errors',
  validErrors: 'valid',
  serverErrors: '5xx',
  hangs: 'hangs',
} as const;
const COUNTS = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
const totals = Object.fromEntries(COUNTS.map((name) => [name, 0])) as Record<keyof typeof COLUMNS, number>;
const proofs: Record<string, Proof | string> = {};
const lifecycles: Record<string, readonly Lifecycle[]> = {};
let failed = 0;

console.log(
  `${'document'.padEnd(46)}${COUNTS.map((name) => COLUMNS[name].padStart(11)).join('')}${'lifecycles'.padStart(12)}${'ms'.padStart(8)}`,
);
for (const { id, file } of entries) {
  try {
    const proof = await prove(join(corpus, file));
    proofs[id] = proof;
    for (const name of COUNTS) totals[name] += proof[name];
    const checked = await checkLifecycles(join(corpus, file));
    lifecycles[id] = checked;
    const complete = checked.filter(({ failure }) => failure === undefined);
    const figures = COUNTS.map((name) => String(proof[name]).padStart(11)).join('');
    const share = `${complete.length}/${checked.length}`.padStart(12);
    console.log(
      `${id.padEnd(46)}${figures}${share}${String(Math.round(proof.milliseconds)).padStart(8)}${digest ? `  ${proof.digest}` : ''}`,
    );
    for (const exception of proof.exceptions.slice(0, Number(limit))) console.log(`    ${exception.slice(0, 300)}`);
    for (const { resource, failure } of checked)
      if (failure !== undefined) console.log(`    lifecycle of ${resource}: ${failure}`.slice(0, 300));
    if (proof.exceptions.length > Number(limit)) console.log(`    and ${proof.exceptions.length - Number(limit)} more`);
  } catch (error) {
    const message = (error as Error).message.replaceAll('\n', ' ');
    const kind = error instanceof SetupError ? 'cannot be served' : 'cannot be proven';
    failed += 1;
    proofs[id] = `${kind}: ${message}`;
    console.log(`${id.padEnd(46)} ${kind}: ${message}`);
  }
}

const allLifecycles = Object.values(lifecycles).flat();
const complete = allLifecycles.filter(({ failure }) => failure === undefined).length;
const percent = (part: number, whole: number) => (whole === 0 ? 100 : (100 * part) / whole);
const rates = {
  asDeclared: percent(totals.asDeclared, totals.sent - totals.unknownItems),
  refused: percent(totals.refused, totals.invalid),
  validErrors: percent(totals.validErrors, totals.errorBodies),
  complete: percent(complete, allLifecycles.length),
};
console.log(`${'all'.padEnd(46)}${COUNTS.map((name) => String(totals[name]).padStart(11)).join('')}`);
console.log(`documents served                ${entries.length - failed} of ${entries.length}`);
console.log(`operations with a fault         ${totals.unusable}`);
console.log(`operations without a request    ${totals.operations - totals.sent}`);
console.log(`responses as declared           ${rates.asDeclared.toFixed(2)} %, required 99.5 %`);
console.log(`invalid requests refused        ${rates.refused.toFixed(2)} %, required 99 %`);
console.log(`valid error bodies              ${rates.validErrors.toFixed(2)} %, required 99 %`);
console.log(`complete lifecycles             ${rates.complete.toFixed(2)} % of ${allLifecycles.length}, required 95 %`);
console.log(`undeclared 5xx responses        ${totals.serverErrors}`);
console.log(`hangs                           ${totals.hangs}`);
if (json !== undefined) writeFileSync(json, JSON.stringify({ totals, rates, proofs, lifecycles }, null, 2));
const passed =
  rates.complete >= 95 &&
  rates.asDeclared >= 99.5 &&
  rates.refused >= 99 &&
  rates.validErrors >= 99 &&
  totals.serverErrors + totals.hangs === 0;
process.exitCode = passed ? 0 : 1;
