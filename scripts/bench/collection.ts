// Measures a collection of a thousand items, served without code, against hand-written Fastify routes: the list, one item, and
// new items, in turn in one run.
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endAllChildren } from './children.ts';
import { type FigureKind, Figures } from './figures.ts';
import { type LoadRequest, runLoad } from './load.ts';
import { type RunningServer, type ServerPlan, startServer } from './server-process.ts';
import { printTable } from './table.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '2' } },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);

const at = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const PLANS: readonly ServerPlan[] = [
  {
    name: 'ours',
    start: (port) => [
      at('../../dist/cli.js'),
      at('servers/items.yaml'),
      '--count',
      '1000',
      '--quiet',
      '--port',
      String(port),
    ],
    path: '/items',
  },
  { name: 'hand-written', start: (port) => [at('servers/hand-written-items.mjs'), String(port)], path: '/items' },
];

/** The requests. POST comes last, because it makes the list longer. */
const JOBS: readonly (readonly [
  name: string,
  request: (url: string) => Omit<LoadRequest, 'seconds' | 'connections'>,
])[] = [
  ['list of 1,000', (url) => ({ url })],
  ['GET of an item', (url) => ({ url: `${url}/500` })],
  ['POST of an item', (url) => ({ url, method: 'POST', headers: { 'content-type': 'application/json' }, body: BODY })],
];
const BODY = JSON.stringify({ name: 'New', price: 2.5, tags: ['one', 'other'] });

const figures = new Figures();

async function measure(): Promise<void> {
  const [busy = 0] = loadavg();
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load average ${busy.toFixed(2)} before the run`,
  );
  console.log(`${rounds} rounds of ${seconds} s, 10 connections\n`);
  const servers: RunningServer[] = [];
  for (const plan of PLANS) servers.push(await startServer(plan));
  for (const [name, requestOf] of JOBS) {
    const kinds = {
      cpu: { name: `${name}, CPU µs per request`, digits: 1, paired: true },
      perSecond: { name: `${name}, requests per second`, digits: 0 },
      p50: { name: `${name}, p50 ms`, digits: 3 },
      p99: { name: `${name}, p99 ms`, digits: 3 },
    } satisfies Record<string, FigureKind>;
    for (const { url } of servers) await runLoad({ ...requestOf(url), seconds: 1, connections: 10 });
    for (let round = 0; round < rounds; round++) {
      for (const server of round % 2 === 0 ? servers : servers.toReversed()) {
        const before = await server.usage();
        const {
          succeeded,
          seconds: elapsed,
          p50,
          p99,
        } = await runLoad({ ...requestOf(server.url), seconds, connections: 10 });
        const after = await server.usage();
        figures.note(kinds.cpu, server.name, (after.cpu - before.cpu) / succeeded);
        figures.note(kinds.perSecond, server.name, succeeded / elapsed);
        figures.note(kinds.p50, server.name, p50);
        figures.note(kinds.p99, server.name, p99);
      }
    }
  }
  console.log(printTable(figures.summaries(['hand-written']), ['hand-written']));
}

try {
  await measure();
} finally {
  await endAllChildren();
}
