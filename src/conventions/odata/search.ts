// $search (OData URL Conventions 4.01, section 5.1.7): words and phrases with AND, OR, NOT and parentheses. The specification
// leaves the meaning of a match to the service. Here, an item matches if it contains the text anywhere, ignoring case.
import type { Json, JsonObject } from '../../json/value.ts';
import { containsText } from '../text-search.ts';

/** Thrown for an invalid $search. */
export class SearchError extends Error {}

type SearchTest = (item: JsonObject) => boolean;

/** The maximum depth of parentheses. */
const MAX_DEPTH = 100;

/** @throws SearchError */
export function parseSearch(source: string): SearchTest {
  // A phrase without a closing quote extends to the end of the text.
  const tokens = source.match(/"(?:[^"\\]|\\.)*"?|[()]|[^\s()"]+/gs) ?? [];
  let next = 0;
  let depth = 0;
  const either = (): SearchTest => {
    if (++depth > MAX_DEPTH) throw new SearchError(`has more than ${MAX_DEPTH} nested parentheses`);
    const any = [both()];
    while (tokens[next] === 'OR') {
      next += 1;
      any.push(both());
    }
    depth -= 1;
    return (item) => any.some((found) => found(item));
  };
  const both = (): SearchTest => {
    const all = [single()];
    while (next < tokens.length && tokens[next] !== 'OR' && tokens[next] !== ')') {
      if (tokens[next] === 'AND') next += 1;
      all.push(single());
    }
    return (item) => all.every((found) => found(item));
  };
  const single = (): SearchTest => {
    let isNegated = false;
    for (; tokens[next] === 'NOT'; next += 1) isNegated = !isNegated;
    const found = term();
    return isNegated ? (item) => !found(item) : found;
  };
  const term = (): SearchTest => {
    const token = tokens[next++];
    if (token === '(') {
      const inner = either();
      if (tokens[next++] !== ')') throw new SearchError("has no ')' for a '('");
      return inner;
    }
    if (token === undefined || token === ')' || token === 'AND' || token === 'OR') {
      throw new SearchError(`has no word ${token === undefined ? 'at the end' : `before '${token}'`}`);
    }
    return containsTest(textOf(token));
  };
  const search = either();
  if (next < tokens.length) throw new SearchError("has a ')' without a '('");
  return search;
}

/** The text of a word or a phrase. */
function textOf(token: string): string {
  if (!token.startsWith('"')) return token;
  if (!/^"(?:[^"\\]|\\.)*"$/s.test(token)) throw new SearchError("has no closing '\"'");
  return token.slice(1, -1).replace(/\\(.)/gs, '$1');
}

/** A text such as `name:ada` searches the property, if the item has it. Any other text is searched everywhere. */
function containsTest(term: string): SearchTest {
  const text = term.toLowerCase();
  const [, property, textInProperty = ''] = /^([\p{L}_][\p{L}\p{N}_]*):(.+)$/su.exec(term) ?? [];
  return (item) => {
    if (property !== undefined && Object.hasOwn(item, property))
      return contains(item[property] ?? null, textInProperty.toLowerCase());
    return contains(item, text);
  };
}

/** Control information is not searched. */
function contains(value: Json, text: string): boolean {
  return containsText(value, text, (name) => !name.includes('@'));
}
