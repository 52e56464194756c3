// Reads every list of the real documents page by page. STANDIN_CORPUS names their folder; without it the test is skipped.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { createStandin, HttpError, SetupError, type Standin } from '../../src/index.ts';
import { walk } from '../fixtures/list-walk.ts';
import { keysFor } from '../fixtures/proof/keys.ts';
import { declaredOperation } from '../fixtures/proof/operations.ts';
import { type Oracle, oracleOf } from '../fixtures/proof/oracle.ts';
import { type OperationUnderTest, validRequest } from '../fixtures/proof/requests.ts';

const corpus = process.env.STANDIN_CORPUS;
const options = corpus === undefined ? { skip: 'STANDIN_CORPUS is not set' } : { timeout: 600_000 };

test('following the pages of a list visits each item once and ends', options, async (t) => {
  const found = { lists: 0, walks: 0 };
  const only = process.env.STANDIN_DOCUMENT;
  const names = readdirSync(String(corpus)).filter((name) => /\.(?:json|ya?ml)$/.test(name) && name !== 'INDEX.json');
  for (const name of names.filter((one) => only === undefined || one.includes(only))) {
    const { faults, lists, walks } = await faultsIn(join(String(corpus), name));
    found.lists += lists;
    found.walks += walks;
    t.strictSame(faults, [], name);
  }
  t.comment(`${found.lists} lists, ${found.walks} of them in several pages`);
});

interface ListUnderTest extends OperationUnderTest {
  readonly standin: Standin;
  readonly oracle: Oracle;
}

async function faultsIn(file: string) {
  const faults: string[] = [];
  const found = { lists: 0, walks: 0 };
  const standin = await open(file);
  if (!standin) return { faults, ...found };
  const oracle = oracleOf(file);
  const lists = new Set(standin.inspect().flatMap(({ operation, role }) => (role === 'list' ? [operation] : [])));
  for (const operation of standin.contract.operations.filter(({ id }) => lists.has(id))) {
    const declared = declaredOperation(oracle, operation.path, operation.method);
    if (!declared || operation.method !== 'GET') continue;
    const result = await walkOf({ standin, oracle, operation, declared });
    if (!result) continue;
    found.lists += 1;
    if (result.pages > 1) found.walks += 1;
    faults.push(...new Set(result.faults.map((fault) => `${operation.id}: ${fault}`)));
  }
  await standin.close();
  return { faults, ...found };
}

/** Undefined if no request is valid, for example because a schema refers to itself without end. */
async function walkOf({ standin, oracle, operation, declared }: ListUnderTest) {
  try {
    const keys = await keysFor(standin, oracle, operation);
    const request = validRequest(standin, oracle, { operation, declared }, { keys });
    return typeof request === 'string' ? undefined : await walk(standin, operation, request.http);
  } catch (error) {
    if (error instanceof HttpError && error.code === 'VALIDATOR_FAILED') return undefined;
    throw error;
  }
}

/** Undefined for a document that cannot be served: other tests report it. */
async function open(file: string) {
  try {
    return await createStandin({ document: file, allowRemoteRefs: true, now: new Date('2026-01-31T12:00:00Z') });
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}
