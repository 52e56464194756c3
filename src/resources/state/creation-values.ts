// The values that the server gives a new item: times by the clock, identifying numbers by the next one, counts 0, a status its
// first value, links from the key. Properties without such a meaning are generated if the server owns them, never from an example.
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../clock.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Resolved } from '../../contract/document/resolve.ts';
import { wordsIn } from '../../contract/operation/names.ts';
import { loadSampler, type SampleAtOnce } from '../../contract/sample/lazy-sample.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { schemaViewAt } from '../../contract/schema/schema-view.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import { appendTokens, decodeFragment, tokensOf, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import type { Collection, Resource } from '../infer/resource.ts';
import {
  changedPart,
  isCountName,
  isLaterTimeName,
  isOnAtFirst,
  isOrdinalName,
  isSelfLinkName,
  isStatusName,
  isTimeName,
  momentIn,
} from './meanings.ts';
import { NOTHING, type Ownership } from './ownership.ts';
import type { SampleBasis } from './repository.ts';

/** How a time is written. */
export type TimeForm = 'date-time' | 'date' | 'seconds' | 'milliseconds';

/** How a property of a new item gets its value. */
export type CreationRule =
  | { readonly kind: 'time'; readonly form: TimeForm; readonly days: number }
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'next'; readonly least: number }
  | { readonly kind: 'link' }
  /** A generated value. Rules for its properties apply if it has them. */
  | { readonly kind: 'generated'; readonly place: string; readonly inner: CreationRules }
  /** An object that exists in the item gets the missing properties. */
  | { readonly kind: 'inside'; readonly inner: CreationRules };

export type CreationRules = ReadonlyMap<string, CreationRule>;

/** A property with the time of the last change. */
export interface ChangeTime {
  readonly name: string;
  readonly form: TimeForm;
  /** Whether a request can set it. */
  readonly isOwned: boolean;
  /** The properties whose change sets it. Undefined if each change of the item does. */
  readonly of: readonly string[] | undefined;
}

const MAX_DEPTH = 3;
/** Days from now to a moment in the future that an item must have. */
const DAYS_AHEAD = 30;

interface PropertyOfNewItem {
  readonly name: string;
  readonly place: string;
  readonly isOwned: boolean;
  readonly isRequired: boolean;
  /** The part of the property that the server owns. */
  readonly inside: Ownership | undefined;
}

/** The rules for the properties that a request did not send. */
export function creationRules(document: JsonObject, resource: Resource, ownership: Ownership): CreationRules {
  return rulesAt(document, resource, { schema: resource.schema, ownership, depth: 0 });
}

interface RulesOf {
  readonly schema: string;
  /** Undefined if the server owns the whole object. */
  readonly ownership: Ownership | undefined;
  readonly depth: number;
}

function rulesAt(document: JsonObject, resource: Resource, { schema, ownership, depth }: RulesOf): CreationRules {
  const rules = new Map<string, CreationRule>();
  if (depth > MAX_DEPTH) return rules;
  for (const [name, { place, isRequired }] of certainProperties(document, schema)) {
    const isOwned = ownership === undefined || ownership.owned.has(name);
    const property = { name, place, isOwned, isRequired, inside: ownership?.inner.get(name) };
    const rule = ruleFor(document, resource, property, depth);
    if (rule) rules.set(name, rule);
  }
  return rules;
}

interface CertainProperty {
  readonly place: string;
  readonly isRequired: boolean;
}

/** The properties that every value of a schema can have, not only those of one of its alternatives. */
function certainProperties(document: JsonObject, schema: string): ReadonlyMap<string, CertainProperty> {
  const places = propertyPlaces(document, schema);
  const parts = certainParts(document, schema).map(({ value }) => value);
  const required = new Set(parts.flatMap((part) => (Array.isArray(part.required) ? (part.required as string[]) : [])));
  const found = new Map<string, CertainProperty>();
  for (const { properties } of parts) {
    for (const name of Object.keys(isObject(properties) ? properties : {}))
      found.set(name, { place: places.get(name) as string, isRequired: required.has(name) });
  }
  for (const [name, property] of commonProperties(document, schema)) if (!found.has(name)) found.set(name, property);
  return found;
}

/** The properties that all alternatives of a schema declare in the same way. */
function commonProperties(document: JsonObject, schema: string): ReadonlyMap<string, CertainProperty> {
  const common = new Map<string, CertainProperty>();
  for (const { value, pointer } of certainParts(document, schema)) {
    const keyword = (['oneOf', 'anyOf'] as const).find((one) => Array.isArray(value[one]));
    if (keyword === undefined) continue;
    const branches = (value[keyword] as readonly Json[]).map((_, index) => appendTokens(pointer, keyword, index));
    const [first, ...others] = branches.map((branch) => propertyPlaces(document, branch));
    for (const [name, place] of first ?? []) {
      const isSame = (other: ReadonlyMap<string, string>) =>
        other.has(name) && isDeepStrictEqual(valueAt(document, other.get(name) as string), valueAt(document, place));
      const isRequired = branches.every((branch) => schemaViewAt(document, branch).required.has(name));
      if (others.every(isSame)) common.set(name, { place, isRequired });
    }
  }
  return common;
}

