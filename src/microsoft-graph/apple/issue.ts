// The push certificate that the portal issues for a signing request: names, serial number and time as Apple's have them.
import type { Pkcs10CertificateRequest } from '@peculiar/x509';
import { HttpError } from '../../errors/http-error.ts';
import { wholeSeconds } from '../dates.ts';
import { loadX509, RSA, type X509 } from '../x509.ts';
import { appleAuthority } from './authority.ts';

export interface IssueRequest {
  readonly request: Pkcs10CertificateRequest;
  /** `com.apple.mgmt.External.<guid>`. */
  readonly topic: string;
  /** Eight bytes in hex. */
  readonly serial: string;
  readonly now: Date;
}

export type Issued = {
  readonly topic: string;
  /** In upper-case hex, as many digits as its bytes have. */
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly pem: string;
};

/** The object identifier of a subject's UID (RFC 4519, section 2.39). */
const UID = '0.9.2342.19200300.100.1.1';
/** Marks certificates that may push, as Apple's own policies have it. */
const APPLE_PUSH = '1.2.840.113635.100.6.3.2';
const ASN1_NULL = new Uint8Array([5, 0]);

/** @throws HttpError STATE_INVALID where the world's clock tells a year that a certificate cannot */
export async function issue({ request, topic, serial, now }: IssueRequest): Promise<Issued> {
  const [x509, { integration }] = await Promise.all([loadX509(), appleAuthority()]);
  const { notBefore, notAfter } = yearFrom(now);
  const issuer = new x509.X509Certificate(integration.certificate);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial,
    subject: subjectOf(x509, request, topic),
    issuer: issuer.subjectName,
    notBefore,
    notAfter,
    publicKey: request.publicKey,
    signingKey: integration.key,
    signingAlgorithm: RSA,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth], true),
      await x509.SubjectKeyIdentifierExtension.create(request.publicKey),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.Extension(APPLE_PUSH, false, ASN1_NULL),
    ],
  });
  return {
    topic,
    serial: serial.toUpperCase(),
    notBefore: wholeSeconds(notBefore),
    notAfter: wholeSeconds(notAfter),
    pem: `${certificate.toString('pem')}\n`,
  };
}

/** A year but for its last second, from a whole second on. */
function yearFrom(now: Date): { readonly notBefore: Date; readonly notAfter: Date } {
  const year = now.getUTCFullYear();
  if (year < 1950 || year > 9998) {
    throw new HttpError({
      code: 'STATE_INVALID',
      message: `The clock of this world tells the year ${year}; certificates are issued from 1950 to 9998.`,
    });
  }
  const notBefore = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const next = new Date(notBefore);
  next.setUTCFullYear(year + 1);
  return { notBefore, notAfter: new Date(next.getTime() - 1000) };
}

/** The same guid twice, and the country that the request names; Apple takes it from the account, which nobody has here. */
function subjectOf({ Name }: X509, request: Pkcs10CertificateRequest, topic: string) {
  const [country = 'US'] = request.subjectName.getField('C');
  return new Name([
    { [UID]: [{ utf8String: topic }] },
    { CN: [`APSP:${topic.slice(topic.lastIndexOf('.') + 1)}`] },
    { C: [/^[A-Z]{2}$/.test(country) ? country : 'US'] },
  ]);
}
