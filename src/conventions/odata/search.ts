// $search (OData URL Conventions 4.01, section 5.1.7): words and phrases, with AND, OR, NOT and brackets. What it is for a
// text to be found is the service's to say; here it stands somewhere in the item, without regard to case.
import type { Json, JsonObject } from '../../json/value.ts';
import { containsText } from '../text-search.ts';

/** Why a text is no search. */
export class SearchError extends Error {}

type SearchTest = (item: JsonObject) => boolean;

/** Levels of brackets. */
const DEEPEST = 100;

/** @throws SearchFault */
export function parseSearch(source: string): SearchTest {
  // A phrase without an end goes to the end of the text, so that no other end is looked for.
  const tokens = source.match(/"(?:[^"\\]|\\.)*"?|[()]|[^\s()"]+/gs) ?? [];
  let next = 0;
  let depth = 0;
  const either = (): SearchTest => {
    if (++depth > DEEPEST) throw new SearchError(`has more than ${DEEPEST} brackets`);
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
    let turned = false;
    for (; tokens[next] === 'NOT'; next += 1) turned = !turned;
    const found = term();
    return turned ? (item) => !found(item) : found;
  };
  const term = (): SearchTest => {
    const token = tokens[next++];
    if (token === '(') {
      const inner = either();
      if (tokens[next++] !== ')') throw new SearchError("lacks a ')'");
      return inner;
    }
    if (token === undefined || token === ')' || token === 'AND' || token === 'OR') {
      throw new SearchError(`lacks a word ${token === undefined ? 'at the end' : `before '${token}'`}`);
    }
    return holding(textOf(token));
  };
  const whole = either();
  if (next < tokens.length) throw new SearchError("has a ')' too many");
  return whole;
}

/** The text of a word or a phrase. */
function textOf(token: string): string {
  if (!token.startsWith('"')) return token;
  if (!/^"(?:[^"\\]|\\.)*"$/s.test(token)) throw new SearchError("lacks a '\"'");
  return token.slice(1, -1).replace(/\\(.)/gs, '$1');
}

/** A text as `name:ada` asks for a member, where the item has it; any other text is looked for everywhere. */
function holding(text: string): SearchTest {
  const wanted = text.toLowerCase();
  const [, member, inMember = ''] = /^([\p{L}_][\p{L}\p{N}_]*):(.+)$/su.exec(text) ?? [];
  return (item) => {
    if (member !== undefined && Object.hasOwn(item, member)) return holds(item[member] ?? null, inMember.toLowerCase());
    return holds(item, wanted);
  };
}

/** Control information is not looked into. */
function holds(value: Json, text: string): boolean {
  return containsText(value, text, (name) => !name.includes('@'));
}
