// Deserializes text by style and explode (OpenAPI 3.1, section 4.8.12.6; RFC 6570): path segments, headers, cookies,
// queries and forms. The validators decide which values are allowed.
import { HttpError } from '../../errors/http-error.ts';
import type { Json } from '../../json/value.ts';
import { LIMITS } from '../../limits.ts';
import type { Serialization, Style } from '../operation/parameters.ts';
import { type TextShape, valueOfText } from './text-shape.ts';

/** One `name=value` of a query or form, decoded. `raw` is the value as received. */
export interface Pair {
  readonly name: string;
  readonly text: string;
  readonly raw: string;
}

/**
 * The pairs of a query or a form body, in order (WHATWG URL, section 5.1).
 * @param most the number of pairs that it can have
 * @throws URIError for an invalid percent-escape
 * @throws HttpError BODY_TOO_LARGE
 */
export function pairsOf(encoded: string, most = Number.POSITIVE_INFINITY): Pair[] {
  if (encoded === '') return [];
  const parts = encoded.split('&').filter((part) => part !== '');
  if (parts.length > most) throw tooManyFields(most);
  return parts.map((part) => {
    const mark = part.indexOf('=');
    const raw = mark < 0 ? '' : part.slice(mark + 1);
    return { name: decodeFormText(mark < 0 ? part : part.slice(0, mark)), text: decodeFormText(raw), raw };
  });
}

export function tooManyFields(most: number): HttpError {
  return new HttpError({
    code: 'BODY_TOO_LARGE',
    message: `The form has more than ${most} fields. Send fewer fields.`,
  });
}

function decodeFormText(text: string): string {
  return /[+%]/.test(text) ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
}

/**
 * The value of one name; undefined if no pair has it.
 * @param pairs those of the name, with or without brackets, and others
 * @param unnamed the pairs that can be the properties of an object without its name
 */
export function valueOfPairs(
  serialization: Serialization,
  shape: TextShape,
  pairs: readonly Pair[],
  unnamed: () => readonly Pair[] = () => pairs,
): Json | undefined {
  const { name, style, explode } = serialization;
  if (style === 'deepObject') return deepValue(name, shape, pairs) ?? plainValue(serialization, shape, pairs);
  if (shape.types.has('object') && style === 'form' && explode && !pairs.some((pair) => pair.name === name)) {
    return deepValue(name, shape, pairs) ?? explodedObject(shape, unnamed());
  }
  return plainValue(serialization, shape, pairs) ?? (isStructured(shape) ? deepValue(name, shape, pairs) : undefined);
}

function isStructured({ types }: TextShape): boolean {
  return types.has('array') || types.has('object');
}

