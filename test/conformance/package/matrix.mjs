// Installs the packed file with each package manager, and starts it on each runtime, as an ES module and as CommonJS; TypeScript
// compiles against each installation. Prints a table with seconds and megabytes. The tools are npm packages. `--with npm,bun` chooses
// package managers.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { COMMONJS, ESM, HANDLERS, STARTED, TYPED } from './projects.mjs';

const timeout = 300_000;
/** The time limit of a program that starts a server. */
const STARTING = 60_000;
/** The most bytes of the packed file, and of an installation on disk. */
const MAX = { packed: 4.5 * 2 ** 20, installed: 60 * 2 ** 20 };

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));
const npm = process.env.npm_execpath;
if (npm === undefined) throw new Error('Run this with npm: npm run proof:install');
const { with: only } = parseArgs({ options: { with: { type: 'string', default: '' } } }).values;
const folder = mkdtempSync(join(tmpdir(), 'standin-install-'));
const failures = [];

/** Other runtimes than the one that runs this. `node` is a package of the same name, whose versions are those of Node.js. */
const TOOLS = { 'node-22': 'npm:node@22', 'node-24': 'npm:node@24', bun: '^1', deno: '^2', pnpm: '^10', yarn: '^1' };

const RESOLUTIONS = [
  ['node16', ['--module', 'node16'], ['typed.mts', 'typed.cts']],
  ['nodenext', ['--module', 'nodenext'], ['typed.mts', 'typed.cts']],
  ['bundler', ['--module', 'esnext', '--moduleResolution', 'bundler'], ['typed.ts']],
  ['node10', ['--module', 'commonjs', '--moduleResolution', 'node10', '--esModuleInterop'], ['typed.ts']],
];

try {
  const file = packed();
  const tools = installTools();
  const chosen = managersOf(tools).filter(({ name }) => only === '' || only.split(',').includes(name));
  print(chosen.map((manager) => rowOf(manager, runtimesOf(tools), file)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures.length === 0 ? 0 : 1;

function check(claim, isTrue, details = '') {
  if (isTrue) return true;
  failures.push(claim);
  console.log(`FAIL ${claim}\n${details}`);
  return false;
}

/** Runs a program to its end. The folder of this Node.js comes first, so that scripts of a manager find it. */
function run(program, words, cwd, limit = timeout) {
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH, npm_config_user_agent: undefined, CI: '1' };
  const { status, stdout, stderr, error } = spawnSync(program, words, { cwd, timeout: limit, encoding: 'utf8', env });
  return { code: status, stdout, stderr, output: `${stdout}${stderr}${error?.message ?? ''}` };
}

function packed() {
  const words = [npm, 'pack', '--pack-destination', folder];
  execFileSync(process.execPath, words, { cwd: root, timeout, stdio: ['ignore', 'ignore', 'pipe'] });
  const file = join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.tgz')),
  );
  const { size } = statSync(file);
  console.log(`packed: ${megabytes(size)} MB`);
  check(`the packed file has at most ${megabytes(MAX.packed)} MB`, size <= MAX.packed);
  return file;
}

function installTools() {
  const tools = join(folder, 'tools');
  mkdirSync(tools);
  writeFileSync(join(tools, 'package.json'), JSON.stringify({ private: true, dependencies: TOOLS }));
  const { code, output } = run(process.execPath, [npm, 'install', '--no-audit', '--no-fund'], tools);
  if (code !== 0) throw new Error(output);
  return join(tools, 'node_modules');
}

function managersOf(tools) {
  const bin = (name) => join(tools, '.bin', name);
  return [
    { name: 'npm', add: (file) => [process.execPath, npm, 'install', '--no-audit', '--no-fund', file] },
    { name: 'pnpm', add: (file) => [bin('pnpm'), 'add', file] },
    { name: 'yarn', add: (file) => [bin('yarn'), 'add', '--no-progress', file] },
    { name: 'bun', add: (file) => [bin('bun'), 'add', file] },
  ].map((manager) => ({ ...manager, version: versionOf(manager.add('')[0], manager.name === 'npm' ? [npm] : []) }));
}

function runtimesOf(tools) {
  const node = (name) => join(tools, name, 'bin', 'node');
  return [
    ['Node.js', process.execPath, []],
    ['Node.js', node('node-22'), []],
    ['Node.js', node('node-24'), []],
    ['Bun', join(tools, '.bin', 'bun'), []],
    ['Deno', join(tools, '.bin', 'deno'), ['run', '--allow-all', '--quiet']],
  ].map(([name, program, words]) => ({ name: `${name} ${versionOf(program)}`, program, words }));
}

function versionOf(program, words = []) {
  return /\d+\.\d+\.\d+/.exec(run(program, [...words, '--version'], folder).stdout)?.[0] ?? 'unknown';
}

function rowOf({ name, version, add }, runtimes, file) {
  const project = join(folder, `with-${name}`);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "name": "project", "version": "1.0.0", "private": true }');
  const [program, ...words] = add(file);
  const before = performance.now();
  const { code, output } = run(program, words, project);
  const seconds = (performance.now() - before) / 1000;
  check(`${name} ${version} installs the packed file`, code === 0, output);
  const size = bytesIn(join(project, 'node_modules'));
  check(`with ${name}, it has at most ${megabytes(MAX.installed)} MB`, size <= MAX.installed, megabytes(size));
  writeFiles(project);
  console.log(`ok   ${name} ${version} installs it in ${seconds.toFixed(1)} s, ${megabytes(size)} MB`);
  return {
    manager: `${name} ${version}`,
    seconds: seconds.toFixed(1),
    megabytes: megabytes(size),
    starts: runtimes.map((runtime) => startsWith(name, runtime, project)),
    types: typesWith(name, project),
  };
}

