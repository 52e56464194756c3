// Issues the push certificate for a signing request. Names, serial number and validity are like those of Apple's certificates.
import type { Pkcs10CertificateRequest } from '@peculiar/x509';
import { HttpError } from '../../errors/http-error.ts';
import { formatSeconds } from '../dates.ts';
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
  /** In upper-case hex, two digits for each byte. */
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly pem: string;
};

/** The object identifier of a subject's UID (RFC 4519, section 2.39). */
const UID = '0.9.2342.19200300.100.1.1';
/** The extension that marks push certificates, as in Apple's certificate policies. */
const APPLE_PUSH = '1.2.840.113635.100.6.3.2';
const ASN1_NULL = new Uint8Array([5, 0]);

/** Throws HttpError STATE_INVALID if a certificate cannot express the year of the world's clock. */
export async function issueCertificate({ request, topic, serial, now }: IssueRequest): Promise<Issued> {
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
    notBefore: formatSeconds(notBefore),
    notAfter: formatSeconds(notAfter),
    pem: `${certificate.toString('pem')}\n`,
  };
}

/** One year minus one second, starting at a full second. */
function yearFrom(now: Date): { readonly notBefore: Date; readonly notAfter: Date } {
  const year = now.getUTCFullYear();
  if (year < 1950 || year > 9998) {
    throw new HttpError({
      code: 'STATE_INVALID',
      message: `The clock of this world is in the year ${year}. The portal issues certificates from 1950 to 9998.`,
    });
  }
  const notBefore = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const next = new Date(notBefore);
  next.setUTCFullYear(year + 1);
  return { notBefore, notAfter: new Date(next.getTime() - 1000) };
}

/** Contains the GUID of the topic twice. The country is that of the request: Apple uses that of the account, which does not exist here. */
function subjectOf({ Name }: X509, request: Pkcs10CertificateRequest, topic: string) {
  const [country = 'US'] = request.subjectName.getField('C');
  return new Name([
    { [UID]: [{ utf8String: topic }] },
    { CN: [`APSP:${topic.slice(topic.lastIndexOf('.') + 1)}`] },
    { C: [/^[A-Z]{2}$/.test(country) ? country : 'US'] },
  ]);
}
