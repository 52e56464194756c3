// The load: autocannon in a process of its own, so that it shares no event loop with anything that is measured.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { CHANGE } from './servers/state.mjs';

const AUTOCANNON = createRequire(import.meta.url).resolve('autocannon/autocannon.js');

export type Method = 'GET' | 'PATCH';

export interface LoadResult {
  readonly answered: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

interface AutocannonResult {
  readonly '2xx': number;
  readonly non2xx: number;
  readonly errors: number;
  readonly requests: { readonly average: number };
  readonly latency: { readonly p50: number; readonly p99: number };
}

/** @throws Error where any answer is not a 2xx, or a request fails */
export async function load(
  url: string,
  method: Method,
  options: { seconds: number; connections: number },
): Promise<LoadResult> {
  const { seconds, connections } = options;
  const body = method === 'PATCH' ? ['-H', 'content-type=application/json', '-b', JSON.stringify(CHANGE)] : [];
  const words = [
    '--json',
    '-m',
    method,
    '-d',
    String(seconds),
    '-c',
    String(connections),
    '-H',
    'authorization=Bearer benchmark',
  ];
  const { stdout } = await promisify(execFile)(process.execPath, [AUTOCANNON, ...words, ...body, url], {
    timeout: (seconds + 20) * 1000,
    maxBuffer: 16 << 20,
  });
  const result = JSON.parse(stdout) as AutocannonResult;
  if (result.non2xx > 0 || result.errors > 0 || result['2xx'] === 0) {
    throw new Error(
      `${method} ${url}: ${result['2xx']} answers with 2xx, ${result.non2xx} others, ${result.errors} errors`,
    );
  }
  return {
    answered: result['2xx'],
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}
