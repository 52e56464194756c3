// Changes of a response body, for a fault. A path is a JSON pointer in which `*` stands for every item of a list.
import type { Violation } from '../errors/http-error.ts';
import { appendTokens, tokensOf } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../json/value.ts';

export type ResponseEdit =
  /** The property is absent, or the item. */
  | { readonly op: 'remove'; readonly path: string }
  /** The value is another one. A property that is absent stays absent. */
  | { readonly op: 'replace'; readonly path: string; readonly value: Json }
  /** The list has its items this many times. */
  | { readonly op: 'repeat'; readonly path: string; readonly times: number };

/** The body with the changes; the same value if none of the paths exists in it. */
export function editResponse(body: Json, edits: readonly ResponseEdit[]): Json {
  return edits.reduce((value, edit) => edited(value, edit, tokensOf(edit.path)) ?? value, body);
}

/** What is wrong with the paths of edits. */
export function editViolations(edits: readonly ResponseEdit[], at: string): readonly Violation[] {
  return edits.flatMap(({ path, op }, index): Violation[] => {
    const pointer = appendTokens(at, String(index), 'path');
    if (path !== '' && !path.startsWith('/'))
      return [{ pointer, rule: 'format', message: 'must be a JSON pointer, for example /items/*/name' }];
    if (path === '' && op === 'remove') return [{ pointer, rule: 'minLength', message: 'must name a property' }];
    return [];
  });
}

/** The changed value; undefined if the edit changes nothing, or removes the value itself. */
function edited(value: Json, edit: ResponseEdit, tokens: readonly string[]): Json | undefined {
  const [token, ...rest] = tokens;
  if (token === undefined) return changed(value, edit);
  if (token === '*' && Array.isArray(value)) return editedItems(value, edit, rest);
  if (Array.isArray(value)) return editedPart(value, edit, { token, rest });
  return isObject(value) && Object.hasOwn(value, token) ? editedPart(value, edit, { token, rest }) : undefined;
}

function changed(value: Json, edit: ResponseEdit): Json | undefined {
  if (edit.op === 'replace') return edit.value;
  if (edit.op === 'repeat' && Array.isArray(value)) return Array.from({ length: edit.times }, () => value).flat();
  return undefined;
}

function editedItems(items: readonly Json[], edit: ResponseEdit, rest: readonly string[]): Json | undefined {
  if (rest.length === 0 && edit.op === 'remove') return [];
  const next = items.map((item) => edited(item, edit, rest));
  return next.some((item) => item !== undefined)
    ? next.map((item, index) => item ?? (items[index] as Json))
    : undefined;
}

interface EditedPart {
  readonly token: string;
  readonly rest: readonly string[];
}

function editedPart(value: Json, edit: ResponseEdit, { token, rest }: EditedPart): Json | undefined {
  if (Array.isArray(value)) {
    const at = Number(token);
    if (!Number.isInteger(at) || at < 0 || at >= value.length) return undefined;
    if (rest.length === 0 && edit.op === 'remove') return value.toSpliced(at, 1);
    const item = edited(value[at], edit, rest);
    return item === undefined ? undefined : value.with(at, item);
  }
  const object = value as JsonObject;
  if (rest.length === 0 && edit.op === 'remove') {
    return Object.fromEntries(Object.entries(object).filter(([name]) => name !== token));
  }
  const property = edited(object[token] as Json, edit, rest);
  if (property === undefined) return undefined;
  const next: Record<string, Json> = {};
  for (const [name, one] of Object.entries(object)) setProperty(next, name, name === token ? property : one);
  return next;
}
