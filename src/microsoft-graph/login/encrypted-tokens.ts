// Encrypts codes and refresh tokens. They contain their own data, so the server does not store it. Only this process can read them.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { JsonObject } from '../../json/value.ts';

const KEY = randomBytes(32);
const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** @param kind part of the authenticated data: a text of one kind cannot be decrypted as another */
export function encrypt(kind: string, value: JsonObject): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, KEY, nonce).setAAD(Buffer.from(kind));
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return `1.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`;
}

/** undefined if this process did not encrypt the text as this kind. */
export function decrypt(kind: string, text: string): JsonObject | undefined {
  const bytes = Buffer.from(text.replace(/^1\./, ''), 'base64url');
  if (bytes.length <= NONCE + TAG) return undefined;
  const cipher = createDecipheriv(CIPHER, KEY, bytes.subarray(0, NONCE)).setAAD(Buffer.from(kind));
  cipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  try {
    const value = Buffer.concat([cipher.update(bytes.subarray(NONCE + TAG)), cipher.final()]);
    return JSON.parse(value.toString('utf8')) as JsonObject;
  } catch {
    // The text was changed, or encrypted elsewhere.
    return undefined;
  }
}
