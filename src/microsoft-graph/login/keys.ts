// The key that signs tokens. Each process creates one when it first needs it, outside the main thread.
import { createHash } from 'node:crypto';
import type { CryptoKey, JWK } from 'jose';
import { loadX509, RSA, randomSerial } from '../x509.ts';

export interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** The public key as JWK. */
  readonly jwk: JWK;
}

let created: Promise<SigningKey> | undefined;

export function signingKey(): Promise<SigningKey> {
  created ??= createKey();
  return created;
}

async function createKey(): Promise<SigningKey> {
  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import('jose');
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = await exportJWK(publicKey);
  return { id: await calculateJwkThumbprint(jwk), privateKey, publicKey, jwk };
}

/** Whether this process signed a token. */
export async function isIssuedHere(token: string): Promise<boolean> {
  const [{ compactVerify }, { publicKey }] = await Promise.all([import('jose'), signingKey()]);
  return compactVerify(token, publicKey, { algorithms: ['RS256'] }).then(
    () => true,
    () => false,
  );
}

/** A certificate of the signing key, in base64, and its SHA-1 thumbprint. The key has signed it itself. */
export interface KeyCertificate {
  readonly x5c: string;
  readonly x5t: string;
}

let certified: Promise<KeyCertificate> | undefined;

/** Some clients read the key from the certificate only. */
export function certificateOfKey(): Promise<KeyCertificate> {
  certified ??= certifyKey();
  return certified;
}

/** Milliseconds in five years, as long as the certificates of the real service are valid. */
const CERTIFICATE_LIFETIME_MS = 5 * 365 * 86_400_000;

async function certifyKey(): Promise<KeyCertificate> {
  const [x509, { privateKey, publicKey }] = await Promise.all([loadX509(), signingKey()]);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: randomSerial(),
    name: 'CN=standin token service',
    notBefore: new Date(now),
    notAfter: new Date(now + CERTIFICATE_LIFETIME_MS),
    keys: { privateKey, publicKey },
    signingAlgorithm: RSA,
  });
  const bytes = Buffer.from(certificate.rawData);
  return { x5c: bytes.toString('base64'), x5t: createHash('sha1').update(bytes).digest('base64url') };
}
