// Builds dist: bundles the sources into few files, because each file that is loaded makes the start slower; prints the types of the
// public API; and adds the entry points for CommonJS.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, transform } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));
const published = join(root, 'dist');
const { dependencies, peerDependencies } = readJson(join(root, 'package.json'));

/**
 * Only the command loads this module, and only to generate. TypeScript and openapi-typescript are bundled into it. It is a file of
 * its own, because it is much larger than all others together.
 */
const GENERATOR = 'codegen/types';
const ENTRIES = ['index', 'control/client'];
/** The fixtures of the test runners and dev servers that load ES modules, and the one for Jest, which is CommonJS. */
const FIXTURES = ['node-test', 'tap', 'vitest', 'playwright', 'vite', 'msw'].map((name) => `fixtures/${name}`);
const JEST = 'fixtures/jest';
/** A module that several files need is in a file of this folder, and so is a module that is loaded on demand. */
const CHUNKS = 'chunks';
/** The file that is replaced last. */
const LAST = join('control', 'client.cjs');
const NOTICES = 'THIRD-PARTY-NOTICES.txt';
/** The package whose names and titles are in a printed module. */
const WORDS = join(root, 'node_modules/@faker-js/faker');

/** The names that TypeScript expects in a CommonJS module. */
const COMMONJS = [
  "import { createRequire as createRequireHere } from 'node:module';",
  "import { fileURLToPath as pathOfUrl } from 'node:url';",
  'const require = createRequireHere(import.meta.url);',
  'const __filename = pathOfUrl(import.meta.url);',
].join('\n');

// npm runs `prepare` also when npx starts the command of this folder: then dist is up to date.
if (process.argv.includes('--if-older') && builtAt() > changedAt()) process.exit();

// dist is not touched before everything is built. Next to it, so that packages and relative paths are found.
const dist = mkdtempSync(join(root, '.dist-'));
process.once('exit', () => rmSync(dist, { recursive: true, force: true }));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const options = ['--project', 'scripts/tsconfig.build.json', '--outDir', dist];
execFileSync(process.execPath, [tsc, ...options], { cwd: root, stdio: 'inherit' });
cpSync(join(root, 'src/control/generated/document.d.ts'), join(dist, 'control/generated/document.d.ts'));
keepPublicTypes();
await bundleAll();
await bundleConsole();
for (const entry of ENTRIES) await addCommonJs(entry);
renameSync(join(dist, `${JEST}.d.ts`), join(dist, `${JEST}.d.cts`));
chmodSync(join(dist, 'cli.js'), 0o755);
publish();

/**
 * Replaces dist file by file, and then removes the files that are not used any more. A server that runs from dist loads some modules
 * only when it needs them, so none is missing at any time.
 */
function publish() {
  const isLast = (name) => Number(name === LAST);
  const built = filesIn(dist).sort((a, b) => isLast(a) - isLast(b));
  for (const name of built) {
    mkdirSync(dirname(join(published, name)), { recursive: true });
    renameSync(join(dist, name), join(published, name));
  }
  const used = new Set(built);
  for (const name of filesIn(published)) if (!used.has(name)) rmSync(join(published, name));
}

function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}

/** When dist was built, in milliseconds; 0 if it is missing or was not finished. */
function builtAt() {
  return statSync(join(published, LAST), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** When the newest file was changed that dist is built from, in milliseconds. */
function changedAt() {
  const sources = readdirSync(join(root, 'src'), { recursive: true }).map((name) => join('src', name));
  const files = [...sources, 'package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build.mjs'];
  return Math.max(...files.map((name) => statSync(join(root, name)).mtimeMs));
}

/** Removes declarations that no entry point imports. In the others, imports get the names of the printed files. */
function keepPublicTypes() {
  const reachable = new Set();
  const pending = [...ENTRIES, ...FIXTURES, JEST].map((entry) => join(dist, `${entry}.d.ts`));
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (reachable.has(file)) continue;
    reachable.add(file);
    const text = readFileSync(file, 'utf8').replace(/(['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2');
    writeFileSync(file, text);
    for (const [, path] of text.matchAll(/['"](\.[^'"]*)\.js['"]/g))
      pending.push(resolve(dirname(file), `${path}.d.ts`));
  }
  for (const name of readdirSync(dist, { recursive: true })) {
    const file = join(dist, name);
    if (name.endsWith('.d.ts') && !reachable.has(file)) rmSync(file);
  }
}

/** Generated code is a third of the bundles, and nobody reads it there. */
function shortenGenerated({ onLoad }) {
  onLoad({ filter: /[\\/]generated[\\/](?:contract|validators)\.ts$/ }, async ({ path }) => {
    const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'ts', minify: true, target: 'node20' });
    return { contents: code, loader: 'js' };
  });
}

async function bundleAll() {
  const common = {
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    legalComments: 'none',
    metafile: true,
    absWorkingDir: root,
    outdir: dist,
    outbase: 'src',
    logLevel: 'warning',
  };
  const plugins = [
    { name: 'imports that stay', setup: keepImports },
    { name: 'node:http without fetch', setup: requireHttp },
    { name: 'short generated code', setup: shortenGenerated },
  ];
  const entryPoints = ['cli', ...ENTRIES, ...FIXTURES].map((entry) => `src/${entry}.ts`);
  const { metafile: before } = await build({ ...common, entryPoints, splitting: true, plugins, write: false });
  checkDynamicImports(before);
  const [generator, others] = await Promise.all([
    build({ ...common, entryPoints: [`src/${GENERATOR}.ts`], minify: true, banner: { js: COMMONJS } }),
    build({
      ...common,
      entryPoints,
      splitting: true,
      chunkNames: `${CHUNKS}/[name]-[hash]`,
      plugins: [...plugins, { name: 'one core', setup: (setup) => importCore(setup, before) }],
    }),
  ]);
  await build({
    ...common,
    entryPoints: [`src/${JEST}.ts`],
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    // Jest calls what the module exports.
    footer: { js: 'module.exports = Object.assign(module.exports.globalSetup, module.exports);' },
  });
  const files = Object.entries({ ...generator.metafile.outputs, ...others.metafile.outputs });
  const packagesOf = ([, { inputs }]) => Object.keys(inputs).flatMap(packageOf);
  writeFileSync(join(dist, NOTICES), noticesOf([...new Set([...files.flatMap(packagesOf), WORDS])]));
}

/** The files of the console: a page, a script and a style. */
async function bundleConsole() {
  const folder = join(root, 'src/console');
  await build({
    entryPoints: [join(folder, 'main.tsx')],
    bundle: true,
    format: 'esm',
    target: ['chrome110', 'firefox115', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none',
    absWorkingDir: root,
    outdir: join(dist, 'console'),
    logLevel: 'warning',
  });
  for (const name of ['index.html', 'icon.svg']) cpSync(join(folder, name), join(dist, 'console', name));
}

/** Keeps imports of packages that are installed with this one, and the import of the generator. */
function keepImports({ onResolve }) {
  const generator = join(root, 'src', `${GENERATOR}.ts`);
  onResolve({ filter: /./ }, ({ path, importer, resolveDir, kind }) => {
    if (kind === 'entry-point' || !importer.startsWith(join(root, 'src') + sep)) return undefined;
    if (resolve(resolveDir, path) === generator) return { path: `../${GENERATOR}.js`, external: true };
    const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(path);
    return Object.hasOwn({ ...dependencies, ...peerDependencies }, name) ? { path, external: true } : undefined;
  });
}

/**
 * An `import` of node:http reads all of its exports. One of them loads the code of `fetch` on Node.js 22 and later, which takes
 * longer than anything of our own at start.
 */
function requireHttp({ onResolve, onLoad }) {
  onResolve({ filter: /^node:http$/ }, ({ path, importer }) =>
    importer.startsWith(join(root, 'src') + sep) ? { path, namespace: 'builtin' } : undefined,
  );
  onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
    contents: `module.exports = process.getBuiltinModule('${path}');`,
  }));
}

