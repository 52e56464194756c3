// multipleOf counts in decimal digits, at run time and in printed validators.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import t from 'tap';
import { printValidators } from '../../../../src/codegen/validators.ts';
import { contractFromValue } from '../../../../src/contract/load.ts';
import { isMultipleOf } from '../../../../src/contract/validation/multiple-of.ts';
import type { JsonObject } from '../../../../src/json/value.ts';

const MULTIPLES: readonly (readonly [value: number, divisor: number])[] = [
  [19.99, 0.01],
  [0.29, 0.01],
  [4.35, 0.01],
  [-4.35, 0.01],
  [0.3, 0.1],
  [0.3, 0.05],
  [0, 0.01],
  [1e21, 0.01],
  [1.5e-7, 1e-8],
  [123_456_789.01, 0.01],
  [7.5, 2.5],
  [10, 5],
];

const OTHERS: readonly (readonly [value: number, divisor: number])[] = [
  [1.005, 0.01],
  [0.25, 0.1],
  [19.999, 0.01],
  [1e-9, 1e-8],
  [0.1 + 0.2, 0.1],
  [11, 5],
  [0.5, 1],
];

t.test('a number is a multiple if its decimal digits say so', async (t) => {
  for (const [value, divisor] of MULTIPLES) t.equal(isMultipleOf(value, divisor), true, `${value} of ${divisor}`);
  for (const [value, divisor] of OTHERS) t.equal(isMultipleOf(value, divisor), false, `${value} of ${divisor}`);
});

t.test('each price in cents is a multiple of 0.01', async (t) => {
  let wrong = 0;
  for (let cents = 0; cents < 20_000; cents++) if (!isMultipleOf(Number((cents / 100).toFixed(2)), 0.01)) wrong += 1;
  t.equal(wrong, 0);
});

/** A document with one property for each divisor, and a discriminator. */
function documentOf(): JsonObject {
  const divisors = [...new Set([...MULTIPLES, ...OTHERS].map(([, divisor]) => divisor))];
  const properties = Object.fromEntries(divisors.map((divisor) => [`by ${divisor}`, { multipleOf: divisor }]));
  const schema = { allOf: [{ type: 'object', properties }, { $ref: '#/components/schemas/Measure' }] };
  return {
    openapi: '3.1.0',
    info: { title: 'Measures', version: '1' },
    paths: {
      '/measures': {
        post: {
          requestBody: { content: { 'application/json': { schema } } },
          responses: { 204: { description: 'Stored' } },
        },
      },
    },
    components: {
      schemas: {
        Measure: {
          anyOf: [
            { properties: { unit: { const: 'kg' }, kg: { type: 'number' } }, required: ['kg'] },
            { required: ['m'] },
          ],
          discriminator: { propertyName: 'unit' },
        },
      },
    },
  };
}

t.test('printed validators agree, for discriminators too', async (t) => {
  const contract = await contractFromValue(documentOf());
  const file = fileURLToPath(new URL(`../../../../.cache/printed-${process.pid}.mjs`, import.meta.url));
  mkdirSync(new URL('.', pathToFileURL(file)), { recursive: true });
  writeFileSync(file, printValidators(contract));
  t.teardown(() => rmSync(file));
  const { validators } = await import(pathToFileURL(file).href);
  const pointer = '/paths/~1measures/post/requestBody/content/application~1json/schema';
  const printed = validators[`request:${pointer}`];
  const compiled = contract.validator('request', pointer);
  const values = [
    ...[...MULTIPLES, ...OTHERS].map(([value, divisor]) => ({ [`by ${divisor}`]: value, m: 1 })),
    { unit: 'kg', kg: 1 },
    { unit: 'kg', kg: 'one' },
    { unit: 'lb', m: 1 },
    { kg: 1 },
    'text',
  ];
  const valid = values.filter((value) => {
    t.equal(printed(value), compiled(value).length === 0, JSON.stringify(value));
    return printed(value);
  });
  t.equal(valid.length, MULTIPLES.length + 2);
  t.match(compiled({ unit: 'kg', kg: 'one' }), [{ pointer: '/kg', rule: 'type' }]);
  t.match(compiled({ unit: 'lb', m: 1 }), [{ pointer: '/unit', rule: 'discriminator' }]);
});
