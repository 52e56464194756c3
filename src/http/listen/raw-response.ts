// Responses outside of the application: to bytes that never became a request, and to requests that the HTTP server refuses. They
// look like the API's own errors.
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket as NetSocket } from 'node:net';
import { fieldValue } from '../../contract/wire/header-fields.ts';
import type { App } from '../app.ts';

/** Writes an error to a connection and closes it. */
export async function respondRaw(app: App, error: Error, socket: NetSocket): Promise<void> {
  if (!socket.writable || (error as NodeJS.ErrnoException).code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, headers, text } = await rendered(app, error, originIn(error));
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${text}`);
}

/** Responds to a request with an error. */
export async function refuseRaw(app: App, error: Error, response: ServerResponse): Promise<void> {
  const { status, headers, text } = await rendered(app, error, response.req.headers.origin);
  response.writeHead(status, { ...headers, connection: 'close' }).end(text);
}

/** The origin in the bytes that Node's parser could not make a request of. */
function originIn({ rawPacket }: Error & { readonly rawPacket?: Buffer }): string | undefined {
  return /^origin:[ \t]*([\x21-\x7e]+)[ \t]*\r?$/im.exec(rawPacket?.toString('latin1') ?? '')?.[1];
}

async function rendered(app: App, error: Error, origin: string | undefined) {
  const { status, headers, mediaType, body } = await app.errorWithoutRequest(error);
  const text = JSON.stringify(body);
  const fields = Object.entries(headers).map(([name, value]) => [name, fieldValue(String(value))]);
  const about = { 'content-type': mediaType, 'content-length': String(Buffer.byteLength(text)) };
  const all = {
    'x-content-type-options': 'nosniff',
    ...(Object.fromEntries(fields) as Record<string, string>),
    ...about,
    ...app.originHeaders(origin),
  };
  return { status, headers: all, text };
}
