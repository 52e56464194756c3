// Coverage of bodies: the recorder skips whatever it has already marked, and still reports what a walk over every value finds.
import { test } from 'tap';
import type { Contract } from '../../../src/contract/contract.ts';
import { contractFromValue } from '../../../src/contract/load.ts';
import type { Operation } from '../../../src/contract/operation/operations.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces } from '../../../src/contract/schema/schema-places.ts';
import { isObject, type Json, type JsonObject } from '../../../src/json/value.ts';
import { randomAt } from '../../../src/random.ts';
import { Coverage } from '../../../src/report/coverage.ts';
import type { CoveredExchange } from '../../../src/report/coverage-marks.ts';
import type { Direction } from '../../../src/report/record.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ description: 'd', content: { 'application/json': { schema } } });
const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Trees', version: '1' },
  paths: {
    '/trees': {
      get: { operationId: 'list', responses: { 200: json({ type: 'array', items: ref('Tree') }) } },
      post: {
        operationId: 'add',
        requestBody: json(ref('Tree')),
        responses: { 201: json(ref('Tree')), 400: json({ properties: { code: { enum: ['a', 'b', null, 3] } } }) },
      },
      put: { operationId: 'set', requestBody: json(ref('Flat')), responses: { 200: json(ref('Flat')) } },
    },
  },
  components: {
    schemas: {
      Color: { type: 'string', enum: ['red', 'green', 'blue'] },
      Flat: { type: 'object', properties: { name: { type: 'string' }, size: { type: 'number' }, color: ref('Color') } },
      Tree: {
        allOf: [ref('Flat')],
        properties: {
          id: { type: 'string', readOnly: true },
          secret: { type: 'string', writeOnly: true },
          kind: { const: 'tree' },
          exact: { enum: [{ name: 'x' }, [1], true] },
          box: { properties: { width: {}, height: {}, lid: { properties: { weight: {}, handle: {} } } } },
          trunk: { type: 'object', properties: { bark: ref('Color'), rings: { items: { enum: [1, 2, 3] } } } },
          parent: ref('Tree'),
          children: { type: 'array', items: ref('Tree') },
          colors: { type: 'array', items: ref('Color') },
        },
      },
    },
  },
};

/** Walks over every value, and keeps every mark. */
class NaiveMarks {
  readonly #document: JsonObject;
  readonly #seen = new Set<string>();

  constructor(document: JsonObject) {
    this.#document = document;
  }

