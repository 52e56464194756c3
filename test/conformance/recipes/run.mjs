// Every recipe of docs/contract-tests.md is pasted into a folder and run by its runner; then once more with another expectation,
// which must fail, so that a runner that runs nothing is found out.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));
const pasted = join(here, 'pasted');
/** Milliseconds that a runner may take. */
const LIMIT = 90_000;

/** How each is run, and where it says how many tests have passed. */
const RUNNERS = {
  tap: {
    words: ['tap', 'run', '--disable-coverage', '--reporter=tap', 'certificate.test.mjs'],
    passed: /# subtests: 1|^ok 1/m,
  },
  vitest: { words: ['vitest', 'run', '--root', '.'], passed: /Tests\s+2 passed/ },
  jest: { words: ['jest', '--rootDir', '.'], passed: /Tests:\s+2 passed/ },
  playwright: { words: ['playwright', 'test'], passed: /2 passed/ },
};

const page = readFileSync(join(root, 'docs', 'contract-tests.md'), 'utf8');
const files = [...page.matchAll(/^```js\n\/\/ ((\w+)\/\S+)\n([\s\S]*?)^```/gm)];
symlinked();
let failures = 0;
for (const [runner, how] of Object.entries(RUNNERS)) {
  const own = files.filter(([, , name]) => name === runner);
  const good = await run(runner, own, how.words, (text) => text);
  // The first address in each is the one that is written, the next the one that is expected.
  const bad = await run(runner, own, how.words, (text) => text.replace('@example.com', '@elsewhere.com'));
  const ok = own.length > 0 && good.code === 0 && how.passed.test(good.output) && bad.code !== 0;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${runner}: as it stands ${good.code}, with another expectation ${bad.code}`);
  if (!ok) {
    failures += 1;
    console.log(good.output, bad.output);
  }
}
rmSync(pasted, { recursive: true, force: true });
process.exitCode = failures === 0 ? 0 : 1;

/** `standin` as the recipes import it, and its command. */
function symlinked() {
  const modules = join(here, 'node_modules');
  rmSync(join(modules, 'standin'), { recursive: true, force: true });
  symlinkSync(root, join(modules, 'standin'), 'junction');
  rmSync(join(modules, '.bin', 'standin'), { force: true });
  symlinkSync(join(root, 'dist', 'cli.js'), join(modules, '.bin', 'standin'));
}

async function run(runner, own, words, changed) {
  rmSync(pasted, { recursive: true, force: true });
  const folder = join(pasted, runner);
  const port = await freePort();
  for (const [, path, , text] of own) {
    mkdirSync(dirname(join(pasted, path)), { recursive: true });
    writeFileSync(join(pasted, path), changed(text).replaceAll('4010', String(port)));
  }
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const [program, ...rest] = words;
  // A group of its own, so that what the runner starts ends with it.
  const child = spawn(join(here, 'node_modules', '.bin', program), rest, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes));
  const late = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), LIMIT);
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
