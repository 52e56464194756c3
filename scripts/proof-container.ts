// Runs the container's root file system without a container engine: with namespaces of its own, a read-only root and another user.
// It exits with 1 if the container does not do what docs/run-in-a-container.md says. It needs Linux and root.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildImage, type Image } from './container/root-file-system.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** The most milliseconds between SIGTERM and the end, below the 10 s after which an engine kills a container. */
const MOST_END = 8000;

if (process.platform !== 'linux' || process.getuid?.() !== 0) {
  console.log('The proof needs Linux and root, for namespaces and a read-only root. Nothing was run.');
  process.exit();
}

const failures: string[] = [];
function expect(claim: string, isTrue: boolean, details: unknown = ''): void {
  console.log(`${isTrue ? 'ok  ' : 'FAIL'} ${claim}`);
  if (isTrue) return;
  failures.push(claim);
  if (details !== '') console.log(details);
}

const folder = mkdtempSync(join(tmpdir(), 'standin-container-'));
try {
  const started = performance.now();
  const image = buildImage(join(ROOT, 'scripts/container/Dockerfile'), folder, ROOT);
  cpSync(join(ROOT, 'docs/examples/shop'), join(image.root, 'api'), { recursive: true });
  const size = execFileSync('du', ['-sm', join(image.root, 'app')], { encoding: 'utf8' }).split('\t')[0];
  console.log(`built by the steps of the Dockerfile in ${seconds(started)} s, ${size} MB without the base image`);
  await provePublic(image);
  await proveState(image);
  await proveEnd(image);
  await proveErrors(image);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures.length === 0 ? 'The container keeps its promises' : `${failures.length} claims are false`);
process.exitCode = failures.length === 0 ? 0 : 1;

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

interface Container {
  /** The process that holds the namespaces. */
  readonly holder: ChildProcess;
  /** The process id of Node.js, as this machine knows it. */
  readonly pid: number;
  readonly url: string;
  readonly output: () => string;
  readonly port: number;
}

/** A script that makes the root read-only, keeps /data and /tmp writable, and becomes the entrypoint. */
function script({ root, user, entrypoint }: Image, args: readonly string[]): string {
  const words = [...entrypoint, ...args].map((word) => `'${word}'`).join(' ');
  return [
    'set -e',
    `mount --bind '${root}' '${root}'`,
    `mount --bind '${root}/data' '${root}/data'`,
    `mount -t tmpfs tmpfs '${root}/tmp'`,
    `mount -t proc proc '${root}/proc'`,
    ...['null', 'urandom'].map((name) => `mount --bind /dev/${name} '${root}/dev/${name}'`),
    `mount -o remount,bind,ro '${root}'`,
    `exec chroot --userspec=${user.uid}:${user.gid} '${root}' ${words}`,
  ].join('\n');
}

