// Validation has bounds: recursive compositions, arrays of different items, many violations and slow patterns take no more time
// than the value is long.
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { test } from 'tap';
import { lint } from '../../../src/contract/check/lint.ts';
import { type Contract, printedContract, type Validator } from '../../../src/contract/contract.ts';
import { contractFromValue } from '../../../src/contract/load.ts';
import { prepared, runWithTimeLimit } from '../../../src/contract/validation/budget.ts';
import { canTakeLong } from '../../../src/contract/validation/slow-schemas.ts';
import type { JsonObject } from '../../../src/json/value.ts';
import { DEFAULT_LIMITS } from '../../../src/limits.ts';
import { growth, mostGrowth } from '../../fixtures/growth.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const SCHEMAS = {
  // Both branches look at the same child, and nothing separates them before.
  Choice: {
    oneOf: [
      { type: 'object', properties: { child: ref('Choice'), children: { type: 'array', items: ref('Choice') } } },
      { type: 'object', properties: { child: ref('Choice'), x: { type: 'integer' } }, required: ['x'] },
    ],
  },
  Both: {
    allOf: [ref('Part'), { type: 'object', properties: { child: ref('Both') } }],
    properties: { child: ref('Both') },
  },
  Part: { type: 'object', properties: { child: ref('Both'), name: { type: 'string' } } },
  Closed: {
    anyOf: [
      { properties: { a: { type: 'integer' }, child: ref('Closed') } },
      { properties: { b: { type: 'integer' }, child: ref('Closed') } },
    ],
    type: 'object',
    unevaluatedProperties: false,
  },
  Named: { type: 'object', required: ['name'], properties: { other: ref('Named') } },
  ListOfNamed: { type: 'array', items: ref('Named') },
  Texts: { type: 'array', items: { type: 'string' } },
  Unique: { type: 'array', uniqueItems: true },
  Slow: { type: 'object', properties: { text: { type: 'string', pattern: '^(a+)+$' } } },
  Optional: { type: 'string', pattern: `^${'a?'.repeat(40)}${'a'.repeat(40)}$` },
  Quadratic: { type: 'string', pattern: '\\s+$' },
  Url: { type: 'string', format: 'url' },
};

type Name = keyof typeof SCHEMAS;

const ENDLESS = {
  Always: { type: 'object', allOf: [ref('Other')] },
  Other: { oneOf: [{ not: ref('Always') }, { type: 'null' }] },
  Holder: { type: 'object', properties: { name: { type: 'string' }, inner: ref('Always') } },
  // Only objects lead back.
  Sometimes: { if: { type: 'object' }, then: ref('Sometimes') },
  Numbers: { if: { type: 'number' }, then: ref('Numbers') },
  List: { type: 'array', items: ref('List') },
};

const load = (schemas: object = SCHEMAS): Promise<Contract> =>
  contractFromValue({
    openapi: '3.1.0',
    info: { title: 'Bounds', version: '1' },
    paths: {},
    components: { schemas },
  } as unknown as JsonObject);

const contract = await load();
const { Closed: _, ...withoutUnevaluated } = SCHEMAS;
const postponing = await load(withoutUnevaluated);

const validator = (name: Name, of = contract): Validator => of.validator('request', `/components/schemas/${name}`);

function nested(levels: number, inner: unknown = {}): unknown {
  let value = inner;
  for (let level = 0; level < levels; level++) value = { child: value };
  return value;
}

test('recursive compositions take time by the depth of a value, not by its power', async (t) => {
  for (const name of ['Choice', 'Both', 'Closed'] as const) {
    for (const [kind, inner] of [
      ['a valid value', {}],
      ['an invalid value', 'none'],
    ] as const) {
      const validate = validator(name);
      const ratio = await growth(
        (levels) => {
          for (let copy = 0; copy < 20; copy++) validate(nested(levels, inner));
        },
        { small: 10, large: 80 },
      );
      t.ok(ratio < mostGrowth(8) * 2, `${name}, ${kind}: 8 times as deep takes ${ratio.toFixed(1)} times as long`);
    }
  }
});