  mark(place: string, value: Json, direction: Direction): void {
    const items = itemsPlace(this.#document, place);
    if (Array.isArray(value) && items !== undefined) for (const item of value) this.mark(items, item, direction);
    if (!isObject(value)) {
      if (!Array.isArray(value)) this.#seen.add(`${place} ${JSON.stringify(value)}`);
      return;
    }
    for (const [name, inner] of propertyPlaces(this.#document, place)) {
      if (!Object.hasOwn(value, name)) continue;
      this.#seen.add(`${direction} ${inner}`);
      this.mark(inner, value[name] as Json, direction);
    }
  }

  missing(direction: Direction, place: string, name: string, visited = new Set<string>()): string[] {
    if (visited.has(place)) return [];
    visited.add(place);
    const schemas = sameValuePlaces(this.#document, place).map(({ value }) => value);
    const values = schemas.flatMap((schema) => (schema.enum ?? []) as Json[]);
    const constants = schemas.flatMap((schema) => (schema.const === undefined ? [] : [schema.const]));
    const items = itemsPlace(this.#document, place);
    return [
      ...[...values, ...constants].flatMap((value) => {
        const text = JSON.stringify(value);
        return this.#seen.has(`${place} ${text}`) ? [] : [`${direction} ${name} ${text}`];
      }),
      ...(items === undefined ? [] : this.missing(direction, items, `${name}[]`, visited)),
      ...[...propertyPlaces(this.#document, place)].flatMap(([property, inner]) => {
        const path = name === '' ? property : `${name}.${property}`;
        const never = direction === 'request' ? 'readOnly' : 'writeOnly';
        if (sameValuePlaces(this.#document, inner).some(({ value }) => value[never] === true)) return [];
        const own = this.#seen.has(`${direction} ${inner}`) ? [] : [`${direction} ${path}`];
        return [...own, ...this.missing(direction, inner, path, visited)];
      }),
    ];
  }
}

const PRIMITIVES: readonly Json[] = ['red', 'green', 'blue', 'tree', 'a', 'b', 1, 2, 3, true, null, 'pink'];
const TREE = ['name', 'size', 'color', ...Object.keys(DOCUMENT.components.schemas.Tree.properties)];
/** The property names of most objects. */
const SHAPES: readonly (readonly string[])[] = [
  TREE,
  TREE.toReversed(),
  [...TREE.slice(0, 10), 'undeclared', 'code', '__proto__'],
  TREE.slice(6),
  ['bark', 'rings'],
  ['width', 'height', 'lid'],
  ['width', 'weight', 'handle'],
  ['name', 'size', 'code'],
  [],
];
const ARRAYS = ['children', 'colors', 'rings'];
const OBJECTS = ['trunk', 'box', 'lid', 'parent', 'request', 'response'];

/** A value that depends on a number, and mostly has the type of the property. */
function randomValue(seed: number, depth: number, ...place: readonly (string | number)[]): Json {
  const random = (what: string) => randomAt(seed, ...place, what);
  const pick = <T>(what: string, from: readonly T[]) => from[Math.floor(random(what) * from.length)] as T;
  const name = String(place.findLast((token) => typeof token === 'string'));
  const isItem = typeof place.at(-1) === 'number';
  const usual = ARRAYS.includes(name) && !isItem ? 'array' : OBJECTS.includes(name) || isItem ? 'object' : 'primitive';
  const kind = random('kind') < 0.8 ? usual : pick('other', ['array', 'object', 'primitive']);
  if (depth === 0 || kind === 'primitive') return pick('primitive', PRIMITIVES);
  const inner = (token: string | number) => randomValue(seed, depth - 1, ...place, token);
  if (kind === 'array') return [0, 1, 2].slice(pick('length', [0, 1, 2, 3])).map(inner);
  // For some calls in a row, most objects have the same names.
  const period = Math.floor(Number(place[0]) / 25);
  const lasting = SHAPES[Math.floor(randomAt(seed, period, name) * SHAPES.length)] as readonly string[];
  const shape = random('stays') < 0.8 ? lasting : pick('shape', SHAPES);
  return Object.fromEntries(shape.map((property) => [property, inner(property)]));
}

function schemaOf(operation: Operation, direction: Direction, status: number): string | undefined {
  const response = operation.responses.find((one) => one.status === String(status));
  const [content] = (direction === 'request' ? operation.requestBody : response)?.content ?? [];
  return content?.schema;
}

function exchangeOf(operation: Operation, status: number, requestBody: Json | undefined, responseBody: Json) {
  const types = { requestType: 'application/json', responseType: 'application/json' };
  return { operation, status, ...types, parameters: {}, requestBody, responseBody } as CoveredExchange;
}

/** What a walk over every value misses, as the report names it. Nothing is counted for an operation without a call. */
function naiveMissing({ operations }: Contract, called: ReadonlyMap<Operation, NaiveMarks>): string[][] {
  return operations.map((operation) => {
    const marks = called.get(operation);
    if (!marks) return [];
    const request = schemaOf(operation, 'request', 0);
    const visited = new Set<string>();
    const responses = operation.responses.map(({ status }) => schemaOf(operation, 'response', Number(status)));
    return [
      ...(request === undefined ? [] : marks.missing('request', request, '')),
      ...responses.flatMap((schema) => (schema === undefined ? [] : marks.missing('response', schema, '', visited))),
    ].sort();
  });
}

function reportedMissing(coverage: Coverage): string[][] {
  const { operations } = coverage.report();
  return operations.map(({ properties, enumValues }) => [...properties.missing, ...enumValues.missing].sort());
}

test('coverage of random bodies is that of a walk over every value', async (t) => {
  const contract = await contractFromValue(DOCUMENT as unknown as JsonObject);
  let complete = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const coverage = new Coverage(contract);
    const called = new Map<Operation, NaiveMarks>();
    t.same(reportedMissing(coverage), naiveMissing(contract, called), 'nothing was called yet');
    for (let call = 0; call < 150; call++) {
      const random = (what: string) => randomAt(seed, call, what);
      const operation = contract.operations[Math.floor(random('operation') * 3)] as Operation;
      const statuses = operation.responses.map(({ status }) => Number(status));
      const status = statuses[Math.floor(random('status') * statuses.length)] as number;
      const [requestBody, responseBody] = [
        randomValue(seed, 3, call, 'request'),
        randomValue(seed, 3, call, 'response'),
      ];
      coverage.record(exchangeOf(operation, status, requestBody, responseBody));
      const marks = called.get(operation) ?? new NaiveMarks(contract.document);
      called.set(operation, marks);
      const [requestPlace, responsePlace] = [
        schemaOf(operation, 'request', 0),
        schemaOf(operation, 'response', status),
      ];
      if (requestPlace !== undefined) marks.mark(requestPlace, requestBody, 'request');
      if (responsePlace !== undefined) marks.mark(responsePlace, responseBody, 'response');
      if (call % 10 > 0) continue;
      const reported = reportedMissing(coverage);
      const expected = naiveMissing(contract, called);
      t.same(reported, expected, `seed ${seed}, call ${call}`);
    }
    complete += reportedMissing(coverage).filter((missing) => missing.length <= 1).length;
  }
  t.ok(complete > 0, 'the random bodies cover nearly everything of some operations');
});

test('a body with new values in known properties is marked', async (t) => {
  const contract = await contractFromValue(DOCUMENT as unknown as JsonObject);
  const set = contract.operations.find(({ id }) => id === 'set') as Operation;
  const coverage = new Coverage(contract);
  const missing = () => coverage.report().operations.find(({ operation }) => operation === 'set')?.enumValues.missing;
  for (const color of ['red', 'pink', 'red', 'purple', 'grey', 'white', 'green']) {
    coverage.record(exchangeOf(set, 200, { name: 'x', size: 1, color }, { name: 'x', size: 1, color }));
  }
  t.same(missing(), ['request color "blue"', 'response color "blue"'], 'whatever other values there were');
  coverage.record(exchangeOf(set, 200, { name: 'x', size: 1, color: 'blue' }, null));
  t.same(missing(), []);
});

test('the same body in a response of another status is marked there too', async (t) => {
  const contract = await contractFromValue(DOCUMENT as unknown as JsonObject);
  const add = contract.operations.find(({ id }) => id === 'add') as Operation;
  const coverage = new Coverage(contract);
  const body = { name: 'x', code: 'a' };
  for (const status of [201, 400]) coverage.record(exchangeOf(add, status, undefined, body));
  const { properties } = coverage.report().operations.find(({ operation }) => operation === 'add') as {
    properties: { missing: readonly string[] };
  };
  t.notOk(properties.missing.includes('response name'));
  t.notOk(properties.missing.includes('response code'));
});
