// Runs Microsoft's own clients against a server that this starts: strict tokens, the observed profile, a tenant for each client.
// Those of Python and Go know the real hosts alone, and come here by HTTPS_PROXY; that of Node.js is told where to go.
//   node run.mjs node python go
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const command = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const HOSTS = 'graph.microsoft.com,login.microsoftonline.com';
/** Milliseconds that one client may take, once it is installed. */
const PATIENCE = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'standin-clients-'));

/** @returns the origin, the CA file, and what ends the server */
async function serve(...options) {
  const common = ['--port', '0', '--profile', 'observed', '--auth', 'strict', '--tls-dir', folder];
  const server = spawn(process.execPath, [command, ...common, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  // The greeting is printed at once.
  const [greeting] = await once(server.stdout, 'data');
  const lines = String(greeting).matchAll(/^(\S+(?: \S+)*?) {2,}(\S+)/gm);
  const told = Object.fromEntries([...lines].reverse().map(([, name, value]) => [name, value]));
  return { url: new URL(told['base URL']).origin, ca: told['CA file'], close: () => server.kill() };
}

/** The interpreter of an environment with the client in it. */
function python() {
  const environment = join(here, 'python', '.venv');
  const program = join(environment, 'bin', 'python');
  if (existsSync(join(environment, 'installed'))) return program;
  rmSync(environment, { recursive: true, force: true });
  const run = (file, words) => execFileSync(file, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  run(process.env.PYTHON ?? 'python3', ['-m', 'venv', environment]);
  const requirements = join(here, 'python', 'requirements.txt');
  run(program, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements]);
  writeFileSync(join(environment, 'installed'), '');
  return program;
}

function go() {
  const program = join(folder, 'client');
  execFileSync('go', ['build', '-o', program, '.'], { cwd: join(here, 'go'), stdio: 'inherit' });
  return program;
}

/** What installs each client and says how to run it. */
const CLIENTS = {
  node: () => ({ tls: true, words: [process.execPath, join(here, 'node', 'client.mjs')] }),
  python: () => ({ tls: false, words: [python(), join(here, 'python', 'client.py')] }),
  go: () => ({ tls: false, words: [go()] }),
};

async function run(name) {
  const { tls, words } = CLIENTS[name]();
  const { url, ca, close } = await serve(...(tls ? ['--tls'] : ['--intercept', HOSTS]));
  const origin = tls ? url.replace('127.0.0.1', 'localhost') : url;
  const tenant = randomUUID();
  const trust = { NODE_EXTRA_CA_CERTS: ca, SSL_CERT_FILE: ca, REQUESTS_CA_BUNDLE: ca };
  try {
    await makeTenant(url, ca, tenant);
    const proxy = tls ? {} : { HTTPS_PROXY: url, NO_PROXY: '127.0.0.1' };
    const env = { ...process.env, ...trust, ...proxy, STANDIN_URL: origin, STANDIN_TENANT: tenant };
    const [file, ...rest] = words;
    execFileSync(file, rest, { env, stdio: 'inherit', timeout: PATIENCE });
  } finally {
    close();
  }
}

/** In a process of its own, because only the start of one reads whom it is to trust. */
async function makeTenant(url, ca, tenant) {
  const body = JSON.stringify({ name: tenant, scenario: 'not-configured' });
  const code = `const made = await fetch('${url}/_standin/worlds', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)},
  });
  if (made.status !== 201) throw new Error(await made.text());`;
  execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: ca },
    stdio: 'inherit',
  });
}

const names = process.argv.slice(2);
const unknown = names.find((name) => !Object.hasOwn(CLIENTS, name));
if (names.length === 0 || unknown !== undefined) throw new Error(`Name some of ${Object.keys(CLIENTS).join(', ')}`);
try {
  for (const name of names) await run(name);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
