// Saves the state of the real documents as scenarios, and loads them into new servers. STANDIN_CORPUS names their folder; without it
// only the built-in document and the shop are tested.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import {
  createStandin,
  HttpError,
  type JsonObject,
  type Operation,
  SetupError,
  type Standin,
  type StandinOptions,
} from '../../src/index.ts';
import { builtInFile } from '../fixtures/documents.ts';
import { keysFor } from '../fixtures/proof/keys.ts';
import { declaredOperation } from '../fixtures/proof/operations.ts';
import { type Oracle, oracleOf } from '../fixtures/proof/oracle.ts';
import { validRequest } from '../fixtures/proof/requests.ts';
import { send } from '../fixtures/proof/responses.ts';

const NOW = new Date('2026-01-31T12:00:00Z');
const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'];
const READS = ['list', 'count', 'read', 'part'];
const shop = fileURLToPath(new URL('../../docs/examples/shop/', import.meta.url));

test('a saved scenario of the built-in document gives the same responses', async (t) => {
  const found = await compareSaved(fileURLToPath(builtInFile), { document: undefined });
  t.strictSame(found.differences, []);
  t.ok(found.compared > 0);
  t.ok(found.paths > 0);
});

test('a saved scenario of the shop gives the same responses', async (t) => {
  const found = await compareSaved(join(shop, 'openapi.yaml'), {
    handlers: join(shop, 'handlers.ts'),
    scenarios: join(shop, 'scenarios.yaml'),
    scenario: 'just-ordered',
  });
  t.strictSame(found.differences, []);
  t.ok(found.compared > 0);
  t.ok(found.paths > 0);
});

const corpus = process.env.STANDIN_CORPUS;
const options = corpus === undefined ? { skip: 'STANDIN_CORPUS is not set' } : { timeout: 600_000 };

/** Documents with nested collections, links, single resources, lists in items, and keys of all kinds. */
const DOCUMENTS = /airflow|discourse|lob|museum|petstore|traccar/;

test('a saved scenario of a real document gives the same responses', options, async (t) => {
  const folder = String(corpus);
  const only = new RegExp(process.env.STANDIN_DOCUMENT ?? DOCUMENTS.source);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  let compared = 0;
  let paths = 0;
  for (const name of names.filter((one) => /\.(?:json|ya?ml)$/.test(one) && one !== 'INDEX.json' && only.test(one))) {
    const found = await compareSaved(join(folder, name)).catch((error) => {
      if (error instanceof SetupError && error.code !== 'SCENARIO_INVALID') return undefined;
      throw new Error(`${name}: ${error.message}`, { cause: error });
    });
    if (!found) continue;
    compared += found.compared;
    paths += found.paths;
    t.strictSame(found.differences.slice(0, 5), [], name);
  }
  t.ok(compared > 60, `${compared} responses, ${paths} saved paths`);
});

/** Changes the state by valid requests, saves it, and reads everything before and after. */
async function compareSaved(file: string, own: StandinOptions = {}) {
  const common = { document: file, allowRemoteRefs: true, now: NOW, settings: { auth: 'off' }, ...own };
  const oracle = oracleOf(file);
  const standin = await createStandin(common);
  for (const method of WRITES) {
    for (const operation of standin.contract.operations.filter((one) => one.method === method)) {
      for (const seed of method === 'POST' ? [1, 2] : [1]) await sendValid(standin, oracle, operation, seed);
    }
  }
  const reads: { readonly operation: Operation; readonly url: string; readonly headers: Record<string, string> }[] = [];
  const roles = new Map(standin.inspect().map(({ operation, role }) => [operation, role]));
  const isRead = ({ id, method }: Operation) => method === 'GET' && READS.includes(roles.get(id) ?? '');
  for (const operation of standin.contract.operations.filter(isRead)) {
    const http = await requestFor(standin, oracle, operation, 1);
    if (http) reads.push({ operation, url: http.url, headers: http.headers });
  }
  const world = standin.control.world();
  const scenarios = (await world.saveScenario('saved')) as JsonObject;
  const loaded = await createStandin({ ...common, scenarios: structuredClone(scenarios), scenario: 'saved' });
  const differences: string[] = [];
  let compared = 0;
  for (const { operation, url, headers } of reads) {
    const [before, after] = [
      await send(standin, operation, { url, headers }),
      await send(loaded, operation, { url, headers }),
    ];
    if (before?.headers['standin-generated'] !== undefined) continue;
    compared += 1;
    // An error names its request.
    const isSame = (before?.statusCode ?? 0) >= 400 || before?.body === after?.body;
    if (before?.statusCode !== after?.statusCode || !isSame)
      differences.push(
        `${url}: ${shortened([before?.statusCode, before?.body])} ${shortened([after?.statusCode, after?.body])}`,
      );
  }
  const again = await loaded.control.world().saveScenario('saved');
  differences.push(...differentPaths(scenarios.saved as JsonObject, again.saved as JsonObject));
  differences.push(...(await restoredDifferently(standin)));
  await Promise.all([standin.close(), loaded.close()]);
  return { compared, differences, paths: Object.keys(scenarios.saved as JsonObject).length };
}

/** How a world with the snapshot of another one differs from it. */
async function restoredDifferently(standin: Standin): Promise<readonly string[]> {
  const { documents } = await standin.control.world().snapshot();
  const copy = standin.control.world('copy');
  await copy.restore({ documents });
  const again = await copy.snapshot();
  const [own, other] = [documents[''], again.documents['']] as [JsonObject, JsonObject];
  return differentPaths(own, other).map((one) => `restored ${one}`);
}

function shortened(value: unknown): string {
  return String(JSON.stringify(value)).slice(0, 300);
}

/** What is saved again differently. */
function differentPaths(before: JsonObject, after: JsonObject): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((path) => {
    const [one, other] = [JSON.stringify(before[path]), JSON.stringify(after[path])];
    // Which items the owners get first depends on what was used first.
    return one === other || path === 'links' ? [] : [`${path}: ${one?.slice(0, 300)} ${other?.slice(0, 300)}`];
  });
}

async function sendValid(standin: Standin, oracle: Oracle, operation: Operation, seed: number): Promise<void> {
  const http = await requestFor(standin, oracle, operation, seed);
  if (http) await send(standin, operation, http);
}

/** Undefined if there is no valid request. */
async function requestFor(standin: Standin, oracle: Oracle, operation: Operation, seed: number) {
  const declared = declaredOperation(oracle, operation.path, operation.method);
  if (!declared || operation.unusable) return undefined;
  try {
    const keys = await keysFor(standin, oracle, operation);
    const request = validRequest(standin, oracle, { operation, declared }, { keys, seed });
    return typeof request === 'string' ? undefined : request.http;
  } catch (error) {
    if (error instanceof HttpError && error.code === 'VALIDATOR_FAILED') return undefined;
    throw error;
  }
}