test('a wide recursive value takes time by its size', async (t) => {
  const validate = validator('Choice');
  const wide = (size: number) => ({ children: Array.from({ length: size }, () => nested(8, 'none')) });
  const ratio = await growth((size) => t.ok(validate(wide(size)).length > 0), { small: 250, large: 2_000 });
  t.ok(ratio < mostGrowth(8), `8 times as many items take ${ratio.toFixed(1)} times as long`);
});

const tree = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>({}, { x: 1 }, { x: 'none' }, { name: 'n' }, { name: 1 }, { a: 1 }, { b: 1, a: 'none' }, 7),
    fc.record(
      { child: tie('node'), x: fc.constantFrom<unknown>(1, 'none'), a: fc.constantFrom<unknown>(1, 'none') },
      { requiredKeys: [] },
    ),
  ),
})).node;

test('the verdicts are those of Ajv', async (t) => {
  const plain = new Ajv2020({ allErrors: true, strict: false, logger: false, validateFormats: false });
  plain.addSchema({ components: { schemas: SCHEMAS } }, 'document.json');
  for (const name of ['Choice', 'Both', 'Closed', 'Part'] as const) {
    const expected = plain.getSchema(`document.json#/components/schemas/${name}`);
    const validate = validator(name);
    fc.assert(
      fc.property(tree, (value) => (validate(value).length === 0) === expected?.(value)),
      { numRuns: 500 },
    );
    // The same object at several places: each error names its own place.
    const shared = { x: 'none', name: 1 };
    const places = { child: { child: shared, name: 1 }, name: 1, x: 1 };
    t.equal(validate({ ...places, other: shared }).length === 0, expected?.({ ...places, other: shared }), name);
  }
  const twice = { name: 1 };
  t.same(
    validator('Both')({ child: { child: twice }, ...twice }).map(({ pointer }) => pointer),
    ['/child/child/name', '/name'],
  );
});

test('uniqueItems compares by value, in n log n', async (t) => {
  const validate = validator('Unique');
  for (const [items, valid] of [
    [[1, '1', true, 'true', null, 'null', [], {}, '', 0, false, [1], ['1'], { a: 1 }, { a: '1' }], true],
    [[1, 2, 1.0], false],
    [[{ a: 1, b: [2] }, 0, { b: [2], a: 1 }], false],
    [
      [
        [1, 2],
        [2, 1],
        [[1], 2],
        [1, [2]],
      ],
      true,
    ],
    [[{ 'a":1,"b': 2 }, { a: 1, b: 2 }], true],
    [['a,b', 'a', 'b'], true],
  ] as const) {
    t.equal(validate(items).length === 0, valid, JSON.stringify(items));
  }
  t.match(validate([{ a: 1 }, 3, { a: 1 }, 3])[0], {
    rule: 'uniqueItems',
    message: 'must not contain the same item twice: the items 1 and 3 are equal',
  });
  const objects = (size: number) => Array.from({ length: size }, (__, id) => ({ id, name: 'same' }));
  const ratio = await growth((size) => t.same(validate(objects(size)), []), { small: 5_000, large: 40_000 });
  t.ok(ratio < mostGrowth(8), `8 times as many items take ${ratio.toFixed(1)} times as long`);
});

test('the first violations are listed, and one more counts the others', async (t) => {
  const found = validator('Texts')(Array(50_000).fill(1));
  t.equal(found.length, 101);
  t.same(found[99], { pointer: '/99', rule: 'type', message: 'must be of type string' });
  t.same(found[100], { pointer: '', rule: 'more', message: 'has about 49900 more violations' });
  t.equal(validator('Texts')(Array(100).fill(1)).length, 100, 'nothing is added if all are listed');
  const few = contract.withLimits({ ...DEFAULT_LIMITS, violations: 2 });
  t.same(
    validator('Texts', few)([1, 2, 3, 4]).map(({ message }) => message),
    ['must be of type string', 'must be of type string', 'has about 2 more violations'],
  );
});

