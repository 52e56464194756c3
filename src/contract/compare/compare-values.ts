// Compares the rules of two schemas for a value itself: its type, enumeration, limits, pattern and format, and the keywords that can
// only be compared as texts.
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { DirectionKinds, SchemaPair, SidedDifference } from './differences.ts';
import { canonicalText, type JsonTypeName, matches, type PlacedValue, type SchemaFacts } from './schema-facts.ts';

type AddDifference = (difference: SidedDifference) => void;

/** @returns whether the schemas have a type in common, so that the rest can be compared */
export function compareValues(pair: SchemaPair, direction: DirectionKinds, add: AddDifference): boolean {
  const common = compareTypes(pair, direction, add);
  if (common.size === 0) return false;
  compareEnumerations(pair, direction, add);
  for (const limit of LIMITS)
    if (limit.types.some((type) => common.has(type))) compareLimit(pair, direction, add, limit);
  if (common.has('number') || common.has('integer')) compareMultiples(pair, direction, add);
  if (common.has('string')) comparePatterns(pair, direction, add);
  compareFormats(pair, direction, add);
  if (common.has('array')) compareUniqueItems(pair, direction, add);
  compareTexts(pair, direction, add);
  if (direction.isRequest) compareDefaults(pair, add);
  return true;
}

/** The types that a schema accepts. As a text, a number or a boolean is a string too. */
export function typesAccepted({ types }: SchemaFacts, { isText }: DirectionKinds): ReadonlySet<JsonTypeName> {
  return isText && types.has('string') ? new Set([...types, 'number', 'integer', 'boolean']) : types;
}

function compareTypes({ sub, sup }: SchemaPair, direction: DirectionKinds, add: AddDifference): Set<JsonTypeName> {
  const { isRequest } = direction;
  if (sup.isNever) {
    const kind = isRequest ? 'request-type-narrowed' : 'response-type-widened';
    add({ kind, keyword: 'type', sub: { value: [...sub.types], place: sub.pointer } });
    return new Set();
  }
  const accepted = typesAccepted(sup, direction);
  const extra = [...sub.types].filter((type) => !accepted.has(type));
  const places = { sub: typeSide(sub), sup: typeSide(sup) };
  if (extra.includes('null')) add({ kind: isRequest ? 'request-null-refused' : 'response-null-allowed', ...places });
  if (extra.some((type) => type !== 'null' && !isCoveredByEnum(type, sub, sup)))
    add({ kind: isRequest ? 'request-type-narrowed' : 'response-type-widened', keyword: 'type', ...places });
  const common = new Set([...sub.types].filter((type) => accepted.has(type)));
  const isReadAsString = [...common].some((type) => !sup.types.has(type));
  return isReadAsString ? common.add('string') : common;
}

/** A type that only values of an enumeration have is reported as a value. */
function isCoveredByEnum(type: JsonTypeName, sub: SchemaFacts, sup: SchemaFacts): boolean {
  return sub.values !== undefined && sup.values !== undefined && type !== 'object' && type !== 'array';
}

function typeSide(facts: SchemaFacts): { value: Json; place: string } {
  const types = [...facts.types];
  const shown = types.filter((type) => type !== 'integer' || !facts.types.has('number'));
  const place = facts.all('type')[0]?.pointer ?? facts.pointer;
  return { value: shown.length === 1 ? (shown[0] as string) : shown, place };
}

function compareEnumerations(
  { sub, sup }: SchemaPair,
  { isRequest, isText }: DirectionKinds,
  add: AddDifference,
): void {
  const allowed = sup.values;
  if (!allowed) return;
  const textOf = (value: Json) => (isText && !isObject(value) ? String(value) : canonicalText(value));
  const known = new Set(allowed.values.map(textOf));
  const own = sub.values ?? finiteValues(sub);
  if (!own) {
    const kind = isRequest ? 'request-enum-added' : 'response-enum-removed';
    add({ kind, keyword: 'enum', sub: { place: sub.pointer }, sup: { value: allowed.values, place: allowed.pointer } });
    return;
  }
  // `null` is a type of its own here.
  const extra = own.values.filter((value) => value !== null && !known.has(textOf(value)));
  if (extra.length === 0) return;
  const kind = isRequest ? 'request-enum-value-removed' : 'response-enum-value-added';
  add({ kind, keyword: 'enum', sub: { value: extra, place: own.pointer }, sup: { place: allowed.pointer } });
}

