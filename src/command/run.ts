// `standin run -- npm test`: serves on a free port while a command runs, and exits with its code, or 1 if the contract was
// violated or no request was sent.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { basePathOf } from '../api/base-path.ts';
import { createStandin } from '../index.ts';
import type { Values } from '../options.ts';
import { STDERR } from '../report/request-log.ts';
import { javaOptions } from './java-options.ts';
import { continueAfterLateErrors } from './late-errors.ts';
import { serveWithoutOutput } from './output-errors.ts';
import { apiValues } from './read-values.ts';
import { conclude, prepareReports } from './run-result.ts';
import { servedOptions } from './serve.ts';
import { printNotices } from './serve-until-signal.ts';
import { exitSoon } from './signals.ts';
import { invalid } from './usage-error.ts';

/** @param command the command to run, with its arguments @throws SetupError COMMAND_LINE_INVALID */
export async function run(
  values: Values<'run'>,
  documents: readonly string[],
  command: readonly string[],
): Promise<void> {
  const [program, ...args] = command;
  if (program === undefined) {
    throw invalid('The command to run is missing', 'Use standin run [documents...] -- npm test');
  }
  await prepareReports(values.report);
  const options = servedOptions(values, documents);
  // Standard output belongs to the command.
  const log = options.log === 'pretty' || options.log === 'json' ? { format: options.log, output: STDERR } : 'off';
  const standin = await createStandin({ ...options, log });
  printNotices(standin);
  continueAfterLateErrors(standin);
  const url = await standin.listen(apiValues(values, 'listen'));
  const intercepts = (values.intercept ?? []).length > 0;
  const environment = {
    ...process.env,
    ...trusting(standin.ca),
    ...(intercepts && proxying(url)),
    ...(await javaOptions({ ca: standin.ca, proxy: intercepts ? url : undefined })),
    STANDIN_URL: url,
    STANDIN_BASE_URL: `${url}${basePathOf(standin.contract)}`,
    STANDIN_WORLD: 'default',
  };
  let code: number;
  try {
    code = await exitCodeOf(program, args, environment);
  } finally {
    await standin.close();
  }
  const requirements = { ...values, needsRequests: values.allowEmpty !== true };
  const passed = await conclude(await standin.report(), requirements, 'standin: ');
  process.exitCode = Math.max(code, passed ? 0 : 1);
  exitSoon();
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

/** Runs a command of the user until it ends. @returns its exit code, 127 if it cannot be run */
export function exitCodeOf(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', env, shell: process.platform === 'win32' });
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    serveWithoutOutput();
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    child.on('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'ENOENT' ? 'there is no such command' : error.message;
      console.error(
        `standin: ${JSON.stringify(program)} cannot be run: ${reason}\n  Check the name of the command after --`,
      );
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal as NodeJS.Signals]));
  });
}
