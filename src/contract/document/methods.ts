// What a method says about a request (RFC 9110, section 9.2.1; QUERY: draft-ietf-httpbis-safe-method-w-body).

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY', 'TRACE']);

/** Whether requests with a method change nothing. */
export function isSafe(method: string): boolean {
  return SAFE.has(method);
}
