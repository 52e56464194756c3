// Access to the control API: this machine only, unless there is a token. The guard also checks Host, because the DNS name of
// another site can resolve to this machine, and Origin, because any page can send requests.

import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from '../errors/http-error.ts';
import { CALLBACK_HEADER } from '../headers.ts';
import { isLoopback } from '../loopback.ts';

export interface GuardOptions {
  /** The token that every client must send. Undefined if absent. */
  readonly token: string | undefined;
  /** Origins of pages that can use the control API, for example `https://tools.example`. */
  readonly origins: readonly string[];
}

/** Who can use the control API of a server. */
export class ControlAccess {
  readonly required: string | undefined;
  readonly origins: readonly string[];
  #generated: string | undefined;
  #host = 'localhost';

  constructor({ token, origins }: GuardOptions) {
    this.required = token;
    this.origins = origins;
  }

  /** A token that gives access from everywhere; undefined if only this machine has access. */
  get token(): string | undefined {
    return this.required ?? this.#generated;
  }

  /** The address that the server listens on. */
  get host(): string {
    return this.#host;
  }

  /** Generates a token if clients on other machines can reach the server. @param host the address that the server listens on */
  listensOn(host: string): void {
    this.#host = host;
    if (!isLoopback(host)) this.#generated ??= randomBytes(16).toString('base64url');
  }
}

/** Throws HttpError if a request cannot use the control API. @param remote the client's address, undefined for an injected request */
export type ControlGuard = (headers: IncomingHttpHeaders, remote: string | undefined) => void;

export function controlGuard(access: ControlAccess): ControlGuard {
  const { required, origins } = access;
  return (headers, remote) => {
    const { host = '', origin } = headers;
    if (headers[CALLBACK_HEADER] !== undefined) {
      throw forbidden('A callback or a webhook cannot use the control API.');
    }
    if (
      origin !== undefined &&
      origin !== `http://${host}` &&
      origin !== `https://${host}` &&
      !origins.includes(origin)
    ) {
      throw forbidden(
        `Pages of ${origin} cannot use the control API. To allow them, start the server with --control-origin.`,
      );
    }
    const isLocal = isLoopback(host.replace(/:\d+$/, '')) && (remote === undefined || isLoopback(remote));
    const token = isLocal ? required : access.token;
    if (token !== undefined) {
      requireToken(headers.authorization, token);
      return;
    }
    if (isLocal) return;
    if (!isLoopback(host.replace(/:\d+$/, ''))) {
      throw forbidden(
        `The control API is not available under the host name '${host}'. Use localhost, or start the server with --control-token.`,
      );
    }
    throw forbidden(
      'The control API is available on this machine only. To use it from elsewhere, start the server with --control-token.',
    );
  };
}

const WHICH_TOKEN = 'the token of --control-token or the one that the server printed at its start';

function requireToken(authorization: string | undefined, token: string): void {
  if (authorization === undefined) {
    const headers = { 'www-authenticate': 'Bearer realm="standin control"' };
    throw new HttpError({
      code: 'CREDENTIAL_MISSING',
      message: `The request has no control token. Send ${WHICH_TOKEN} as a bearer token.`,
      headers,
    });
  }
  // The scheme is case-insensitive (RFC 9110, section 11.1).
  const sent = Buffer.from(authorization.replace(/^bearer +/i, 'Bearer '));
  const expected = Buffer.from(`Bearer ${token}`);
  if (sent.length === expected.length && timingSafeEqual(sent, expected)) return;
  throw new HttpError({
    code: 'CREDENTIAL_REFUSED',
    message: `The control token is wrong. Send ${WHICH_TOKEN}.`,
  });
}

function forbidden(message: string): HttpError {
  return new HttpError({ code: 'PERMISSION_MISSING', message });
}
