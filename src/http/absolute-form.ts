// Requests with a whole URL, as a proxy is sent them (RFC 9112, section 3.2.2): each becomes the one that its host would be
// sent, or is refused.
import type { IncomingMessage } from 'node:http';
import { HttpError } from '../errors/http-error.ts';
import { authorityOf, isLoopback } from './host-names.ts';

/** Who is answered for. */
export interface ServedHosts {
  /** Hosts that are answered for beside this server itself; undefined for whatever is asked. */
  readonly hosts: ReadonlySet<string> | undefined;
  /** The address that is listened on. */
  readonly here: string;
}

const USUAL_PORT: Readonly<Record<string, number>> = { http: 80, https: 443 };

/**
 * Leaves a path in the place of the URL, and its host in the header, whatever stood there before.
 * @returns why the request is not answered; undefined where it is
 */
export function unwrap(request: IncomingMessage, { hosts, here }: ServedHosts): HttpError | undefined {
  const [, scheme, authority, path = ''] = /^(https?):\/\/(?:[^/?#]*@)?([^/?#]*)(.*)$/i.exec(request.url ?? '') ?? [];
  if (scheme === undefined || authority === undefined) return undefined;
  const usualPort = USUAL_PORT[scheme.toLowerCase()] as number;
  request.url = path.startsWith('/') ? path : `/${path}`;
  request.headers.host = authority;
  // A client that leaves TLS to its proxy asks for such a URL in clear.
  if (usualPort === USUAL_PORT.https) request.headers['x-forwarded-proto'] = 'https';
  if (!hosts) return undefined;
  const { name = '', port = 0 } = authorityOf(authority, usualPort) ?? {};
  if (hosts.has(name) && port === usualPort) return undefined;
  const { localAddress = '', localPort } = request.socket;
  const own = isLoopback(name) || name === here || name === localAddress.replace(/^::ffff:/, '');
  return own && port === localPort ? undefined : hostRefused(authority, hosts);
}

export function hostRefused(target: string, hosts: ReadonlySet<string>): HttpError {
  const names = [...hosts].join(', ');
  const message = `This proxy answers in the place of ${names}, on the usual ports, and asks nobody else: not ${target}.`;
  return new HttpError({ code: 'HOST_REFUSED', message });
}
