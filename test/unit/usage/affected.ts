// Which differences of two versions concern a client with a usage.
import { test } from 'tap';
import type { DiffFinding } from '../../../src/contract/compare/finding.ts';
import { isAffected } from '../../../src/usage/affected.ts';
import type { Usage } from '../../../src/usage/usage.ts';

const usage: Usage = {
  usage: 1,
  operations: [
    {
      operation: 'addBoat',
      method: 'POST',
      path: '/boats/{id}',
      statuses: [201, 409],
      parameters: [
        { in: 'query', name: 'kind', values: ['sail'] },
        { in: 'path', name: 'id' },
      ],
      mediaTypes: ['application/json'],
      properties: [
        { pointer: '/name' },
        { pointer: '/size', values: ['S'] },
        { pointer: '/owner' },
        { pointer: '/owner/age' },
      ],
      reads: { 201: { properties: ['', '/id'], whole: ['/owner'] } },
    },
  ],
};

const base = {
  severity: 'breaking',
  operation: { method: 'POST', path: '/boats/{boatId}' },
  pointer: '',
  message: '',
} as const;
const request = (id: DiffFinding['id'], own: Partial<DiffFinding>): DiffFinding => ({
  ...base,
  id,
  direction: 'request',
  in: 'body',
  ...own,
});
const response = (own: Partial<DiffFinding>): DiffFinding => ({
  ...base,
  id: 'response-property-removed',
  direction: 'response',
  in: 'body',
  status: '201',
  ...own,
});

const CASES: readonly [claim: string, finding: DiffFinding, affected: boolean][] = [
  ['a callback of its operation', response({ outgoing: { kind: 'callback', name: 'onDocked' } }), true],
  [
    'a callback of another operation',
    response({ outgoing: { kind: 'callback', name: 'onDocked' }, operation: { method: 'GET', path: '/boats' } }),
    false,
  ],
  [
    'a webhook: a usage says nothing about it',
    response({ outgoing: { kind: 'webhook', name: 'docked' }, operation: { method: 'POST', path: 'docked' } }),
    true,
  ],
  [
    'a header of a part of a form that is sent in another media type',
    request('request-limit-narrowed', { in: 'header', name: 'X-Size', mediaType: 'multipart/form-data' }),
    false,
  ],
  [
    'another operation',
    request('operation-removed', { in: 'operation', operation: { method: 'GET', path: '/boats/{id}' } }),
    false,
  ],
  ['its operation', request('operation-removed', { in: 'operation' }), true],
  [
    'an operation of the same id',
    request('operation-removed', { in: 'operation', operation: { method: 'PUT', path: '/b', operationId: 'addBoat' } }),
    true,
  ],
  ['a new required parameter', request('parameter-added-required', { in: 'query', name: 'x' }), true],
  ['a parameter that it sends is required', request('parameter-became-required', { in: 'query', name: 'kind' }), false],
  ['one that it does not send is required', request('parameter-became-required', { in: 'query', name: 'x' }), true],
  [
    'a value that it sends',
    request('request-enum-value-removed', { in: 'query', name: 'kind', oldValue: ['sail'] }),
    true,
  ],
  [
    'a value that it does not send',
    request('request-enum-value-removed', { in: 'query', name: 'kind', oldValue: ['motor'] }),
    false,
  ],
  ['a parameter that it does not send', request('parameter-removed', { in: 'query', name: 'x' }), false],
  ['a property that it sends', request('request-limit-narrowed', { pointer: '/name' }), true],
  ['a property that it does not send', request('request-limit-narrowed', { pointer: '/colour' }), false],
  ['a value of a property', request('request-enum-value-removed', { pointer: '/size', oldValue: ['L'] }), false],
  [
    'a required property in an object that it sends',
    request('request-property-added-required', { pointer: '/owner/name' }),
    true,
  ],
  [
    'one in an object that it does not send',
    request('request-property-added-required', { pointer: '/crew/name' }),
    false,
  ],
  ['a media type', request('request-media-type-removed', { mediaType: 'application/xml' }), false],
  [
    'a property in another media type',
    request('request-limit-narrowed', { pointer: '/name', mediaType: 'multipart/form-data' }),
    false,
  ],
  [
    'a property in a range of media types',
    request('request-limit-narrowed', { pointer: '/name', mediaType: 'application/*' }),
    true,
  ],
  [
    'a property in its own media type',
    request('request-limit-narrowed', { pointer: '/name', mediaType: 'application/json' }),
    true,
  ],
  ['security', request('security-stricter', { in: 'security' }), true],
  ['a property that it reads', response({ pointer: '/id' }), true],
  ['a property in a whole that it reads', response({ pointer: '/owner/age' }), true],
  ['a property that it does not read', response({ pointer: '/name' }), false],
  ['a status whose reads are not known', response({ pointer: '/name', status: '4XX' }), true],
  ['a status that it never gets', response({ pointer: '/id', status: '200' }), false],
  ['a header', response({ in: 'header', name: 'etag' }), true],
];

test('a difference concerns a client that uses the changed part', async (t) => {
  for (const [claim, finding, affected] of CASES) t.equal(isAffected(finding, usage), affected, claim);
});
