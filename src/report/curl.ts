// The request of a violation as a command for curl.
import { REDACTED } from '../json/secrets.ts';
import type { Evidence } from './evidence.ts';

/** Headers that curl sets by itself, and those that only concern a connection. */
const OWN_HEADERS =
  /^(?:host|connection|content-length|transfer-encoding|accept-encoding|user-agent|keep-alive|accept-language|sec-.*|standin-world)$/i;

/** The address is in STANDIN_URL. A secret header is in a variable with its name. */
export function curlOf({ method, url, request }: Evidence): string {
  const headers = Object.entries(request.headers).filter(([name]) => !OWN_HEADERS.test(name));
  return [
    `curl${method === 'GET' ? '' : ` -X ${method}`} "$STANDIN_URL"${quoted(url)}`,
    ...headers.map(([name, value]) => `-H ${headerOf(name, value)}`),
    ...(request.body ? [`--data-raw ${quoted(request.body.text)}`] : []),
  ].join(' \\\n  ');
}

function headerOf(name: string, value: string): string {
  if (value !== REDACTED) return quoted(`${name}: ${value}`);
  return `"${name}: $${name.toUpperCase().replace(/\W/g, '_')}"`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
