// `standin run -- npm test`: serves on a free port while a command runs, and exits with its code, or 1 if the contract was
// violated or no request was sent.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createStandin, type Usage } from '../index.ts';
import type { Values } from '../options.ts';
import { STDERR } from '../report/request-log.ts';
import { pluralize } from '../report/violation-text.ts';
import { consoleMessage } from '../startup-message.ts';
import { continueAfterLateErrors } from './late-errors.ts';
import { serveWithoutOutput } from './output-errors.ts';
import { apiValues } from './read-values.ts';
import { conclude, prepareReports } from './run-result.ts';
import { servedOptions } from './serve.ts';
import { listenInfo, printNotices } from './serve-until-signal.ts';
import { exitSoon } from './signals.ts';
import { environmentOf } from './suite.ts';
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
  const baseline = await prepareReports(values);
  const options = servedOptions(values, documents);
  // Standard output belongs to the command.
  const log = options.log === 'pretty' || options.log === 'json' ? { format: options.log, output: STDERR } : 'off';
  const recordUsage = values.usage !== undefined || (options.recordUsage ?? false);
  const standin = await createStandin({ ...options, log, recordUsage });
  printNotices(standin);
  continueAfterLateErrors(standin);
  const url = await standin.listen(apiValues(values, 'listen'));
  const info = await listenInfo(url, standin, values);
  // Standard output belongs to the command.
  if (info.network && values.quiet !== true) console.error(consoleMessage(info));
  const intercepts = (values.intercept ?? []).length > 0;
  const environment = await environmentOf(standin, url, intercepts);
  let code: number;
  try {
    code = await exitCodeOf(program, args, environment);
  } finally {
    await standin.close();
  }
  const requirements = { ...values, needsRequests: values.allowEmpty !== true };
  const usage = standin.usage();
  if (values.usage !== undefined && usage !== undefined) await saveUsage(values.usage, usage, values.quiet);
  const passed = await conclude(await standin.report(), requirements, { baseline, prefix: 'standin: ' });
  process.exitCode = Math.max(code, passed ? 0 : 1);
  exitSoon();
}

async function saveUsage(file: string, usage: Usage, quiet = false): Promise<void> {
  const { writeUsage } = await import('../usage/usage-file.ts');
  await writeUsage(file, usage);
  if (!quiet) console.error(`standin: usage: ${file}, ${pluralize(usage.operations.length, 'operation')}`);
}

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
