// Where a folder has its configuration. Apart from what reads it, so that start without one pays for nothing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = ['ts', 'js', 'mjs', 'json', 'yaml', 'yml'].map((extension) => `standin.config.${extension}`);

/** The configuration of a folder, if it has one. */
export function findConfig(folder: string): string | undefined {
  return NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
}
