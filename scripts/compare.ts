// Sends the same ten requests to four mock servers and writes docs/comparison.md. The peers come from
// test/conformance/peers, with the Node.js on which all four run. With --responses it also prints each response.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CORE_SCHEMA, load } from 'js-yaml';
import { endAllChildren } from './bench/children.ts';
import { type ServerPlan, startServer } from './bench/server-process.ts';
import { PATH } from './bench/servers/state.mjs';
import { type Oracle, openOracle } from './compare/oracle.ts';
import { type Column, comparisonPage } from './compare/page.ts';
import { type ComparisonRequest, DEVICES, type DocumentName, REQUESTS } from './compare/requests.ts';
import { type Outcome, sendRequest, TIMEOUT_SECONDS } from './compare/send.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const COMMAND = join(ROOT, 'dist/cli.js');
const PEERS = join(ROOT, 'test/conformance/peers');
const NODE = join(PEERS, 'node_modules/node/bin/node');
const START_LIMIT = 60_000;

interface Contender extends Omit<Column, 'cells'> {
  /** Arguments of node to serve a file on a port. */
  readonly start: (file: string, port: number) => readonly string[];
  /** The base path under which it serves the built-in document. */
  readonly base: string;
}

interface Served {
  readonly file: string;
  /** The path of a GET that succeeds when the server is up, without the base path. */
  readonly probe: string;
  readonly oracle: Oracle;
}

const CONTENDERS: readonly Contender[] = [
  {
    name: 'standin',
    version: versionOf(ROOT),
    how: 'the command, with the document as its argument',
    start: (file, port) => [COMMAND, file, '--quiet', '--port', String(port)],
    base: '/v1.0',
  },
  {
    name: 'Prism',
    version: versionOf(join(PEERS, 'node_modules/@stoplight/prism-cli')),
    how: '`prism mock FILE`',
    start: (file, port) => [
      join(PEERS, 'node_modules/@stoplight/prism-cli/dist/index.js'),
      'mock',
      '--port',
      String(port),
      file,
    ],
    base: '',
  },
  {
    name: 'openapi-backend',
    version: versionOf(join(PEERS, 'node_modules/openapi-backend')),
    how: 'inside Fastify, with the handlers `validationFail`, `notFound` and `notImplemented` (`mockResponseForOperation`) of its readme, which define the error bodies. `quick: true`, because otherwise it checks the document against the schema of OpenAPI 3.0 and does not serve it. It validates requests by default and leaves credentials to handlers of its user.',
    start: (file, port) => [join(PEERS, 'openapi-backend.mjs'), file, String(port)],
    base: '',
  },
  {
    name: 'Scalar',
    version: versionOf(join(PEERS, 'node_modules/@scalar/mock-server')),
    how: '`createMockServer({ document })` with `@hono/node-server`, as in its readme. It validates requests by default.',
    start: (file, port) => [join(PEERS, 'scalar.mjs'), file, String(port)],
    base: '',
  },
];

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

async function cellsOf(contender: Contender, served: Readonly<Record<DocumentName, Served>>): Promise<string[]> {
  const cells = new Map<ComparisonRequest, string>();
  for (const [name, { file, probe, oracle }] of Object.entries(served)) {
    const base = name === 'builtIn' ? contender.base : '';
    const start = (port: number) => contender.start(file, port);
    const plan: ServerPlan = { name: contender.name, start, path: `${base}${probe}`, limit: START_LIMIT, node: NODE };
    const server = await startServer(plan);
    for (const request of REQUESTS.filter(({ document }) => document === name)) {
      const outcome = await sendRequest(`${new URL(server.url).origin}${base}`, request);
      cells.set(request, cellOf(outcome, oracle, request));
      if (process.argv.includes('--responses')) console.log(contender.name, request.title, outcome);
    }
    await server.stop();
  }
  return REQUESTS.map((request) => cells.get(request) ?? '');
}

function cellOf(outcome: Outcome, oracle: Oracle, { declaredBy, invalidProperty }: ComparisonRequest): string {
  if (outcome.kind === 'timeout') return `no response in ${TIMEOUT_SECONDS} s`;
  if (outcome.kind === 'failed') return 'connection closed without a response';
  const { status, mediaType, body } = outcome;
  const parts = [String(status), mediaType ? `\`${mediaType}\`` : 'no media type', oracle(outcome, declaredBy)];
  if (invalidProperty !== undefined) parts.push(body.includes(invalidProperty) ? 'names it' : 'does not name it');
  return parts.join(', ');
}

async function compare(): Promise<void> {
  for (const file of [COMMAND, NODE]) {
    if (!existsSync(file)) throw new Error(`${file} is missing. Run npm run build, then npm run compare.`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'standin-compare-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const builtIn = join(ROOT, 'openapi.yaml');
  const devices = join(folder, 'devices.json');
  writeFileSync(devices, JSON.stringify(DEVICES));
  const builtInDocument = load(readFileSync(builtIn, 'utf8'), { schema: CORE_SCHEMA }) as object;
  const served = {
    builtIn: { file: builtIn, probe: PATH.replace('/v1.0', ''), oracle: openOracle(builtInDocument) },
    devices: { file: devices, probe: '/devices/1', oracle: openOracle(JSON.parse(JSON.stringify(DEVICES))) },
  };
  const columns: Column[] = [];
  for (const contender of CONTENDERS) {
    columns.push({ ...contender, cells: await cellsOf(contender, served) });
    console.log(`${contender.name} ${contender.version} done`);
  }
  const date = new Date().toISOString().slice(0, 10);
  const page = comparisonPage(columns, { date, node: versionOf(join(PEERS, 'node_modules/node')) });
  writeFileSync(join(ROOT, 'docs/comparison.md'), page);
  console.log('docs/comparison.md');
}

try {
  await compare();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await endAllChildren();
}
