// Creates a folder that a user names, and the folders above it, one by one: in a folder that cannot have subfolders, such as
// /proc, the recursive mkdir of Node.js never ends.
import { mkdir, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** @param mode the mode of created folders @throws Error with a message for people if the folder cannot be created */
export async function ensureFolder(folder: string, mode?: number): Promise<void> {
  const path = resolve(folder);
  const above = dirname(path);
  try {
    await mkdir(path, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return refuseOther(path);
    if (code !== 'ENOENT' || above === path) throw error;
    await ensureFolder(above, mode);
    await mkdir(path, mode).catch((cause) => throwUnlessFolder(cause, { path, above }));
  }
}

/** Checks by a test that this user can write to the folder: permissions alone do not show it. @throws like ensureFolder */
export async function ensureWritableFolder(folder: string): Promise<void> {
  await ensureFolder(folder);
  await rmdir(await mkdtemp(join(folder, '.standin-'))).catch((cause) =>
    throwUnlessFolder(cause, { path: folder, above: folder }),
  );
}

async function refuseOther(path: string): Promise<void> {
  if (!(await stat(path)).isDirectory()) throw new Error(`${path} is a file, not a folder`);
}

/** A folder that another process created in the meantime is fine. */
async function throwUnlessFolder(
  cause: NodeJS.ErrnoException,
  { path, above }: { readonly path: string; readonly above: string },
): Promise<void> {
  if (cause.code === 'EEXIST') return refuseOther(path);
  throw cause.code === 'ENOENT' ? new Error(`nothing can be created in ${above}`, { cause }) : cause;
}
