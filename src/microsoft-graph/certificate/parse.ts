// What the member `certificate` of an upload holds: a certificate, something that was to be one, or any other text.
import { X509Certificate } from 'node:crypto';
import { derOfBase64, firstLabel, isArmoured, pemBlocks } from './pem.ts';

export interface ReadCertificate {
  /** The UID of its subject; undefined where it has none. */
  readonly topic: string | undefined;
  /** In upper-case hex, as many digits as its bytes have. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo in base64; undefined where its kind is not known here. */
  readonly publicKey: string | undefined;
}

export type ParsedCertificate =
  | { readonly kind: 'certificate'; readonly certificate: ReadCertificate }
  /** In armour, and yet none; with what is to be said after the name of the member. */
  | { readonly kind: 'broken'; readonly message: string }
  | { readonly kind: 'text' };

/** How the base64 of every certificate begins, which is a sequence longer than a byte can tell. */
const SEQUENCE = /^\s*MI/;

export function readCertificate(text: string): ParsedCertificate {
  if (!isArmoured(text)) {
    const certificate = SEQUENCE.test(text) ? certificateIn(derOfBase64(text)) : undefined;
    return certificate ? { kind: 'certificate', certificate } : { kind: 'text' };
  }
  // Apple's portal gives the certificate first; further blocks are those of its issuers.
  const [block] = pemBlocks(text, 1);
  if (!block) return broken(`holds ${firstLabel(text) || 'PEM armour'} and no CERTIFICATE`);
  if (!block.der) return broken('holds a CERTIFICATE in PEM whose base64 is broken, or that has no end');
  const certificate = certificateIn(block.der);
  return certificate
    ? { kind: 'certificate', certificate }
    : broken('holds a CERTIFICATE in PEM that is no X.509 certificate');
}

function broken(message: string): ParsedCertificate {
  return { kind: 'broken', message };
}

function certificateIn(der: Buffer | undefined): ReadCertificate | undefined {
  // Every certificate is a sequence.
  if (der?.[0] !== 0x30) return undefined;
  try {
    const certificate = new X509Certificate(der);
    const [notBefore, notAfter] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
    // OpenSSL reads on behind the certificate without a word.
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
