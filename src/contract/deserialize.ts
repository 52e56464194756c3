// Text to values by style and explode (OpenAPI 3.1, section 4.8.12.6, and RFC 6570): what a path segment, a header, a
// cookie, a query or a form says of one name. Which values are allowed is left to the validators.
import { MAX_DEPTH } from '../json/parse.ts';
import type { Json } from '../json/value.ts';
import type { Serialization, Style } from './parameters.ts';
import { type TextShape, valueOfText } from './text-shape.ts';

/** One `name=value` of a query or form, decoded; `raw` is the value as it came. */
export interface Pair {
  readonly name: string;
  readonly text: string;
  readonly raw: string;
}

/** The pairs of a query or of a form's body, in order (WHATWG URL, section 5.1). @throws URIError for a bad escape */
export function pairsOf(encoded: string): Pair[] {
  if (encoded === '') return [];
  return encoded
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const mark = part.indexOf('=');
      const raw = mark < 0 ? '' : part.slice(mark + 1);
      return { name: decodeFormText(mark < 0 ? part : part.slice(0, mark)), text: decodeFormText(raw), raw };
    });
}

function decodeFormText(text: string): string {
  return /[+%]/.test(text) ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
}

/** What pairs say of one name; undefined where they say nothing. */
export function valueOfPairs(how: Serialization, shape: TextShape, pairs: readonly Pair[]): Json | undefined {
  const { name, style, explode } = how;
  if (style === 'deepObject') return deepValue(name, shape, pairs) ?? plainValue(how, shape, pairs);
  if (shape.types.has('object') && style === 'form' && explode && !pairs.some((pair) => pair.name === name)) {
    return deepValue(name, shape, pairs) ?? explodedObject(shape, pairs);
  }
  return plainValue(how, shape, pairs) ?? (isStructured(shape) ? deepValue(name, shape, pairs) : undefined);
}

function isStructured({ types }: TextShape): boolean {
  return types.has('array') || types.has('object');
}

function plainValue(
  { name, style, explode }: Serialization,
  shape: TextShape,
  pairs: readonly Pair[],
): Json | undefined {
  const given = pairs.filter((pair) => pair.name === name);
  const [first] = given;
  if (!first) return undefined;
  if (!isStructured(shape)) {
    return given.length === 1 ? valueOfText(first.text, shape) : given.map(({ text }) => valueOfText(text, shape));
  }
  if (given.length > 1) return given.map(({ text }) => valueOfText(text, shape.items));
  const written = parseAsJson(first.text, shape);
  if (written !== undefined) return written;
  if (shape.types.has('array')) {
    if (explode && style === 'form')
      return shape.types.has('string') ? first.text : [valueOfText(first.text, shape.items)];
    return arrayOf(split(first, style), shape.items);
  }
  return shape.types.has('string') ? first.text : objectOfAlternating(split(first, style), shape);
}

/** The array or object that a text is in JSON, where the schema takes one and no item of it could be that text. */
function parseAsJson(text: string, shape: TextShape): Json | undefined {
  if (!/^\s*[[{]/.test(text) || shape.types.has('string') || shape.items.types.has('string')) return undefined;
  const value = valueOfText(text, shape);
  const type = Array.isArray(value) ? 'array' : 'object';
  return typeof value === 'object' && value !== null && shape.types.has(type) ? value : undefined;
}

const SEPARATORS: Partial<Record<Style, RegExp>> = { spaceDelimited: /%20|\+| /, pipeDelimited: /\||%7C/i };

/** Splits before decoding, so that an escaped separator belongs to its item; one that is escaped throughout separates too. */
function split({ raw, text }: Pair, style: Style): string[] {
  if (text === '') return [];
  const separator = SEPARATORS[style] ?? /,/;
  const parts = raw.split(separator);
  if (parts.length > 1) return parts.map(decodeFormText);
  return text.split(style === 'pipeDelimited' ? '|' : style === 'spaceDelimited' ? ' ' : ',');
}

function arrayOf(texts: readonly string[], items: TextShape): Json {
  return texts.map((text) => valueOfText(text, items));
}

/** `R,100,G,200` as an object. */
function objectOfAlternating(texts: readonly string[], shape: TextShape): Json {
  const members: [string, Json][] = [];
  for (let at = 0; at < texts.length; at += 2) {
    const name = texts[at] as string;
    members.push([name, valueOfText(texts[at + 1] ?? '', propertyShape(shape, name))]);
  }
  return Object.fromEntries(members);
}

function propertyShape({ properties, additional }: TextShape, name: string): TextShape {
  return properties.get(name) ?? additional;
}

/** Each member is a pair of its own: those that are declared, or all where none is. */
function explodedObject(shape: TextShape, pairs: readonly Pair[]): Json | undefined {
  const named = shape.properties.size > 0 ? pairs.filter((pair) => shape.properties.has(baseOf(pair.name))) : pairs;
  if (named.length === 0) return undefined;
  return objectOfPairs(shape, named, (name) => ({ name, style: 'form', explode: true }));
}

/** The name before its brackets. */
export function baseOf(name: string): string {
  return name.replace(/\[.*$/, '');
}

/** A value that is being built of bracketed names. */
type BracketTree = Map<string, BracketTree | string[]>;

/** `filter[price][min]=1`, `ids[]=1`, `ids[0]=1`: the members that brackets name. */
function deepValue(name: string, shape: TextShape, pairs: readonly Pair[]): Json | undefined {
  const root: BracketTree = new Map();
  for (const pair of pairs) {
    if (!pair.name.startsWith(`${name}[`) || !pair.name.endsWith(']')) continue;
    // One level more than a value may have, so that what nests deeper is refused and not built.
    const keys = pair.name.slice(name.length + 1, -1).split('][', MAX_DEPTH + 2);
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
  // Numbered items in their order, those without a number behind them.
  const rank = (key: string) => (key === '' ? Number.POSITIVE_INFINITY : Number(key));
  const entries = [...branch].sort(([one], [other]) => rank(one) - rank(other));
  return entries.flatMap(([, inner]) =>
    Array.isArray(inner) ? inner.map((text) => valueOfText(text, shape.items)) : [valueOfTree(inner, shape.items)],
  );
}

/** An object out of the pairs of a form: declared members by their own serialization, the others as they are. */
export function objectOfPairs(
  shape: TextShape,
  pairs: readonly Pair[],
  howOf: (name: string) => Serialization,
): { [name: string]: Json } {
  const members = new Map<string, Json>();
  const used = new Set<string>();
  for (const [name, member] of shape.properties) {
    const value = valueOfPairs(howOf(name), member, pairs);
    if (value === undefined) continue;
    members.set(name, value);
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
    members.set(name, values.length === 1 ? (values[0] as Json) : values);
  }
  return Object.fromEntries(members);
}

/** What one text says in a path segment, a header or a cookie: the styles simple, label, matrix and form without its name. */
export function valueOfOneText({ name, style, explode }: Serialization, shape: TextShape, text: string): Json {
  const body = withoutPrefix(name, style, text);
  if (!isStructured(shape)) return valueOfText(body, shape);
  const parts = partsOf(body, { name, style, explode });
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

function partsOf(text: string, { name, style, explode }: Serialization): string[] {
  if (text === '') return [];
  if (style === 'label' && (explode || !text.includes(','))) return text.split('.');
  if (style === 'matrix' && explode) return text.split(';').map((part) => part.replace(`${name}=`, ''));
  return text.split(',').map((part) => part.trim());
}
