// Compiles the sources and the tests once and runs tap on the result, so that no process compiles them again:
// node scripts/tap.mjs [TEST FILE …] [OPTION OF TAP …]. Without a file it runs all tests.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Whether a folder has no tests for tap. Those of the conformance have programs of their own. */
function isWithoutTests(folder, name) {
  return name === 'fixtures' || folder === join('test', 'conformance');
}

/** The TypeScript files in a folder of the project. */
function testsIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isWithoutTests(folder, entry.name) ? [] : testsIn(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

/** The tests, by their paths in the project. */
const tests = testsIn('test');

/** Compiled code has the address of its source, because the files that it reads are next to the source. */
const sourceAddress = {
  name: 'source-address',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { loader: 'ts', contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)) };
    });
  },
};

function compile(outdir) {
  return build({
    absWorkingDir: root,
    entryPoints: [...tests, 'src/cli.ts'],
    outdir,
    outbase: root,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: true,
    sourcesContent: false,
    plugins: [sourceAddress],
  });
}

function tapProgram() {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('tap/package.json');
  return join(dirname(manifest), require(manifest).bin.tap);
}

const words = process.argv.slice(2);
const named = words.filter((word) => word.endsWith('.ts'));
const options = words.filter((word) => !named.includes(word));

// Below the project, so that packages are found.
await mkdir(join(root, '.cache'), { recursive: true });
const folder = await mkdtemp(join(root, '.cache', 'tests-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
await compile(folder);

const files = (named.length > 0 ? named : tests).map((file) =>
  join(folder, relative(root, file)).replace(/\.ts$/, '.mjs'),
);
// The first run of tap in a clone loads plugins for each test that the project does not use, unless they are taken out before it.
if (!existsSync(join(root, '.tap', 'plugins'))) spawnSync(process.execPath, [tapProgram(), 'build'], { cwd: root });
const child = spawn(process.execPath, [tapProgram(), 'run', ...options, ...files], {
  cwd: root,
  env: {
    ...process.env,
    TAP_RCFILE: join(root, 'scripts', 'taprc.yaml'),
    STANDIN_TEST_COMMAND: join(folder, 'src', 'cli.mjs'),
  },
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
