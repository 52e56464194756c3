// A file that a user named and that does not exist: which folder was searched, and which file there has a similar name.
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { nearest } from '../edit-distance.ts';
import { type SetupCode, SetupError } from './setup-error.ts';

/** @param advice what to do if no file has a similar name */
export function missingFile(code: SetupCode, path: string, advice: string): SetupError {
  const folder = nearestFolder(path);
  if (folder !== dirname(resolve(path))) {
    const what = `The file ${JSON.stringify(path)} does not exist: there is no folder ${JSON.stringify(dirname(path))}`;
    return new SetupError({ code, what, advice: `${advice}; the last folder that exists is ${folder}` });
  }
  const near = similarFile(basename(path), folder);
  return new SetupError({
    code,
    what: `The file ${JSON.stringify(basename(path))} does not exist in ${folder}`,
    advice: near === undefined ? advice : `Did you mean ${JSON.stringify(near)}?`,
  });
}

/** Files of a folder that are suggested. */
const MAX_SUGGESTED = 5;

/** A path that names a folder where a document is expected. @param advice what to do if it contains no such file */
export function isFolder(code: SetupCode, path: string, advice: string): SetupError {
  const files = filesIn(path).filter((name) => /\.(?:ya?ml|json)$/i.test(name) && !NO_DOCUMENT.test(name));
  // The usual names first.
  const likely = [...files].sort((a, b) => Number(USUAL_NAME.test(b)) - Number(USUAL_NAME.test(a)));
  const paths = likely.slice(0, MAX_SUGGESTED).map((name) => join(path, name));
  return new SetupError({
    code,
    what: `${JSON.stringify(path)} is a folder, not a file`,
    advice: paths.length === 0 ? advice : `Did you mean ${paths.join(' or ')}?`,
  });
}

const USUAL_NAME = /openapi|swagger|api/i;
const NO_DOCUMENT = /^(?:package(?:-lock)?|tsconfig.*|biome|standin\.config|pnpm-.*|docker-compose)\.(?:ya?ml|json)$/i;

/** The file with a similar name; undefined if no file has one. */
export function similarFile(name: string, folder: string): string | undefined {
  const files = filesIn(folder);
  const stem = (file: string) => parse(file).name;
  return nearest(name, files) ?? files.find((file) => stem(file) === stem(name));
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
  } catch {
    // A folder that cannot be read has no suggestions.
    return [];
  }
}

function nearestFolder(path: string): string {
  const folder = dirname(resolve(path));
  return existsSync(folder) ? folder : nearestFolder(folder);
}
