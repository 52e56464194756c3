// Schemathesis in a virtual environment of its own, made anew when the pinned versions change.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds that the installation may take. */
const LIMIT = 100_000;

/** @returns the path of the program, installed into the folder if it is not there. PYTHON names the interpreter to use. */
export function installedTester(folder: string): string {
  const environment = join(folder, '.venv');
  const program = join(environment, 'bin', 'schemathesis');
  const requirements = join(folder, 'requirements.txt');
  const installed = join(environment, 'installed.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(program) && existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return program;
  rmSync(environment, { recursive: true, force: true });
  const run = (command: string, words: readonly string[]) =>
    execFileSync(command, words, { stdio: ['ignore', 'ignore', 'inherit'], timeout: LIMIT });
  run(process.env.PYTHON ?? 'python3', ['-m', 'venv', environment]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements];
  run(join(environment, 'bin', 'python'), pip);
  writeFileSync(installed, wanted);
  return program;
}
