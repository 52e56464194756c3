// Why a command could not ask the server that it was to ask, and what to do about it.
import { type SetupCode, SetupError } from './setup-error.ts';

/** What is seen where the other side speaks another protocol, or is not trusted; OpenSSL has had several words for the first. */
const NO_TLS = /wrong version number|packet length too long|ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)/;
const UNTRUSTED = /UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|SELF_SIGNED|CERT_/;

/** Nobody answers where a command was to ask a server. @param cause as fetch throws it */
export function serverUnreachable(code: SetupCode, url: string, cause: Error): SetupError {
  return new SetupError({ code, ...told(url, cause), cause });
}

function told(url: string, error: Error): { readonly what: string; readonly advice: string } {
  const cause = (error.cause ?? error) as NodeJS.ErrnoException;
  const reason = `${cause.code} ${cause.message}`;
  const secure = /^https:/i.test(url);
  if (secure && NO_TLS.test(reason)) {
    return { what: `What listens at ${url} speaks HTTP`, advice: `Give ${url.replace(/^https:/i, 'http:')}` };
  }
  if (secure && UNTRUSTED.test(reason)) {
    return {
      what: `The certificate of ${url} is not trusted: ${cause.message}`,
      advice: 'Set NODE_EXTRA_CA_CERTS to the file of the CA, which the server prints when it starts',
    };
  }
  if (!secure && cause.code === 'UND_ERR_SOCKET') {
    return {
      what: `What listens at ${url} hangs up: ${cause.message}`,
      advice: `Give ${url.replace(/^http:/i, 'https:')} if it speaks HTTPS`,
    };
  }
  const why = cause.message || cause.code || error.message;
  return { what: `No server answers at ${url}: ${why}`, advice: 'Start standin, or say where it is by --url' };
}
