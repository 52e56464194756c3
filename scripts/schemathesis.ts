// Has Schemathesis try the command over several documents: every check it has, valid and broken requests, sequences of
// requests, methods that are not declared, credentials that are not good. Prints a table and every failure, and exits with 1
// where one is not explained in test/conformance/schemathesis/exclusions.json.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { endAllChildren } from './bench/children.ts';
import { type TriedDocument, triedDocuments } from './schemathesis/documents.ts';
import { type Exclusion, exclusionOf, exclusionsIn } from './schemathesis/exclusions.ts';
import { type Failure, type Finding, findingsIn, totalsIn } from './schemathesis/findings.ts';
import { installedTester } from './schemathesis/install.ts';
import { runTester } from './schemathesis/run-tester.ts';
import { serve } from './schemathesis/serve.ts';

interface Options {
  readonly only?: string;
  readonly seed: string;
  readonly examples: string;
  readonly minutes: string;
  readonly repeat?: true;
}

const options = new Command('conformance:schemathesis')
  .option('--only <ids>', 'try these documents alone, parts of their ids with commas between them')
  .option('--seed <number>', 'what the cases are made from', '1')
  .option('--examples <number>', 'cases of each operation and phase', '20')
  .option('--minutes <number>', 'minutes that all documents have together', '2.5')
  .option('--repeat', 'go on with new cases until the minutes are over')
  .parse()
  .opts<Options>();

const FOLDER = fileURLToPath(new URL('../test/conformance/schemathesis/', import.meta.url));
/** Milliseconds by which a document may overrun its part of the time, to finish what it has begun. */
const OVERRUN = 30_000;

/** Characters of a message, a request and an answer that are shown; the reports have all of them. */
const SHOWN = 400;

interface Outcome {
  readonly operations: number;
  readonly cases: number;
  /** Failures that are explained. */
  readonly excluded: number;
  readonly findings: readonly Finding[];
  /** What went wrong outside of any check. */
  readonly troubles: readonly string[];
}

const started = performance.now();
const exclusions = exclusionsIn(join(FOLDER, 'exclusions.json'));
const program = installedTester(FOLDER);
const documents = triedDocuments(process.env.STANDIN_CORPUS).filter(
  ({ id }) => options.only === undefined || options.only.split(',').some((part) => id.includes(part)),
);
const deadline = started + Number(options.minutes) * 60_000;
const excluded = new Map<Exclusion, number>();
let failures = 0;

console.log(`${'document'.padEnd(28)}operations     cases   seconds  excluded  failures`);
for (const [at, document] of documents.entries()) {
  const began = performance.now();
  const outcome = await outcomeOf(document, (deadline - began) / (documents.length - at));
  const { findings, troubles } = outcome;
  const failed = findings.reduce((sum, { count }) => sum + count, troubles.length);
  failures += failed;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const figures = [outcome.operations, outcome.cases, seconds, outcome.excluded, failed];
  console.log(document.id.padEnd(28) + figures.map((figure) => String(figure).padStart(10)).join(''));
  for (const [check, count] of byCheck(findings)) console.log(`    ${check}: ${count}`);
  for (const trouble of troubles) console.log(`    ${trouble}`);
  for (const finding of findings) console.log(told(finding));
}
await endAllChildren();

if (excluded.size > 0) console.log('\nExcluded, by cause:');
for (const [{ cause, check, why }, count] of excluded) console.log(`  ${cause}, ${check}, ${count} times: ${why}`);
const idle = exclusions.filter((exclusion) => !excluded.has(exclusion) && applies(exclusion));
for (const { check, why } of idle) console.log(`  not seen in this run, ${check}: ${why}`);
console.log(
  `\n${documents.length} documents, ${failures} failures, ${Math.round((performance.now() - started) / 1000)} s`,
);
process.exitCode = failures === 0 ? 0 : 1;

async function outcomeOf(document: TriedDocument, milliseconds: number): Promise<Outcome> {
  const nothing = { operations: 0, cases: 0, excluded: 0, findings: [] };
  if (milliseconds < 1000) return { ...nothing, troubles: ['no time was left for it'] };
  const served = await serve(document);
  const run = await runTester(document, {
    program,
    folder: FOLDER,
    reports: join(FOLDER, '.reports', document.id.replaceAll(' ', '-')),
    url: served.url,
    seed: Number(options.seed),
    examples: Number(options.examples),
    repeatFor: options.repeat ? Math.floor(milliseconds / 1000) : undefined,
    limit: milliseconds + OVERRUN,
  });
  const troubles = [...(await served.stop())];
  if (run.end === undefined) troubles.push('the tester did not end in time');
  else if (run.end !== 0 && run.end !== 1) troubles.push(`the tester ended with ${run.end}; see ${run.log}`);
  if (!existsSync(run.events) || !existsSync(run.summary)) return { ...nothing, troubles: [...troubles, 'no report'] };
  let explained = 0;
  const findings = await findingsIn(run.events, (failure) => {
    const excludes = exclude(document, failure);
    if (excludes) explained += 1;
    return excludes;
  });
  const { unfinished, ...totals } = totalsIn(run.summary);
  return { ...totals, excluded: explained, findings, troubles: [...troubles, ...unfinished] };
}

function exclude({ id }: TriedDocument, failure: Failure): boolean {
  const exclusion = exclusionOf(exclusions, id, failure);
  if (exclusion) excluded.set(exclusion, (excluded.get(exclusion) ?? 0) + 1);
  return exclusion !== undefined;
}

/** Whether an exclusion could have been met by the documents of this run. */
function applies({ documents: named }: Exclusion): boolean {
  return named === undefined || named.some((name) => documents.some(({ id }) => id === name));
}

function byCheck(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { check, count } of findings) counts.set(check, (counts.get(check) ?? 0) + count);
  return counts;
}

function told({ check, operation, status, title, message, request, answer, count }: Finding): string {
  const short = (text: string) => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, SHOWN);
  return [
    `    - ${check} (${count}) ${operation} ${status}`,
    `        ${title}: ${short(message)}`,
    `        ${short(request)}`,
    `        ${short(answer)}`,
  ].join('\n');
}