/** The schema objects that apply to every value: the schema itself, what it refers to, and allOf. */
function certainParts(document: JsonObject, schema: string): readonly Resolved<JsonObject>[] {
  const found = new Map<JsonObject, Resolved<JsonObject>>();
  const queue = [schema];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const value = valueAt(document, at);
    if (!isObject(value) || found.has(value)) continue;
    found.set(value, { pointer: at, value });
    if (typeof value.$ref === 'string') queue.push(decodeFragment(value.$ref.slice(1)));
    const all = value.allOf;
    if (Array.isArray(all)) queue.push(...all.map((_, index) => appendTokens(at as string, 'allOf', index)));
  }
  return [...found.values()];
}

function ruleFor(
  document: JsonObject,
  resource: Resource,
  property: PropertyOfNewItem,
  depth: number,
): CreationRule | undefined {
  const { name, place, isOwned, isRequired, inside } = property;
  const types = typesAt(document, place);
  const isNullable = types.has('null');
  const fixed = fixedValue(document, place);
  if (fixed !== undefined) return isOwned || fixed.isDefault ? { kind: 'constant', value: fixed.value } : undefined;
  const form = timeForm(document, place, name);
  if (form !== undefined) return timeRule(property, form, isNullable);
  if (isOwned && !isRequired && types.has('string') && isLaterTimeName(name)) return undefined;
  const first =
    firstOf(document, place) ?? (isStatusName(name) ? firstStatus(document, resource, property) : undefined);
  if (first !== undefined && (isStatusName(name) || (isOwned && !isNullable)))
    return { kind: 'constant', value: first };
  if (types.has('integer') && isOwned && depth === 0 && isOrdinalName(name, resource.name))
    return { kind: 'next', least: leastAt(document, place) };
  if (isOwned && types.has('string') && isSelfLinkName(name, resource.name)) return { kind: 'link' };
  if (isOwned && (types.has('integer') || types.has('number')) && isCountName(name))
    return { kind: 'constant', value: Math.max(0, leastAt(document, place)) };
  if (types.has('boolean') && !isNullable) return { kind: 'constant', value: isOnAtFirst(name) };
  if (types.has('array') && !isNullable && (isOwned || !isRequired)) return { kind: 'constant', value: [] };
  const isMade = isOwned && types.has('object') && (isRequired || isStatusName(name));
  if (isNullable && !isMade) return { kind: 'constant', value: null };
  if (isOwned) return { kind: 'generated', place, inner: innerRules(document, resource, { schema: place, depth }) };
  if (depth > 0 && IDENTITY.test(name) && types.has('string')) return { kind: 'generated', place, inner: NO_RULES };
  if (!inside && !(METADATA.test(name) && types.has('object'))) return undefined;
  const inner = rulesAt(document, resource, { schema: place, ownership: inside ?? NOTHING, depth: depth + 1 });
  return inner.size === 0 ? undefined : { kind: 'inside', inner };
}

/** Objects that describe an item. The server adds to them, even if requests could write them. */
const METADATA = /^meta(?:data)?$/i;
/** An identity in them that no client chooses. */
const IDENTITY = /^(?:uid|uuid)$/i;

/** Rules inside a generated object. One with its own id is another item, which is not new. */
function innerRules(
  document: JsonObject,
  resource: Resource,
  { schema, depth }: { readonly schema: string; readonly depth: number },
): CreationRules {
  if (!typesAt(document, schema).has('object')) return NO_RULES;
  if (depth > 0 && [...propertyPlaces(document, schema).keys()].some((name) => /^_?id$/i.test(name))) return NO_RULES;
  return rulesAt(document, resource, { schema, ownership: undefined, depth: depth + 1 });
}

const NO_RULES: CreationRules = new Map();

function timeRule(
  { name, isOwned, isRequired }: PropertyOfNewItem,
  form: TimeForm,
  isNullable: boolean,
): CreationRule | undefined {
  const moment = momentIn(name);
  const isNow = moment === 'creation' || moment === 'change' || (moment === undefined && isOwned && !isNullable);
  if (isNow) return { kind: 'time', form, days: 0 };
  if (isNullable) return { kind: 'constant', value: null };
  return isOwned && isRequired ? { kind: 'time', form, days: moment === 'future' ? DAYS_AHEAD : 0 } : undefined;
}