/** The values of a schema that allows only a few without an enumeration. */
function finiteValues({ types, pointer }: SchemaFacts): SchemaFacts['values'] {
  const names = [...types].filter((type) => type !== 'null');
  return names.length === 1 && names[0] === 'boolean' ? { values: [true, false], pointer } : undefined;
}

interface SizeLimit {
  readonly keyword: string;
  readonly isLower: boolean;
  readonly types: readonly JsonTypeName[];
  /** What it limits of an enumerated value. */
  readonly measure: (value: Json) => number | undefined;
  /** The keyword that gives the same kind of limit, without the limit itself. */
  readonly exclusive?: string;
}

const numberOf = (value: Json) => (typeof value === 'number' ? value : undefined);
const lengthOf = (value: Json) => (typeof value === 'string' ? [...value].length : undefined);
const itemsOf = (value: Json) => (Array.isArray(value) ? value.length : undefined);
const sizeOf = (value: Json) => (isObject(value) ? Object.keys(value).length : undefined);

const LIMITS: readonly SizeLimit[] = [
  { keyword: 'minimum', exclusive: 'exclusiveMinimum', isLower: true, types: ['number', 'integer'], measure: numberOf },
  {
    keyword: 'maximum',
    exclusive: 'exclusiveMaximum',
    isLower: false,
    types: ['number', 'integer'],
    measure: numberOf,
  },
  { keyword: 'minLength', isLower: true, types: ['string'], measure: lengthOf },
  { keyword: 'maxLength', isLower: false, types: ['string'], measure: lengthOf },
  { keyword: 'minItems', isLower: true, types: ['array'], measure: itemsOf },
  { keyword: 'maxItems', isLower: false, types: ['array'], measure: itemsOf },
  { keyword: 'minProperties', isLower: true, types: ['object'], measure: sizeOf },
  { keyword: 'maxProperties', isLower: false, types: ['object'], measure: sizeOf },
];

interface Bound {
  readonly limit: number;
  readonly isExclusive: boolean;
  readonly pointer: string;
}

function compareLimit(
  { sub, sup }: SchemaPair,
  { isRequest }: DirectionKinds,
  add: AddDifference,
  limit: SizeLimit,
): void {
  const outer = boundOf(sup, limit);
  // Every length and every number of items is at least 0.
  if (!outer || (limit.isLower && limit.exclusive === undefined && outer.limit <= 0)) return;
  const { keyword } = limit;
  const kind = isRequest ? 'request-limit-narrowed' : 'response-limit-widened';
  const sideOfSup = { value: outer.limit, place: outer.pointer };
  const inner = boundOf(sub, limit) ?? impliedBound(sub, limit);
  if (inner && isWithin(inner, outer, limit)) return;
  const own = sub.values;
  if (own) {
    const outside = own.values.some((value) => {
      const size = limit.measure(value);
      return size !== undefined && !isWithin({ limit: size, isExclusive: false, pointer: '' }, outer, limit);
    });
    if (outside) add({ kind, keyword, sub: { place: own.pointer }, sup: sideOfSup });
    return;
  }
  const isOfAnotherKeyword = outer.isExclusive !== inner?.isExclusive && inner?.limit === outer.limit;
  add({
    kind,
    keyword: isOfAnotherKeyword && outer.isExclusive && limit.exclusive ? limit.exclusive : keyword,
    sub: inner && inner.pointer !== '' ? { value: inner.limit, place: inner.pointer } : { place: sub.pointer },
    sup: sideOfSup,
  });
}

