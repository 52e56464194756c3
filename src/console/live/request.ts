// The request of an exchange as a client can send it again.
import type { ExchangeInfo } from '../../control/client.ts';
import { origin } from '../connection.ts';
import { type CopiedRequest, sentHeaders } from '../parts/copy.ts';
import { DEFAULT_WORLD } from '../route.ts';

/** The journal has this text in place of secret values. */
const REDACTED = '[redacted]';
/** A credential that a server without a token service accepts. */
const ANY_TOKEN = 'any-token';

/** The path names the world. A credential that the journal redacts becomes any token. */
export function requestOf({ method, url, request, world }: ExchangeInfo): CopiedRequest {
  const isNamed = url.startsWith('/~') || world === DEFAULT_WORLD;
  const headers = Object.fromEntries(sentHeaders(request?.headers ?? {}).flatMap(withCredentials));
  return { method, url: `${origin}${isNamed ? '' : `/~${world}`}${url}`, headers, body: request?.body?.text };
}

function withCredentials([name, value]: readonly [string, string]): (readonly [string, string])[] {
  if (!value.includes(REDACTED)) return [[name, value]];
  return name.toLowerCase() === 'authorization' ? [[name, `Bearer ${ANY_TOKEN}`]] : [];
}
