// Who may steer: this machine, unless there is a token. The name in Host is looked at too, since a page of another site can
// have its own name lead here; and so is the page that asks.

import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from '../errors/http-error.ts';

export interface GuardOptions {
  /** Asked of everybody, where there is one. */
  readonly token: string | undefined;
  /** Origins of pages that may steer, as `https://tools.example`. */
  readonly origins: readonly string[];
}

/** Throws for a request that may not steer. @param remote the address that it comes from; undefined for one without a connection */
export type ControlGuard = (headers: IncomingHttpHeaders, remote: string | undefined) => void;

export function controlGuard({ token, origins }: GuardOptions): ControlGuard {
  return (headers, remote) => {
    const { host = '', origin } = headers;
    if (
      origin !== undefined &&
      origin !== `http://${host}` &&
      origin !== `https://${host}` &&
      !origins.includes(origin)
    ) {
      throw forbidden(`A page of ${origin} may not steer this server; --control-origin lets it.`);
    }
    if (token !== undefined) {
      requireToken(headers.authorization, token);
      return;
    }
    if (!isLoopbackName(host)) {
      throw forbidden(
        `The control API answers on this machine alone, and not under the name ${host}; --control-token opens it to those who know the token.`,
      );
    }
    if (remote !== undefined && !isLoopbackAddress(remote)) {
      throw forbidden(
        'The control API answers on this machine alone; --control-token opens it to those who know the token.',
      );
    }
  };
}

function requireToken(given: string | undefined, token: string): void {
  if (given === undefined) {
    const headers = { 'www-authenticate': 'Bearer realm="standin control"' };
    throw new HttpError({
      code: 'CREDENTIAL_MISSING',
      message: 'The control API asks for the control token as a bearer token.',
      headers,
    });
  }
  const [one, other] = [given, `Bearer ${token}`].map((text) => Buffer.from(text));
  if (one && other && one.length === other.length && timingSafeEqual(one, other)) return;
  throw new HttpError({ code: 'CREDENTIAL_REFUSED', message: 'This is not the control token.' });
}

function forbidden(message: string): HttpError {
  return new HttpError({ code: 'PERMISSION_MISSING', message });
}

function isLoopbackName(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}
