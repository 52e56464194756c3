// The steps of a request: which of them each kind of request runs, in order.
import { test } from 'tap';
import type { Contract } from '../../../src/contract/contract.ts';
import { contractFromValue } from '../../../src/contract/load.ts';
import { plainConvention } from '../../../src/conventions/plain.ts';
import type { ServedOptions } from '../../../src/http/request/document.ts';
import type { ServedDocument } from '../../../src/http/request/exchange.ts';
import { PIPELINE, stepNames } from '../../../src/http/request/pipeline.ts';
import { compileOperation } from '../../../src/http/request/plan.ts';

const ok = { 200: { description: 'd' } };
const body = { content: { 'application/json': { schema: { type: 'object' } } } };
const contract: Contract = await contractFromValue({
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1' },
  paths: {
    '/orders': {
      get: { operationId: 'listOrders', responses: ok },
      post: {
        operationId: 'addOrder',
        requestBody: body,
        responses: ok,
        callbacks: { shipped: { '{$request.body#/url}': { post: { requestBody: body, responses: ok } } } },
      },
    },
    '/orders/{id}': {
      patch: {
        operationId: 'changeOrder',
        security: [{ token: [] }],
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        requestBody: body,
        responses: ok,
      },
    },
  },
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
});

/** The part of a served document that decides about steps. */
function served(given: Partial<ServedDocument>): ServedDocument {
  const document: Partial<ServedDocument> = {
    contract,
    convention: plainConvention(contract),
    callbacks: { webhooks: [] } as unknown as ServedOptions['callbacks'],
    faults: 'allowed',
    behaviourOf: () => () => ({ status: 200 }),
    ...given,
  };
  return document as ServedDocument;
}

function stepsOf(id: string, given: Partial<ServedDocument> = {}): readonly string[] {
  const document = served(given);
  const operation = contract.operations.find((one) => one.id === id);
  if (!operation) throw new Error(`There is no operation ${id}.`);
  return stepNames({ document, kind: 'operation', plan: compileOperation(document, operation) });
}

const pass = () => undefined;
const PROXY: Partial<ServedDocument> = { forward: { allow: pass, respond: pass } };
const LOG = { log: { exchange: pass } } as unknown as Partial<ServedDocument>;

test('every step has a name of its own', async (t) => {
  const names = PIPELINE.map(({ name }) => name);
  t.same(names, [...new Set(names)]);
});

test('a GET without body, credentials and callbacks runs only the steps that every operation needs', async (t) => {
  t.same(stepsOf('listOrders'), [
    'world',
    'host',
    'transfer coding',
    'route',
    'count',
    'fault',
    'parameters',
    'negotiate',
    'respond',
    'not modified',
    'validate response',
    'convention',
    'corrupt',
    'cors',
    'send',
    'record',
  ]);
});

test('a PATCH with a body and credentials also authenticates, and reads and validates the body', async (t) => {
  t.same(stepsOf('changeOrder', { authorize: pass, guard: pass, ...LOG }), [
    'world',
    'host',
    'transfer coding',
    'route',
    'guard',
    'count',
    'fault',
    'authenticate',
    'authorize',
    'parameters',
    'negotiate',
    'content type',
    'parse body',
    'validate body',
    'respond',
    'not modified',
    'validate response',
    'convention',
    'corrupt',
    'cors',
    'send',
    'record',
    'log',
  ]);
});

test('a POST with callbacks sends them before it is recorded', async (t) => {
  t.same(stepsOf('addOrder'), [
    'world',
    'host',
    'transfer coding',
    'route',
    'count',
    'fault',
    'parameters',
    'negotiate',
    'content type',
    'parse body',
    'validate body',
    'respond',
    'not modified',
    'validate response',
    'convention',
    'corrupt',
    'cors',
    'send',
    'callbacks',
    'record',
  ]);
});

test('a batch is not recorded itself, because each of its parts is', async (t) => {
  t.same(stepNames({ document: served({}), kind: 'batch', plan: undefined }), [
    'world',
    'host',
    'transfer coding',
    'route',
    'fault',
    'convention route',
    'convention',
    'corrupt',
    'cors',
    'send',
  ]);
});

test('in the proxy the real service responds, and no planned fault acts', async (t) => {
  t.same(stepsOf('changeOrder', PROXY), [
    'world',
    'host',
    'transfer coding',
    'route',
    'safe method',
    'count',
    'authenticate',
    'parameters',
    'negotiate',
    'content type',
    'parse body',
    'validate body',
    'forward',
    'record',
  ]);
});
