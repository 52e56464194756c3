// What a difference means, as a sentence that names its place and its values.
import { test } from 'tap';
import { messageOf } from '../../../../src/contract/compare/messages.ts';
import type { Json } from '../../../../src/json/value.ts';

const response = {
  id: 'response-enum-value-added',
  direction: 'response',
  operation: { method: 'GET', path: '/boats' },
  in: 'body',
  status: '200',
  pointer: '/kind',
} as const;
const withValues = (newValue: Json) => messageOf({ ...response, newValue });

test('values are named as a whole, as many as there is space for', async (t) => {
  t.equal(
    withValues(['row']),
    'The property kind of the response 200 can be "row" now. Clients do not know this value.',
  );
  t.match(withValues(['row', 'raft']), 'can be "row", "raft" now. Clients do not know these values.');
  const many = Array.from({ length: 40 }, (_, index) => `kind-${index}`);
  t.match(withValues(many), /can be "kind-0", .*"kind-9", "kind-10" and 29 more now\. Clients/);
  t.match(withValues(['x'.repeat(300)]), /can be "x{119}… now\./);
});

test('the place is an item, a property or a whole value', async (t) => {
  const subjectOf = (facts: Partial<Parameters<typeof messageOf>[0]>) =>
    messageOf({ ...response, newValue: ['row'], ...facts }).replace(/ can be .*/, '');
  t.equal(subjectOf({ pointer: '', status: 'default' }), 'The body of the default response');
  t.equal(subjectOf({ pointer: '/*' }), 'An item of the body of the response 200');
  t.equal(subjectOf({ pointer: '/*/kind' }), 'The property [].kind of the response 200');
  t.equal(subjectOf({ pointer: '', in: 'header', name: 'X-Kind' }), 'The response header X-Kind');
  const query = { direction: 'request', in: 'query', name: 'filter' } as const;
  t.equal(subjectOf({ ...query, pointer: '/*' }), 'An item of the query parameter filter');
  t.equal(subjectOf({ ...query, pointer: '/kind' }), 'The property kind of the query parameter filter');
});

test('a variant without a name, and a response without a body, are said to be so', async (t) => {
  t.match(messageOf({ ...response, id: 'response-variant-added' }), ' can be a variant without a name now. ');
  t.match(messageOf({ ...response, id: 'response-variant-added', subject: 'Raft' }), ' can be the variant Raft now. ');
  const gone = { ...response, id: 'response-media-type-removed', mediaType: 'application/json', pointer: '' } as const;
  t.equal(
    messageOf(gone),
    'The response 200 has no body in application/json any more, and no other body. Clients that read it fail.',
  );
  t.equal(
    messageOf({ ...gone, newValue: 'text/csv' }),
    'The response 200 is no longer available in application/json, only in text/csv.',
  );
});
