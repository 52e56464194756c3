// Every recipe of docs/contract-tests.md and docs/keep-the-state.md is pasted into a folder and run by its runner, and then again with a wrong expectation,
// which must fail: a runner that runs no test is noticed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));
const pasted = join(here, 'pasted');
/** Milliseconds that a runner can take. */
const RUN_TIMEOUT_MS = 90_000;

/** How each runner starts, and how its output shows that the tests passed. */
const RUNNERS = {
  tap: {
    args: ['tap', 'run', '--disable-coverage', '--reporter=tap', 'certificate.test.mjs'],
    passed: /# subtests: 1|^ok 1/m,
  },
  vitest: { args: ['vitest', 'run', '--root', '.'], passed: /Tests\s+2 passed/ },
  jest: { args: ['jest', '--rootDir', '.'], passed: /Tests:\s+2 passed/ },
  node: { args: [process.execPath, '--test'], passed: /^# pass 2$/m },
  playwright: { args: ['playwright', 'test'], passed: /2 passed/ },
};

const pages = ['contract-tests.md', 'keep-the-state.md'].map((name) => readFileSync(join(root, 'docs', name), 'utf8'));
const pageRecipes = [...pages.join('\n').matchAll(/^```js\n\/\/ ((\w+)\/\S+)\n([\s\S]*?)^```/gm)];
linkStandin();
let failures = 0;
for (const [runner, how] of Object.entries(RUNNERS)) {
  const recipes = pageRecipes.filter(([, , name]) => name === runner);
  const good = await run(runner, recipes, how.args, (text) => text);
  // The first address in each recipe is the one that the test sends, the next one is the expected one.
  const bad = await run(runner, recipes, how.args, (text) => text.replace('@example.com', '@elsewhere.com'));
  const ok = recipes.length > 0 && good.code === 0 && how.passed.test(good.output) && bad.code !== 0;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${runner}: as printed ${good.code}, with a wrong expectation ${bad.code}`);
  if (!ok) {
    failures += 1;
    console.log(good.output, bad.output);
  }
}
rmSync(pasted, { recursive: true, force: true });
process.exitCode = failures === 0 ? 0 : 1;

/** Links `standin`, as the recipes import it, and its command into node_modules. */
function linkStandin() {
  const modules = join(here, 'node_modules');
  rmSync(join(modules, 'standin'), { recursive: true, force: true });
  symlinkSync(root, join(modules, 'standin'), 'junction');
  rmSync(join(modules, '.bin', 'standin'), { force: true });
  symlinkSync(join(root, 'dist', 'cli.js'), join(modules, '.bin', 'standin'));
}

async function run(runner, recipes, args, edit) {
  rmSync(pasted, { recursive: true, force: true });
  const folder = join(pasted, runner);
  const port = await freePort();
  for (const [, path, , text] of recipes) {
    mkdirSync(dirname(join(pasted, path)), { recursive: true });
    writeFileSync(join(pasted, path), edit(text).replaceAll('4010', String(port)));
  }
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const [program, ...rest] = args;
  // Its own process group, so that everything the runner starts ends with it.
  const child = spawn(isAbsolute(program) ? program : join(here, 'node_modules', '.bin', program), rest, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes));
  const late = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), RUN_TIMEOUT_MS);
  const [code] = await once(child, 'close');
  clearTimeout(late);
  return { code, output: stripVTControlCharacters(output) };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
