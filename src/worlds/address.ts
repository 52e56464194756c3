// How a request names its world: by the path `/~alice/…`, by the header Standin-World, or by the host alice.localhost.
import type { IncomingHttpHeaders } from 'node:http';
import { WORLD_HEADER } from '../headers.ts';
import { isWorldName } from './world.ts';

/** The world that a request's credentials or its path belong to; undefined if neither belongs to one. */
export type WorldOfCredentials = (headers: IncomingHttpHeaders, url: string) => string | undefined;

/** Returns the start of a URL that is not part of the path in a document: what names a world, for example `/~alice`, or nothing. */
export type WorldPrefix = (url: string) => string;

/** The prefix of servers whose URLs all begin with a path, such as `/mock`: `/mock` or `/mock/~alice`. */
export function prefixBelow(base: string, worldPrefix: WorldPrefix): WorldPrefix {
  if (base === '') return worldPrefix;
  return (url) => (isBelow(url, base) ? base + worldPrefix(url.slice(base.length)) : worldPrefix(url));
}

function isBelow(url: string, base: string): boolean {
  return url.startsWith(base) && /^[/?]?$/.test(url.slice(base.length, base.length + 1));
}

/** For documents that have paths with a tilde at their start: no path names a world. */
export const noWorldPrefix: WorldPrefix = () => '';

/** The part of a URL that names a world, for example `/~alice`; empty if no part does. @param isAlias other names of worlds */
export function worldPrefix(url: string, isAlias: (name: string) => boolean): string {
  if (url.charCodeAt(1) !== TILDE || url.charCodeAt(0) !== SLASH) return '';
  const [prefix = '', name = ''] = /^\/~([^/?]*)/.exec(url) ?? [];
  return isWorldName(name) || isAlias(name) ? prefix : '';
}

const SLASH = 47;
const TILDE = 126;

/** The name of a request's world; undefined if the request names none. @param prefix the result of worldPrefix */
export function worldNamed(prefix: string, headers: IncomingHttpHeaders): string | undefined {
  const start = prefix === '' ? -1 : prefix.lastIndexOf('/~');
  if (start >= 0) return prefix.slice(start + 2);
  const named = headers[WORLD_HEADER];
  if (typeof named === 'string' && named !== '') return named;
  const { host } = headers;
  const mark = host === undefined ? -1 : host.indexOf('.localhost');
  if (mark <= 0 || !/^(?::\d+)?$/.test((host as string).slice(mark + '.localhost'.length))) return undefined;
  const name = (host as string).slice(0, mark);
  return isWorldName(name) ? name : undefined;
}
