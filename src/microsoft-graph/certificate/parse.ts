// Parses the property `certificate` of an upload: it contains a certificate, invalid PEM, or any other text.
import { X509Certificate } from 'node:crypto';
import { derOfBase64, firstLabel, isPem, pemBlocks } from './pem.ts';

export interface CertificateFields {
  /** The UID of the subject. undefined if the subject has none. */
  readonly topic: string | undefined;
  /** In upper-case hex, two digits for each byte. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo in base64. undefined if Node.js does not know this kind of key. */
  readonly publicKey: string | undefined;
}

export type CertificateParseResult =
  | { readonly kind: 'certificate'; readonly certificate: CertificateFields }
  /** PEM without a valid certificate. The message follows the name of the property. */
  | { readonly kind: 'invalid'; readonly message: string }
  | { readonly kind: 'text' };

/** The start of the base64 of every certificate: a DER sequence whose length needs more than one byte. */
const SEQUENCE_START = /^\s*MI/;

export function parseCertificate(text: string): CertificateParseResult {
  if (!isPem(text)) {
    const certificate = SEQUENCE_START.test(text) ? certificateIn(derOfBase64(text)) : undefined;
    return certificate ? { kind: 'certificate', certificate } : { kind: 'text' };
  }
  // Apple's portal puts the certificate first and the certificates of its issuers after it.
  const [block] = pemBlocks(text, 1);
  if (!block) return invalid(`contains ${firstLabel(text) || 'a PEM header'} but no CERTIFICATE`);
  if (!block.der) return invalid('contains a PEM CERTIFICATE with invalid base64 or without an END line');
  const certificate = certificateIn(block.der);
  return certificate
    ? { kind: 'certificate', certificate }
    : invalid('contains a PEM CERTIFICATE that is not a valid X.509 certificate');
}

function invalid(message: string): CertificateParseResult {
  return { kind: 'invalid', message };
}

function certificateIn(der: Buffer | undefined): CertificateFields | undefined {
  // The first byte of a DER sequence.
  if (der?.[0] !== 0x30) return undefined;
  try {
    const certificate = new X509Certificate(der);
    const [notBefore, notAfter] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
    // OpenSSL ignores bytes after the certificate.
    if (certificate.raw.length !== der.length || Number.isNaN(notBefore.getTime() + notAfter.getTime()))
      return undefined;
    const { serialNumber } = certificate;
    const serial = serialNumber.length % 2 === 0 ? serialNumber : `0${serialNumber}`;
    return { topic: uidOf(certificate), serial, notBefore, notAfter, publicKey: publicKeyOf(certificate) };
  } catch {
    return undefined;
  }
}

function uidOf(certificate: X509Certificate): string | undefined {
  const subject = certificate.toLegacyObject().subject as unknown as { readonly UID?: string | readonly string[] };
  return [subject?.UID].flat()[0] as string | undefined;
}

function publicKeyOf(certificate: X509Certificate): string | undefined {
  try {
    return certificate.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  } catch {
    return undefined;
  }
}
