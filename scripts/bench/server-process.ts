// One server under measurement, as a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { PATH } from './servers/state.mjs';

const REPORTER = new URL('./cpu-reporter.mjs', import.meta.url).href;
const HEADERS = { authorization: 'Bearer benchmark' };

export interface ServerPlan {
  readonly name: string;
  /** Arguments of node that start it on a port. */
  readonly start: (port: number) => readonly string[];
}

export interface Usage {
  /** Microseconds of CPU since the process began, user and system. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
}

export interface RunningServer {
  readonly url: string;
  /** Milliseconds from spawn to the first 200. */
  readonly coldStart: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

export function scriptPath(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

export async function startServer({ name, start }: ServerPlan): Promise<RunningServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${PATH}`;
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', REPORTER, ...start(port)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  await firstAnswer(url, child, name);
  return {
    url,
    coldStart: performance.now() - began,
    async usage() {
      child.send('usage');
      const [{ cpu, rss }] = (await once(child, 'message')) as [{ cpu: NodeJS.CpuUsage; rss: number }];
      return { cpu: cpu.user + cpu.system, rss };
    },
    stop: () => stop(child),
  };
}

async function firstAnswer(url: string, child: ChildProcess, name: string): Promise<void> {
  for (let attempt = 0; attempt < 5000; attempt++) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode} before it answered`);
    if ((await statusOf(url)) === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`${name} gave no answer`);
}

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { headers: HEADERS, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    request.on('error', () => resolve(undefined));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), 3000);
  await gone;
  clearTimeout(kill);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
