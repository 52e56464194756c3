// The load: autocannon in a process of its own, so that it shares no event loop with anything that is measured.
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { endChild, startChild } from './children.ts';
import { CHANGE, HEADERS } from './servers/state.mjs';

const LOADER = fileURLToPath(new URL('./load-process.mjs', import.meta.url));
/** Milliseconds beyond the window in which the load must have ended. */
const GRACE = 15_000;

export type Method = 'GET' | 'PATCH';

export interface LoadWindow {
  readonly seconds: number;
  readonly connections: number;
}

/** What the load's process is asked, in the words of autocannon. */
export interface LoadRequest extends LoadWindow {
  readonly url: string;
  /** Requests after which the load ends, however long they take. */
  readonly amount?: number;
  /** Seconds in which each request must be answered. */
  readonly timeout?: number;
  readonly method?: Method | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Several requests in turn, each over what is said above. */
  readonly requests?: readonly { readonly path: string }[];
}

/** What the load's process prints. */
export interface LoadResult {
  /** Answers with 2xx. */
  readonly answered: number;
  readonly others: number;
  readonly errors: number;
  /** How long the window was. */
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** @throws Error where any answer is not a 2xx, or a request fails */
export async function load(url: string, method: Method, window: LoadWindow): Promise<LoadResult> {
  const { seconds, connections } = window;
  const change = { body: JSON.stringify(CHANGE), headers: { ...HEADERS, 'content-type': 'application/json' } };
  const request = method === 'PATCH' ? change : { headers: HEADERS };
  return runLoad({ url, method, ...request, seconds, connections });
}

/** @throws Error where any answer is not a 2xx, or a request fails */
export async function runLoad(request: LoadRequest): Promise<LoadResult> {
  const { method = 'GET', url, seconds } = request;
  const result = await runLoader(request, seconds * 1000 + GRACE);
  const { answered, others, errors } = result;
  if (others > 0 || errors > 0 || answered === 0) {
    throw new Error(`${method} ${url}: ${answered} answers with 2xx, ${others} others, ${errors} errors`);
  }
  return result;
}

async function runLoader(request: LoadRequest, limit: number): Promise<LoadResult> {
  const child = startChild([LOADER, JSON.stringify(request)], ['ignore', 'pipe', 'inherit']);
  const overdue = setTimeout(() => void endChild(child), limit);
  try {
    const [printed, [code, signal]] = await Promise.all([text(child.stdout as Readable), once(child, 'exit')]);
    if (code !== 0) throw new Error(`The load ended with ${code ?? signal}`);
    return JSON.parse(printed) as LoadResult;
  } finally {
    clearTimeout(overdue);
  }
}
