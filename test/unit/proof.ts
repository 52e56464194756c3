// The judge that real documents are proven by is itself held against documents whose right and wrong are known.
import { join } from 'node:path';
import { test } from 'tap';
import { judgeOf, type Spot } from '../fixtures/proof/judge.ts';
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

test('the judge knows views, further files, circles and the dialects of older versions', async (t) => {
  const folder = t.testdir({
    'new.yaml': `${head('openapi: 3.1.0')}components:\n  schemas:${SCHEMAS}    Old: {type: string, nullable: true}\n`,
    'old.yaml': `${head('openapi: 3.0.3')}components:\n  schemas:\n    Old: {type: string, nullable: true}\n    Above: {type: number, minimum: 3, exclusiveMinimum: true}\n`,
    'parts.yaml': 'Name: {type: string, minLength: 2}\n',
  });
  const judge = judgeOf(join(folder, 'new.yaml'));
  const spot = (name: string, of = judge) => of.at(of.root, 'components', 'schemas', name) as Spot;
  const thing = { id: 1, name: 'ab', secret: 's' };
  for (const [view, value, right] of [
    ['request', thing, true],
    ['request', { name: 'ab', secret: 's' }, true],
    ['response', { id: 1, name: 'ab' }, true],
    ['response', { name: 'ab' }, false],
    ['request', { name: 'a', secret: 's' }, false],
    ['request', { ...thing, other: 1 }, false],
    ['request', { ...thing, next: { ...thing, next: { name: 'x' } } }, false],
  ] as const) {
    t.equal(judge.accepts(view, spot('Thing'), value), right, `${view} ${JSON.stringify(value)}`);
  }
  t.equal(judge.accepts('request', spot('Old'), null), false, 'nullable means nothing in 3.1');
  const old = judgeOf(join(folder, 'old.yaml'));
  t.equal(old.accepts('request', spot('Old', old), null), true);
  t.equal(old.accepts('request', spot('Above', old), 3), false);
  t.match(judge.reason('response', spot('Thing'), { name: 'ab' }), /required property 'id'/);
});

test('the proof tells of an answer that is not as declared', async (t) => {
  const folder = t.testdir({
    'api.yaml': `openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /right: {get: {responses: {"200": {description: ok, content: {application/json: {schema: {type: integer, minimum: 5}}}}}}}
  /wrong: {get: {responses: {"200": {description: ok, content: {application/json: {schema: {allOf: [{type: string}, {type: integer}]}}}}}}}
`,
  });
  const { operations, asked, answered, exceptions } = await prove(join(folder, 'api.yaml'));
  t.same([operations, asked, answered], [2, 2, 1]);
  t.match(exceptions, [/^GET \/wrong: answer 200: .*must be/]);
});
