// Installs Schemathesis into its own virtual environment, and again if the pinned versions change.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds that each step of the installation can take. */
const STEP_TIMEOUT_MS = 100_000;

/** @returns the path of the program. It is installed into the folder if it is missing, with the interpreter that PYTHON names. */
export function installedTester(folder: string): string {
  const environment = join(folder, '.venv');
  const program = join(environment, 'bin', 'schemathesis');
  const requirements = join(folder, 'requirements.txt');
  const installed = join(environment, 'installed.txt');
  const pinned = readFileSync(requirements, 'utf8');
  if (existsSync(program) && existsSync(installed) && readFileSync(installed, 'utf8') === pinned) return program;
  rmSync(environment, { recursive: true, force: true });
  const run = (command: string, args: readonly string[]) =>
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: STEP_TIMEOUT_MS });
  run(process.env.PYTHON ?? 'python3', ['-m', 'venv', environment]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements];
  run(join(environment, 'bin', 'python'), pip);
  writeFileSync(installed, pinned);
  return program;
}
