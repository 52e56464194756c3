// `standin run -- npm test`: a server on a free port for as long as a command runs, and the worse of the two exit codes.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createStandin } from '../index.ts';
import { STDERR } from '../report/request-log.ts';
import { type CommandOptions, listenOptions, logFormatOf, requirementsOf, standinOptions } from './options.ts';
import { prepareReports, resultOf, writeReport } from './run-result.ts';
import { hostsFrom } from './values.ts';

/** @param command what to run, with its arguments @returns the exit code */
export async function run(
  settings: CommandOptions,
  [program, ...rest]: readonly [string, ...string[]],
): Promise<number> {
  const { options } = settings;
  const demands = requirementsOf({ failOn: 'violations', ...options });
  await prepareReports(options.report);
  const log = logFormatOf(options, 'off');
  const standin = await createStandin({
    ...standinOptions(settings),
    watch: false,
    // Stdout is the command's own.
    log: log === 'off' ? log : { format: log, output: STDERR },
  });
  const url = await standin.listen({ ...listenOptions(options), port: 0 });
  const environment = {
    ...process.env,
    ...trusting(standin.ca),
    ...proxying(url, hostsFrom(options.intercept ?? [])),
    STANDIN_URL: url,
    STANDIN_WORLD: 'default',
  };
  let code: number;
  try {
    code = await ended(program, rest, environment);
  } finally {
    await standin.close();
  }
  const report = await standin.report();
  const { good, lines } = resultOf(report, demands);
  if (options.report !== undefined) {
    const written = await writeReport(report, options.report);
    if (!options.quiet) console.error(`reports: ${written.join(', ')}`);
  }
  if (!options.quiet || !good) for (const line of lines) console.error(`standin: ${line}`);
  return Math.max(code, good ? 0 : 1);
}

/** By which Node.js, OpenSSL and Go, requests, pip, curl, Git and what speaks to AWS are told whom to trust. */
const TRUSTING = [
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'PIP_CERT',
  'CURL_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'AWS_CA_BUNDLE',
];

function trusting(ca: string | undefined): NodeJS.ProcessEnv {
  return ca === undefined ? {} : Object.fromEntries(TRUSTING.map((name) => [name, ca]));
}

/** What tells them that requests go through the proxy; whoever listens on this machine is still reached without it. */
function proxying(url: string, hosts: readonly string[]): NodeJS.ProcessEnv {
  if (hosts.length === 0) return {};
  // Programs differ in which of the two spellings wins, and one of them may be there already.
  const proxy = { HTTPS_PROXY: url, https_proxy: url };
  return { ...proxy, NO_PROXY: LOOPBACK, no_proxy: LOOPBACK, NODE_USE_ENV_PROXY: '1' };
}

const LOOPBACK = 'localhost,127.0.0.1,::1';

function ended(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', env, shell: process.platform === 'win32' });
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    child.on('error', (error: NodeJS.ErrnoException) => {
      const found = error.code === 'ENOENT' ? 'there is no such command' : error.message;
      console.error(`standin: ${program} cannot be run: ${found}`);
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal as NodeJS.Signals]));
  });
}
