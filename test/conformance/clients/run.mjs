// Runs Microsoft's own clients against a server: strict tokens, the profile `observed`, one tenant for each client. The clients for
// Python and Go use the real hosts and reach the server with HTTPS_PROXY. The client for Node.js has the server's URL.
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
/** The time limit of one client in milliseconds, without its installation. */
const CLIENT_TIMEOUT_MS = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'standin-clients-'));

/** Starts a server. @returns its origin, its CA file, and a function that stops it */
async function serve(...options) {
  const common = ['--port', '0', '--profile', 'observed', '--auth', 'strict', '--tls-dir', folder];
  const server = spawn(process.execPath, [command, ...common, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  // The startup message arrives as one chunk.
  const [message] = await once(server.stdout, 'data');
  const lines = String(message).matchAll(/^(\S+(?: \S+)*?) {2,}(\S+)/gm);
  const values = Object.fromEntries([...lines].reverse().map(([, name, value]) => [name, value]));
  return { url: new URL(values['base URL']).origin, ca: values['CA file'], close: () => server.kill() };
}

/** Installs the client in a virtual environment. @returns its Python interpreter */
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

/** Installs each client and returns the command that runs it. */
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
    execFileSync(file, rest, { env, stdio: 'inherit', timeout: CLIENT_TIMEOUT_MS });
  } finally {
    close();
  }
}

/** Runs in its own process, because Node.js reads NODE_EXTRA_CA_CERTS only at its start. */
async function makeTenant(url, ca, tenant) {
  const body = JSON.stringify({ name: tenant, scenario: 'not-configured' });
  const code = `const response = await fetch('${url}/_standin/worlds', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)},
  });
  if (response.status !== 201) throw new Error(await response.text());`;
  execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: ca },
    stdio: 'inherit',
  });
}

const names = process.argv.slice(2);
const unknown = names.find((name) => !Object.hasOwn(CLIENTS, name));
if (names.length === 0 || unknown !== undefined)
  throw new Error(`Pass one or more of ${Object.keys(CLIENTS).join(', ')}`);
try {
  for (const name of names) await run(name);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
