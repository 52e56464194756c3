// Full-text search in a list: all words of the query occur in an item. Qualifiers such as `status:open` and `stars:>10`
// compare properties.
import type { Contract } from '../../contract/contract.ts';
import type { JsonObject } from '../../json/value.ts';
import { containsText } from '../text-search.ts';
import { conditionsIn } from './filter-expression.ts';
import { findNested } from './item-property.ts';

type ItemTest = (item: JsonObject) => boolean;

const PART = /(-)?(?:([A-Za-z][\w.-]*)[:=])?("[^"]*"|[^\s"]+)/g;

/** The test for a search text. Undefined if it contains nothing to search for. */
export function searchFor(contract: Contract, schemas: readonly string[], text: string): ItemTest | undefined {
  const tests: ItemTest[] = [];
  const words: string[] = [];
  const unknown: string[] = [];
  for (const [part, minus, name, value = ''] of text.matchAll(PART)) {
    const path = name === undefined ? undefined : findNested(contract.document, schemas, name.split('.'))?.path;
    const condition = path && conditionsIn(`${name}:${value}`);
    const test = typeof condition === 'function' ? condition(() => path) : undefined;
    if (test) tests.push(minus === undefined ? test : (item) => !test(item));
    else if (name === undefined) words.push(minus === undefined ? value.replaceAll('"', '') : part);
    else unknown.push(part);
  }
  // A qualifier that names no property is text, unless the query contains more.
  if (words.length === 0 && tests.length === 0) words.push(...unknown);
  const searched = words.map((word) => word.toLowerCase().replace(/^\*+|\*+$/g, '')).filter((word) => word !== '');
  const phrase = text.trim().toLowerCase();
  if (searched.length > 0) {
    tests.push((item) => containsText(item, phrase) || searched.every((word) => containsText(item, word)));
  }
  return tests.length === 0 ? undefined : (item) => tests.every((test) => test(item));
}
