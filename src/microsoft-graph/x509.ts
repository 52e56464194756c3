// X.509 with @peculiar/x509. The library is loaded with the first key or certificate, which keeps the start fast.
import { randomBytes, type webcrypto } from 'node:crypto';

export type X509 = typeof import('@peculiar/x509');

/** RSA with 2048 bits and SHA-256: what Apple's portal requires and signs with. */
export const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;

let loading: Promise<X509> | undefined;

export function loadX509(): Promise<X509> {
  loading ??= import('reflect-metadata').then(() => import('@peculiar/x509'));
  return loading;
}

export function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
}

/** A serial number of eight bytes in hex, positive and without a leading zero byte, from numbers in [0, 1). */
export function serialOf(random: (index: number) => number): string {
  const first = 1 + Math.floor(random(0) * 0x7f);
  const rest = [1, 2, 3, 4, 5, 6, 7].map((index) => Math.floor(random(index) * 0x100));
  return [first, ...rest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** An unpredictable serial number. */
export function randomSerial(): string {
  const bytes = randomBytes(8);
  return serialOf((index) => (bytes[index] as number) / 0x100);
}
