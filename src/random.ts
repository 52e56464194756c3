// Seeded numbers: every one is a function of a seed and of the place it is asked for, never of how many were asked before.

/**
 * A number in [0, 1) that depends on the seed and the place alone.
 * @param seed the world's seed
 * @param place what tells this number from all others, as an operation's id and a JSON pointer do
 */
export function randomAt(seed: number, ...place: readonly (string | number)[]): number {
  // FNV-1a over the place, then the finalizer of MurmurHash3, which spreads neighbouring hashes.
  let hash = 0x811c9dc5 ^ seed;
  for (const char of place.join('\u0000')) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
