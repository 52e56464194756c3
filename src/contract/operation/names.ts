// Compares names as people read them: `pet_id`, `petId` and `pet-id` are the same name, and `pet` is the singular of `pets`.

/** A name in lower case, without dashes, underscores and similar characters. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}.]/gu, '');
}

/** The plain name of one item of a collection with this name. */
export function singularOf(name: string): string {
  const plain = plainName(name);
  if (/[^aeiou]ies$/.test(plain)) return plain.replace(/ies$/, 'y');
  if (/(?:s|x|z|ch|sh)es$/.test(plain)) return plain.replace(/es$/, '');
  return /[^su]s$/.test(plain) ? plain.slice(0, -1) : plain;
}

/** The name of one item of a collection, as words for a sentence: `special event` for `special-events`. */
export function wordsOfName(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return [...words.slice(0, -1), singularOf(words.at(-1) as string)].join(' ').trim() || 'item';
}

/** A path template with `{}` for every parameter. Paths that differ only in the names of parameters have the same shape. */
export function shapeOfPath(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}').replace(/(?<=.)\/$/, '');
}

/** The names of the parameters in a path template, in order. */
export function parametersIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name as string);
}

/** The last literal segment of a path. */
export function lastWord(path: string): string {
  return path.split('/').findLast((segment) => segment !== '' && !segment.includes('{')) ?? '';
}
