// oasdiff as a process: its installation by Go, its rules, and its findings.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** One change, as `oasdiff changelog -f json` prints it. */
export interface OasdiffChange {
  readonly id: string;
  readonly text: string;
  /** 3 is an error, 2 a warning, 1 is for information. */
  readonly level: number;
  readonly operation?: string;
  readonly path?: string;
}

interface OasdiffCheck {
  readonly id: string;
  readonly level: 'error' | 'warning' | 'info';
}

export interface Oasdiff {
  readonly version: string;
  /** The rules that are errors or warnings. */
  readonly checks: readonly OasdiffCheck[];
  changes(old: string, next: string): Promise<readonly OasdiffChange[]>;
}

const LIMIT_MS = 180_000;

/** @param cache the folder to install it in @param command the path of an installed one */
export function openOasdiff(cache: string, command: string | undefined): Oasdiff {
  const bin = command ?? installed(cache);
  const checks = JSON.parse(
    execFileSync(bin, ['checks', 'changelog', '-f', 'json'], { encoding: 'utf8' }),
  ) as OasdiffCheck[];
  return {
    version: execFileSync(bin, ['--version'], { encoding: 'utf8' }).trim(),
    checks: checks.filter(({ level }) => level !== 'info'),
    async changes(old, next) {
      const args = ['changelog', '-f', 'json', '--flatten-allof', '--flatten-params', '--auto-upgrade', old, next];
      const { stdout } = await promisify(execFile)(bin, args, { timeout: LIMIT_MS, maxBuffer: 500_000_000 });
      return stdout.trim() === '' ? [] : (JSON.parse(stdout) as OasdiffChange[]);
    },
  };
}

function installed(cache: string): string {
  const folder = join(cache, 'bin');
  const bin = join(folder, 'oasdiff');
  if (existsSync(bin)) return bin;
  mkdirSync(folder, { recursive: true });
  const environment = { ...process.env, GOBIN: folder };
  execFileSync('go', ['install', 'github.com/oasdiff/oasdiff@v1.37.0'], {
    env: environment,
    timeout: 600_000,
    stdio: 'inherit',
  });
  return bin;
}
