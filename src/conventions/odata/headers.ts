// The additional HTTP headers of OData services. docs/reference/headers.md is printed from this table and from src/headers.ts.
import type { HeaderTexts } from '../../headers.ts';

/** By name in lower case. */
export const ODATA_HEADERS = {
  'odata-version': { name: 'OData-Version', response: '`4.0`.' },
  'odata-entityid': {
    name: 'OData-EntityId',
    response: 'The URL of a created entity, with `Prefer: return=minimal`.',
  },
  'client-request-id': {
    name: 'client-request-id',
    request: 'An id that the client chooses.',
    response: 'The id that the client chose, else the value of `Request-Id`.',
  },
  prefer: {
    name: 'Prefer',
    request: 'Also `return=minimal`, `return=representation` and `maxpagesize=10`.',
  },
  accept: {
    name: 'Accept',
    request: 'Also the amount of control information: `application/json;odata.metadata=none`, `minimal` or `full`.',
  },
} as const satisfies Readonly<Record<string, HeaderTexts>>;

export type ODataHeaderName = keyof typeof ODATA_HEADERS;

export const CLIENT_REQUEST_ID_HEADER = 'client-request-id' satisfies ODataHeaderName;
export const ODATA_VERSION_HEADER = 'odata-version' satisfies ODataHeaderName;
export const ENTITY_ID_HEADER = 'odata-entityid' satisfies ODataHeaderName;
