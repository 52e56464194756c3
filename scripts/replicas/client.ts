// A client that keeps its connections. A connection that breaks is a response with the status 0.
import { Agent, request } from 'node:http';

export interface Reply {
  /** 0 if the connection broke before the response. */
  readonly status: number;
  readonly body: unknown;
  readonly etag: string | undefined;
  readonly isStale: boolean;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
/** A server that does not respond for so long is broken. */
const PATIENCE = 10_000;

interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function send(method: string, url: string, { body, headers = {} }: Sent = {}): Promise<Reply> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const type = method === 'PATCH' && !url.includes('/_standin') ? 'application/merge-patch+json' : 'application/json';
  const all = {
    ...headers,
    ...(text !== undefined && { 'content-type': type, 'content-length': `${Buffer.byteLength(text)}` }),
  };
  return new Promise((resolve) => {
    const broken = () => resolve({ status: 0, body: undefined, etag: undefined, isStale: false });
    const sent = request(url, { method, agent, headers: all, timeout: PATIENCE }, (response) => {
      let received = '';
      response.setEncoding('utf8');
      response.on('data', (part) => {
        received += part;
      });
      response.on('error', broken);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: received === '' ? undefined : JSON.parse(received),
          etag: response.headers.etag,
          isStale: response.headers['standin-stale'] === 'true',
        }),
      );
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', broken);
    sent.end(text);
  });
}

/** Runs tasks, so many at a time. */
export async function together(count: number, most: number, task: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: Math.min(most, count) }, work));
}
