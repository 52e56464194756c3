// Measures the command against a hand-written Fastify pair and raw node:http, all three in one run and in turn, so that
// what the machine does meanwhile hits them alike. CPU time per request is the steadiest figure; judge by its ratios.
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { printRow } from './figures.ts';
import { load, type Method } from './load.ts';
import { type RunningServer, type ServerPlan, scriptPath, startServer } from './server-process.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '10' },
    starts: { type: 'string', default: '9' },
  },
});
const rounds = Number(options.rounds);
const window = { seconds: Number(options.seconds), connections: Number(options.connections) };

const COMMAND = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const PLANS: readonly ServerPlan[] = [
  { name: 'standin', start: (port) => [COMMAND, '--port', String(port), '--quiet'] },
  { name: 'hand-written', start: (port) => [scriptPath('servers/hand-written.mjs'), String(port)] },
  { name: 'node:http', start: (port) => [scriptPath('servers/raw.mjs'), String(port)] },
];
const AGAINST = ['hand-written', 'node:http'];

type Values = Record<string, number[]>;
const figures = new Map<string, Values>();

function note(figure: string, server: string, value: number): void {
  const values = figures.get(figure) ?? Object.fromEntries(PLANS.map(({ name }): [string, number[]] => [name, []]));
  figures.set(figure, values);
  values[server]?.push(value);
}

/** The plans, beginning with another one each round. */
function inTurn<T>(items: readonly T[], round: number): T[] {
  return items.map((_, index) => items[(index + round) % items.length] as T);
}

async function measure(method: Method, name: string, server: RunningServer): Promise<void> {
  const before = await server.usage();
  const { answered, perSecond, p50, p99 } = await load(server.url, method, window);
  const after = await server.usage();
  note(`${method} CPU µs per request`, name, (after.cpu - before.cpu) / answered);
  note(`${method} requests per second`, name, perSecond);
  note(`${method} p50 ms`, name, p50);
  note(`${method} p99 ms`, name, p99);
}

async function measureStarts(): Promise<void> {
  for (let round = 0; round < Number(options.starts); round++) {
    for (const plan of inTurn(PLANS, round)) {
      const server = await startServer(plan);
      note('cold start ms', plan.name, server.coldStart);
      await server.stop();
    }
  }
}

async function measureLoad(): Promise<void> {
  const running: [string, RunningServer][] = [];
  try {
    for (const plan of PLANS) running.push([plan.name, await startServer(plan)]);
    for (const method of ['GET', 'PATCH'] as const) {
      for (const [, server] of running) await load(server.url, method, { ...window, seconds: 1 });
      for (let round = 0; round < rounds; round++) {
        for (const [name, server] of inTurn(running, round)) await measure(method, name, server);
      }
    }
    for (const [name, server] of running) note('resident memory MB', name, (await server.usage()).rss / 2 ** 20);
  } finally {
    for (const [, server] of running) await server.stop();
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const [{ model = 'unknown processor' } = {}] = cpus();
console.log(
  `Node ${process.version}, ${cpus().length} × ${model}, ${rounds} rounds of ${window.seconds} s, ${window.connections} connections`,
);
await measureStarts();
await measureLoad();
const head = ['median (min, max)'.padStart(28), ...AGAINST.map((name) => `to ${name}`.padStart(24))];
console.log(`${' '.repeat(42)}${head.join('')}`);
for (const [figure, values] of figures) console.log(`${printRow({ figure, values }, AGAINST)}\n`);
