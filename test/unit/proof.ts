// Tests the oracle that validates real documents, with documents whose valid and invalid values are known.
import { join } from 'node:path';
import { test } from 'tap';
import { oracleOf, type SchemaPlace } from '../fixtures/proof/oracle.ts';
import { prove } from '../fixtures/proof/prove.ts';

const head = (version: string) => `${version}\ninfo: {title: T, version: "1"}\npaths: {}\n`;

const SCHEMAS = `
    Thing:
      type: object
      required: [id, name, secret]
      additionalProperties: false
      properties:
        id: {type: integer, readOnly: true}
        name: {$ref: "parts.yaml#/Name"}
        secret: {type: string, writeOnly: true}
        next: {$ref: "#/components/schemas/Thing"}
`;

test('the oracle supports views, several files, recursive schemas and the keywords of older versions', async (t) => {
  const folder = t.testdir({
    'new.yaml': `${head('openapi: 3.1.0')}components:\n  schemas:${SCHEMAS}    Old: {type: string, nullable: true}\n`,
    'old.yaml': `${head('openapi: 3.0.3')}components:\n  schemas:\n    Old: {type: string, nullable: true}\n    Above: {type: number, minimum: 3, exclusiveMinimum: true}\n`,
    'parts.yaml': 'Name: {type: string, minLength: 2}\n',
  });
  const oracle = oracleOf(join(folder, 'new.yaml'));
  const place = (name: string, of = oracle) => of.at(of.root, 'components', 'schemas', name) as SchemaPlace;
  const thing = { id: 1, name: 'ab', secret: 's' };
  for (const [view, value, valid] of [
    ['request', thing, true],
    ['request', { name: 'ab', secret: 's' }, true],
    ['response', { id: 1, name: 'ab' }, true],
    ['response', { name: 'ab' }, false],
    ['request', { name: 'a', secret: 's' }, false],
    ['request', { ...thing, other: 1 }, false],
    ['request', { ...thing, next: { ...thing, next: { name: 'x' } } }, false],
  ] as const) {
    t.equal(oracle.accepts(view, place('Thing'), value), valid, `${view} ${JSON.stringify(value)}`);
  }
  t.equal(oracle.accepts('request', place('Old'), null), false, '3.1 has no nullable');
  const old = oracleOf(join(folder, 'old.yaml'));
  t.equal(old.accepts('request', place('Old', old), null), true);
  t.equal(old.accepts('request', place('Above', old), 3), false);
  t.match(oracle.reason('response', place('Thing'), { name: 'ab' }), /required property 'id'/);
});

test('the proof reports a response that is not as declared', async (t) => {
  const folder = t.testdir({
    'api.yaml': `openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /right: {get: {responses: {"200": {description: ok, content: {application/json: {schema: {type: integer, minimum: 5}}}}}}}
  /wrong: {get: {responses: {"200": {description: ok, content: {application/json: {schema: {allOf: [{type: string}, {type: integer}]}}}}}}}
`,
  });
  const { operations, sent, asDeclared, exceptions } = await prove(join(folder, 'api.yaml'));
  t.same([operations, sent, asDeclared], [2, 2, 1]);
  t.match(exceptions, [/^GET \/wrong: response 200: .*must be/]);
});