test('the time for many violations grows with their number', async (t) => {
  for (const [name, item] of [
    ['Texts', 1],
    ['ListOfNamed', {}],
    ['ListOfNamed', { other: { other: {} } }],
  ] as const) {
    for (const of of [contract, postponing]) {
      const validate = validator(name, of);
      const ratio = await growth((size) => t.equal(validate(Array(size).fill(item)).length, 101), {
        small: 10_000,
        large: 80_000,
      });
      t.ok(ratio < mostGrowth(8), `${name}: 8 times as many items take ${ratio.toFixed(1)} times as long`);
    }
  }
});

test('violations below a long property name are few', async (t) => {
  const { validator: validate } = await load({ Any: { additionalProperties: { items: { type: 'string' } } } });
  const found = validate('request', '/components/schemas/Any')({ ['x'.repeat(150_000)]: Array(1_000).fill(1) });
  t.equal(found.length, 2);
  t.match(found[1], { rule: 'more', message: 'has about 999 more violations' });
});

test('a slow pattern ends at the time limit, and the next validation is not disturbed', async (t) => {
  const limited = contract.withLimits({ ...DEFAULT_LIMITS, validationMs: 20 });
  for (const [name, value, valid] of [
    ['Slow', { text: `${'a'.repeat(60)}!` }, { text: 'aaa' }],
    ['Quadratic', `${' '.repeat(200_000)}x`, 'x '],
  ] as const) {
    const validate = validator(name, limited);
    t.throws(() => validate(value), {
      code: 'VALIDATION_TIMEOUT',
      status: 400,
      message: `The server could not validate the value within 20 ms, because a pattern of the schema at /components/schemas/${name} takes too long on it. The value can be valid. Simplify the pattern, or raise --limit validationMs.`,
    });
    t.same(validate(valid), []);
    t.match(validate(name === 'Slow' ? { text: 'b' } : 'x'), [{ rule: 'pattern' }]);
  }
});

test('a pattern with many choices is slow, too', async (t) => {
  const limited = contract.withLimits({ ...DEFAULT_LIMITS, validationMs: 20 });
  t.throws(() => validator('Optional', limited)(`${'a'.repeat(60)}!`), { code: 'VALIDATION_TIMEOUT' });
});

test('the time to compile a schema on its first use does not count, and is not interrupted', async (t) => {
  const done: string[] = [];
  const prepareOnce = (name: string) => {
    if (done.includes(name)) return;
    prepared(() => {
      busyFor(80);
      done.push(name);
    });
  };
  const validate = () => {
    prepareOnce('first');
    prepareOnce('second');
    return done.length === 2;
  };
  t.equal(runWithTimeLimit(validate, {}, 60), true);
  t.strictSame(done, ['first', 'second']);
  t.throws(
    () => runWithTimeLimit(() => busyFor(5_000), {}, 20),
    { message: /took longer than 20 ms/ },
    'a validation has a time limit',
  );
  prepareOnce('third');
  t.equal(done.length, 3, 'without a time limit, it is prepared at once');
});

function busyFor(milliseconds: number): boolean {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
  return true;
}

test('a slow pattern that is fast enough on a long text gives its verdict', async (t) => {
  t.same(validator('Slow')({ text: 'a'.repeat(50_000) }), []);
  t.match(validator('Slow')({ text: 'b'.repeat(50_000) }), [{ pointer: '/text', rule: 'pattern' }]);
});

test('the format url takes time by the length of the text', async (t) => {
  const validate = validator('Url');
  for (const [text, valid] of [
    ['http://example.com', true],
    ['https://user:word@example.com:8080/a?b=c#d', true],
    ['ftp://a-b.example.org/@x', true],
    ['http://8.8.8.8/x', true],
    ['http://10.0.0.1', true],
    ['http://[::1]:4010/', true],
    ['http://localhost:4010/hooks?id=1', true],
    ['http://example.com/a b', false],
    ['http://-.com', false],
    ['mailto:a@example.com', false],
    ['http://ü.example', true],
  ] as const) {
    t.equal(validate(text).length === 0, valid, text);
  }
  for (const part of [':', '@a.bc/', 'a.', 'a-', '@']) {
    const text = (size: number) => `http://${part.repeat(size / part.length)} `;
    const ratio = await growth((size) => t.equal(validate(text(size)).length, 1), { small: 50_000, large: 400_000 });
    t.ok(ratio < mostGrowth(8), `8 times as much of ${part} takes ${ratio.toFixed(1)} times as long`);
  }
});

