// Text for the clipboard: the same request by curl or by fetch.
import { toast } from './toast.tsx';

export interface CopiedRequest {
  readonly method: string;
  /** An absolute URL. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Headers that the client sets by itself. */
const OWN_HEADERS =
  /^(?:host|connection|content-length|accept-encoding|user-agent|origin|referer|cookie|keep-alive|sec-.*|accept-language|priority)$/i;

export function curlOf({ method, url, headers, body }: CopiedRequest): string {
  const parts = [`curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(url)}`];
  for (const [name, value] of sentHeaders(headers)) parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (body !== undefined) parts.push(`--data-raw ${quoted(body)}`);
  return parts.join(' \\\n  ');
}

export function fetchOf({ method, url, headers, body }: CopiedRequest): string {
  const init = {
    ...(method !== 'GET' && { method }),
    ...(sentHeaders(headers).length > 0 && { headers: Object.fromEntries(sentHeaders(headers)) }),
    ...(body !== undefined && { body }),
  };
  const text = Object.keys(init).length === 0 ? '' : `, ${JSON.stringify(init, null, 2)}`;
  return `await fetch(${JSON.stringify(url)}${text});`;
}

export function sentHeaders(headers: CopiedRequest['headers']): [string, string][] {
  return Object.entries(headers).filter(([name]) => !OWN_HEADERS.test(name));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${what} copied`);
  } catch {
    toast('The browser does not allow this page to copy', 'error');
  }
}
