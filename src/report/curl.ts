// The request of a violation as a command for curl.
import { REDACTED } from '../json/secrets.ts';
import { type Evidence, unreadBody } from './evidence.ts';

/** Headers that curl sets by itself, and those that only concern a connection. */
const OWN_HEADERS =
  /^(?:host|connection|content-length|transfer-encoding|accept-encoding|user-agent|keep-alive|accept-language|sec-.*|standin-world)$/i;

/** The address is in STANDIN_URL. A secret header is in a variable with its name. */
export function curlOf({ method, url, request }: Evidence): string {
  const headers = Object.entries(request.headers).filter(([name]) => !OWN_HEADERS.test(name));
  const option = method === 'GET' ? '' : method === 'HEAD' ? ' -I' : ` -X ${method}`;
  const command = [
    `curl${option} "$STANDIN_URL"${quoted(url)}`,
    ...headers.map(([name, value]) => `-H ${headerOf(name, value)}`),
    ...(request.body ? [`--data-raw ${quoted(request.body.text)}`] : []),
  ].join(' \\\n  ');
  const missing = unreadBody(request);
  const note = missing === undefined ? '' : `# ${missing}\n`;
  const incomplete = [
    ...headers.filter(([, value]) => value.endsWith('…')).map(([name]) => name),
    ...partsOf(url, request),
  ];
  return incomplete.length === 0
    ? `${note}${command}`
    : `${note}# Cut or redacted, complete it first: ${incomplete.join(', ')}\n${command}`;
}

/** The parts of a request, besides headers, that are not as the client sent them. */
function partsOf(url: string, { body }: Evidence['request']): readonly string[] {
  const isOther = body !== undefined && (body.truncated || body.text.includes(REDACTED));
  return [...(url.includes(REDACTED) ? ['the URL'] : []), ...(isOther ? ['the body'] : [])];
}

function headerOf(name: string, value: string): string {
  if (value !== REDACTED) return quoted(`${name}: ${value}`);
  return `"${name}: $${name.toUpperCase().replace(/\W/g, '_')}"`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
