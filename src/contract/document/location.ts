// Locations of documents: paths and URLs, and how references in them resolve (RFC 3986, section 5).
import { dirname, isAbsolute, relative, resolve } from 'node:path';

/** True for an http or https URL. All other locations are paths. */
export function isRemote(location: string): boolean {
  return /^https?:\/\//i.test(location);
}

/** A location as messages show it: without the user name and the password of a URL. */
export function withoutUserInfo(location: string): string {
  if (!isRemote(location)) return location;
  if (!URL.canParse(location)) return location.replace(/:\/\/.*@/s, '://');
  const url = new URL(location);
  if (url.username === '' && url.password === '') return location;
  url.username = '';
  url.password = '';
  return url.href;
}

/** The headers that send the user name and the password of a URL (RFC 7617). fetch refuses a URL that contains them. */
export function credentialsOf(location: string): { readonly authorization?: string } {
  const { username = '', password = '' } = URL.canParse(location) ? new URL(location) : {};
  if (username === '' && password === '') return {};
  const pair = `${unescaped(username)}:${unescaped(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** Resolves a reference without a fragment against the location of its file. */
export function resolveLocation(reference: string, base: string): string {
  if (isRemote(reference)) return reference;
  if (isRemote(base)) return new URL(reference, base).href;
  const [, , scheme] = /^(([a-z][a-z\d+.-]+):)/i.exec(reference) ?? [];
  return scheme === undefined ? resolve(dirname(base), unescaped(reference)) : reference;
}

/** True if a location is in the folder of another one or below it. URLs must also have the same host. */
export function isInside(root: string, location: string): boolean {
  if (isRemote(root) !== isRemote(location)) return false;
  if (isRemote(root)) return location.startsWith(new URL('.', root).href);
  // A document that was passed as a value has no folder.
  if (!isAbsolute(root) || !isAbsolute(location)) return false;
  const path = relative(dirname(root), location);
  return !/^\.\.(?:[\\/]|$)/.test(path) && !isAbsolute(path);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
