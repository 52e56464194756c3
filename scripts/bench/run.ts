// Measures the command against two hand-written Fastify routes and raw node:http, in turn in one run, so that the noise of the
// machine affects all three alike. CPU time per request is the steadiest figure: compare its ratios.
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { endAllChildren } from './children.ts';
import { type FigureKind, Figures } from './figures.ts';
import { type LoadWindow, load, type Method } from './load.ts';
import { type BenchOptions, readOptions, USAGE } from './options.ts';
import { type RunningServer, type ServerPlan, startServer } from './server-process.ts';
import { printTable } from './table.ts';

const AGAINST = ['hand-written', 'raw'];
const COLD_START: FigureKind = { name: 'cold start, ms from spawn to the first 200', digits: 0 };
const MEMORY: FigureKind = { name: 'resident memory after the load, MB', digits: 1 };
const LOAD_KINDS = { GET: loadKindsOf('GET'), PATCH: loadKindsOf('PATCH') };
const WARM_UP_SECONDS = 1;

const figures = new Figures();
let interrupted = false;

function loadKindsOf(method: Method) {
  return {
    cpu: { name: `${method}, CPU µs per request`, digits: 1, paired: true },
    perSecond: { name: `${method}, requests per second`, digits: 0 },
    p50: { name: `${method}, p50 ms`, digits: 3 },
    p99: { name: `${method}, p99 ms`, digits: 3 },
  } as const satisfies Record<string, FigureKind>;
}

function plansOf({ ours }: BenchOptions): readonly ServerPlan[] {
  const script = (name: string) => fileURLToPath(new URL(`servers/${name}`, import.meta.url));
  return [
    { name: 'ours', start: (port) => [...ours, '--port', String(port)] },
    { name: 'hand-written', start: (port) => [script('hand-written.mjs'), String(port)] },
    { name: 'raw', start: (port) => [script('raw.mjs'), String(port)] },
  ];
}

/** The items, starting with a different one each round. */
function inTurn<T>(items: readonly T[], round: number): T[] {
  const first = round % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

async function measureStarts(plans: readonly ServerPlan[], { starts }: BenchOptions): Promise<void> {
  // Not counted: this start loads the files into the machine's cache.
  for (const plan of plans) await timeStart(plan);
  for (let round = 0; round < starts; round++) {
    for (const plan of inTurn(plans, round)) figures.note(COLD_START, plan.name, await timeStart(plan));
  }
}

async function timeStart(plan: ServerPlan): Promise<number> {
  const server = await startServer(plan);
  await server.stop();
  return server.coldStart;
}

async function measureLoads(
  plans: readonly ServerPlan[],
  methods: readonly Method[],
  options: BenchOptions,
): Promise<void> {
  const servers: RunningServer[] = [];
  for (const plan of plans) servers.push(await startServer(plan));
  for (const method of methods) {
    for (const { url } of servers) await load(url, method, { ...options, seconds: WARM_UP_SECONDS });
    for (let round = 0; round < options.rounds; round++) {
      for (const server of inTurn(servers, round)) await measureWindow(server, method, options);
    }
  }
  for (const server of servers) {
    figures.note(MEMORY, server.name, (await server.usage()).rss / 2 ** 20);
    await server.stop();
  }
}

async function measureWindow(server: RunningServer, method: Method, window: LoadWindow): Promise<void> {
  const before = await server.usage();
  const { succeeded, seconds, p50, p99 } = await load(server.url, method, window);
  const after = await server.usage();
  const kinds = LOAD_KINDS[method];
  figures.note(kinds.cpu, server.name, (after.cpu - before.cpu) / succeeded);
  figures.note(kinds.perSecond, server.name, succeeded / seconds);
  figures.note(kinds.p50, server.name, p50);
  figures.note(kinds.p99, server.name, p99);
}

function settingOf({ rounds, seconds, connections, starts }: BenchOptions) {
  const processors = cpus();
  const model = processors[0]?.model.trim() || 'unknown processor';
  // The load of the machine before the run: the higher it is, the less the figures mean.
  const [busy = 0] = loadavg();
  return { node: process.version, processors: processors.length, model, busy, rounds, seconds, connections, starts };
}

async function measure(options: BenchOptions): Promise<void> {
  const setting = settingOf(options);
  const { node, processors, model, busy, rounds, seconds, connections, starts } = setting;
  console.log(`Node ${node}, ${processors} × ${model}, load average ${busy.toFixed(2)} before the run`);
  console.log(`${rounds} rounds of ${seconds} s, ${connections} connections, ${starts} starts\n`);
  const plans = plansOf(options);
  const methods = (['GET', 'PATCH'] as const).filter((method) =>
    options.parts.some((part) => part === method.toLowerCase()),
  );
  if (options.parts.includes('start')) await measureStarts(plans, options);
  if (methods.length > 0) await measureLoads(plans, methods, options);
  const summaries = figures.summaries(AGAINST);
  console.log(printTable(summaries, AGAINST));
  if (options.json) await writeFile(options.json, `${JSON.stringify({ ...setting, figures: summaries }, null, 2)}\n`);
}

function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      interrupted = true;
      endAllChildren().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
    });
  }
}

endOnSignals();
try {
  const options = readOptions(process.argv.slice(2));
  if (options) await measure(options);
  else console.log(USAGE);
} catch (error) {
  if (!interrupted) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await endAllChildren();
}
