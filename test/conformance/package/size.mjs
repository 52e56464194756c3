// The size of an installation, and its bounds.
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The maximum number of packages, of megabytes on disk, and of megabytes of the packed file. */
export const MAX = { packages: 125, installed: 53, packed: 4.5 };

const MEGABYTE = 2 ** 20;

/** @returns the megabytes of a file or a folder on disk, in whole blocks. A file with several links counts once */
export function megabytesIn(path) {
  return bytesIn(path, new Set()) / MEGABYTE;
}

function bytesIn(path, seen) {
  const stat = lstatSync(path);
  if (seen.has(stat.ino)) return 0;
  seen.add(stat.ino);
  const { size, blocks = Math.ceil(size / 4096) * 8 } = stat;
  const inner = stat.isDirectory() ? readdirSync(path).map((name) => bytesIn(join(path, name), seen)) : [];
  return inner.reduce((sum, bytes) => sum + bytes, blocks * 512);
}
