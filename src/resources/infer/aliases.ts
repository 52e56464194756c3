// Finds the keys that a path parameter names: "The user id, or `me` for the signed-in user" names the alias `me`, and `issueIdOrKey` means
// that an item is found by either property.
import { plainName, wordsIn } from '../../contract/operation/names.ts';

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

/** Names of properties that identify an item. */
const IDENTITY =
  /(?:id|uuid|guid|sid|key|name|slug|code|login|email|emailaddress|handle|number|hash|sku|domain|address|symbol)$/;
/** What a parameter of several kinds is called. */
const TEXT_OR_NUMBER = /\bstring or (?:an? )?(?:integer|number|int)\b|\b(?:integer|number) or (?:a )?string\b/;

/** A path parameter, as it says which properties it can contain. */
export interface DescribedParameter {
  readonly name: string;
  readonly descriptions: readonly string[];
}

/** The properties by which an item is found, among those of the item: `id` and `key` for `issueIdOrKey`. */
export function namedProperties(
  { name, descriptions }: DescribedParameter,
  properties: readonly string[],
): readonly string[] {
  const identities = properties.filter((property) => IDENTITY.test(plainName(property)));
  const inName = alternativesIn(wordsIn(name));
  const texts = [...new Set(descriptions)].map((text) => text.toLowerCase()).filter((text) => OFFERS.test(text));
  const isNamed = (property: string) => texts.some((text) => mentions(text, wordsIn(property)));
  const isTyped = (property: string) =>
    /^(?:id|name|slug)$/.test(plainName(property)) && texts.some((text) => TEXT_OR_NUMBER.test(text));
  return identities.filter((property) => inName.has(plainName(property)) || isNamed(property) || isTyped(property));
}

/** A description that offers several values. */
const OFFERS = /\b(?:or|either|also|alternatively)\b|\w\/\w/;

/** What the words around `or` can mean: `issue`, `id`, `or`, `key` means `issueid`, `id` or `key`. */
function alternativesIn(words: readonly string[]): ReadonlySet<string> {
  const at = words.lastIndexOf('or');
  if (at <= 0 || at === words.length - 1) return new Set();
  return new Set(
    [words.slice(0, at), words.slice(at + 1)].flatMap((part) => part.map((_, index) => part.slice(index).join(''))),
  );
}

function mentions(text: string, words: readonly string[]): boolean {
  const name = words.join('[ _-]?');
  return new RegExp(`(?<![\\w.])${name}s?(?![\\w])`).test(text);
}
