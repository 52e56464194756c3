// The official MCP client calls every tool, and every operation, of several documents: over HTTP in both eras of the protocol, and over
// standard input and output. Prints a line for each. STANDIN_CORPUS is the folder of the documents that are not in this repository.
// Documents of more than 700 operations are called over standard input and output only, unless the option is --all.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { t as root, type Test, test } from 'tap';
import { createStandin } from '../../../src/index.ts';
import { isObject, type Json, type JsonObject } from '../../../src/json/value.ts';

root.setTimeout(1_200_000);
/** Milliseconds that a call can take: a list of all operations takes seconds on a busy machine. */
const MOST_WAITING = 120_000;

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CORPUS = process.env.STANDIN_CORPUS;

interface Case {
  readonly title: string;
  /** Undefined for the built-in document. */
  readonly documents: readonly string[] | undefined;
  readonly operations: number;
  /** Makes the documents of the files. */
  readonly prepare?: (t: Test, files: readonly string[]) => readonly string[];
}

const CASES: readonly Case[] = [
  { title: 'the built-in document', documents: undefined, operations: 29 },
  { title: 'the shop', documents: [`${ROOT}docs/examples/shop/openapi.yaml`], operations: 20 },
  { title: 'a pet store', documents: [`${CORPUS}/swagger--petstore3.yaml`], operations: 19 },
  {
    title: 'a forge and a device management',
    documents: [`${CORPUS}/gitea--v1.json`, `${CORPUS}/huge/msgraph-v1.0-apisguru-devicemanagement.json@/graph`],
    operations: 706,
  },
  {
    title: 'a device management in two versions, one document',
    documents: [`${CORPUS}/huge/msgraph-v1.0-apisguru-devicemanagement.json`],
    operations: 720,
    prepare: (t, [file = '']) => [inTwoVersions(t, file)],
  },
];

/** Writes a document with each path twice: as it is, and below `/beta`. */
function inTwoVersions(t: Test, file: string): string {
  const document = JSON.parse(readFileSync(file, 'utf8')) as JsonObject & { readonly paths: JsonObject };
  const again = Object.entries(document.paths).map(([path, item]) => {
    const text = JSON.stringify(item).replaceAll('"operationId":"', '"operationId":"beta.');
    return [`/beta${path}`, JSON.parse(text) as Json] as const;
  });
  const both = { ...document, paths: { ...document.paths, ...Object.fromEntries(again) } };
  return `${t.testdir({ 'document.json': JSON.stringify(both) })}/document.json`;
}

const WAYS = ['HTTP', 'HTTP with sessions', 'stdio'] as const;

for (const one of CASES) {
  const needsCorpus = one.documents?.some((path) => !path.startsWith(ROOT)) ?? false;
  const options = needsCorpus && CORPUS === undefined ? { skip: 'STANDIN_CORPUS is not set' } : {};
  const ways = one.operations > 700 && !process.argv.includes('--all') ? (['stdio'] as const) : WAYS;
  for (const way of ways) test(`every tool of ${one.title} over ${way}`, options, (t) => callAll(t, one, way));
}

interface Result {
  readonly content: readonly { readonly text?: string }[];
  readonly isError?: boolean;
  readonly structuredContent?: JsonObject;
}