function writeFiles(project) {
  writeFileSync(join(project, 'start.mjs'), ESM);
  writeFileSync(join(project, 'start.cjs'), COMMONJS);
  writeFileSync(join(project, 'handlers.ts'), HANDLERS);
  for (const name of ['typed.ts', 'typed.mts', 'typed.cts']) writeFileSync(join(project, name), TYPED);
}

/** @returns the text of a cell: the seconds that each program ran */
function startsWith(manager, { name, program, words }, project) {
  const cells = ['start.mjs', 'start.cjs'].map((file) => {
    const before = performance.now();
    const { stdout, output } = run(program, [...words, file], project, STARTING);
    const seconds = ((performance.now() - before) / 1000).toFixed(1);
    const starts = check(`${name} starts ${file}, installed with ${manager}`, STARTED.test(stdout), output);
    if (starts) console.log(`ok   ${name} starts ${file}, installed with ${manager}, in ${seconds} s`);
    return starts ? seconds : 'fails';
  });
  return [name, cells.join(' / ')];
}

/** Compiles with the types of Node.js of this project's tools. */
function typesWith(manager, project) {
  const types = join(project, 'node_modules', '@types');
  const own = join(root, 'node_modules', '@types', 'node');
  if (!existsSync(join(types, 'node'))) {
    cpSync(own, join(types, 'node'), { recursive: true, dereference: true });
    cpSync(join(root, 'node_modules', 'undici-types'), join(project, 'node_modules', 'undici-types'), {
      recursive: true,
      dereference: true,
    });
  }
  const passed = RESOLUTIONS.filter(([name, options, files]) => {
    const tsc = join(here, 'node_modules', 'typescript-5', 'bin', 'tsc');
    const words = [tsc, '--noEmit', '--strict', '--target', 'es2022', '--types', 'node', ...options, ...files];
    const { code, output } = run(process.execPath, words, project);
    return check(`TypeScript resolves it by ${name}, installed with ${manager}`, code === 0, output);
  });
  return passed.map(([name]) => name).join(', ');
}

/** The size of a folder on disk. A file with several links counts once. */
function bytesIn(path, seen = new Set()) {
  const { size, blocks = Math.ceil(size / 4096) * 8, ino } = lstatSync(path);
  if (seen.has(ino)) return 0;
  seen.add(ino);
  const inner = lstatSync(path).isDirectory() ? readdirSync(path).map((name) => bytesIn(join(path, name), seen)) : [];
  return inner.reduce((sum, bytes) => sum + bytes, blocks * 512);
}

function megabytes(bytes) {
  return (bytes / 2 ** 20).toFixed(1);
}

function print(rows) {
  const names = rows[0].starts.map(([name]) => name);
  console.log(`| installed with | seconds | MB | ${names.join(' | ')} | TypeScript resolutions |`);
  console.log(`|---|---|---|${names.map(() => '---').join('|')}|---|`);
  for (const { manager, seconds, megabytes: size, starts, types } of rows)
    console.log(`| ${manager} | ${seconds} | ${size} | ${starts.map(([, cell]) => cell).join(' | ')} | ${types} |`);
  console.log('A cell of a runtime has the seconds of a program that imports it, and of one that requires it.');
  console.log(failures.length === 0 ? 'All of them work' : `${failures.length} claims are false`);
}
