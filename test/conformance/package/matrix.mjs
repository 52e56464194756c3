// Installs the packed file with each package manager, and starts it on each runtime, as an ES module and as CommonJS; TypeScript
// compiles against each installation. Prints a table with seconds and megabytes. The tools are npm packages. `--with npm,bun` chooses
// package managers.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { COMMONJS, ESM, HANDLERS, STARTED, TYPED } from './projects.mjs';
import { MAX, megabytesIn } from './size.mjs';

/** The time limits in milliseconds: of an installation, of a program that starts a server, and of everything. */
const INSTALLING = 180_000;
const STARTING = 60_000;
const ALL = 30 * 60_000;

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));
const npm = process.env.npm_execpath;
if (npm === undefined) throw new Error('Run this with npm: npm run proof:install');
const { with: only } = parseArgs({ options: { with: { type: 'string', default: '' } } }).values;
const folder = mkdtempSync(join(tmpdir(), 'standin-install-'));
const failures = [];

/** Other runtimes than the one that runs this. `node` is a package of the same name, whose versions are those of Node.js. */
const TOOLS = {
  'node-22': 'npm:node@22',
  'node-24': 'npm:node@24',
  bun: '^1',
  deno: '^2',
  pnpm: '^10',
  'yarn-1': 'npm:yarn@^1',
  'yarn-4': 'npm:@yarnpkg/cli-dist@^4',
};

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
  const runtimes = runtimesOf(tools);
  print(
    runtimes.map(({ name }) => name),
    chosen.map((manager) => rowOf(manager, runtimes, file)),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures.length === 0 ? 0 : 1;

function check(claim, isTrue, details = '') {
  console.log(`${isTrue ? 'ok  ' : 'FAIL'} ${claim}`);
  if (isTrue) return true;
  failures.push(claim);
  if (details !== '') console.log(details);
  return false;
}

/** Runs a program to its end. The folder of this Node.js comes first, so that scripts of a manager find it. */
function run(program, words, cwd, limit = INSTALLING) {
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH, npm_config_user_agent: undefined, CI: '1', YARN_ENABLE_TELEMETRY: '0' };
  const timeout = Math.max(1, Math.min(limit, ALL - performance.now()));
  const before = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, words, { cwd, timeout, encoding: 'utf8', env });
  const seconds = ((performance.now() - before) / 1000).toFixed(1);
  return { code: status, stdout, seconds, output: `${stdout}${stderr}${error?.message ?? ''}` };
}

function packed() {
  const words = [npm, 'pack', '--pack-destination', folder];
  execFileSync(process.execPath, words, { cwd: root, timeout: INSTALLING, stdio: ['ignore', 'ignore', 'pipe'] });
  const file = join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.tgz')),
  );
  const megabytes = megabytesIn(file);
  check(`the packed file of ${megabytes.toFixed(1)} MB has at most ${MAX.packed} MB`, megabytes <= MAX.packed);
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

/** The command of each manager that adds a package, and the files that a project needs for it. */
function managersOf(tools) {
  const bin = (name) => [join(tools, '.bin', name)];
  const script = (...path) => [process.execPath, join(tools, ...path)];
  return [
    { name: 'npm', command: [process.execPath, npm], words: ['install', '--no-audit', '--no-fund'] },
    { name: 'pnpm', command: bin('pnpm'), words: ['add'] },
    {
      name: 'yarn-4',
      command: script('yarn-4', 'bin', 'yarn.js'),
      words: ['add'],
      files: { 'yarn.lock': '', '.yarnrc.yml': 'nodeLinker: node-modules\n' },
    },
    {
      name: 'yarn-1',
      command: script('yarn-1', 'bin', 'yarn.js'),
      words: ['add', '--no-progress'],
      // It takes the newest version for each package that depends on this one, and that version needs Node.js 22.
      manifest: { resolutions: { 'light-my-request': '~6.6.0' } },
    },
    { name: 'bun', command: bin('bun'), words: ['add'] },
  ];
}

function runtimesOf(tools) {
  const node = (name) => join(tools, name, 'bin', 'node');
  return [
    ['Node.js', process.execPath, []],
    ['Node.js', node('node-22'), []],
    ['Node.js', node('node-24'), []],
    ['Bun', join(tools, '.bin', 'bun'), []],
    ['Deno', join(tools, '.bin', 'deno'), ['run', '--allow-all', '--quiet']],
  ].map(([name, program, words]) => ({ name: `${name} ${versionOf([program])}`, program, words }));
}

function versionOf([program, ...words]) {
  return /\d+\.\d+\.\d+/.exec(run(program, [...words, '--version'], folder).stdout)?.[0] ?? 'unknown';
}

function rowOf({ name, command, words, files = {}, manifest = {} }, runtimes, file) {
  const manager = `${name.replace(/-\d$/, '')} ${versionOf(command)}`;
  const project = join(folder, `with-${name}`);
  mkdirSync(project);
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'project', version: '1.0.0', private: true, ...manifest }),
  );
  for (const [path, text] of Object.entries(files)) writeFileSync(join(project, path), text);
  const [program, ...first] = command;
  const { code, seconds, output } = run(program, [...first, ...words, file], project);
  const isInstalled = check(`${manager} installs the packed file in ${seconds} s`, code === 0, output);
  if (!isInstalled) return [manager, 'fails', '', ...runtimes.map(() => ''), ''];
  const megabytes = megabytesIn(join(project, 'node_modules'));
  const size = megabytes.toFixed(1);
  check(`${size} MB, installed with ${manager}, are at most ${MAX.installed}`, megabytes <= MAX.installed);
  writeFiles(project);
  const starts = runtimes.map((runtime) => startsWith(manager, runtime, project));
  return [manager, seconds, size, ...starts, typesWith(manager, project)];
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
    const { stdout, seconds, output } = run(program, [...words, file], project, STARTING);
    const starts = STARTED.test(stdout);
    check(`${name} runs ${file} in ${seconds} s, installed with ${manager}`, starts, output);
    return starts ? seconds : 'fails';
  });
  return cells.join(' / ');
}

/** Compiles with the types of Node.js of this project's tools. @returns the text of a cell: the resolutions that work */
function typesWith(manager, project) {
  for (const name of ['@types/node', 'undici-types']) {
    const path = join(project, 'node_modules', name);
    if (!existsSync(path)) cpSync(join(root, 'node_modules', name), path, { recursive: true, dereference: true });
  }
  const passed = RESOLUTIONS.filter(([name, options, files]) => {
    const tsc = join(here, 'node_modules', 'typescript-5', 'bin', 'tsc');
    const words = [tsc, '--noEmit', '--strict', '--target', 'es2022', '--types', 'node', ...options, ...files];
    const { code, output } = run(process.execPath, words, project);
    return check(`TypeScript resolves it by ${name}, installed with ${manager}`, code === 0, output);
  });
  return passed.map(([name]) => name).join(', ');
}

/** Prints a table of Markdown whose columns are aligned. */
function print(runtimes, rows) {
  const head = ['installed with', 'seconds', 'MB', ...runtimes, 'TypeScript resolutions'];
  const widths = head.map((_, index) => Math.max(...[head, ...rows].map((row) => row[index].length)));
  const line = (cells, filler = ' ') =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index], filler)).join(' | ')} |`;
  const rule = line(
    head.map(() => ''),
    '-',
  );
  console.log(['', line(head), rule, ...rows.map((row) => line(row)), ''].join('\n'));
  console.log('A cell of a runtime has the seconds of a program that imports it, and of one that requires it.');
  console.log(failures.length === 0 ? 'All of them work.' : `${failures.length} claims are false.`);
}
