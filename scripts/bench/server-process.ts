// A server under measurement, in its own process.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { endChild, endOf, startChild } from './children.ts';
import { HEADERS, PATH } from './servers/state.mjs';

const REPORTER = new URL('./cpu-reporter.mjs', import.meta.url).href;
/** Milliseconds between two requests to a server that is starting. */
const POLL_MS = 2;
/** Milliseconds that a server has for its start. */
const START_TIMEOUT_MS = 20_000;
/** Milliseconds that a server has for one response. */
const RESPONSE_TIMEOUT_MS = 5000;

export interface ServerPlan {
  readonly name: string;
  /** The arguments of node that start it on a port. */
  readonly start: (port: number) => readonly string[];
  /** The path of the request that shows whether it has started. The measured resource by default. */
  readonly path?: string;
  /** Milliseconds that it has for its start, if it needs more than most. */
  readonly limit?: number;
  /** The Node.js that runs it, if it is not this one. */
  readonly node?: string;
}

export interface Usage {
  /** Microseconds of CPU time since the process started, user and system. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
}

export interface RunningServer {
  readonly name: string;
  readonly url: string;
  /** Milliseconds from spawn to the first 200. */
  readonly coldStart: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

export async function startServer(plan: ServerPlan): Promise<RunningServer> {
  const { name, start, path = PATH, limit = START_TIMEOUT_MS, node } = plan;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${path}`;
  const began = performance.now();
  const child = startChild(['--import', REPORTER, ...start(port)], ['ignore', 'ignore', 'inherit', 'ipc'], node);
  try {
    await firstResponse(url, child, { name, limit });
  } catch (error) {
    await endChild(child);
    throw error;
  }
  return {
    name,
    url,
    coldStart: performance.now() - began,
    usage: () => usageOf(child, name),
    stop: () => endChild(child),
  };
}

async function firstResponse(
  url: string,
  child: ChildProcess,
  { name, limit }: { readonly name: string; readonly limit: number },
): Promise<void> {
  const deadline = performance.now() + limit;
  let status: number | undefined;
  while (performance.now() < deadline) {
    const end = endOf(child);
    if (end !== undefined) throw new Error(`${name} ended with ${end} before it responded`);
    status = await statusOf(url);
    if (status === 200) return;
    await delay(POLL_MS);
  }
  throw new Error(`${name} responded with ${status ?? 'nothing'} instead of 200 for ${limit} ms`);
}

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { headers: HEADERS, agent: false, timeout: RESPONSE_TIMEOUT_MS }, (response) => {
      response.resume();
      response.on('close', () => resolve(response.statusCode));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}

async function usageOf(child: ChildProcess, name: string): Promise<Usage> {
  const signal = AbortSignal.timeout(RESPONSE_TIMEOUT_MS);
  const reply = once(child, 'message', { signal }).catch((cause: unknown) => {
    throw new Error(`${name} does not report its CPU time (ended: ${endOf(child) ?? 'no'})`, { cause });
  });
  child.send('usage');
  const [{ cpu, rss }] = (await reply) as [{ cpu: NodeJS.CpuUsage; rss: number }];
  return { cpu: cpu.user + cpu.system, rss };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
