// Runs unchanged clients against a server: those of Microsoft, with strict tokens, the profile `observed` and a tenant of their own, and
// clients that were generated from the served document. A client is skipped if its language is not installed.
//   node run.mjs node python        these clients
//   node run.mjs quick              those that CI runs
//   node run.mjs all
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientCertificate } from './certificate.mjs';
import { GENERATED, prepareDocument } from './generated/clients.mjs';
import { goProgram, javaProgram, missingProgram, nodePackages, pythonPrograms } from './installs.mjs';
import { expectNoViolations, makeTenant, runWithServer, serve, userToken } from './servers.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const HOSTS = 'graph.microsoft.com,login.microsoftonline.com';
/** The time limit of one client in milliseconds, without its installation. */
const CLIENT_TIMEOUT_MS = 240_000;
/** A failed command is shown with all its words, and a class path is long. */
const MAX_ERROR_LENGTH = 400;
const STRICT = ['--profile', 'observed', '--auth', 'strict'];

const folder = mkdtempSync(join(tmpdir(), 'standin-clients-'));
const TLS_DIR = ['--tls-dir', folder];

const python = () => join(pythonPrograms(join(here, 'python')), 'python');

/**
 * The clients of Microsoft. `reach` is how they reach the server: by its own URL with TLS, by the real hosts with HTTPS_PROXY, or as the
 * command of `standin run`. `words` installs the client and returns the command that runs it.
 */
const CLIENTS = {
  node: { reach: 'url', words: () => [process.execPath, join(here, 'node', 'client.mjs')] },
  'msal-node': { reach: 'url', words: () => [process.execPath, join(here, 'node', 'device-code.mjs')] },
  python: { language: 'python', reach: 'proxy', words: () => [python(), join(here, 'python', 'client.py')] },
  'msal-python': {
    language: 'python',
    reach: 'proxy',
    words: () => [python(), join(here, 'python', 'device_code.py')],
  },
  'azure-identity': {
    language: 'python',
    reach: 'proxy',
    words: () => [python(), join(here, 'python', 'credentials.py')],
  },
  go: { language: 'go', reach: 'proxy', words: () => [goProgram(join(here, 'go'), join(folder, 'go-client'))] },
  java: {
    language: 'java',
    reach: 'command',
    words: () =>
      javaProgram(join(here, 'java', 'pom.xml'), [join(here, 'java', 'Client.java')], join(folder, 'java'), 'Client'),
  },
  m365: {
    reach: 'command',
    words() {
      nodePackages(join(here, 'm365'));
      return [process.execPath, join(here, 'm365', 'client.mjs')];
    },
  },
};

/** Clients that need less than a minute together. */
const QUICK = [
  'node',
  'msal-node',
  'python',
  'msal-python',
  'azure-identity',
  'openapi-fetch',
  'hey-api',
  'openapi-python-client',
];
const ALL = [...Object.keys(CLIENTS), ...Object.keys(GENERATED)];

/** Runs a command. It does not block, because the server closes unused connections of this process meanwhile. */
async function execute([file, ...words], env) {
  const options = { env: { ...process.env, ...env }, stdio: 'inherit', timeout: CLIENT_TIMEOUT_MS };
  const [code, signal] = await once(spawn(file, words, options), 'exit');
  if (code !== 0) throw new Error(`The client ended with ${signal ?? code}`);
}

async function runWithUrl(words, tls) {
  const { url, ca, close } = await serve(...STRICT, ...TLS_DIR, ...(tls ? ['--tls'] : ['--intercept', HOSTS]));
  const tenant = randomUUID();
  const trust = { NODE_EXTRA_CA_CERTS: ca, SSL_CERT_FILE: ca, REQUESTS_CA_BUNDLE: ca };
  try {
    makeTenant(url, ca, tenant);
    const proxy = tls ? {} : { HTTPS_PROXY: url, NO_PROXY: '127.0.0.1' };
    const origin = tls ? url.replace('127.0.0.1', 'localhost') : url;
    await execute(words, { ...trust, ...proxy, STANDIN_URL: origin, STANDIN_TENANT: tenant });
  } finally {
    close();
  }
}

async function runAsCommand(words) {
  const pem = join(folder, 'client.pem');
  writeFileSync(pem, await clientCertificate());
  await execute(runWithServer([...STRICT, ...TLS_DIR, '--intercept', HOSTS], words), { STANDIN_CLIENT_PEM: pem });
}

async function runGenerated(client) {
  const { url, close } = await serve('--auth', 'strict');
  try {
    const document = await prepareDocument(url, folder);
    const env = { STANDIN_URL: url, STANDIN_TOKEN: await userToken(url), STANDIN_GENERATED: folder };
    await execute(client.words({ document, folder, env }), env);
    await expectNoViolations(url);
  } finally {
    close();
  }
}

async function run(name) {
  const client = CLIENTS[name] ?? GENERATED[name];
  const missing = missingProgram(client.language);
  if (missing !== undefined) return console.log(`skip ${name}: ${missing} is not installed`);
  const start = performance.now();
  if (client.reach === undefined) await runGenerated(client);
  else if (client.reach === 'command') await runAsCommand(client.words());
  else await runWithUrl(client.words(), client.reach === 'url');
  console.log(`     ${name} took ${Math.round((performance.now() - start) / 1000)} s`);
}

const words = process.argv.slice(2);
const names = words.flatMap((word) => ({ quick: QUICK, all: ALL })[word] ?? [word]);
const unknown = names.find((name) => !ALL.includes(name));
if (names.length === 0 || unknown !== undefined) throw new Error(`Pass quick, all, or some of ${ALL.join(', ')}`);
try {
  for (const name of names) {
    await run(name).catch((error) => {
      console.error(`FAIL ${name}: ${String(error.cause ?? error).slice(0, MAX_ERROR_LENGTH)}`);
      process.exitCode = 1;
    });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
