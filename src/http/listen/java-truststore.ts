// Writes certificates as a Java truststore. Java reads neither PEM files nor the certificates in a PKCS #12 file of OpenSSL. The format
// is that of sun.security.provider.JavaKeyStore: entries, and a digest of them that a password salts.
import { createHash, X509Certificate } from 'node:crypto';

const MAGIC = 0xfeedfeed;
const VERSION = 2;
const TRUSTED_CERTIFICATE = 2;
/** The password that Java's own truststore has. It protects nothing: the content is public. */
export const TRUSTSTORE_PASSWORD = 'changeit';
/** Java salts the digest with this text, too. */
const SALT = 'Mighty Aphrodite';

/** @param pem one or more certificates */
export function javaTruststore(pem: string): Buffer {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const content = Buffer.concat([
    uint32(MAGIC),
    uint32(VERSION),
    uint32(certificates.length),
    ...certificates.map((text, index) => entry(`standin-${index}`, new X509Certificate(text))),
  ]);
  const digest = createHash('sha1')
    .update(Buffer.from(TRUSTSTORE_PASSWORD, 'utf16le').swap16())
    .update(SALT)
    .update(content)
    .digest();
  return Buffer.concat([content, digest]);
}

function entry(alias: string, { raw, validFrom }: X509Certificate): Buffer {
  const created = Buffer.alloc(8);
  created.writeBigInt64BE(BigInt(Date.parse(validFrom)));
  return Buffer.concat([uint32(TRUSTED_CERTIFICATE), text(alias), created, text('X.509'), uint32(raw.length), raw]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
