// Every planted change has exactly the findings that OpenAPI and JSON Schema demand.
import { test } from 'tap';
import { type DiffFinding, diff } from '../../../../src/index.ts';
import type { Json } from '../../../../src/json/value.ts';
import { PLANTED_CHANGES, shopDocument } from '../../../fixtures/planted-changes.ts';

const lineOf = ({ operation, id, pointer }: DiffFinding) => `${operation.operationId} ${id} ${pointer}`;

test('a planted change has the findings that the specification demands', async (t) => {
  t.ok(PLANTED_CHANGES.length >= 40, 'there are enough of them');
  for (const { title, change, expected, info = [], because } of PLANTED_CHANGES) {
    const changed = shopDocument();
    change(changed);
    const { findings } = await diff(shopDocument(), changed);
    const found = findings.filter(({ severity }) => severity !== 'info').map(lineOf);
    t.same(found.sort(), [...expected].sort(), `${title}: ${because}`);
    const known = new Set(findings.filter(({ severity }) => severity === 'info').map(lineOf));
    for (const line of info) t.ok(known.has(line), `${title}: ${line}`);
  }
});

test('a document has no differences to itself', async (t) => {
  t.same((await diff(shopDocument(), shopDocument())).findings, []);
});

test('a union with more combinations than are looked at has no differences to itself', async (t) => {
  const union = (depth: number): Json => ({
    oneOf: [{ type: 'string' }, depth === 0 ? { type: 'integer' } : { type: 'array', items: union(depth - 1) }],
  });
  const branches = Array.from({ length: 30 }, (_, index) => ({
    type: 'object',
    properties: { [`p${index}`]: { type: 'string' } },
  }));
  const document = shopDocument();
  document.components.schemas.Error = {
    allOf: [{ oneOf: branches }, { anyOf: branches }],
    properties: { deep: union(12) },
  };
  t.same((await diff(document, structuredClone(document))).findings, []);
});
