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
import { type Finding, findingsIn, totalsIn } from './schemathesis/findings.ts';
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

interface Outcome {
  readonly operations: number;
  readonly cases: number;
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
  const own = outcome.findings.filter((finding) => !exclude(document, finding));
  failures += own.length + outcome.troubles.length;
  const figures = [
    String(outcome.operations).padStart(10),
    String(outcome.cases).padStart(10),
    ((performance.now() - began) / 1000).toFixed(1).padStart(10),
    String(outcome.findings.length - own.length).padStart(10),
    String(own.length + outcome.troubles.length).padStart(10),
  ];
  console.log(document.id.padEnd(28) + figures.join(''));
  for (const [check, count] of byCheck(own)) console.log(`    ${check}: ${count}`);
  for (const trouble of outcome.troubles) console.log(`    ${trouble}`);
  for (const finding of own) console.log(told(finding));
}
await endAllChildren();

if (excluded.size > 0) console.log('\nNo faults of standin, by cause:');
for (const [{ cause, check, why }, count] of excluded) console.log(`  ${cause}, ${check}, ${count} times: ${why}`);
const idle = exclusions.filter((exclusion) => !excluded.has(exclusion) && applies(exclusion));
for (const { check, why } of idle) console.log(`  not seen in this run, ${check}: ${why}`);
console.log(
  `\n${documents.length} documents, ${failures} failures, ${Math.round((performance.now() - started) / 1000)} s`,
);
process.exitCode = failures === 0 ? 0 : 1;

async function outcomeOf(document: TriedDocument, milliseconds: number): Promise<Outcome> {
  if (milliseconds < 1000) return { operations: 0, cases: 0, findings: [], troubles: ['no time was left for it'] };
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
  const findings = existsSync(run.events) ? await findingsIn(run.events) : [];
  if (!existsSync(run.summary)) return { operations: 0, cases: 0, findings, troubles };
  const { unfinished, ...totals } = totalsIn(run.summary);
  return { ...totals, findings, troubles: [...troubles, ...unfinished] };
}

function exclude({ id }: TriedDocument, finding: Finding): boolean {
  const exclusion = exclusionOf(exclusions, id, finding);
  if (exclusion) excluded.set(exclusion, (excluded.get(exclusion) ?? 0) + finding.count);
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

function told({ check, operation, status, title, message, request, count }: Finding): string {
  const says = message.replaceAll(/\s+/g, ' ').slice(0, 400);
  return `    - ${check} (${count}) ${operation} ${status}\n        ${title}: ${says}\n        ${request}`;
}
