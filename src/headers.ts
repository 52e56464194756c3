// The HTTP headers that standin itself reads or sends, with their meaning. docs/reference/headers.md is printed from this table.
// Headers that a document declares, and those of a convention, are not in it.

/** The meaning of a header in requests, in responses, or in both. */
export interface HeaderTexts {
  /** The usual spelling. Names are case-insensitive (RFC 9110, section 5.1). */
  readonly name: string;
  readonly request?: string;
  readonly response?: string;
}

/** By name in lower case. The headers of standin come first, then those of HTTP and of browsers. */
export const HEADERS = {
  'standin-world': {
    name: 'Standin-World',
    request: 'The world of the request. A path prefix (`/~alice`) takes precedence over it.',
    response: 'The world of the request, if it is not `default`.',
  },
  'standin-test': {
    name: 'Standin-Test',
    request:
      'The name of the test that sends the request, percent-encoded. Reports, request lines and the journal show it. Without it, they show the test of the world, or its name.',
  },
  'standin-fault': {
    name: 'Standin-Fault',
    request:
      'A fault for this request only: `latency=200`, `status=503`, `reset`, `empty`, `truncate`, `drip=1000`, `invalid-response` or `invalid-response=wrong-type`.',
  },
  'standin-violations': {
    name: 'Standin-Violations',
    response: 'The number of contract violations in the response, with `--invalid-responses send`.',
  },
  'standin-stale': {
    name: 'Standin-Stale',
    response:
      '`true` if the store of `--store` does not respond, so that the response can lack the latest changes of other processes.',
  },
  'standin-undeclared': {
    name: 'Standin-Undeclared',
    response: 'The undeclared parts of the request that were accepted.',
  },
  'standin-generated': {
    name: 'Standin-Generated',
    response:
      '`no state` if the operation reads and changes no resource, so that its response is generated from the document and the request.',
  },
  'standin-callback': {
    name: 'Standin-Callback',
    request:
      'The name of the callback or webhook that standin sends, after the names of those that led to it. The control API refuses a request that has it.',
  },
  'request-id': {
    name: 'Request-Id',
    response: 'The id of the exchange, a UUID. `GET /_standin/explain/{id}` says why it got this response.',
  },
  prefer: {
    name: 'Prefer',
    request:
      'Selects the response (RFC 7240): `code=404`, `example=sold`, `dynamic=true`, `seed=7`, `wait=2` (seconds).',
  },
  'preference-applied': { name: 'Preference-Applied', response: 'The preferences of `Prefer` that were applied.' },
  'idempotency-key': {
    name: 'Idempotency-Key',
    request:
      'A second POST or PATCH with the same key and body gets the first response and changes nothing. If the response was an error, the request runs again. A declared header with `idempoten` in its name replaces this one.',
  },
  'idempotency-replayed': {
    name: 'Idempotency-Replayed',
    response: '`true` if the response belongs to an earlier request with the same key.',
  },
  accept: {
    name: 'Accept',
    request: 'Selects the media type of the response. 406 if the operation declares none of the accepted ones.',
  },
  'content-type': {
    name: 'Content-Type',
    request: 'The media type of the body. 415 if the operation does not declare it.',
    response: 'The media type of the body.',
  },
  'content-encoding': {
    name: 'Content-Encoding',
    request: 'Only `identity`. 415 for a compressed body.',
  },
  'accept-encoding': { name: 'Accept-Encoding', response: '`identity`, with 415 for a compressed body.' },
  'accept-post': { name: 'Accept-Post', response: 'The declared media types, with 415 for a POST or PUT.' },
  'accept-patch': { name: 'Accept-Patch', response: 'The declared media types, with 415 for a PATCH.' },
  authorization: {
    name: 'Authorization',
    request: 'The credentials that the security schemes of the document declare. Also the token of the control API.',
  },
  cookie: { name: 'Cookie', request: 'Declared parameters and API keys in cookies.' },
  'www-authenticate': {
    name: 'WWW-Authenticate',
    response: 'The accepted kinds of credentials, with 401 (RFC 9110, section 11.6.1).',
  },
  'if-match': { name: 'If-Match', request: 'Writes only if the ETag of the resource matches, else 412.' },
  'if-none-match': {
    name: 'If-None-Match',
    request: 'Reads: 304 if the ETag matches. Writes: 412 if it matches.',
  },
  'if-modified-since': { name: 'If-Modified-Since', request: '304 if the resource has not changed since this time.' },
  'if-unmodified-since': {
    name: 'If-Unmodified-Since',
    request: 'Writes only if the resource has not changed since this time, else 412.',
  },
  etag: { name: 'ETag', response: 'The version of the resource.' },
  'last-modified': {
    name: 'Last-Modified',
    response: 'The time of the last change, if the resource has such a property.',
  },
  'cache-control': { name: 'Cache-Control', response: '`no-store` for event streams.' },
  location: { name: 'Location', response: 'The URL of a created resource.' },
  link: { name: 'Link', response: 'The first, previous, next and last page of a list, if declared (RFC 8288).' },
  'x-total-count': { name: 'X-Total-Count', response: 'The number of items on all pages of a list, if declared.' },
  allow: { name: 'Allow', response: 'The declared methods of the path, with 405 and for OPTIONS.' },
  'retry-after': { name: 'Retry-After', response: 'Seconds to wait, with 429 and 503.' },
  host: { name: 'Host', request: 'The world of the request (`alice.localhost`), and the host name in generated URLs.' },
  'x-forwarded-proto': { name: 'X-Forwarded-Proto', request: '`https` sets the scheme of generated URLs.' },
  origin: { name: 'Origin', request: 'The origin of the page, for CORS and for the guard of the control API.' },
  'access-control-request-method': { name: 'Access-Control-Request-Method', request: 'Marks a CORS preflight.' },
  'access-control-request-headers': {
    name: 'Access-Control-Request-Headers',
    request: 'The headers that a page wants to send.',
  },
  'access-control-request-private-network': {
    name: 'Access-Control-Request-Private-Network',
    request: 'Asks for access from a public page to this machine.',
  },
  'access-control-allow-origin': {
    name: 'Access-Control-Allow-Origin',
    response: 'The origin of the page, if `--cors` allows it. `*` for the control API.',
  },
  'access-control-allow-credentials': {
    name: 'Access-Control-Allow-Credentials',
    response: '`true`, except for the control API.',
  },
  'access-control-allow-methods': {
    name: 'Access-Control-Allow-Methods',
    response: 'The declared methods of the path, for a preflight.',
  },
  'access-control-allow-headers': {
    name: 'Access-Control-Allow-Headers',
    response: 'The requested headers, for a preflight.',
  },
  'access-control-allow-private-network': {
    name: 'Access-Control-Allow-Private-Network',
    response: '`true` if a preflight asks for it.',
  },
  'access-control-expose-headers': {
    name: 'Access-Control-Expose-Headers',
    response: 'The response headers that a page can read.',
  },
  'access-control-max-age': {
    name: 'Access-Control-Max-Age',
    response: 'Seconds for which a browser can reuse the result of a preflight.',
  },
  'x-content-type-options': {
    name: 'X-Content-Type-Options',
    response: '`nosniff`: a browser does not guess another media type.',
  },
  'content-security-policy': {
    name: 'Content-Security-Policy',
    response:
      '`sandbox` for HTML, SVG and other XML of a document, so that scripts in it cannot use this server. A handler, a stub or a declared header can set another one.',
  },
  vary: { name: 'Vary', response: 'The request headers that the response depends on.' },
} as const satisfies Readonly<Record<string, HeaderTexts>>;

/** A header that standin reads or sends, in lower case. */
export type HeaderName = keyof typeof HEADERS;

export const WORLD_HEADER = 'standin-world' satisfies HeaderName;
export const TEST_HEADER = 'standin-test' satisfies HeaderName;
export const FAULT_HEADER = 'standin-fault' satisfies HeaderName;
export const STALE_HEADER = 'standin-stale' satisfies HeaderName;
export const VIOLATIONS_HEADER = 'standin-violations' satisfies HeaderName;
export const UNDECLARED_HEADER = 'standin-undeclared' satisfies HeaderName;
export const GENERATED_HEADER = 'standin-generated' satisfies HeaderName;
export const CALLBACK_HEADER = 'standin-callback' satisfies HeaderName;
export const REQUEST_ID_HEADER = 'request-id' satisfies HeaderName;
export const PREFERENCE_APPLIED_HEADER = 'preference-applied' satisfies HeaderName;
export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key' satisfies HeaderName;
export const IDEMPOTENCY_REPLAYED_HEADER = 'idempotency-replayed' satisfies HeaderName;
