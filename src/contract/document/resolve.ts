// Follows `$ref`s inside one bundled document. The document has passed the checks at start, so every reference has a target.
import { appendTokens, decodeFragment, tokensOf, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { Visit } from './grammar.ts';

/** A value of the document with its pointer. */
export interface Resolved<T extends Json = Json> {
  readonly pointer: string;
  readonly value: T;
}

/**
 * The object at `pointer`, after following `$ref`s; an empty object if the references lead in a circle.
 * @param known the value at `pointer`, if the caller has it; this saves a search in the document
 */
export function resolve(document: JsonObject, pointer: string, known?: Json): Resolved<JsonObject> {
  if (isObject(known) && typeof known.$ref !== 'string') return { pointer, value: known };
  const passed = new Set<string>();
  for (let at = pointer; !passed.has(at); ) {
    passed.add(at);
    const value = valueAt(document, at);
    if (!isObject(value)) break;
    if (typeof value.$ref !== 'string') return { pointer: at, value };
    at = decodeFragment(value.$ref.slice(1));
  }
  return { pointer, value: {} };
}

/**
 * The pointer of a schema, after following references without siblings. The same schema then always has the same pointer.
 * @param known the schema at `pointer`, if the caller has it
 */
export function schemaPointer(document: JsonObject, pointer: string, known?: Json): string {
  const passed = new Set<string>();
  let at = pointer;
  for (;;) {
    const value = passed.size === 0 && known !== undefined ? known : valueAt(document, at);
    const alone = isObject(value) && typeof value.$ref === 'string' && Object.keys(value).length === 1;
    if (!alone || passed.has(at)) return at;
    passed.add(at);
    at = decodeFragment((value.$ref as string).slice(1));
  }
}

/** The target of a `$ref` that the walk found. Undefined if there is no `$ref`, or if it has no target in the document. */
export function targetOf(document: JsonObject, { kind, node }: Visit): Visit | undefined {
  const reference = isObject(node) ? node.$ref : undefined;
  if (typeof reference !== 'string' || !/^#(\/|$)/.test(reference)) return undefined;
  const pointer = decodeFragment(reference.slice(1));
  const value = valueAt(document, pointer);
  return value === undefined ? undefined : { kind, node: value, pointer };
}

/** References that a lookup follows at most. */
const MAX_FOLLOWED = 100;

/**
 * Finds a value whose pointer can lead through references: `/components/schemas/Pet`, if `/components/schemas` is a reference.
 * @returns the value with the pointer that leads through no reference; undefined if it does not exist
 */
export function lookup(document: JsonObject, pointer: string): Resolved | undefined {
  const rest = tokensOf(pointer);
  let at = '';
  let value: Json | undefined = document;
  for (let followed = 0; followed < MAX_FOLLOWED; ) {
    const token = rest[0];
    const reference: Json | undefined = isObject(value) ? value.$ref : undefined;
    const inner: Json | undefined = token === undefined || value === undefined ? undefined : childOf(value, token);
    if (inner !== undefined) {
      rest.shift();
      at = appendTokens(at, token as string);
      value = inner;
    } else if (typeof reference === 'string' && reference.startsWith('#')) {
      followed += 1;
      rest.unshift(...tokensOf(decodeFragment(reference.slice(1))));
      at = '';
      value = document;
    } else return token === undefined && value !== undefined ? { pointer: at, value } : undefined;
  }
  return undefined;
}

function childOf(value: Json, token: string): Json | undefined {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
  return isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}
