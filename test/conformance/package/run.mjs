// Packs standin, installs the packed file into empty projects and uses it like a user: as a command, from ES modules, from
// CommonJS, from TypeScript, and in a bundle. With --node 22,24 it is also installed and started on those versions.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { COMMONJS, ESM, HANDLERS, OVERLAY, STARTED, STARTED_WITHOUT_DOCS, TYPED } from './projects.mjs';
import { MAX, megabytesIn } from './size.mjs';

/** The parts of the package that only ES modules can import. */
const MODULES_ONLY = ['node-test', 'tap', 'vitest', 'playwright', 'vite', 'msw'];
/** The time limit of each step in milliseconds. */
const timeout = 300_000;

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));
const npm = process.env.npm_execpath;
if (npm === undefined) throw new Error('Run this with npm: npm run conformance:package');
const { node: versions } = parseArgs({ options: { node: { type: 'string', default: '' } } }).values;
const folder = mkdtempSync(join(tmpdir(), 'standin-package-'));
const failures = [];

try {
  const file = packed();
  const project = installed('project', file, process.execPath);
  checkWeight(project);
  checkStarts(project, process.execPath);
  checkCommand(project);
  checkTypes(file);
  checkTools(file);
  await checkBundles(project);
  for (const version of versions.split(',').filter(Boolean)) {
    const node = nodeOf(version);
    const other = installed(`on-node-${version}`, file, node);
    checkStarts(other, node);
    checkBundleStarts(node);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures.length === 0 ? 0 : 1;

function expect(claim, isTrue, details = '') {
  console.log(`${isTrue ? 'ok  ' : 'FAIL'} ${claim}`);
  if (isTrue) return;
  failures.push(claim);
  if (details !== '') console.log(details);
}

/** Runs a program to its end. @returns its exit code and its output */
function run(program, words, cwd) {
  const { status, stdout, stderr, error } = spawnSync(program, words, { cwd, timeout, encoding: 'utf8' });
  return { code: status, stdout, stderr, output: `${stdout}${stderr}${error?.message ?? ''}` };
}

function packed() {
  const words = [npm, 'pack', '--json', '--pack-destination', folder];
  execFileSync(process.execPath, words, { cwd: root, timeout, stdio: ['ignore', 'ignore', 'inherit'] });
  const file = join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.tgz')),
  );
  const megabytes = megabytesIn(file);
  expect(`the packed file of ${megabytes.toFixed(1)} MB has at most ${MAX.packed} MB`, megabytes <= MAX.packed);
  return file;
}

/** A project that has the packed file and nothing else. */
function installed(name, file, node) {
  const project = join(folder, name);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  const { code, output } = run(node, [npm, 'install', '--omit=dev', file], project);
  expect(
    `${versionOf(node)} installs the packed file, and every package supports this version`,
    code === 0 && !/EBADENGINE/.test(output),
    output,
  );
  writeFileSync(join(project, 'start.mjs'), ESM);
  writeFileSync(join(project, 'start.cjs'), COMMONJS);
  writeFileSync(join(project, 'handlers.ts'), HANDLERS);
  cpSync(join(root, 'test/fixtures/documents/clinic.yaml'), join(project, 'clinic.yaml'));
  return project;
}

function checkWeight(project) {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  const count = Object.keys(packages).filter((path) => path !== '').length;
  const megabytes = megabytesIn(join(project, 'node_modules'));
  expect(`${count} packages are at most ${MAX.packages}`, count <= MAX.packages);
  expect(`${megabytes.toFixed(1)} MB are at most ${MAX.installed}`, megabytes <= MAX.installed);
}

function checkStarts(project, node) {
  for (const [how, program] of [
    ['import', 'start.mjs'],
    ['require', 'start.cjs'],
  ]) {
    const { stdout, stderr, output } = run(node, [program], project);
    expect(`${versionOf(node)} starts it by ${how}, without a warning`, STARTED.test(stdout) && stderr === '', output);
  }
}

function checkCommand(project) {
  expect('TypeScript is not installed with it', !existsSync(join(project, 'node_modules', 'typescript')));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const printed = run(process.execPath, [npm, 'exec', '--', 'standin', '--version'], project);
  expect('the command prints its version', printed.stdout.trim() === version, printed.output);
  writeFileSync(join(project, 'overlay.yaml'), OVERLAY);
  const inspect = [npm, 'exec', '--', 'standin', 'inspect', 'clinic.yaml', '--overlay', 'overlay.yaml'];
  const inspected = run(process.execPath, inspect, project);
  expect(
    'the command applies an overlay',
    /GET \/owners\n/.test(inspected.stdout) && !/POST \/owners\n/.test(inspected.stdout),
    inspected.output,
  );
  const generated = generate(project);
  expect('the command generates types without TypeScript', /\baddOwner: \{/.test(generated.types), generated.output);
}

function generate(project) {
  const { output } = run(
    process.execPath,
    [npm, 'exec', '--', 'standin', 'generate', 'clinic.yaml', '--out', 'mock'],
    project,
  );
  const types = join(project, 'mock', 'document.d.ts');
  return { output, types: existsSync(types) ? readFileSync(types, 'utf8') : '' };
}

/** Installs the packed file next to the newest TypeScript, and compiles with each module resolution. */
function checkTypes(file) {
  const project = join(folder, 'typed');
  mkdirSync(project);
  const { version } = JSON.parse(readFileSync(join(here, 'node_modules/typescript/package.json'), 'utf8'));
  const devDependencies = { typescript: version, '@types/node': '^20.19.0' };
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, devDependencies }));
  run(process.execPath, [npm, 'install'], project);
  const { code, output } = run(process.execPath, [npm, 'install', file], project);
  expect(
    `the packed file can be installed next to TypeScript ${version}`,
    code === 0 && !/ERESOLVE/.test(output),
    output,
  );
  cpSync(join(root, 'test/fixtures/documents/clinic.yaml'), join(project, 'clinic.yaml'));
  expect('the command generates types there too', generate(project).types !== '');
  for (const name of ['typed.ts', 'typed.mts', 'typed.cts']) writeFileSync(join(project, name), TYPED);
  const both = ['typed.mts', 'typed.cts'];
  for (const [compiler, options, files] of [
    ['typescript-5', ['--module', 'node16'], both],
    ['typescript-5', ['--module', 'esnext', '--moduleResolution', 'bundler'], ['typed.ts']],
    ['typescript-5', ['--module', 'commonjs', '--moduleResolution', 'node10', '--esModuleInterop'], ['typed.ts']],
    ['typescript', ['--module', 'node16'], [...both, 'mock/handlers.ts']],
    ['typescript', ['--module', 'esnext', '--moduleResolution', 'bundler'], ['typed.ts', 'mock/handlers.ts']],
  ]) {
    const tsc = join(here, 'node_modules', compiler, 'bin', 'tsc');
    const words = [tsc, '--noEmit', '--strict', '--target', 'es2022', '--types', 'node', ...options, ...files];
    const compiled = run(process.execPath, words, project);
    expect(`${compiler} ${options.join(' ')}: ${files.join(', ')}`, compiled.code === 0, compiled.output);
  }
}

