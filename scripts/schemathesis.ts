// Runs Schemathesis against the command, on several documents: all its checks, valid and invalid requests, sequences of
// requests, undeclared methods, invalid credentials. Prints a table and every failure, and exits with 1 if
// test/conformance/schemathesis/exclusions.json does not explain a failure.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { endAllChildren } from './bench/children.ts';
import { type TestedDocument, testedDocuments } from './schemathesis/documents.ts';
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
  .option('--only <ids>', 'test only these documents: parts of their ids, separated by commas')
  .option('--seed <number>', 'the seed of the generated cases', '1')
  .option('--examples <number>', 'cases for each operation and phase', '20')
  .option('--minutes <number>', 'minutes for all documents together', '9')
  .option('--repeat', 'continue with new cases until the time is over')
  .parse()
  .opts<Options>();

const FOLDER = fileURLToPath(new URL('../test/conformance/schemathesis/', import.meta.url));
/** Milliseconds that a document can take in addition to its share of the time, to finish what it has started. */
const MAX_OVERRUN_MS = 30_000;

/** Characters of a message, a request and a response in the output. The reports contain all of them. */
const MAX_PRINTED_LENGTH = 400;

interface Result {
  readonly operations: number;
  readonly cases: number;
  /** The number of failures that an exclusion explains. */
  readonly excluded: number;
  readonly findings: readonly Finding[];
  /** Problems outside of all checks. */
  readonly problems: readonly string[];
}

const started = performance.now();
const exclusions = exclusionsIn(join(FOLDER, 'exclusions.json'));
const program = installedTester(FOLDER);
const documents = testedDocuments(process.env.STANDIN_CORPUS).filter(
  ({ id }) => options.only === undefined || options.only.split(',').some((part) => id.includes(part)),
);
const deadline = started + Number(options.minutes) * 60_000;
const excluded = new Map<Exclusion, number>();
let failures = 0;

console.log(`${'document'.padEnd(28)}operations     cases   seconds  excluded  failures`);
for (const [at, document] of documents.entries()) {
  const began = performance.now();
  const left = deadline - began;
  // Repeated cases take all the time that they get. Otherwise a document takes what it needs.
  const result = await resultOf(document, options.repeat ? left / (documents.length - at) : left);
  const { findings, problems } = result;
  const failed = findings.reduce((sum, { count }) => sum + count, problems.length);
  failures += failed;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const figures = [result.operations, result.cases, seconds, result.excluded, failed];
  console.log(document.id.padEnd(28) + figures.map((figure) => String(figure).padStart(10)).join(''));
  for (const [check, count] of byCheck(findings)) console.log(`    ${check}: ${count}`);
  for (const problem of problems) console.log(`    ${problem}`);
  for (const finding of findings) console.log(findingText(finding));
}
await endAllChildren();

if (excluded.size > 0) console.log('\nExcluded, by cause:');
for (const [{ cause, check, why }, count] of excluded) console.log(`  ${cause}, ${check}, ${count} times: ${why}`);
const unused = exclusions.filter((exclusion) => !excluded.has(exclusion) && applies(exclusion));
for (const { check, why } of unused) console.log(`  not seen in this run, ${check}: ${why}`);
console.log(
  `\n${documents.length} documents, ${failures} failures, ${Math.round((performance.now() - started) / 1000)} s`,
);
process.exitCode = failures === 0 ? 0 : 1;

async function resultOf(document: TestedDocument, milliseconds: number): Promise<Result> {
  const nothing = { operations: 0, cases: 0, excluded: 0, findings: [] };
  if (milliseconds < 1000) return { ...nothing, problems: ['no time was left'] };
  const served = await serve(document);
  const run = await runTester(document, {
    program,
    folder: FOLDER,
    reports: join(FOLDER, '.reports', document.id.replaceAll(' ', '-')),
    url: served.url,
    seed: Number(options.seed),
    examples: Number(options.examples),
    repeatFor: options.repeat ? Math.floor(milliseconds / 1000) : undefined,
    limit: milliseconds + MAX_OVERRUN_MS,
  });
  const problems = [...(await served.stop())];
  if (run.end === undefined) problems.push('Schemathesis did not end in time');
  else if (run.end !== 0 && run.end !== 1) problems.push(`Schemathesis ended with ${run.end}; see ${run.log}`);
  // The reports of a process that was ended are not complete.
  if (run.end !== 0 && run.end !== 1) return { ...nothing, problems };
  if (!existsSync(run.events) || !existsSync(run.summary)) return { ...nothing, problems: [...problems, 'no report'] };
  let explained = 0;
  const findings = await findingsIn(run.events, (failure) => {
    const excludes = exclude(document, failure);
    if (excludes) explained += 1;
    return excludes;
  });
  const { unfinished, ...totals } = totalsIn(run.summary);
  return { ...totals, excluded: explained, findings, problems: [...problems, ...unfinished] };
}

function exclude({ id }: TestedDocument, failure: Failure): boolean {
  const exclusion = exclusionOf(exclusions, id, failure);
  if (exclusion) excluded.set(exclusion, (excluded.get(exclusion) ?? 0) + 1);
  return exclusion !== undefined;
}

/** Whether an exclusion concerns a document of this run. */
function applies({ documents: named }: Exclusion): boolean {
  return named === undefined || named.some((name) => documents.some(({ id }) => id === name));
}

function byCheck(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { check, count } of findings) counts.set(check, (counts.get(check) ?? 0) + count);
  return counts;
}

function findingText({ check, operation, status, title, message, request, response, count }: Finding): string {
  const short = (text: string) => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, MAX_PRINTED_LENGTH);
  return [
    `    - ${check} (${count}) ${operation} ${status}`,
    `        ${title}: ${short(message)}`,
    `        ${short(request)}`,
    `        ${short(response)}`,
  ].join('\n');
}