async function callAll(t: Test, one: Case, way: (typeof WAYS)[number]): Promise<void> {
  const { title, operations } = one;
  const documents = one.documents && one.prepare ? one.prepare(t, one.documents) : one.documents;
  const started = performance.now();
  const client = await connect(t, documents, way);
  const { tools } = await client.listTools();
  const call = async (name: string, given: JsonObject) =>
    (await client.callTool({ name, arguments: given }, { timeout: MOST_WAITING })) as unknown as Result;
  const counts = { good: 0, refused: 0, untaught: [] as string[] };
  const count = (name: string, { isError, content }: Result) => {
    const text = content.map((part) => part.text ?? '').join('\n');
    if (isError !== true) counts.good += 1;
    else if (/To fix: |To see why: /.test(text)) counts.refused += 1;
    else counts.untaught.push(`${name}: ${text.slice(0, 300)}`);
  };
  for (const { name, inputSchema } of tools) {
    const schema = inputSchema as unknown as JsonObject;
    if (name !== 'search' && name !== 'describe' && name !== 'call')
      count(name, await call(name, argumentsFor(schema)));
  }
  const isLarge = tools.some(({ name }) => name === 'call');
  if (isLarge) t.equal(await callFound(call, count), operations);
  else t.equal(tools.filter(({ description }) => /^[A-Z]+ \//.test(description ?? '')).length, operations);
  t.same(counts.untaught, [], 'what is refused says what to do');
  t.ok(counts.good > operations / 5, `${counts.good} calls succeed`);
  const { resources } = await client.listResources();
  for (const { uri } of resources)
    t.ok((await client.readResource({ uri }, { timeout: MOST_WAITING })).contents.length > 0, uri);
  for (const { name } of (await client.listPrompts()).prompts) {
    t.ok(
      (await client.getPrompt({ name, arguments: { command: 'npm test', screen: 'a list' } })).messages.length > 0,
      name,
    );
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const size = Math.round(JSON.stringify(tools).length / 1000);
  t.comment(
    `${title}, ${way}: ${tools.length} tools (${size} kB), ${operations} operations, ${counts.good} succeed, ${counts.refused} are refused, ${seconds} s`,
  );
}

/** Finds, describes and calls all operations. @returns how many there are */
async function callFound(
  call: (name: string, given: JsonObject) => Promise<Result>,
  count: (name: string, result: Result) => void,
): Promise<number> {
  const seen = new Set<string>();
  for (let skip = 0; skip === seen.size; skip += 100) {
    const { structuredContent } = await call('search', { query: '', limit: 100, skip });
    const found = (structuredContent?.operations ?? []) as readonly { readonly operation: string }[];
    for (const { operation } of found) seen.add(operation);
  }
  for (const operation of seen) {
    const { structuredContent } = await call('describe', { operation });
    const schema = structuredContent?.arguments as JsonObject;
    count(operation, await call('call', { operation, arguments: argumentsFor(schema) }));
  }
  return seen.size;
}

async function connect(t: Test, documents: Case['documents'], way: (typeof WAYS)[number]): Promise<Client> {
  const mode = way === 'HTTP with sessions' ? 'legacy' : 'auto';
  const client = new Client({ name: 'conformance', version: '1' }, { versionNegotiation: { mode } });
  t.teardown(() => client.close());
  if (way === 'stdio') {
    const args = [`${ROOT}dist/cli.js`, 'mcp', ...(documents ?? [])];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' }));
    return client;
  }
  const standin = await createStandin({ documents });
  t.teardown(() => standin.close());
  await client.connect(new StreamableHTTPClientTransport(new URL(`${await standin.listen()}/_standin/mcp`)));
  return client;
}

/** The required arguments of a tool, with simple values that its schema allows in most cases. */
function argumentsFor(schema: JsonObject): JsonObject {
  return valueFor(schema, schema, 0) as JsonObject;
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T12:00:00Z',
  date: '2026-01-31',
  email: 'ada@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000001',
};

function valueFor(schema: Json | undefined, root: JsonObject, depth: number): Json {
  if (!isObject(schema) || depth > 8) return {};
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return valueFor(isObject(root.$defs) ? root.$defs[name] : undefined, root, depth + 1);
  }
  const known = knownValue(schema);
  if (known !== undefined) return known;
  const [first] = [schema.oneOf, schema.anyOf].flatMap((list) =>
    Array.isArray(list) ? (list as readonly Json[]) : [],
  );
  if (first !== undefined) return valueFor(first, root, depth + 1);
  const parts = Array.isArray(schema.allOf) ? schema.allOf.map((part: Json) => valueFor(part, root, depth + 1)) : [];
  const type = [schema.type].flat()[0];
  if (type === 'object' || isObject(schema.properties) || parts.length > 0) {
    return Object.assign({}, ...parts.filter(isObject), objectFor(schema, root, depth));
  }
  if (type === 'array') return Number(schema.minItems ?? 0) > 0 ? [valueFor(schema.items, root, depth + 1)] : [];
  return scalarFor(schema, type as string | undefined);
}

function objectFor({ properties, required }: JsonObject, root: JsonObject, depth: number): JsonObject {
  const names = Array.isArray(required) ? (required as readonly string[]) : [];
  return Object.fromEntries(
    names.map((name) => [name, valueFor(isObject(properties) ? properties[name] : undefined, root, depth + 1)]),
  );
}

function knownValue({ const: fixed, default: usual, enum: choices, examples }: JsonObject): Json | undefined {
  if (fixed !== undefined) return fixed;
  const [choice] = Array.isArray(choices) ? (choices as readonly Json[]) : [];
  const [example] = Array.isArray(examples) ? (examples as readonly Json[]) : [];
  return usual ?? choice ?? example;
}

function scalarFor({ format, minimum, minLength }: JsonObject, type: string | undefined): Json {
  if (type === 'integer' || type === 'number') return Number(minimum ?? 1);
  if (type === 'boolean') return true;
  return FORMATS[String(format)] ?? 'sample'.padEnd(Number(minLength ?? 0), 'x');
}
