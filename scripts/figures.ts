// Figures about a checkout, to compare it before and after a change: the words it uses, what a production install weighs, and
// how long its checks take.
//   node scripts/ts.mjs scripts/figures.ts [FOLDER] [--time]
//     FOLDER: another checkout, with its packages installed and built; this one by default
//     --time: run `npm run typecheck` and `npm test` too
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { namesDeclaredTwice } from '../test/fixtures/type-names.ts';
import { badWords, ROOT } from '../test/fixtures/words.ts';

const [folder] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const root = folder === undefined ? ROOT : resolve(folder);

const figures: Record<string, string | number> = {
  'type names with several meanings': namesDeclaredTwice(root).length,
  'banned words': badWords(root).length,
  ...installed(),
  ...(process.argv.includes('--time') && {
    'npm run typecheck, seconds': seconds(['run', 'typecheck']),
    'npm test, seconds': seconds(['test']),
  }),
};
const width = Math.max(...Object.keys(figures).map((name) => name.length));
for (const [name, figure] of Object.entries(figures)) console.log(`${name.padEnd(width)}  ${figure}`);

/** What `npm install` of the packed package brings into an empty project. */
function installed(): Record<string, string | number> {
  const project = mkdtempSync(join(tmpdir(), 'standin-figures-'));
  try {
    const packed = npm(['pack', '--ignore-scripts', '--pack-destination', project, '--json'], root);
    const [{ filename, size }] = JSON.parse(packed) as [{ filename: string; size: number }];
    writeFileSync(join(project, 'package.json'), '{ "private": true }');
    npm(['install', '--no-audit', '--no-fund', '--omit=dev', `./${filename}`], project);
    const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as { packages: object };
    return {
      'packages of a production install': Object.keys(lock.packages).length - 1,
      'MB on disk of a production install': megabytes(diskUse(join(project, 'node_modules'))),
      'MB of the packed file': megabytes(size),
    };
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function seconds(args: readonly string[]): string {
  const start = performance.now();
  npm(args, root);
  return ((performance.now() - start) / 1000).toFixed(1);
}

function megabytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(1);
}

/** What a folder takes on the disk, in bytes: whole blocks of every file and folder. */
function diskUse(place: string): number {
  const here = lstatSync(place);
  const own = here.blocks * 512;
  if (!here.isDirectory()) return own;
  return readdirSync(place).reduce((sum, name) => sum + diskUse(join(place, name)), own);
}
