// Builds dist: compiles the sources, bundles modules that few users load, removes types that the public API does not need, and
// adds the entry points for CommonJS.
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
import { build, transformSync } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));
const published = join(root, 'dist');
const { dependencies } = readJson(join(root, 'package.json'));

/**
 * Modules that are loaded on demand. Their packages are bundled into them, so that an installation is smaller.
 * Only the command loads the first one. A user's own bundle can contain the others.
 */
const GENERATOR = 'codegen/types.js';
const BUNDLED = [GENERATOR, 'contract/overlay.js', 'http/listen/intercept-fetch.js'];
const ENTRIES = ['index', 'control/client'];
/** The file that is replaced last. */
const LAST = join('control', 'client.cjs');
const NOTICES = 'THIRD-PARTY-NOTICES.txt';

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
compactPrinted();
for (const entry of ENTRIES) await addCommonJs(entry);
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
  const pending = ENTRIES.map((entry) => join(dist, `${entry}.d.ts`));
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

/** Minifies printed modules: they contain data and validators, which nobody reads. */
function compactPrinted() {
  for (const name of readdirSync(dist, { recursive: true })) {
    if (!/\bgenerated\b.*\.js$/.test(name)) continue;
    const file = join(dist, name);
    writeFileSync(file, transformSync(readFileSync(file, 'utf8'), { minify: true, target: 'node20' }).code);
  }
}

async function bundleAll() {
  const inputs = [];
  for (const file of BUNDLED) {
    const { metafile } = await build({
      entryPoints: [join(dist, file)],
      outfile: join(dist, file),
      allowOverwrite: true,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      banner: { js: file === GENERATOR ? COMMONJS : '' },
      legalComments: 'none',
      metafile: true,
      plugins: [{ name: 'imports that stay', setup: keepImports }],
      absWorkingDir: root,
      logLevel: 'warning',
    });
    inputs.push(...Object.keys(metafile.inputs));
  }
  const packages = new Set(inputs.flatMap(packageOf));
  writeFileSync(join(dist, NOTICES), noticesOf([...packages]));
}

/** Keeps imports from our modules of each other and of packages that are installed with this one. */
function keepImports({ onResolve }) {
  onResolve({ filter: /./ }, ({ path, importer, kind }) => {
    if (kind === 'entry-point' || !importer.startsWith(dist + sep)) return undefined;
    const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(path);
    return path.startsWith('.') || Object.hasOwn(dependencies, name) ? { path, external: true } : undefined;
  });
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
  const head = `These packages are part of files of standin:\n${BUNDLED.map((file) => `dist/${file}`).join(', ')}`;
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
