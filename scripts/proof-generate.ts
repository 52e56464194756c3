// Proves `standin generate` on a folder of real documents (STANDIN_CORPUS): generates each one into a temporary project with the
// built package, and type-checks the files strictly, without skipLibCheck. Prints a line for each document, then totals.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';

interface Options {
  readonly only?: string;
  readonly batch: string;
}

const { only, batch } = new Command('proof:generate')
  .option('--only <ids>', 'generate only these documents: parts of their ids, separated by commas')
  .option('--batch <number>', 'how many documents the compiler checks at a time', '10')
  .parse()
  .opts<Options>();

const corpus = process.env.STANDIN_CORPUS;
if (corpus === undefined) throw new Error('Set STANDIN_CORPUS to the folder with the documents and their INDEX.json');

interface Entry {
  readonly id: string;
  readonly file: string;
  readonly verdict: string;
}

interface Outcome {
  readonly id: string;
  readonly operations: number;
  readonly milliseconds: number;
  readonly lines: number;
  /** Why nothing was generated. */
  readonly failure?: string;
}

const root = fileURLToPath(new URL('../', import.meta.url));
const cli = join(root, 'dist', 'cli.js');
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const FILES = ['document.d.ts', 'handlers.ts', 'validators.ts'] as const;
/** Milliseconds for one document, and for the compiler with one batch. */
const LIMITS = { generate: 120_000, check: 300_000 } as const;

const entries = (JSON.parse(readFileSync(join(corpus, 'INDEX.json'), 'utf8')) as Entry[]).filter(
  ({ id, verdict }) =>
    verdict !== 'invalid' && (only === undefined || only.split(',').some((part) => id.includes(part))),
);
const project = mkdtempSync(join(tmpdir(), 'standin-generate-'));
try {
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(root, join(project, 'node_modules', 'standin'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }\n');
  const outcomes: Outcome[] = [];
  for (const [at, entry] of entries.entries()) {
    if (process.stderr.isTTY) process.stderr.write(`\r${at + 1} of ${entries.length} generated `);
    outcomes.push(await generated(entry, corpus));
  }
  const written = outcomes.filter(({ failure }) => failure === undefined);
  const faults = new Map<string, string[]>();
  for (let at = 0; at < written.length; at += Number(batch)) {
    if (process.stderr.isTTY) process.stderr.write(`\r${at} of ${written.length} compiled   `);
    for (const line of await typeErrors(written.slice(at, at + Number(batch)).map(({ id }) => id))) {
      const [id = ''] = line.split('/');
      faults.set(id, [...(faults.get(id) ?? []), line]);
    }
  }
  console.log(`${'document'.padEnd(46)}operations    lines       ms  compiler`);
  for (const { id, operations, lines, milliseconds, failure } of outcomes) {
    const own = faults.get(id) ?? [];
    const result = failure ?? (own.length === 0 ? 'no errors' : `${own.length} errors`);
    const figures = [operations, lines, milliseconds].map((figure) => String(figure).padStart(9)).join('');
    console.log(`${id.padEnd(46)}${figures}  ${result}`);
    for (const line of own.slice(0, 3)) console.log(`    ${line}`);
  }
  const failed = outcomes.length - written.length;
  console.log(`\n${outcomes.length} documents: ${failed} not generated, ${faults.size} with type errors`);
  process.exitCode = failed + faults.size > 0 ? 1 : 0;
} finally {
  rmSync(project, { recursive: true, force: true });
}

async function generated({ id, file }: Entry, folder: string): Promise<Outcome> {
  const start = performance.now();
  const args = [cli, 'generate', resolve(folder, file), '--out', join(project, id)];
  const { code, text } = await run(args, LIMITS.generate);
  const milliseconds = Math.round(performance.now() - start);
  const operations = Number(/^(\d+) operations? in /m.exec(text)?.[1] ?? 0);
  if (code !== 0)
    return { id, operations, milliseconds, lines: 0, failure: text.trim().replaceAll('\n', ' ').slice(0, 200) };
  const texts = FILES.map((name) => readFileSync(join(project, id, name), 'utf8'));
  return { id, operations, milliseconds, lines: texts.reduce((sum, content) => sum + content.split('\n').length, 0) };
}

async function typeErrors(ids: readonly string[]): Promise<readonly string[]> {
  const files = ids.flatMap((id) => FILES.map((name) => join(id, name)));
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2023,dom'];
  const { code, text } = await run([compiler, ...options, ...files], LIMITS.check);
  const lines = text.split('\n').filter((line) => /\): error TS\d+/.test(line));
  if (code !== 0 && lines.length === 0) throw new Error(`The compiler failed on ${ids.join(', ')}: ${text}`);
  return lines;
}

function run(args: readonly string[], timeout: number): Promise<{ readonly code: number; readonly text: string }> {
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd: project, timeout, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      done({ code, text: `${stdout}${stderr}${error?.killed ? `not done after ${timeout} ms` : ''}` });
    });
  });
}
