// How an error of the command is printed, and its exit code: 2 if the command line or the configuration is wrong, 1 for
// everything else.
import { type SetupCode, SetupError } from '../errors/setup-error.ts';

const USAGE: ReadonlySet<SetupCode> = new Set([
  'COMMAND_LINE_INVALID',
  'OPTION_INVALID',
  'CONFIG_INVALID',
  'SCENARIO_UNKNOWN',
]);

export function fail(error: unknown): void {
  if (error instanceof SetupError) console.error(`standin: ${error.message}`);
  else console.error('standin: An unexpected error happened\n  Please report it with these lines:', error);
  process.exitCode = error instanceof SetupError && USAGE.has(error.code) ? 2 : 1;
}