/** The narrowest bound. */
function boundOf(facts: SchemaFacts, { keyword, exclusive, isLower }: SizeLimit): Bound | undefined {
  const read = (isExclusive: boolean) => (one: PlacedValue) =>
    typeof one.value === 'number' ? [{ limit: one.value, isExclusive, pointer: one.pointer }] : [];
  const bounds: Bound[] = facts.all(keyword).flatMap(read(false));
  if (exclusive !== undefined) bounds.push(...facts.all(exclusive).flatMap(read(true)));
  return bounds.reduce<Bound | undefined>((narrowest, bound) => {
    if (!narrowest) return bound;
    const difference = isLower ? bound.limit - narrowest.limit : narrowest.limit - bound.limit;
    return difference > 0 || (difference === 0 && bound.isExclusive) ? bound : narrowest;
  }, undefined);
}

/** A closed schema has a bound of its own: the number of its properties. */
function impliedBound(facts: SchemaFacts, { keyword }: SizeLimit): Bound | undefined {
  if (keyword === 'minProperties') return { limit: facts.required.size, isExclusive: false, pointer: '' };
  const isClosed = facts.additional.some(({ value }) => value === false);
  if (keyword === 'maxProperties' && isClosed) return { limit: facts.properties.size, isExclusive: false, pointer: '' };
  return undefined;
}

function isWithin(inner: Bound, outer: Bound, { isLower }: SizeLimit): boolean {
  if (inner.limit === outer.limit) return inner.isExclusive || !outer.isExclusive;
  return isLower ? inner.limit > outer.limit : inner.limit < outer.limit;
}

function compareMultiples({ sub, sup }: SchemaPair, { isRequest }: DirectionKinds, add: AddDifference): void {
  const own = sub.all('multipleOf');
  const isInteger = sub.types.has('integer') && !sub.types.has('number');
  const factors = [...own.map(({ value }) => Number(value)), ...(isInteger ? [1] : [])];
  for (const { value, pointer } of sup.all('multipleOf')) {
    if (sub.values || factors.some((factor) => isMultiple(factor, Number(value)))) continue;
    const kind = isRequest ? 'request-limit-narrowed' : 'response-limit-widened';
    const side = own[0] ? { value: own[0].value, place: own[0].pointer } : { place: sub.pointer };
    add({ kind, keyword: 'multipleOf', sub: side, sup: { value, place: pointer } });
  }
}

function isMultiple(value: number, factor: number): boolean {
  const quotient = value / factor;
  return Math.abs(quotient - Math.round(quotient)) < 1e-9;
}

/** Patterns that every text matches. */
const MATCH_ALL = new Set(['', '.*', '^.*$', '^', '$', '(.*)', '^(.*)$', '^[\\s\\S]*$']);

function comparePatterns({ sub, sup }: SchemaPair, { isRequest }: DirectionKinds, add: AddDifference): void {
  const own = sub.all('pattern');
  for (const { value, pointer } of sup.all('pattern')) {
    const pattern = String(value);
    if (MATCH_ALL.has(pattern) || own.some((one) => one.value === value)) continue;
    if (sub.values?.values.every((one) => typeof one !== 'string' || matches(pattern, one))) continue;
    const [first] = own;
    if (first) {
      const kind = isRequest ? 'request-pattern-changed' : 'response-pattern-changed';
      add({
        kind,
        keyword: 'pattern',
        sub: { value: first.value, place: first.pointer },
        sup: { value, place: pointer },
      });
    } else {
      const kind = isRequest ? 'request-pattern-added' : 'response-pattern-removed';
      add({ kind, keyword: 'pattern', sub: { place: sub.pointer }, sup: { value, place: pointer } });
    }
  }
}

/** Formats whose values are all values of another format. */
const WIDER_FORMATS: Readonly<Record<string, readonly string[]>> = {
  int32: ['int64', 'double', 'float'],
  int16: ['int32', 'int64', 'double', 'float'],
  int8: ['int16', 'int32', 'int64', 'double', 'float'],
  float: ['double'],
  email: ['idn-email'],
  hostname: ['idn-hostname'],
  uri: ['iri', 'uri-reference', 'iri-reference'],
  'uri-reference': ['iri-reference'],
};