/**
 * Makes every module that is loaded on demand import all modules that `index.ts` loads anyway. esbuild makes a file for each set of
 * modules that are loaded together, so these get one file instead of some twenty.
 */
function importCore({ onLoad }, { inputs }) {
  const core = new Set(['src/index.ts']);
  for (const file of core)
    for (const { path, kind } of inputs[file]?.imports ?? []) if (kind === 'import-statement') core.add(path);
  const dynamic = Object.values(inputs).flatMap(({ imports }) =>
    imports.filter(({ kind }) => kind === 'dynamic-import'),
  );
  const onDemand = new Set(
    dynamic.map(({ path }) => path).filter((path) => path.startsWith('src/') && !core.has(path)),
  );
  onLoad({ filter: /\.ts$/ }, ({ path }) => {
    if (!onDemand.has(relative(root, path).replaceAll(sep, '/'))) return undefined;
    const index = `./${relative(dirname(path), join(root, 'src/index.ts')).replaceAll(sep, '/')}`;
    return { contents: `${readFileSync(path, 'utf8')}\nimport ${JSON.stringify(index)};\n`, loader: 'ts' };
  });
}

/** A bundled CommonJS package has only a default export when it is loaded on demand; a named export would be undefined. */
function checkDynamicImports({ inputs }) {
  for (const [file, { imports }] of Object.entries(inputs)) {
    const wrong = imports.find(({ path, kind }) => kind === 'dynamic-import' && inputs[path]?.format === 'cjs');
    if (wrong)
      throw new Error(`${file} loads ${wrong.path} on demand, which is CommonJS. Import it at the top of a module`);
  }
}

/** The folder of the package that a bundled file belongs to. */
function packageOf(file) {
  const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file);
  return found ? [join(root, found[0])] : [];
}

function noticesOf(folders) {
  const parts = folders.map((folder) => {
    const { name, version, license } = readJson(join(folder, 'package.json'));
    if (license === undefined) throw new Error(`${name} has no licence: ${folder}`);
    const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice|thirdpartynotice)/i.test(file));
    const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
    const none = 'The package has no licence file; the licence above is from its package.json.';
    return [`${name} ${version} (${license})`, ...(texts.length === 0 ? [none] : texts)].join('\n\n');
  });
  const head = 'These packages are part of files of standin, in the folder dist:';
  return `${[head, ...parts.sort()].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** An entry point for `require`, and its types. Both load the ES module, so that there is one copy of each class. */
async function addCommonJs(entry) {
  const file = join(dist, `${entry}.js`);
  const esModule = `./${entry.split('/').at(-1)}.js`;
  const values = Object.entries(await import(pathToFileURL(file).href));
  const declared = values.flatMap(([name, value]) => {
    const isClass = /^class\b/.test(Function.prototype.toString.call(value));
    return [
      `export declare const ${name}: typeof entry.${name};`,
      ...(isClass ? [`export type ${name} = entry.${name};`] : []),
    ];
  });
  const types = [
    `import type * as entry from '${esModule}' with { 'resolution-mode': 'import' };`,
    `export type * from '${esModule}' with { 'resolution-mode': 'import' };`,
    ...declared,
  ];
  writeFileSync(file.replace(/js$/, 'cjs'), `module.exports = require('${esModule}');\n`);
  writeFileSync(file.replace(/js$/, 'd.cts'), `${types.join('\n')}\n`);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
