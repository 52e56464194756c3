// Requests with a complete URL, as clients send them to a proxy (RFC 9112, section 3.2.2). Each becomes the request that its host
// would get, or is refused.
import type { IncomingMessage } from 'node:http';
import { HttpError } from '../../errors/http-error.ts';
import { isLoopback } from '../../loopback.ts';
import { authorityOf, isHostField } from './host-names.ts';

/** The hosts that the server responds for. */
export interface ServedHosts {
  /** Hosts in addition to this server itself; undefined for any host. */
  readonly hosts: ReadonlySet<string> | undefined;
  /** The address that the server listens on. */
  readonly own: string;
}

const USUAL_PORT: Readonly<Record<string, number>> = { http: 80, https: 443 };

/**
 * Replaces the URL by its path, and the Host header by its host. A missing or invalid Host header stays, because the application
 * refuses it (RFC 9112, section 3.2).
 * @returns why the request is refused; undefined if it is not
 */
export function unwrap(request: IncomingMessage, { hosts, own }: ServedHosts): HttpError | undefined {
  if (request.url === '*' && request.method !== 'OPTIONS') return malformed('The target * is valid only for OPTIONS.');
  const [, scheme, authority, path = ''] = /^(https?):\/\/(?:[^/?#]*@)?([^/?#]*)(.*)$/i.exec(request.url ?? '') ?? [];
  if (scheme === undefined || authority === undefined) return undefined;
  if (authority === '') return malformed('The URL of the request has no host.');
  const usualPort = USUAL_PORT[scheme.toLowerCase()] as number;
  request.url = path.startsWith('/') ? path : `/${path}`;
  const { host } = request.headers;
  const mustBeRefused = host === undefined ? request.httpVersion === '1.1' : !isHostField(host);
  if (mustBeRefused) return undefined;
  request.headers.host = authority;
  // A client that leaves TLS to its proxy sends https URLs without TLS.
  if (usualPort === USUAL_PORT.https) request.headers['x-forwarded-proto'] = 'https';
  if (!hosts) return undefined;
  const { name = '', port = 0 } = authorityOf(authority, usualPort) ?? {};
  if (hosts.has(name) && port === usualPort) return undefined;
  const { localAddress = '', localPort } = request.socket;
  const isOwn = isLoopback(name) || name === own || name === localAddress.replace(/^::ffff:/, '');
  return isOwn && port === localPort ? undefined : hostRefused(authority, hosts);
}

function malformed(message: string): HttpError {
  return new HttpError({ code: 'REQUEST_MALFORMED', message });
}

export function hostRefused(target: string, hosts: ReadonlySet<string>): HttpError {
  const names = [...hosts].join(', ');
  const message = `This proxy responds only for ${names} on the default ports, not for ${target}. Add other hosts to --intercept.`;
  return new HttpError({ code: 'HOST_REFUSED', message });
}