function compareFormats({ sub, sup }: SchemaPair, { isRequest }: DirectionKinds, add: AddDifference): void {
  const own = sub.all('format');
  for (const { value, pointer } of sup.all('format')) {
    const isKnown = own.some((one) => one.value === value || WIDER_FORMATS[String(one.value)]?.includes(String(value)));
    if (isKnown || sub.values) continue;
    const kind = isRequest ? 'request-format-changed' : 'response-format-changed';
    const side = own[0] ? { value: own[0].value, place: own[0].pointer } : { place: sub.pointer };
    add({ kind, keyword: 'format', sub: side, sup: { value, place: pointer } });
  }
}

function compareUniqueItems({ sub, sup }: SchemaPair, { isRequest }: DirectionKinds, add: AddDifference): void {
  const outer = sup.all('uniqueItems').find(({ value }) => value === true);
  if (!outer || sub.all('uniqueItems').some(({ value }) => value === true)) return;
  const most = boundOf(sub, LIMITS.find(({ keyword }) => keyword === 'maxItems') as SizeLimit);
  if (most && most.limit <= 1) return;
  const kind = isRequest ? 'request-limit-narrowed' : 'response-limit-widened';
  add({ kind, keyword: 'uniqueItems', sub: { place: sub.pointer }, sup: { value: true, place: outer.pointer } });
}

/** Rules that are equal, or whose difference cannot be proven. */
const TEXT_KEYWORDS: readonly string[] = [
  ...['not', 'if', 'then', 'else', 'contains', 'minContains', 'maxContains', 'propertyNames', 'patternProperties'],
  ...['dependentRequired', 'dependentSchemas', 'unevaluatedItems', 'contentEncoding', 'contentMediaType'],
];

/** Rules that some value violates that nothing else refuses, unless they are empty. The others need a rule next to them. */
const STRICT_KEYWORDS: ReadonlySet<string> = new Set([
  ...[
    'not',
    'contains',
    'propertyNames',
    'patternProperties',
    'dependentRequired',
    'dependentSchemas',
    'unevaluatedItems',
  ],
]);

function compareTexts({ sub, sup }: SchemaPair, { isRequest }: DirectionKinds, add: AddDifference): void {
  for (const keyword of TEXT_KEYWORDS) {
    const known = sub.all(keyword);
    const texts = new Set(known.map(({ value }) => ruleText(value)));
    for (const { value, pointer } of sup.all(keyword)) {
      if (texts.has(ruleText(value)) || isEmptyRule(value)) continue;
      const isNew = known.length === 0 && STRICT_KEYWORDS.has(keyword) && sub.values === undefined;
      const [narrowed, widened] = isNew
        ? (['request-rule-added', 'response-rule-removed'] as const)
        : (['request-schema-not-comparable', 'response-schema-not-comparable'] as const);
      const side = { place: known[0]?.pointer ?? sub.pointer };
      add({ kind: isRequest ? narrowed : widened, keyword, sub: side, sup: { place: pointer } });
    }
  }
}

function isEmptyRule(value: Json): boolean {
  return value === true || (isObject(value) && Object.keys(value).length === 0);
}

const ANNOTATIONS = new Set(['title', 'description', 'example', 'examples', 'deprecated', 'externalDocs', '$comment']);

/** A schema as a text, without what does not change its meaning. */
function ruleText(value: Json): string {
  if (!isObject(value)) return canonicalText(value);
  const rules = Object.entries(value).filter(([name]) => !ANNOTATIONS.has(name) && !name.startsWith('x-'));
  return canonicalText(Object.fromEntries(rules) as JsonObject);
}

function compareDefaults({ sub, sup }: SchemaPair, add: AddDifference): void {
  const [before] = sub.all('default');
  const [after] = sup.all('default');
  if (!before || (after && canonicalText(before.value) === canonicalText(after.value))) return;
  add({
    kind: 'request-default-changed',
    keyword: 'default',
    sub: { value: before.value, place: before.pointer },
    sup: after ? { value: after.value, place: after.pointer } : { place: sup.pointer },
  });
}
