// Finds the keys that the description of a path parameter names: "The user id, or `me` for the signed-in user" names the alias `me`.

interface NamedKeys {
  /** Words that stand for an item, for example `me` or `primary`. */
  readonly aliases: ReadonlySet<string>;
  /** Keys that an item has, for example `0` for the root folder. */
  readonly keys: readonly string[];
}

const QUOTED = '[`"\'“‘]([\\w.~@-]{1,40})[`"\'”’]';
const KIND = '(?:(?:the|a|special|string|keyword|value|literal|alias|id|word|name)\\s+){0,3}';
/** A quoted word after `or`, `use` and the like. */
const INTRODUCED = new RegExp(
  `\\b(?:or|use|using|pass|specify|keyword|alias|special value|by the id)\\s+${KIND}${QUOTED}`,
  'gi',
);
/** A quoted word before `for`, `means` and the like. */
const EXPLAINED = new RegExp(
  `${QUOTED}\\s+(?:for\\b|to\\b|can be used|may be used|means|refers|represents|stands|is (?:an alias|a special|used|shorthand)|as (?:an alias|shorthand)|keyword|alias)`,
  'gi',
);
/** Words that are aliases without quotes too. */
const PLAIN = /\bor\s+(me|self|primary|last-used)\b(?!['’])/gi;
/** What follows is a sample of a key and not an alias. */
const SAMPLE = /(?:e\.g\.?|for example|example|such as|like|format|form|prefix|starts? with|begins? with)\W*$/i;

/** @param descriptions of the same path parameter, in several operations */
export function namedKeys(descriptions: readonly string[]): NamedKeys {
  const words = new Set<string>();
  for (const description of new Set(descriptions)) {
    for (const pattern of [INTRODUCED, EXPLAINED, PLAIN]) {
      for (const match of description.matchAll(pattern)) {
        const isSample = SAMPLE.test(description.slice(0, match.index));
        if (match[1] !== undefined && !isSample) words.add(match[1]);
      }
    }
  }
  const isNumber = (word: string) => /^\d+$/.test(word);
  return { aliases: new Set([...words].filter((word) => !isNumber(word))), keys: [...words].filter(isNumber) };
}
