// Finds the configuration file of a folder. It is apart from config.ts, so that a start without one does not load the reader.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = ['ts', 'js', 'mjs', 'json', 'yaml', 'yml'].map((extension) => `standin.config.${extension}`);

/** The path of the configuration file; undefined if the folder has none. */
export function findConfig(folder: string): string | undefined {
  return NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
}
