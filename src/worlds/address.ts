// How a request names its world: by the path `/~alice/…`, by the header Standin-World, or by the host alice.localhost.
import type { IncomingHttpHeaders } from 'node:http';
import { WORLD_HEADER } from '../headers.ts';
import { isWorldName } from './world.ts';

/** The world that a request's credentials or its path belong to; undefined if neither belongs to one. */
export type WorldOfCredentials = (headers: IncomingHttpHeaders, url: string) => string | undefined;

/** Returns the part of a URL that names a world, for example `/~alice`; empty if no part does. */
export type WorldPrefix = (url: string) => string;

/** For documents that have paths with a tilde at their start: no path names a world. */
export const noWorldPrefix: WorldPrefix = () => '';

/** The part of a URL that names a world, for example `/~alice`; empty if no part does. */
export function worldPrefix(url: string): string {
  if (url.charCodeAt(1) !== TILDE || url.charCodeAt(0) !== SLASH) return '';
  const [prefix = '', name = ''] = /^\/~([^/?]*)/.exec(url) ?? [];
  return isWorldName(name) ? prefix : '';
}

const SLASH = 47;
const TILDE = 126;

/** The name of a request's world; undefined if the request names none. @param prefix the result of worldPrefix */
export function worldNamed(prefix: string, headers: IncomingHttpHeaders): string | undefined {
  if (prefix !== '') return prefix.slice(2);
  const named = headers[WORLD_HEADER];
  if (typeof named === 'string' && named !== '') return named;
  const { host } = headers;
  const mark = host === undefined ? -1 : host.indexOf('.localhost');
  if (mark <= 0 || !/^(?::\d+)?$/.test((host as string).slice(mark + '.localhost'.length))) return undefined;
  const name = (host as string).slice(0, mark);
  return isWorldName(name) ? name : undefined;
}
