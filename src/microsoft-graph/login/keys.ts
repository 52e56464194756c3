// The key that signs tokens. Each process creates one when it first needs it, outside the main thread.
import type { CryptoKey, JWK } from 'jose';

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
