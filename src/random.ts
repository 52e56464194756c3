// Seeded numbers: each one is a function of a seed and a place, and does not depend on earlier calls. And UUIDs that never repeat.
import { randomFillSync } from 'node:crypto';

/**
 * A number in [0, 1) that depends only on the seed and the place.
 * @param seed the seed of the world
 * @param place what distinguishes this number from all others, such as the id of an operation and a JSON pointer
 */
export function randomAt(seed: number, ...place: readonly (string | number)[]): number {
  // FNV-1a over the place, then the finalizer of MurmurHash3, which spreads similar hashes.
  let hash = 0x811c9dc5 ^ seed;
  for (const char of place.join('\u0000')) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A UUID in the form of version 4 (RFC 9562) that depends only on the seed and the place. */
export function uuidAt(seed: number, ...place: readonly (string | number)[]): string {
  const words = [0, 1, 2, 3].map((word) => Math.floor(randomAt(seed, ...place, word) * 2 ** 32));
  const hex = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  const variant = '89ab'[Number.parseInt(hex[16] as string, 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The number of UUIDs whose random bytes are read at once. */
const POOL_SIZE = 512;
const UUID_BYTES = 16;
const pool = Buffer.alloc(POOL_SIZE * UUID_BYTES);
let used = pool.length;

const DIGITS = Buffer.from('0123456789abcdef');
const uuid = Buffer.from('xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx');
/** The place of each byte in the text. */
const PLACES = Uint8Array.of(0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34);

/**
 * A random UUID of version 4 (RFC 9562). That of Node.js joins twenty pieces of text, which every header with it pays for again.
 */
export function randomUuid(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  pool[used + 6] = ((pool[used + 6] as number) & 0x0f) | 0x40;
  pool[used + 8] = ((pool[used + 8] as number) & 0x3f) | 0x80;
  for (let at = 0; at < UUID_BYTES; at++) {
    const byte = pool[used + at] as number;
    const place = PLACES[at] as number;
    uuid[place] = DIGITS[byte >> 4] as number;
    uuid[place + 1] = DIGITS[byte & 15] as number;
  }
  used += UUID_BYTES;
  return uuid.toString('latin1');
}
