// Runs a command, mostly a test suite, against a server of its own: every run has its own port and its own state, so that runs can
// be under way at the same time.
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { observeExchanges } from '../api/observe.ts';
import type { ListenOptions, StandinOptions } from '../api/standin.ts';
import { basePathOf } from '../contract/base-path.ts';
import { createStandin, type Standin } from '../index.ts';
import type { RecordedExchange } from '../report/record.ts';
import { javaOptions } from './java-options.ts';

export interface TestCommand {
  readonly command: readonly string[];
  readonly options: StandinOptions;
  readonly listen: ListenOptions;
}

export interface SuiteRun {
  /** 0 if all tests pass, 127 if the command cannot be run. */
  readonly code: number;
  readonly milliseconds: number;
  /** Whether the command was ended because it took too long. */
  readonly timedOut: boolean;
  /** The last part of what the command printed. */
  readonly output: string;
}

interface SuiteRunOptions {
  readonly onExchange: (exchange: RecordedExchange) => void;
  /** Called before the command starts. */
  readonly onServer?: (standin: Standin) => void;
  /** Milliseconds after which the command is ended. */
  readonly limit?: number | undefined;
  /** Ends the command when it is aborted. */
  readonly signal: AbortSignal;
}

/** @throws SetupError if the documents cannot be served */
export async function runSuite(
  suite: TestCommand,
  { onExchange, onServer, limit, signal }: SuiteRunOptions,
): Promise<SuiteRun> {
  const standin = await createStandin(suite.options);
  try {
    observeExchanges(standin, onExchange);
    onServer?.(standin);
    const url = await standin.listen(suite.listen);
    const intercepts = (suite.listen.intercept ?? []).length > 0;
    const env = await environmentOf(standin, url, intercepts);
    return await runCommand(suite.command, { env, limit, signal });
  } finally {
    await standin.close();
  }
}

/** The environment of a command that uses a server. */
export async function environmentOf(standin: Standin, url: string, intercepts: boolean): Promise<NodeJS.ProcessEnv> {
  return {
    ...process.env,
    ...trusting(standin.ca),
    ...(intercepts && proxying(url)),
    ...(await javaOptions({ ca: standin.ca, proxy: intercepts ? url : undefined })),
    STANDIN_URL: url,
    STANDIN_BASE_URL: `${url}${basePathOf(standin.contract)}`,
    STANDIN_WORLD: 'default',
    // The fixtures report then what the tests read of responses.
    ...(standin.usage() !== undefined && { STANDIN_USAGE: 'true' }),
    ...(standin.controlToken !== undefined && { STANDIN_CONTROL_TOKEN: standin.controlToken }),
  };
}

/** Variables that name the certificate authorities to trust: of Node.js, OpenSSL and Go, requests, pip, curl, Git and AWS. */
const TRUST_VARIABLES = [
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'PIP_CERT',
  'CURL_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'AWS_CA_BUNDLE',
];

function trusting(ca: string | undefined): NodeJS.ProcessEnv {
  return ca === undefined ? {} : Object.fromEntries(TRUST_VARIABLES.map((name) => [name, ca]));
}

/** Variables that send requests through the proxy; servers on this machine are still reached without it. */
function proxying(url: string): NodeJS.ProcessEnv {
  // Programs differ in which of the two spellings wins, and one of them can be set already.
  const proxy = { HTTPS_PROXY: url, https_proxy: url };
  return { ...proxy, NO_PROXY: LOOPBACK, no_proxy: LOOPBACK, NODE_USE_ENV_PROXY: '1' };
}

const LOOPBACK = 'localhost,127.0.0.1,::1';

/** Characters of the output that are kept. */
const MAX_OUTPUT = 1_000_000;
/** Milliseconds between asking a command to end and ending it. */
const END_GRACE_MS = 2_000;

interface CommandOptions extends Pick<SuiteRunOptions, 'limit' | 'signal'> {
  readonly env: NodeJS.ProcessEnv;
}

function runCommand(
  [program = '', ...args]: readonly string[],
  { env, limit, signal }: CommandOptions,
): Promise<SuiteRun> {
  const isWindows = process.platform === 'win32';
  const started = performance.now();
  // In a group of its own, so that everything that it starts ends with it.
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
    shell: isWindows,
    detached: !isWindows,
  });
  const end = ender(child);
  let output = '';
  let timedOut = false;
  const keep = (text: string) => {
    output = (output + text).slice(-MAX_OUTPUT);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const onLimit = () => {
    timedOut = true;
    end();
  };
  const timer = limit === undefined ? undefined : setTimeout(onLimit, limit);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  return new Promise((resolve) => {
    const finish = (code: number) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve({ code, milliseconds: performance.now() - started, timedOut, output });
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      keep(error.code === 'ENOENT' ? `There is no command ${JSON.stringify(program)}` : error.message);
      finish(127);
    });
    child.on('exit', (code, name) => {
      // What the command left behind would send requests to a server that has ended.
      killGroup(child, 'SIGKILL');
      // The output can still be on its way.
      setTimeout(() => finish(code ?? 128 + constants.signals[name as NodeJS.Signals]), 20);
    });
  });
}

/** Asks a command to end, and ends it soon after. */
function ender(child: ChildProcess): () => void {
  return () => {
    killGroup(child, 'SIGTERM');
    setTimeout(() => killGroup(child, 'SIGKILL'), END_GRACE_MS).unref();
  };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    if (child.exitCode === null) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended.
  }
}