function plainValue(
  { name, style, explode, separator }: Serialization,
  shape: TextShape,
  pairs: readonly Pair[],
): Json | undefined {
  const matching = pairs.filter((pair) => pair.name === name);
  const [first] = matching;
  if (!first) return undefined;
  if (!isStructured(shape)) {
    return matching.length === 1
      ? valueOfText(first.text, shape)
      : matching.map(({ text }) => valueOfText(text, shape));
  }
  if (matching.length > 1)
    return arrayOf(
      matching.map(({ text }) => text),
      shape.items,
    );
  const json = parseAsJson(first.text, shape);
  if (json !== undefined) return json;
  if (shape.types.has('array')) {
    if (explode && style === 'form') return shape.types.has('string') ? first.text : arrayOf([first.text], shape.items);
    return arrayOf(split(first, style, separator), shape.items);
  }
  // A text that begins like an object in JSON, but is not one, is refused by the validator.
  const isText = shape.types.has('string') || /^\s*\{/.test(first.text);
  return isText ? first.text : objectOfAlternating(split(first, style, separator), shape);
}

/** The array or object in a JSON text. Undefined if the schema does not allow it, or if the text could be a string value. */
function parseAsJson(text: string, shape: TextShape): Json | undefined {
  if (!/^\s*[[{]/.test(text) || shape.types.has('string') || shape.items.types.has('string')) return undefined;
  const value = valueOfText(text, shape);
  const type = Array.isArray(value) ? 'array' : 'object';
  return typeof value === 'object' && value !== null && shape.types.has(type) ? value : undefined;
}

const SEPARATORS: Partial<Record<Style, RegExp>> = { spaceDelimited: /%20|\+| /, pipeDelimited: /\||%7C/i };

/**
 * Splits before decoding, so that an escaped separator belongs to its item. If all separators are escaped, they
 * separate the items.
 */
function split({ raw, text }: Pair, style: Style, own: string | undefined): string[] {
  if (text === '') return [];
  if (own !== undefined) return text.split(own);
  const separator = SEPARATORS[style] ?? /,/;
  const parts = raw.split(separator);
  if (parts.length > 1) return parts.map(decodeFormText);
  return text.split(style === 'pipeDelimited' ? '|' : style === 'spaceDelimited' ? ' ' : ',');
}

function arrayOf(texts: readonly string[], items: TextShape): Json {
  return texts.map((text) => itemOf(text, items));
}

/** The value of an item. A list inside a list has a separator of its own, unless it is JSON. */
function itemOf(text: string, shape: TextShape): Json {
  const isList = shape.types.has('array') && !shape.types.has('string') && !/^\s*\[/.test(text);
  return isList ? arrayOf(text === '' ? [] : text.split(shape.separator), shape.items) : valueOfText(text, shape);
}

/** `R,100,G,200` as an object. */
function objectOfAlternating(texts: readonly string[], shape: TextShape): Json {
  const entries: [string, Json][] = [];
  for (let at = 0; at < texts.length; at += 2) {
    const name = texts[at] as string;
    entries.push([name, valueOfText(texts[at + 1] ?? '', propertyShape(shape, name))]);
  }
  return Object.fromEntries(entries);
}

function propertyShape({ properties, additional }: TextShape, name: string): TextShape {
  return properties.get(name) ?? additional;
}

/** An object whose properties are separate pairs: the declared properties, or all pairs if none is declared. */
function explodedObject(shape: TextShape, pairs: readonly Pair[]): Json | undefined {
  const own = shape.properties.size > 0 ? pairs.filter((pair) => shape.properties.has(baseOf(pair.name))) : pairs;
  if (own.length === 0) return undefined;
  return objectOfPairs(shape, own, (name) => ({ name, style: 'form', explode: true }));
}

/** The part of a name before its brackets. */
export function baseOf(name: string): string {
  const bracket = name.indexOf('[');
  return bracket < 0 ? name : name.slice(0, bracket);
}

/** A value that is being built from names with brackets. */
type BracketTree = Map<string, BracketTree | string[]>;

/** The value of names with brackets: `filter[price][min]=1`, `ids[]=1`, `ids[0]=1`. */
function deepValue(name: string, shape: TextShape, pairs: readonly Pair[]): Json | undefined {
  const root: BracketTree = new Map();
  for (const pair of pairs) {
    if (!pair.name.startsWith(`${name}[`) || !pair.name.endsWith(']')) continue;
    // More levels than a value can have: deeper nesting is refused, and not built first.
    const keys = pair.name.slice(name.length + 1, -1).split('][', LIMITS.nesting.max + 2);
    let branch = root;
    for (const key of keys.slice(0, -1)) {
      const next = branch.get(key);
      const inner: BracketTree = next instanceof Map ? next : new Map();
      branch.set(key, inner);
      branch = inner;
    }
    const last = keys.at(-1) as string;
    const texts = branch.get(last);
    if (Array.isArray(texts)) texts.push(pair.text);
    else if (!texts) branch.set(last, [pair.text]);
  }
  return root.size === 0 ? undefined : valueOfTree(root, shape);
}

function valueOfTree(branch: BracketTree | string[], shape: TextShape): Json {
  if (Array.isArray(branch)) {
    const [only = ''] = branch;
    if (branch.length === 1 && !(shape.types.has('array') && !shape.types.has('string')))
      return valueOfText(only, shape);
    return arrayOf(branch, shape.items);
  }
  const keys = [...branch.keys()];
  const isList = keys.every((key) => /^\d*$/.test(key)) && !shape.types.has('object');
  if (!isList && !(shape.types.has('array') && !shape.types.has('object'))) {
    return Object.fromEntries([...branch].map(([key, inner]) => [key, valueOfTree(inner, propertyShape(shape, key))]));
  }
  // Numbered items in their order, then items without a number.
  const rank = (key: string) => (key === '' ? Number.POSITIVE_INFINITY : Number(key));
  const entries = [...branch].sort(([one], [other]) => rank(one) - rank(other));
  return entries.flatMap(([, inner]) =>
    Array.isArray(inner) ? inner.map((text) => valueOfText(text, shape.items)) : [valueOfTree(inner, shape.items)],
  );
}

function groupsByBase(pairs: readonly Pair[]): ReadonlyMap<string, readonly Pair[]> {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const base = baseOf(pair.name);
    const group = groups.get(base);
    if (group) group.push(pair);
    else groups.set(base, [pair]);
  }
  return groups;
}

const NO_PAIRS: readonly Pair[] = Object.freeze([]);

/** An object from the pairs of a form: declared properties by their own serialization, then all others. */
export function objectOfPairs(
  shape: TextShape,
  pairs: readonly Pair[],
  serializationOf: (name: string) => Serialization,
): { [name: string]: Json } {
  const properties = new Map<string, Json>();
  const used = new Set<string>();
  const byBase = groupsByBase(pairs);
  // Only these can belong to an object inside. A declared property of this object is not one of an object inside.
  const undeclared = () => pairs.filter((pair) => !shape.properties.has(baseOf(pair.name)));
  for (const [name, property] of shape.properties) {
    const value = valueOfPairs(serializationOf(name), property, byBase.get(baseOf(name)) ?? NO_PAIRS, undeclared);
    if (value === undefined) continue;
    properties.set(name, value);
    used.add(name);
  }
  const others = new Map<string, string[]>();
  for (const { name, text } of pairs) {
    if (used.has(name) || used.has(baseOf(name))) continue;
    const texts = others.get(name);
    if (texts) texts.push(text);
    else others.set(name, [text]);
  }
  for (const [name, texts] of others) {
    const values = texts.map((text) => valueOfText(text, shape.additional));
    properties.set(name, values.length === 1 ? (values[0] as Json) : values);
  }
  return Object.fromEntries(properties);
}

/**
 * The value of one text in a path segment, a header or a cookie: the styles simple, label, matrix, and form without its
 * name.
 */
export function valueOfOneText(serialization: Serialization, shape: TextShape, text: string): Json {
  const { name, style, explode } = serialization;
  const body = withoutPrefix(name, style, text);
  if (!isStructured(shape)) return valueOfText(body, shape);
  const parts = partsOf(body, serialization);
  if (shape.types.has('array')) {
    return shape.types.has('string') && parts.length === 1 ? body : arrayOf(parts, shape.items);
  }
  if (!explode) return shape.types.has('string') && parts.length === 1 ? body : objectOfAlternating(parts, shape);
  const pairs = parts.map((part) => part.split(/=(.*)/s, 2) as [string, string?]);
  return Object.fromEntries(pairs.map(([key, value = '']) => [key, valueOfText(value, propertyShape(shape, key))]));
}

function withoutPrefix(name: string, style: Style, text: string): string {
  if (style === 'label') return text.replace(/^\./, '');
  if (style !== 'matrix') return text;
  return text.startsWith(`;${name}=`) ? text.slice(name.length + 2) : text.replace(/^;/, '');
}

function partsOf(text: string, { name, style, explode, separator }: Serialization): string[] {
  if (text === '') return [];
  if (separator !== undefined) return text.split(separator).map((part) => part.trim());
  if (style === 'label' && (explode || !text.includes(','))) return text.split('.');
  if (style === 'matrix' && explode) return text.split(';').map((part) => part.replace(`${name}=`, ''));
  return text.split(',').map((part) => part.trim());
}