function checkTools(file) {
  const plain = ['--format', 'ascii', '--no-color', '--no-emoji'];
  for (const [tool, words] of [
    ['publint', ['--strict', file]],
    ['attw', [...plain, '--exclude-entrypoints', ...MODULES_ONLY, '--', file]],
    // The tools that use them load ES modules.
    ['attw', [...plain, '--profile', 'esm-only', '--entrypoints', ...MODULES_ONLY, '--', file]],
  ]) {
    const { code, output } = run(join(here, 'node_modules', '.bin', tool), words, here);
    expect(`${tool} finds nothing wrong`, code === 0, output);
  }
}

/** Runs bundles in a folder without any package. */
async function checkBundles(project) {
  const outdir = join(folder, 'bundles');
  const common = {
    bundle: true,
    platform: 'node',
    target: 'node20',
    absWorkingDir: project,
    logLevel: 'error',
    outdir,
  };
  // CommonJS packages call `require`, which an ES module does not have.
  const js = "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);";
  await build({
    ...common,
    entryPoints: ['start.mjs'],
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    banner: { js },
  });
  await build({ ...common, entryPoints: ['start.cjs'], format: 'cjs', outExtension: { '.js': '.cjs' } });
  writeFileSync(join(outdir, 'handlers.ts'), HANDLERS);
  const external = ['@fastify/swagger-ui'];
  const separate = { ...common, external, outdir: project, outExtension: { '.js': '.bundle.cjs' } };
  await build({ ...separate, entryPoints: ['start.cjs'], format: 'cjs' });
  const { stdout, output } = run(process.execPath, ['start.bundle.cjs'], project);
  expect('a bundle next to @fastify/swagger-ui has the docs page', STARTED.test(stdout), output);
  checkBundleStarts(process.execPath);
}

function checkBundleStarts(node) {
  for (const program of ['start.mjs', 'start.cjs']) {
    const { stdout, output } = run(node, [program], join(folder, 'bundles'));
    expect(`${versionOf(node)} starts a bundle: ${program}`, STARTED_WITHOUT_DOCS.test(stdout), output);
  }
}

/** The executable of another version of Node.js, from the npm package `node`. */
function nodeOf(version) {
  const prefix = join(folder, `node-${version}`);
  mkdirSync(prefix);
  const words = [npm, 'install', '--prefix', prefix, `node@${version}`];
  execFileSync(process.execPath, words, { cwd: prefix, timeout, stdio: ['ignore', 'ignore', 'inherit'] });
  return join(prefix, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

function versionOf(node) {
  return `Node.js ${run(node, ['--version'], folder).stdout.trim().slice(1)}`;
}