/** The only value that a schema allows, or its default. */
function fixedValue(
  document: JsonObject,
  place: string,
): { readonly value: Json; readonly isDefault: boolean } | undefined {
  const preset = defaultAt(document, place);
  if (preset !== undefined) return { value: preset, isDefault: true };
  const fixed = sameValuePlaces(document, place).find(({ value }) => value.const !== undefined)?.value.const;
  return fixed === undefined ? undefined : { value: fixed, isDefault: false };
}

/** The default of a property. Undefined if it has none of its type. */
export function defaultAt(document: JsonObject, place: string): Json | undefined {
  const holder = sameValuePlaces(document, place).find(({ value }) => value.default !== undefined);
  return holder && typed(holder.value.default as Json, typesAt(document, place));
}

/** A default in the type of its property: some authors write `"false"` for `false`. */
function typed(value: Json, types: ReadonlySet<string>): Json | undefined {
  if (typeof value !== 'string' || types.size === 0 || types.has('string')) return value;
  if (types.has('boolean') && /^(?:true|false)$/.test(value)) return value === 'true';
  const isNumber = types.has('number') || types.has('integer');
  return isNumber && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** The first value of an enum. Google's APIs begin theirs with one that no item has. */
function firstOf(document: JsonObject, place: string): Json | undefined {
  const values = schemaViewAt(document, place).enum ?? [];
  return values.find((value) => value !== null && !/(?:^|_)UNSPECIFIED$/.test(String(value)));
}

/** The first status of a resource whose schema lists none: that of a request, else that of the example. */
function firstStatus(document: JsonObject, { values }: Resource, { name, place }: PropertyOfNewItem): Json | undefined {
  const parts = sameValuePlaces(document, place).map(({ value }) => value);
  const example = parts.find((part) => typeof part.example === 'string')?.example;
  return values.get(name)?.[0] ?? example;
}

function leastAt(document: JsonObject, place: string): number {
  const minimum = sameValuePlaces(document, place).find(({ value }) => typeof value.minimum === 'number')?.value
    .minimum;
  return typeof minimum === 'number' ? Math.ceil(minimum) : 0;
}

/** How a time in a property is written. Undefined if it is no time. */
export function timeForm(document: JsonObject, place: string, name: string): TimeForm | undefined {
  const parts = sameValuePlaces(document, place).map(({ value }) => value);
  const format = parts.find((part) => typeof part.format === 'string')?.format;
  if (format === 'date-time' || format === 'date') return format;
  const types = typesAt(document, place);
  const isNumber = types.has('integer') || types.has('number');
  if (format === 'unix-time' || format === 'timestamp' || format === 'epoch') return numberForm(parts, name);
  if (!isTimeName(name) || momentIn(name) === undefined) return undefined;
  if (isNumber) return numberForm(parts, name);
  const isFree = format === undefined || /date|time/i.test(String(format));
  return types.has('string') && isFree && !parts.some((part) => part.enum) ? 'date-time' : undefined;
}

/** A time as a number. Numbers of 13 digits, and those that say so, are milliseconds. */
function numberForm(parts: readonly JsonObject[], name: string): TimeForm {
  const isLong = parts.some(({ example, description }) => {
    return (typeof example === 'number' && example > 1e11) || /millisec|\bms\b/i.test(String(description ?? ''));
  });
  return isLong || /(?:ms|millis)$/i.test(name) ? 'milliseconds' : 'seconds';
}

/** The properties that get the time of each change. */
export function changeTimes(document: JsonObject, resource: Resource, ownership: Ownership): readonly ChangeTime[] {
  const { declared, writeOnly } = resource.properties;
  return [...certainProperties(document, resource.schema)].flatMap(([name, { place }]) => {
    const form = momentIn(name) === 'change' ? timeForm(document, place, name) : undefined;
    if (form === undefined) return [];
    const words = name === resource.changedAt ? [] : changedPart(name, resource.name);
    const parts = [...declared, ...writeOnly].filter(
      (one) => momentIn(one) === undefined && words.every((word) => wordsIn(one).includes(word)),
    );
    const of = words.length === 0 || parts.length === 0 ? undefined : parts;
    return [{ name, form, isOwned: ownership.owned.has(name), of }];
  });
}

export function timeValue(clock: Clock, form: TimeForm, days = 0): Json {
  const moment = clock.moment() + days * 86_400_000;
  switch (form) {
    case 'date-time':
      return days === 0 ? clock.timestamp() : new Date(moment).toISOString();
    case 'date':
      return new Date(moment).toISOString().slice(0, 10);
    case 'seconds':
      return Math.floor(moment / 1000);
    case 'milliseconds':
      return moment;
  }
}

/** What is known of a new item. */
export interface NewItemFacts {
  readonly contract: Contract;
  readonly collection: Collection;
  readonly clock: Clock;
  readonly basis: SampleBasis;
  /** What distinguishes it from other new items. */
  readonly place: string;
  /** The URL of the item. */
  readonly link: () => string | undefined;
  /** Removes the properties that responses never contain. */
  readonly visible: (state: JsonObject) => JsonObject;
  /** The items that exist. */
  readonly items: () => readonly JsonObject[];
}

/** The item with the values of the rules for its missing properties. Values that would make it invalid are left out. */
export function withCreationValues(
  facts: NewItemFacts,
  item: JsonObject,
  rules: CreationRules,
): Eventually<JsonObject> {
  if (rules.size === 0) return item;
  if (!needsSamples(item, rules)) return validAdditions(facts, item, added(facts, item, rules, undefined));
  return whenKnown(loadSampler(), (sampler) => validAdditions(facts, item, added(facts, item, rules, sampler)));
}

function needsSamples(item: JsonObject, rules: CreationRules): boolean {
  for (const [name, { kind }] of rules) if (kind === 'generated' && !Object.hasOwn(item, name)) return true;
  return false;
}

/** The item with the missing properties. Returns the same item if none is added. */
function added(
  facts: NewItemFacts,
  item: JsonObject,
  rules: CreationRules,
  sampler: SampleAtOnce | undefined,
): JsonObject {
  let result: Record<string, Json> | undefined;
  for (const [name, rule] of rules) {
    const before = Object.hasOwn(item, name) ? item[name] : undefined;
    const value = rule.kind === 'inside' ? insideOf(facts, before, rule.inner, sampler) : undefined;
    const next = before === undefined && value === undefined ? valueByRule(facts, name, rule, sampler) : value;
    if (next === undefined) continue;
    result ??= { ...item };
    setProperty(result, name, next);
  }
  return result ?? item;
}

/** A nested object with its missing properties. Undefined if none is added. */
function insideOf(
  facts: NewItemFacts,
  before: Json | undefined,
  rules: CreationRules,
  sampler: SampleAtOnce | undefined,
): JsonObject | undefined {
  if (before !== undefined && !isObject(before)) return undefined;
  const own = before ?? EMPTY;
  const inside = added(facts, own, rules, sampler);
  return inside === own ? undefined : inside;
}

const EMPTY: JsonObject = Object.freeze({});

function valueByRule(
  facts: NewItemFacts,
  name: string,
  rule: CreationRule,
  sampler: SampleAtOnce | undefined,
): Json | undefined {
  switch (rule.kind) {
    case 'time':
      return timeValue(facts.clock, rule.form, rule.days);
    case 'constant':
      return rule.value;
    case 'next':
      return nextNumber(facts.items(), name, rule.least);
    case 'link':
      return facts.link();
    case 'generated': {
      const { contract, basis, place } = facts;
      const value = sampler?.(contract, rule.place, { ...basis, place: `${place} ${name}`, dynamic: true });
      return isObject(value) ? overwritten(facts, value, rule.inner) : value;
    }
    case 'inside':
      return undefined;
  }
}

/** A generated object with times, counts and links of a new item. */
function overwritten(facts: NewItemFacts, value: JsonObject, rules: CreationRules): JsonObject {
  const result: Record<string, Json> = { ...value };
  for (const [name, rule] of rules) {
    const before = value[name];
    if (before === undefined) continue;
    if (rule.kind === 'generated') {
      if (isObject(before)) setProperty(result, name, overwritten(facts, before, rule.inner));
    } else {
      const next = valueByRule(facts, name, rule, undefined);
      if (next !== undefined) setProperty(result, name, next);
    }
  }
  return result;
}

function nextNumber(items: readonly JsonObject[], name: string, least: number): number {
  let highest = Math.max(0, least - 1);
  for (const item of items) {
    const value = item[name];
    if (typeof value === 'number' && Number.isSafeInteger(value)) highest = Math.max(highest, value);
  }
  return highest + 1;
}

/** @param whole the item with all additions */
function validAdditions(
  { contract, collection, visible }: NewItemFacts,
  item: JsonObject,
  whole: JsonObject,
): JsonObject {
  if (whole === item) return item;
  const validate = contract.validator('response', collection.schema);
  const violations = validate(visible(whole));
  if (violations.length === 0) return whole;
  const invalid = new Set(violations.map(({ pointer }) => tokensOf(pointer)[0]));
  // What the client sent stays, without the additions in it.
  const some = Object.fromEntries([
    ...Object.entries(whole).filter(([name]) => !invalid.has(name)),
    ...Object.entries(item).filter(([name]) => invalid.has(name)),
  ]);
  if (!invalid.has(undefined) || validate(visible(some)).every(({ rule }) => rule === 'required')) return some;
  return item;
}
