// Documents of a git revision, such as `HEAD~1:openapi.yaml`. Files are read by `git show`, so that a `$ref` leads to a file of the same
// revision. No shell is involved.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { isRemote } from '../contract/document/location.ts';
import type { ReadFile } from '../contract/load.ts';
import { SetupError } from '../errors/setup-error.ts';

export interface RevisionDocument {
  /** Where the file would be in the working tree. */
  readonly file: string;
  readonly readText: ReadFile;
  /** The name of a file of the revision, as `HEAD~1:openapi.yaml`. */
  nameOf(file: string): string;
}

/** The bytes of a file that are read at most. */
const MAX_BYTES = 200_000_000;

/** Whether a location names a file of a revision. A file of this name, a URL and a drive letter of Windows take precedence. */
export function isRevision(location: string): boolean {
  return /^[^:]{2,}:[^:]+$/.test(location) && !isRemote(location) && !existsSync(location);
}

/**
 * @param location a revision and a path from the root of the repository, or from the current folder if it begins with `./`
 * @throws SetupError DOCUMENT_UNREADABLE without git, a repository or the revision
 */
export async function openRevision(location: string, folder: string): Promise<RevisionDocument> {
  const colon = location.indexOf(':');
  const [revision, path] = [location.slice(0, colon), location.slice(colon + 1)];
  const root = (await git(folder, location, 'rev-parse', '--show-toplevel')).trim();
  const commit = (
    await git(folder, location, 'rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`)
  ).trim();
  const file = /^\.\.?\//.test(path) ? join(folder, path) : join(root, path);
  const pathInside = (one: string) => relative(root, one).split(sep).join('/');
  return {
    file,
    nameOf: (one) => `${revision}:${pathInside(one)}`,
    readText: async (one) => ({
      text: await git(root, location, 'show', '--end-of-options', `${commit}:${pathInside(one)}`),
      location: one,
    }),
  };
}

async function git(folder: string, location: string, ...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', ['-C', folder, ...args], {
      maxBuffer: MAX_BYTES,
      encoding: 'utf8',
    });
    return stdout;
  } catch (cause) {
    const { code, stderr = '' } = cause as { code?: unknown; stderr?: string };
    const reason =
      stderr
        .trim()
        .split('\n')
        .at(-1)
        ?.replace(/^fatal: /, '') || String(code);
    throw new SetupError({
      code: 'DOCUMENT_UNREADABLE',
      what: `The document ${JSON.stringify(location)} cannot be read from git: ${code === 'ENOENT' ? 'git is not installed' : reason}`,
      advice:
        'Use a path, a URL, or a revision and a path from the root of the repository, such as HEAD~1:openapi.yaml',
      cause,
    });
  }
}
