// Why a command cannot reach the server that it needs, and what to do about it.
import { type SetupCode, SetupError } from './setup-error.ts';

/** What Node.js reports if the server does not speak TLS. OpenSSL has used several messages and codes for it. */
const NO_TLS = /wrong version number|packet length too long|ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)/;
const UNTRUSTED = /UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|SELF_SIGNED|CERT_/;

/** @param cause the error that fetch threw @param advice what to do if nothing listens there */
export function serverUnreachable(
  code: SetupCode,
  url: string,
  cause: Error,
  advice = 'Start standin, or give its URL with --url',
): SetupError {
  return new SetupError({ code, ...explain(url, cause, advice), cause });
}

function explain(url: string, error: Error, advice: string): { readonly what: string; readonly advice: string } {
  const cause = (error.cause ?? error) as NodeJS.ErrnoException;
  const reason = `${cause.code} ${cause.message}`;
  const secure = /^https:/i.test(url);
  if (secure && NO_TLS.test(reason)) {
    return { what: `The server at ${url} speaks HTTP, not HTTPS`, advice: `Use ${url.replace(/^https:/i, 'http:')}` };
  }
  if (secure && UNTRUSTED.test(reason)) {
    return {
      what: `The certificate of ${url} is not trusted: ${cause.message}`,
      advice: 'Set NODE_EXTRA_CA_CERTS to the CA file that the server prints when it starts',
    };
  }
  if (!secure && cause.code === 'UND_ERR_SOCKET') {
    return {
      what: `The server at ${url} closes the connection: ${cause.message}`,
      advice: `Use ${url.replace(/^http:/i, 'https:')} if it speaks HTTPS`,
    };
  }
  const message = cause.message || cause.code || error.message;
  return { what: `No server responds at ${url}: ${message}`, advice };
}
