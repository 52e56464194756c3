// Names as people mean them: `pet_id`, `petId` and `pet-id` are one name, and a pet is one of `pets`.

/** A name without case, dashes, underscores and the like. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}.]/gu, '');
}

/** The plain name of one of what a collection is called after. */
export function singularOf(name: string): string {
  const plain = plainName(name);
  if (/[^aeiou]ies$/.test(plain)) return plain.replace(/ies$/, 'y');
  if (/(?:s|x|z|ch|sh)es$/.test(plain)) return plain.replace(/es$/, '');
  return /[^su]s$/.test(plain) ? plain.slice(0, -1) : plain;
}

/** What one of a collection is called in a sentence: `special event` for `special-events`. */
export function wordsOfName(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return [...words.slice(0, -1), singularOf(words.at(-1) as string)].join(' ').trim() || 'item';
}

/** The segments of a path template with every parameter written `{}`: paths that differ in the names of parameters are one. */
export function shapeOfPath(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}').replace(/(?<=.)\/$/, '');
}

/** The names of the parameters in a path template, in order. */
export function parametersIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name as string);
}

/** The last literal segment of a path, without the parameters behind it. */
export function lastWord(path: string): string {
  return path.split('/').findLast((segment) => segment !== '' && !segment.includes('{')) ?? '';
}
