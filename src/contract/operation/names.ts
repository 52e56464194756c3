// Compares names as people read them: `pet_id`, `petId` and `pet-id` are the same name, and `pet` is the singular of `pets`.

/** A name in lower case, without dashes, underscores and similar characters. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}.]/gu, '');
}

/** Plural endings with the singular, the first that matches decides. */
const PLURALS: readonly (readonly [plural: RegExp, singular: string])[] = [
  [/people$/, 'person'],
  [/children$/, 'child'],
  [/(ind|vert)ices$/, '$1ex'],
  [/(mov|cook|self|calor)ies$/, '$1ie'],
  [/([^aeiou])ies$/, '$1y'],
  [/zzes$/, 'z'],
  [/(ss|ias|x|sh|(?:stat|b|camp|vir|bon|corp)us)es$/, '$1'],
  [/([^a]|[eor]a)ches$/, '$1ch'],
  [/(men|[gc]p|sk)us$/, '$1u'],
  [/([^su])s$/, '$1'],
];

/** The plain name of one item of a collection with this name. */
export function singularOf(name: string): string {
  const plain = plainName(name);
  const [plural, singular] = PLURALS.find(([ending]) => ending.test(plain)) ?? [];
  return plural === undefined || singular === undefined ? plain : plain.replace(plural, singular);
}

/** The name of one item of a collection, as words for a sentence: `special event` for `special-events`. */
export function wordsOfName(name: string): string {
  const words = wordsIn(name);
  return [...words.slice(0, -1), singularOf(words.at(-1) ?? '')].join(' ').trim() || 'item';
}

/**
 * A path template as what it means: `{}` for every parameter, without a slash or a format such as `.json` at the end. A custom
 * method after a colon (AIP-136) is a segment of its own: `/books/{id}:archive` is `/books/{}/archive`.
 */
export function shapeOfPath(path: string): string {
  return path
    .replace(/\{[^{}]*\}/g, '{}')
    .replace(/(?<=.)\/$/, '')
    .replace(/(?<=[^/])\.(?:json|xml|\{\})$/, '')
    .replace(/(?<=[^/:]):([A-Za-z][\w-]*)$/, '/$1');
}

/** The names of the parameters in a path template, in order. */
export function parametersIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name as string);
}

/** The last literal segment of a path. */
export function lastWord(path: string): string {
  return path.split('/').findLast((segment) => segment !== '' && !segment.includes('{')) ?? '';
}

/** The words of a name: `menuItemId` is `menu`, `item`, `id`. */
export function wordsIn(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
