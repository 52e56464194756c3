import { test } from 'tap';
import { evaluateExpression } from '../../../../src/contract/callbacks/runtime-expression.ts';

const context = {
  url: 'http://localhost/a?b=1',
  method: 'POST',
  statusCode: 201,
  request: {
    headers: { 'x-a': 'head', many: ['1', '2'] },
    body: { list: [{ id: 7 }], text: 'x' },
    path: { id: 5 },
    query: { q: 'z' },
  },
  response: { headers: { location: '/a/7' }, body: 'whole' },
};

const CASES: readonly (readonly [expression: string, text: string | undefined])[] = [
  ['$url', 'http://localhost/a?b=1'],
  ['$method', 'POST'],
  ['$statusCode', '201'],
  ['$request.header.X-A', 'head'],
  ['$request.header.many', '1'],
  ['$request.query.q', 'z'],
  ['$request.path.id', '5'],
  ['$request.body#/list/0/id', '7'],
  ['$request.body', '{"list":[{"id":7}],"text":"x"}'],
  ['$response.header.location', '/a/7'],
  ['$response.body', 'whole'],
  ['http://h/{$request.path.id}?x={$request.query.q}', 'http://h/5?x=z'],
  ['http://h/plain', 'http://h/plain'],
  ['$response.query.q', undefined],
  ['$request.body#/none', undefined],
  ['http://h/{$request.query.none}', undefined],
  ['$odd', undefined],
];

for (const [expression, text] of CASES) {
  test(`${expression} is ${text ?? 'undefined'}`, async (t) => t.equal(evaluateExpression(expression, context), text));
}
