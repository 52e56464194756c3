// What the headers of a request say about its body, before the body is read.

/** Whether a body follows the headers of a request (RFC 9112, section 6). */
export function carriesBody(headers: Readonly<Record<string, unknown>>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
