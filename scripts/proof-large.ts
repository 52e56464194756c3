// Measures the cost of a large document: start, CPU time per GET, and memory of the command with 25,000 operations. Compares
// it with a small document of the same form, openapi-backend with the large one, and Fastify with as many empty routes.
// Prints the figures and asserts nothing, because they depend on the machine.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { largeDocument, pathOf } from '../test/conformance/large/document.mjs';
import { endAllChildren } from './bench/children.ts';
import { type FigureKind, Figures } from './bench/figures.ts';
import { type LoadRequest, runLoad } from './bench/load.ts';
import { type RunningServer, type ServerPlan, startServer } from './bench/server-process.ts';
import { printTable } from './bench/table.ts';
import { firstRequests, type OpenApiDocument, sampleRequests } from './large/first-requests.ts';

/** A real document of Microsoft Graph, below the folder that STANDIN_CORPUS names. */
const REAL = 'huge/msgraph-v1.0-apisguru-devicemanagement.json';

const USAGE = `Usage: npm run proof:large -- [options]

  --resources N   resources of the large document, five operations each (5000)
  --rounds N      starts and windows of each server (3)
  --only SERVER   measure only this server: ours, small, openapi-backend or fastify
  --help          print this help

If STANDIN_CORPUS is set, the first requests to this document in its folder are timed, too:
${REAL}`;

const COMMAND = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const PEERS = fileURLToPath(new URL('../test/conformance/large/', import.meta.url));
const SMALL = 5;
/** The number of operations whose first request is timed. */
const FIRST_REQUESTS = 20;
const START_LIMIT = 120_000;

const START: FigureKind = { name: 'start, ms from spawn to the first 200', digits: 0 };
const CPU: FigureKind = { name: 'GET, CPU µs per request', digits: 1, paired: true };
const MEMORY: FigureKind = { name: 'resident memory after the load, MB', digits: 0 };

/** The number of requests for the warm-up and for the measurement. A slow server gets few. */
interface Amounts {
  readonly connections: number;
  readonly warmUp: number;
  readonly counted: number;
}
const MANY: Amounts = { connections: 10, warmUp: 5000, counted: 20_000 };
const FEW: Amounts = { connections: 1, warmUp: 2, counted: 10 };

interface Contender extends ServerPlan {
  readonly amounts: Amounts;
  /** The number of resources that it serves. */
  readonly resources: number;
}

interface Files {
  readonly large: string;
  readonly small: string;
}

function contenders(files: Files, resources: number): readonly Contender[] {
  const standin = (file: string) => (port: number) => [COMMAND, file, '--quiet', '--port', String(port)];
  const peer = (name: string, subject: string) => (port: number) => [`${PEERS}${name}`, subject, String(port)];
  const common = { path: pathOf(1), limit: START_LIMIT, amounts: MANY, resources };
  return [
    { ...common, name: 'ours', start: standin(files.large) },
    { ...common, name: 'small', start: standin(files.small), resources: SMALL },
    { ...common, name: 'openapi-backend', start: peer('openapi-backend.mjs', files.large), amounts: FEW },
    { ...common, name: 'fastify', start: peer('fastify.mjs', String(resources)) },
  ];
}

async function measureRound(contender: Contender, figures: Figures): Promise<void> {
  const server = await startServer(contender);
  figures.note(START, server.name, server.coldStart);
  const { warmUp, counted } = contender.amounts;
  await runLoad(readsOf(server, contender, warmUp));
  const before = await server.usage();
  const { succeeded } = await runLoad(readsOf(server, contender, counted));
  const after = await server.usage();
  figures.note(CPU, server.name, (after.cpu - before.cpu) / succeeded);
  figures.note(MEMORY, server.name, after.rss / 2 ** 20);
  await server.stop();
}

/** Reads items of five resources in turn, from the first resource to the last. */
function readsOf({ url }: RunningServer, { resources, amounts }: Contender, amount: number): LoadRequest {
  const numbers = Array.from({ length: SMALL }, (_, step) => 1 + Math.floor((step * (resources - 1)) / (SMALL - 1)));
  const requests = numbers.map((number) => ({ path: `${pathOf(number)}/id-${number}` }));
  return { url, requests, amount, connections: amounts.connections, timeout: 20, seconds: START_LIMIT / 1000 };
}

async function timeFirstRequests(title: string, file: string, probe: string): Promise<string> {
  const start = (port: number) => [COMMAND, file, '--quiet', '--port', String(port)];
  const server = await startServer({ name: title, start, path: probe, limit: START_LIMIT });
  const document = JSON.parse(readFileSync(file, 'utf8')) as OpenApiDocument;
  const { median, max, slowest, statuses } = await firstRequests(server.url, sampleRequests(document, FIRST_REQUESTS));
  await server.stop();
  const counts = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
  return `${title}: start ${server.coldStart.toFixed(0)} ms, then median ${median.toFixed(0)}, max ${max.toFixed(0)} ms (${slowest}); ${counts}`;
}

async function prove(resources: number, rounds: number, only: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'standin-large-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const files = { large: join(folder, 'large.json'), small: join(folder, 'small.json') };
  writeFileSync(files.large, JSON.stringify(largeDocument(resources)));
  writeFileSync(files.small, JSON.stringify(largeDocument(SMALL)));

  const processors = cpus();
  console.log(
    `Node ${process.version}, ${processors.length} × ${processors[0]?.model.trim()}, load average before the run ${loadavg()[0]?.toFixed(2)}`,
  );
  const megabytes = (readFileSync(files.large).byteLength / 1e6).toFixed(1);
  console.log(`${resources} resources, ${resources * 5} operations, ${megabytes} MB; small: ${SMALL} resources\n`);

  const figures = new Figures();
  const chosen = contenders(files, resources).filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0)
    throw new Error(`--only must be ours, small, openapi-backend or fastify, not ${JSON.stringify(only)}`);
  for (let round = 0; round < rounds; round++) for (const contender of chosen) await measureRound(contender, figures);
  const against = ['small', 'fastify'].filter((name) => chosen.some((contender) => contender.name === name));
  console.log(printTable(figures.summaries(against), against));

  console.log(`\nfirst request to each of ${FIRST_REQUESTS} operations`);
  console.log(await timeFirstRequests('  large', files.large, pathOf(1)));
  const real = process.env.STANDIN_CORPUS && join(process.env.STANDIN_CORPUS, REAL);
  if (real && existsSync(real)) console.log(await timeFirstRequests(`  ${REAL}`, real, '/_standin/openapi.json'));
}

function countOf(option: string, text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new Error(`${option} must be an integer from 1 to 99999, not ${JSON.stringify(text)}`);
}

try {
  const { values } = parseArgs({
    options: {
      resources: { type: 'string', default: '5000' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (!existsSync(COMMAND)) throw new Error('The command is not built. Run npm run build.');
  if (values.help) console.log(USAGE);
  else await prove(countOf('--resources', values.resources), countOf('--rounds', values.rounds), values.only);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await endAllChildren();
}
