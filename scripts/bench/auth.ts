// Measures the cost of tokens: a GET with a plain word as its token, with a JWT that is only read, and with a JWT that is
// verified, in turn in one run.
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endAllChildren } from './children.ts';
import { type FigureKind, Figures } from './figures.ts';
import { runLoad } from './load.ts';
import { type RunningServer, type ServerPlan, startServer } from './server-process.ts';
import { HEADERS, PATH } from './servers/state.mjs';
import { printTable } from './table.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, seconds: { type: 'string', default: '2' } },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);

const HEALTH = '/_standin/health';
const KIND: FigureKind = { name: 'GET, CPU µs per request', digits: 1, paired: true };
const SPEED: FigureKind = { name: 'GET, requests per second', digits: 0 };

/** A case: the value of the setting `auth`, and whether the token was issued by the server. */
const CASES = [
  { name: 'lenient, a word', auth: 'lenient', issued: false },
  { name: 'lenient, a JWT', auth: 'lenient', issued: true },
  { name: 'strict, a JWT', auth: 'strict', issued: true },
  { name: 'off, a JWT', auth: 'off', issued: true },
] as const;

const figures = new Figures();

function planOf({ name, auth }: (typeof CASES)[number]): ServerPlan {
  const command = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
  return { name, start: (port) => [command, '--quiet', '--auth', auth, '--port', String(port)], path: HEALTH };
}

async function tokenFrom(url: string): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: 'benchmark', client_secret: 'benchmark' };
  const body = new URLSearchParams({ ...form, scope: 'https://graph.microsoft.com/.default' });
  const response = await fetch(`${url}/organizations/oauth2/v2.0/token`, { method: 'POST', body });
  return ((await response.json()) as { readonly access_token: string }).access_token;
}

interface Target {
  readonly server: RunningServer;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function startTarget(one: (typeof CASES)[number]): Promise<Target> {
  const server = await startServer(planOf(one));
  const origin = server.url.slice(0, -HEALTH.length);
  const headers = one.issued ? { authorization: `Bearer ${await tokenFrom(origin)}` } : HEADERS;
  return { server, url: `${origin}${PATH}`, headers };
}

async function measure(): Promise<void> {
  const [busy = 0] = loadavg();
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load average ${busy.toFixed(2)} before the run`,
  );
  console.log(`${rounds} rounds of ${seconds} s, 10 connections\n`);
  const targets: Target[] = [];
  for (const one of CASES) targets.push(await startTarget(one));
  for (const { url, headers } of targets) await runLoad({ url, headers, seconds: 1, connections: 10 });
  for (let round = 0; round < rounds; round++) {
    const first = round % targets.length;
    for (const { server, url, headers } of [...targets.slice(first), ...targets.slice(0, first)]) {
      const before = await server.usage();
      const { succeeded, seconds: elapsed } = await runLoad({ url, headers, seconds, connections: 10 });
      const after = await server.usage();
      figures.note(KIND, server.name, (after.cpu - before.cpu) / succeeded);
      figures.note(SPEED, server.name, succeeded / elapsed);
    }
  }
  console.log(
    printTable(figures.summaries(['lenient, a word', 'lenient, a JWT']), ['lenient, a word', 'lenient, a JWT']),
  );
}

try {
  await measure();
} finally {
  await endAllChildren();
}