function spawnIn(image: Image, args: readonly string[], variables: Readonly<Record<string, string>>): ChildProcess {
  const env = { PATH: '/usr/local/bin', ...image.environment, ...variables };
  const words = ['--mount', '--pid', '--fork', '--kill-child', '/bin/sh', '-c', script(image, args)];
  return spawn('/usr/bin/unshare', words, { env: { ...env, PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' } });
}

async function start(
  image: Image,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Container> {
  const port = await freePort();
  const holder = spawnIn(image, args, { STANDIN_PORT: String(port), ...variables });
  let output = '';
  for (const stream of [holder.stdout, holder.stderr]) stream?.on('data', (bytes: Buffer) => (output += bytes));
  for (let tries = 0; tries < 200 && !/^console/m.test(output) && holder.exitCode === null; tries += 1) await wait(50);
  const pid = holder.exitCode === null ? childOf(holder.pid as number) : Number.NaN;
  return { holder, pid, port, url: `http://127.0.0.1:${port}`, output: () => output };
}

function childOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** @returns the milliseconds until the container ended, and its exit code */
async function end(
  { holder, pid }: Container,
  signal: NodeJS.Signals,
): Promise<{ readonly took: number; readonly code: number | null }> {
  const before = performance.now();
  const exited = once(holder, 'exit') as Promise<[number | null]>;
  process.kill(pid, signal);
  const [code] = await exited;
  return { took: performance.now() - before, code };
}

function healthOf({ root, user, healthcheck, environment }: Image, { port }: Container): number | null {
  const words = [`--userspec=${user.uid}:${user.gid}`, root, ...healthcheck];
  const env = { ...environment, STANDIN_PORT: String(port), PATH: '/usr/local/bin:/usr/sbin:/usr/bin' };
  return spawnSync('/usr/sbin/chroot', words, { env }).status;
}

async function provePublic(image: Image): Promise<void> {
  const before = performance.now();
  const container = await start(image, ['/api/openapi.yaml'], { STANDIN_SEED: '7', STANDIN_LOG: 'off' });
  console.log(`started in ${seconds(before)} s`);
  const status = readFileSync(`/proc/${container.pid}/status`, 'utf8');
  expect('Node.js is the first process of the container', /^NSpid:\s+\d+\s+1$/m.test(status), status);
  expect('it runs as user 1000', /^Uid:\s+1000\s+1000/m.test(status), status);
  const mounts = readFileSync(`/proc/${container.pid}/mountinfo`, 'utf8');
  expect('its root is read-only', / \/ ro[, ]/.test(mounts), mounts);
  const response = await fetch(`${container.url}/v1/products`);
  expect('it serves the document', response.status === 200);
  expect(
    'it prints the control token',
    /token\s+\S{20,}|#token=\S+|control token/i.test(container.output()),
    container.output(),
  );
  const remote = await statusWithHost(container, 'standin.example');
  expect('under another host name the control API needs the token', remote === 401 || remote === 403, remote);
  expect('the health check succeeds', healthOf(image, container) === 0);
  const { took, code } = await end(container, 'SIGTERM');
  expect(`it ends ${Math.round(took)} ms after SIGTERM, with ${code}`, took < 2000 && code === 0);
  expect('the health check fails when it has ended', healthOf(image, container) === 1);
}

async function statusWithHost({ port }: Container, host: string): Promise<number> {
  const { request } = await import('node:http');
  const sent = request({ port, host: '127.0.0.1', path: '/_standin/worlds', headers: { host } }).end();
  const [response] = (await once(sent, 'response')) as [{ readonly statusCode: number; resume(): void }];
  response.resume();
  return response.statusCode;
}

async function proveState(image: Image): Promise<void> {
  const variables = { STANDIN_KEEP: '/data', STANDIN_LOG: 'off' };
  const first = await start(image, ['/api/openapi.yaml'], variables);
  const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'Lamp', category: 'kitchen', price: 20, stock: 1 });
  const created = await fetch(`${first.url}/v1/products`, { method: 'POST', headers, body });
  expect('it changes its state', created.status === 201, await created.text());
  await end(first, 'SIGKILL');
  const second = await start(image, ['/api/openapi.yaml'], variables);
  const { total } = (await (await fetch(`${second.url}/v1/products`)).json()) as { readonly total: number };
  expect('it keeps the state in /data over kill -9', total === 13, total);
  await end(second, 'SIGTERM');
}

async function proveEnd(image: Image): Promise<void> {
  const container = await start(image, ['/api/openapi.yaml'], { STANDIN_LOG: 'off' });
  const events = await fetch(`${container.url}/_standin/events`);
  const slow = fetch(`${container.url}/v1/products`, { headers: { 'standin-fault': 'latency=60000' } }).catch(
    () => undefined,
  );
  await wait(300);
  const { took } = await end(container, 'SIGTERM');
  await events.body?.cancel().catch(() => undefined);
  await slow;
  expect(`with a stream and a request of a minute, it ends ${Math.round(took)} ms after SIGTERM`, took < MOST_END);
}

async function proveErrors(image: Image): Promise<void> {
  const wrong = await start(image, [], { STANDIN_PORT: 'eighty' });
  expect(
    'a wrong value names its variable',
    /Invalid value "eighty" for STANDIN_PORT/.test(wrong.output()),
    wrong.output(),
  );
  const unwritable = await start(image, [], { STANDIN_KEEP: '/app/state', STANDIN_LOG: 'off' });
  expect(
    'a folder that cannot be written is an error at start',
    /KEEP_UNAVAILABLE/.test(unwritable.output()),
    unwritable.output(),
  );
}
