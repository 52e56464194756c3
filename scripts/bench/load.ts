// Runs the load generator, autocannon, in its own process, so that it shares no event loop with a measured server.
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { endChild, startChild } from './children.ts';
import { CHANGE, HEADERS } from './servers/state.mjs';

const LOAD_PROCESS = fileURLToPath(new URL('./load-process.mjs', import.meta.url));
/** Milliseconds after the window in which the load must end. */
const END_TIMEOUT_MS = 15_000;

export type Method = 'GET' | 'PATCH';

export interface LoadWindow {
  readonly seconds: number;
  readonly connections: number;
}

/** The options of the load process, with the names of autocannon. */
export interface LoadRequest extends LoadWindow {
  readonly url: string;
  /** The number of requests after which the load ends, however long they take. */
  readonly amount?: number;
  /** Seconds that each response can take. */
  readonly timeout?: number;
  readonly method?: Method | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Several requests in turn. Each overrides the properties above. */
  readonly requests?: readonly LoadStep[];
}

export interface LoadStep {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The output of the load process. */
export interface LoadResult {
  /** Responses with 2xx. */
  readonly succeeded: number;
  /** Responses with another status. */
  readonly others: number;
  readonly errors: number;
  /** The number of responses by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The length of the window. */
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** @throws Error if a response is not a 2xx, or a request fails */
export async function load(url: string, method: Method, window: LoadWindow): Promise<LoadResult> {
  const { seconds, connections } = window;
  const change = { body: JSON.stringify(CHANGE), headers: { ...HEADERS, 'content-type': 'application/json' } };
  const request = method === 'PATCH' ? change : { headers: HEADERS };
  return runLoad({ url, method, ...request, seconds, connections });
}

/** @throws Error if a response is not a 2xx, or a request fails */
export async function runLoad(request: LoadRequest): Promise<LoadResult> {
  const { method = 'GET', url } = request;
  const result = await runMixedLoad(request);
  const { succeeded, others, errors } = result;
  if (others > 0 || errors > 0 || succeeded === 0) {
    throw new Error(`${method} ${url}: ${succeeded} responses with 2xx, ${others} others, ${errors} errors`);
  }
  return result;
}

/** Runs a load whose responses can have any status. */
export async function runMixedLoad(request: LoadRequest): Promise<LoadResult> {
  const child = startChild([LOAD_PROCESS], ['pipe', 'pipe', 'inherit']);
  child.stdin?.end(JSON.stringify(request));
  const overdue = setTimeout(() => void endChild(child), request.seconds * 1000 + END_TIMEOUT_MS);
  try {
    const [printed, [code, signal]] = await Promise.all([text(child.stdout as Readable), once(child, 'exit')]);
    if (code !== 0) throw new Error(`The load ended with ${code ?? signal}`);
    return JSON.parse(printed) as LoadResult;
  } finally {
    clearTimeout(overdue);
  }
}
