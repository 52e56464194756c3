// How a request says which world it means: by the path `/~alice/…`, by the header Standin-World, or by the host alice.localhost.

import type { IncomingHttpHeaders } from 'node:http';
import { WORLD_HEADER } from '../headers.ts';
import { isWorldName } from './world.ts';

/** The world that a request's credentials belong to, or its path where that says it; undefined where neither does. */
export type WorldOfCredentials = (headers: IncomingHttpHeaders, url: string) => string | undefined;

/** The part of a URL that names a world, as `/~alice`; empty where none does. */
export type WorldPrefix = (url: string) => string;

/** Where paths of a document begin with a tilde themselves, no path names a world. */
export const noWorldPrefix: WorldPrefix = () => '';

/** The part of a URL that names a world, as `/~alice`; empty where none does. */
export function worldPrefix(url: string): string {
  if (url.charCodeAt(1) !== TILDE || url.charCodeAt(0) !== SLASH) return '';
  const [prefix = '', name = ''] = /^\/~([^/?]*)/.exec(url) ?? [];
  return isWorldName(name) ? prefix : '';
}

const SLASH = 47;
const TILDE = 126;

/** The name of the world that a request means; undefined where it names none. @param prefix as worldPrefix gives it */
export function worldNamed(prefix: string, headers: IncomingHttpHeaders): string | undefined {
  if (prefix !== '') return prefix.slice(2);
  const named = headers[WORLD_HEADER];
  if (typeof named === 'string' && named !== '') return named;
  const { host } = headers;
  const mark = host === undefined ? -1 : host.indexOf('.localhost');
  const name = mark > 0 ? (host as string).slice(0, mark) : '';
  return isWorldName(name) ? name : undefined;
}