test('a pattern with exponential time is a warning of the document', async (t) => {
  t.same(
    contract.warnings.map(({ pointer }) => pointer),
    ['/components/schemas/Slow/properties/text/pattern'],
  );
  t.match(contract.warnings[0]?.message, /^the pattern \^\(a\+\)\+\$ takes exponential time on some values; /);
});

test('a schema that refers to itself without end fails at once, without an overflow of the stack', async (t) => {
  const of = await load(ENDLESS);
  const at = (name: keyof typeof ENDLESS) => `/components/schemas/${name}`;
  /** What a validation throws. */
  const thrown = (name: keyof typeof ENDLESS, value: unknown) => {
    try {
      return of.validator('request', at(name))(value);
    } catch (error) {
      return error;
    }
  };
  for (const [name, value] of [
    ['Always', 1],
    ['Other', {}],
    ['Holder', { inner: {} }],
    ['Numbers', 1],
    ['Sometimes', { a: 1 }],
  ] as const) {
    const error = thrown(name, value);
    t.match(error, { code: 'VALIDATOR_FAILED', message: `The schema at ${at(name)} refers to itself without end.` });
    t.notOk((error as Error).cause instanceof RangeError, `${name} ${JSON.stringify(value)}`);
  }
  t.same(thrown('Holder', { name: 'Ada' }), [], 'a value without the property is validated');
  t.match(thrown('Holder', { name: 1 }), [{ pointer: '/name', rule: 'type' }]);
  t.same(thrown('Sometimes', 'a'), [], 'before and after a value that fails');
  t.same(thrown('List', [[], [[]]]), []);
  t.match(thrown('List', [[], [1]]), [{ pointer: '/1/0', rule: 'type' }]);
});

test('check warns of schemas that refer to themselves without end', async (t) => {
  const warnings = [...lint(await load(ENDLESS))].flat();
  const message = 'the schema refers to itself without end; an operation that applies it to a value returns 501';
  t.same(
    warnings.filter((one) => one.message === message).map(({ pointer, fatal }) => [pointer, fatal]),
    [
      ['/components/schemas/Always', true],
      ['/components/schemas/Other', true],
    ],
  );
});

test('a printed validator honours the time limit if its patterns or its recursion can take long', async (t) => {
  const choice = { oneOf: [{ required: ['a'] }, { properties: { child: ref('Choice') } }] };
  const schemas = { Slow: SCHEMAS.Slow, Holder: { items: ref('Slow') }, Choice: choice, Texts: SCHEMAS.Texts };
  const document = { openapi: '3.1.0', info: { title: 'Printed', version: '1' }, paths: {}, components: { schemas } };
  const slow = Object.keys(schemas).filter((name) =>
    canTakeLong(document as JsonObject, `/components/schemas/${name}`),
  );
  t.same(slow, ['Slow', 'Holder', 'Choice']);
  const pattern = /^(a+)+$/;
  const validators = Object.fromEntries(
    Object.keys(schemas).map((name) => [
      `request:/components/schemas/${name}`,
      (value: unknown) => (typeof value === 'string' ? pattern.test(value) : true),
    ]),
  );
  const printed = printedContract({ sha256: '', inherited: [], operations: [], document }, validators);
  const of = printed.withLimits({ ...DEFAULT_LIMITS, validationMs: 30 });
  const began = performance.now();
  t.throws(() => of.validator('request', '/components/schemas/Holder')(`${'a'.repeat(60)}!`), {
    code: 'VALIDATION_TIMEOUT',
    message: /within 30 ms/,
  });
  t.ok(performance.now() - began < 2_000);
  t.same(of.validator('request', '/components/schemas/Holder')('aaa'), []);
});
