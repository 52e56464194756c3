// Where a document lies, a path or a URL, and what may be reached from there (RFC 3986, section 5).
import { dirname, isAbsolute, relative, resolve } from 'node:path';

/** True for an http or https URL; all else is a path. */
export function isRemote(location: string): boolean {
  return /^https?:\/\//i.test(location);
}

/** The location that a reference without fragment names, seen from the location it stands in. */
export function resolveLocation(reference: string, base: string): string {
  if (isRemote(reference)) return reference;
  if (isRemote(base)) return new URL(reference, base).href;
  const [, , scheme] = /^(([a-z][a-z\d+.-]+):)/i.exec(reference) ?? [];
  return scheme === undefined ? resolve(dirname(base), unescaped(reference)) : reference;
}

/** True where a location lies in the folder of another, or below it; of a URL also on the same host. */
export function isInside(root: string, location: string): boolean {
  if (isRemote(root) !== isRemote(location)) return false;
  if (isRemote(root)) return location.startsWith(new URL('.', root).href);
  // A document that was given as a value lies nowhere.
  if (!isAbsolute(root) || !isAbsolute(location)) return false;
  const path = relative(dirname(root), location);
  return !/^\.\.(?:[\\/]|$)/.test(path) && !isAbsolute(path);
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
