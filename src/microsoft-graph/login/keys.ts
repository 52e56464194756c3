// The key that tokens are signed with: one for each process, made when it is first needed, away from the main thread.
import type { CryptoKey, JWK } from 'jose';

export interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** What everybody may know of it. */
  readonly jwk: JWK;
}

let known: Promise<SigningKey> | undefined;

export function signingKey(): Promise<SigningKey> {
  known ??= made();
  return known;
}

async function made(): Promise<SigningKey> {
  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import('jose');
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = await exportJWK(publicKey);
  return { id: await calculateJwkThumbprint(jwk), privateKey, publicKey, jwk };
}
