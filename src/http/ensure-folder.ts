// A folder that a user names, made where it is not there, and those above it. One by one: below a folder that takes none, as
// /proc, Node.js would never come to an end with making all of them at once.
import { mkdir, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** @param mode of what is made @throws where there can be none, with a message for a person */
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
    await mkdir(path, mode).catch((cause) => missing(cause, { path, above }));
  }
}

/** Whether it is there for this user to write to is tried, since rights alone do not tell. @throws as makeFolder */
export async function ensureWritableFolder(folder: string): Promise<void> {
  await ensureFolder(folder);
  await rmdir(await mkdtemp(join(folder, '.standin-'))).catch((cause) =>
    missing(cause, { path: folder, above: folder }),
  );
}

async function refuseOther(path: string): Promise<void> {
  if (!(await stat(path)).isDirectory()) throw new Error(`${path} is a file, not a folder`);
}

/** Where it was made meanwhile, all is well. */
async function missing(
  cause: NodeJS.ErrnoException,
  { path, above }: { readonly path: string; readonly above: string },
): Promise<void> {
  if (cause.code === 'EEXIST') return refuseOther(path);
  throw cause.code === 'ENOENT' ? new Error(`nothing can be created in ${above}`, { cause }) : cause;
}
