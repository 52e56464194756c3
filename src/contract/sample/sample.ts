// Generates a value that a schema accepts. It uses the examples and defaults of the schema, else it walks over objects,
// arrays and compositions. If a validator is passed, it validates each attempt, and the next attempt generates the
// invalid places in another way. Every value is a function of seed, place and pointer, so samples do not depend on each
// other.
import type { Violation } from '../../errors/http-error.ts';
import { appendTokens, tokensOf, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { randomAt } from '../../random.ts';
import { type Alternatives, type MergedSchema, mergeAllOf, tagSchema } from '../schema/merge-all-of.ts';
import { isMarkedAs } from '../schema/properties.ts';
import type { ItemList } from './item-list.ts';
import {
  agreeWithState,
  chanceOfTrue,
  isLeftOut,
  isOwnObject,
  linesIn,
  repeatedValue,
  stateOfItem,
  timesToCome,
  weightsOf,
} from './like-examples.ts';
import { type Location, type Owner, spacedName, turnOf } from './location.ts';
import { shiftTo } from './moments.ts';
import { possibleValues } from './possible-values.ts';
import { openRepairs, type Repairs } from './repairs.ts';
import { sampleNumber, sampleText } from './sample-leaf.ts';
import { subjectOfPlace, subjectOfProperty, subjectOfReference } from './subjects.ts';
import { agree } from './sums.ts';

interface SamplerOptions {
  readonly document: JsonObject;
  /** Pointer of the schema. */
  readonly schema: string;
  readonly seed: number;
  /** What distinguishes this sample from others with the same seed, such as the id of an operation. */
  readonly place: string;
  /** A response leaves out write-only properties, a request read-only ones. */
  readonly view?: 'response' | 'request';
  /** Validates an attempt, in the same view. */
  readonly validate?: (value: unknown) => readonly Violation[];
  /** Generates values even if the schema has examples or defaults. They are like the examples. */
  readonly ignoreExamples?: boolean;
  /** Validates it as the letter of OpenAPI says, if discriminators make a difference. */
  readonly validateByLetter?: SamplerOptions['validate'] | undefined;
  /** The number of the item, for one of many at the same place. Names, keys and the like differ from number to number. */
  readonly ordinal?: number | undefined;
  /** A value that the sample is to be like, for generated values in place of examples. */
  readonly like?: Json | undefined;
  /** The list that the sample is an item of. */
  readonly list?: ItemList | undefined;
  /** The start of the URLs of sample files. */
  readonly samplesUrl?: string | undefined;
  /** The moment before which dates lie, in milliseconds since 1970. */
  readonly today?: number | undefined;
}

/** After this number of attempts the best one is returned, valid or not. */
const MAX_ATTEMPTS = 40;
/** After this number of values that are valid except by the letter of OpenAPI, the first of them is returned. */
const MAX_ATTEMPTS_BY_LETTER = 20;
/** The maximum number of values in all attempts together. */
const MAX_TOTAL_VALUES = 30_000;
/** The maximum depth of optional properties and items in the first attempts. Later attempts are flatter. */
const MAX_OPTIONAL_DEPTH = 6;
/** The maximum depth of a sample, even for required properties. */
const MAX_DEPTH = 40;
/** The maximum number of compositions at one place in which a branch is chosen. */
const MAX_COMPOSITIONS = 50;
/** The maximum number of values in one sample. If a required value is left out, the validator reports it. */
const MAX_VALUES = 3_000;
const MAX_ITEMS = 1_000;
/** The maximum number of items of a generated array that are like those of an example. */
const MAX_LIKE = 3;

/** A sample as it is sent. */
export function sample(options: SamplerOptions): Json {
  const { document, schema, validate, ignoreExamples = false } = options;
  const root = valueAt(document, schema) ?? true;
  const start = rootPlace(options);
  const repairs = openRepairs(ignoreExamples);
  let best: { readonly value: Json; readonly count: number } | undefined;
  let attemptsByLetter = 0;
  for (let [attempt, total] = [0, 0]; attempt < MAX_ATTEMPTS && total < MAX_TOTAL_VALUES; attempt++) {
    const maxDepth = Math.max(1, MAX_OPTIONAL_DEPTH - Math.floor(attempt / 3));
    const budget = { left: MAX_VALUES };
    const sampler: Sampler = { ...options, repairs, maxDepth, budget };
    const value = generate(sampler, [root], start);
    total += MAX_VALUES - budget.left;
    let violations = validate?.(value) ?? [];
    const isValid = violations.length === 0;
    if (isValid) violations = options.validateByLetter?.(value) ?? [];
    if (violations.length === 0) return value;
    const count = isValid ? 0 : violations.length;
    if (!best || count < best.count) best = { value, count };
    if (isValid && ++attemptsByLetter === MAX_ATTEMPTS_BY_LETTER) return best.value;
    repairs.learn(violations, attempt);
  }
  return best?.value ?? null;
}

interface Sampler extends SamplerOptions {
  readonly repairs: Repairs;
  readonly maxDepth: number;
  /** The number of values that can still be generated. */
  readonly budget: { left: number };
}

interface SamplePlace {
  /** Pointer into the sample. */
  readonly at: string;
  readonly depth: number;
  /** The references that lead to this place. */
  readonly followed: readonly string[];
  /** The object that the value is a property of. */
  readonly owner: Owner;
  /** The number of the item, and the indices on the way, together. */
  readonly number: number;
  /** A value of the document that the value here is to be like. */
  readonly example?: Json | undefined;
}

function rootPlace({
  like,
  seed,
  place,
  schema,
  view,
  // A request is about something new: the first numbers belong to the items that are there.
  ordinal = view === 'request' ? 60 + Math.floor(randomAt(seed, place, 'new') * 40) : 0,
  samplesUrl = 'http://localhost/_standin/samples/',
  today,
  list,
}: SamplerOptions): SamplePlace {
  const subjects = [subjectOfReference(schema), subjectOfPlace(place)].filter((subject) => subject !== undefined);
  const owner = {
    seed,
    series: place,
    number: ordinal,
    ordinal,
    path: [],
    subjects,
    names: new Set<string>(),
    category: undefined,
    samplesUrl,
    shift: shiftTo(today),
    list,
  };
  return { at: '', depth: 0, followed: [], owner, number: ordinal, example: like };
}

/** @param schemas all schemas that apply to the value */
function generate(sampler: Sampler, schemas: readonly Json[], where: SamplePlace): Json {
  sampler.budget.left -= 1;
  if (sampler.budget.left < 0 || where.depth > MAX_DEPTH) return null;
  const { schema, followed, others, mode } = chooseBranches(sampler, schemas, where);
  let inside: SamplePlace = { ...where, followed: [...where.followed, ...followed] };
  const example = sampler.repairs.usesExample(where.at) ? exampleOf(schema) : undefined;
  if (example !== undefined) {
    sampler.repairs.examplesUsed.add(where.at);
    return example;
  }
  const repeated = valueInExamples(sampler, schema, where);
  if (repeated !== undefined) return repeated;
  const constant = constantOf(sampler, schema, where);
  if (constant !== undefined) return constant;
  const like = likeExample(sampler, schema, where);
  inside = { ...inside, example: like };
  switch (typeOf(sampler, schema, inside)) {
    case 'object': {
      const isOwn = isOwnObject(where);
      const place = isOwn ? { ...inside, number: 0, owner: { ...inside.owner, ordinal: 0 } } : inside;
      const object = generateObject({ ...sampler, requiredOnly: mode === 'requiredOnly' }, schema, place);
      return mode === 'excludeOthers'
        ? { ...object, ...propertiesExcluding(sampler.document, others, schema) }
        : object;
    }
    case 'array':
      return generateArray(sampler, schema, inside);
    case 'null':
      return null;
    case 'boolean':
      return generateBoolean(sampler, inside);
    case 'integer':
      return sampleNumber(schema, locationOf(sampler, where), { integer: true, example: numberIn(like) });
    case 'number':
      return sampleNumber(schema, locationOf(sampler, where), { integer: false, example: numberIn(like) });
    default:
      return sampleText(schema, locationOf(sampler, where), typeof like === 'string' ? like : undefined);
  }
}

/** A value that the examples of the list have, and this item too. */
function valueInExamples(
  { ignoreExamples, repairs }: Sampler,
  schema: JsonObject,
  where: SamplePlace,
): Json | undefined {
  if (!ignoreExamples || where.owner.list === undefined || repairs.isRefused(where.at)) return undefined;
  if (repairs.triesAt(where.at) > 0 || schema.const !== undefined) return undefined;
  const value = repeatedValue(where, schema.enum !== undefined);
  if (value !== undefined) repairs.examplesUsed.add(where.at);
  return value;
}

/** The example that a generated value is to be like: its own, or its part of the example of the object around it. */
function likeExample({ ignoreExamples, repairs }: Sampler, schema: JsonObject, where: SamplePlace): Json | undefined {
  if (!ignoreExamples || repairs.triesAt(where.at) > 0) return undefined;
  const { examples, example } = schema;
  const own = (Array.isArray(examples) ? examples[0] : undefined) ?? example;
  return own === undefined ? where.example : exampleValue(own, schema);
}

function numberIn(example: Json | undefined): number | undefined {
  return typeof example === 'number' ? example : undefined;
}

function generateBoolean({ seed, place, repairs }: Sampler, where: SamplePlace): boolean {
  const random = randomAt(seed, place, where.number, where.at, repairs.triesAt(where.at));
  return random < chanceOfTrue(where, where.example);
}

function locationOf({ seed, place, repairs, ordinal }: Sampler, { at, owner, number }: SamplePlace): Location {
  const name = tokensOf(at).findLast((token) => !/^\d+$/.test(token)) ?? place.split(' ').at(-1) ?? '';
  const turn = repairs.triesAt(at);
  const item = ordinal === undefined ? place : `${place} ${owner.ordinal}`;
  // Another attempt takes the values of another object.
  const own = turn === 0 && number === owner.number ? owner : { ...owner, number: number + turn };
  return { seed, place: turn === 0 ? [item, at] : [item, at, String(turn)], name: spacedName(name), owner: own };
}

interface ChosenSchema extends MergedSchema {
  /** The branches that were not chosen. */
  readonly others: readonly Json[];
  /**
   * How an object is generated if several branches match and only one is allowed to. The modes are tried in order: all
   * properties, required properties only, and with properties that the other branches do not accept.
   */
  readonly mode: (typeof MODES)[number];
}

const MODES = ['allProperties', 'requiredOnly', 'excludeOthers'] as const;

/** Merges the schemas. Chooses one branch of each composition in them, and of the compositions in that branch. */
function chooseBranches(sampler: Sampler, schemas: readonly Json[], where: SamplePlace): ChosenSchema {
  const chosen: Json[] = [...schemas];
  const others: Json[] = [];
  let combinations = 1;
  let merged = mergeAllOf(sampler.document, chosen);
  for (let done = 0; done < merged.choices.length && done < MAX_COMPOSITIONS; ) {
    const open = merged.choices.slice(done);
    for (const choice of open) {
      const branch = chooseBranch(sampler, choice, { where, followed: merged.followed, combinations });
      chosen.push(...branch);
      if (!choice.isBase) others.push(...choice.branches.filter((other) => !branch.includes(other)));
      if (!choice.isBase) combinations *= choice.branches.length;
    }
    done += open.length;
    merged = mergeAllOf(sampler.document, chosen);
  }
  if (combinations > 1) sampler.repairs.choices.set(where.at, combinations);
  const round = Math.min(2, Math.floor(sampler.repairs.triesAt(where.at) / combinations));
  return { ...merged, others, mode: (combinations > 1 && MODES[round]) || 'allProperties' };
}

interface BranchChoice {
  readonly where: SamplePlace;
  readonly followed: readonly string[];
  /** The number of combinations of the earlier choices at this place. */
  readonly combinations: number;
}

/** One branch of a composition, with the value of its discriminator. */
function chooseBranch(
  sampler: Sampler,
  { branches, property, tags }: Alternatives,
  { where, followed, combinations }: BranchChoice,
): Json[] {
  const references = [...where.followed, ...followed];
  const preferred = branches.filter((branch) => !isRecursive(branch, references) && !isNull(branch));
  const order = [...preferred, ...branches.filter((branch) => !preferred.includes(branch))];
  // Several compositions at one place take turns, so that every combination is tried.
  const tries = Math.floor(sampler.repairs.triesAt(where.at) / combinations);
  // The items of a list take turns, too, if a discriminator distinguishes them.
  const turn = tries + (property === undefined ? 0 : where.number);
  const branch = order[turn % order.length] as Json;
  const tag = tags[branches.indexOf(branch)];
  return property !== undefined && tag !== undefined ? [tagSchema(property, tag), branch] : [branch];
}

function isNull(branch: Json): boolean {
  return isObject(branch) && branch.type === 'null';
}

function isRecursive(schema: Json, followed: readonly string[]): boolean {
  return isObject(schema) && typeof schema.$ref === 'string' && followed.includes(schema.$ref);
}

function exampleOf(schema: JsonObject): Json | undefined {
  const { examples, example, default: fallback } = schema;
  if (Array.isArray(examples) && examples.length > 0) return exampleValue(examples[0] as Json, schema);
  return example === undefined ? fallback : exampleValue(example, schema);
}

/** The value of an example, also if its author has written an object or an array as JSON text. */
function exampleValue(example: Json, { type, properties, items }: JsonObject): Json {
  const isText = type === 'string' || (type === undefined && properties === undefined && items === undefined);
  if (typeof example !== 'string' || isText || !/^\s*[[{]/.test(example)) return example;
  try {
    return JSON.parse(example);
  } catch {
    return example;
  }
}

/** A value of `const`, `enum`, a discriminator, or of the values that the description lists. */
function constantOf(sampler: Sampler, schema: JsonObject, where: SamplePlace): Json | undefined {
  const { repairs } = sampler;
  const { at, owner } = where;
  const { const: constant, 'x-standin-named': discriminator } = schema;
  if (constant !== undefined) return constant;
  const tries = repairs.triesAt(at);
  const listed = Array.isArray(schema.enum) ? schema.enum : tries === 0 ? possibleValues(schema) : [];
  if (listed.length > 0) {
    if (discriminator !== undefined && listed.includes(discriminator) && tries === 0) return discriminator;
    return (tries === 0 ? stateOfItem({ at, owner }, listed) : undefined) ?? listed[turnAt(listed, where, tries).index];
  }
  return discriminator !== undefined && tries === 0 ? discriminator : undefined;
}

function turnAt(
  values: readonly Json[],
  { at, number, owner }: Pick<SamplePlace, 'at' | 'number' | 'owner'>,
  tries = 0,
) {
  const label = at.replace(/\/\d+(?=\/|$)/g, '');
  // Another attempt takes the next value.
  const { index, rank } = turnOf(owner, Math.max(0, number - (owner.list?.examples.length ?? 0)), {
    label,
    weights: weightsOf({ at, owner }, values),
  });
  return { index: (index + tries) % values.length, rank };
}

function typeOf(
  { repairs }: Sampler,
  { type, properties, items, ...keywords }: JsonObject,
  { at, example }: SamplePlace,
): string {
  const types = [type].flat().filter((name) => name !== undefined) as string[];
  if (types.length > 0) {
    const others = types.filter((name) => name !== 'null');
    if (example === null && others.length < types.length) return 'null';
    return String([...others, ...types.filter((name) => name === 'null')][repairs.triesAt(at) % types.length]);
  }
  if (properties !== undefined || keywords.additionalProperties !== undefined || keywords.required !== undefined)
    return 'object';
  if (items !== undefined || keywords.prefixItems !== undefined) return 'array';
  const numeric = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].some(
    (name) => name in keywords,
  );
  if (numeric) return 'number';
  if (example !== undefined) return Array.isArray(example) ? 'array' : example === null ? 'null' : typeof example;
  const textual = ['pattern', 'format', 'minLength', 'maxLength'].some((name) => name in keywords);
  return textual
    ? 'string'
    : (['string', 'object', 'array', 'number', 'boolean', 'null'][repairs.triesAt(at) % 6] as string);
}

/** Properties that the schema allows and these branches do not accept, so that none of the branches matches, too. */
function propertiesExcluding(
  document: JsonObject,
  branches: readonly Json[],
  { properties, additionalProperties }: JsonObject,
): JsonObject {
  const declared = isObject(properties) ? properties : {};
  if (additionalProperties === false) return {};
  const entries = branches.flatMap((branch) => {
    const { schema } = mergeAllOf(document, [branch]);
    const candidates = Object.entries(isObject(schema.properties) ? schema.properties : {});
    const [name, property] = candidates.find(([name]) => !Object.hasOwn(declared, name)) ?? [];
    if (name === undefined) return [];
    const types = [mergeAllOf(document, [property ?? true]).schema.type].flat();
    // A value of another type than the branch requires.
    return [[name, types.includes('string') ? 0 : 'other'] as const];
  });
  return Object.fromEntries(entries);
}

function generateObject(
  sampler: Sampler & { readonly requiredOnly: boolean },
  schema: JsonObject,
  where: SamplePlace,
): JsonObject {
  const values = new Map<string, Json>();
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = new Set((Array.isArray(schema.required) ? schema.required : []) as string[]);
  for (const names of Object.values(isObject(schema.dependentRequired) ? schema.dependentRequired : {})) {
    for (const name of names as string[]) required.add(name);
  }
  const most = typeof schema.maxProperties === 'number' ? schema.maxProperties : Number.POSITIVE_INFINITY;
  const hidden = sampler.view === 'request' ? 'readOnly' : 'writeOnly';
  const owner = ownerOf(sampler, schema, where);
  const like = isObject(where.example) ? where.example : {};
  const inner = (name: string): SamplePlace => ({
    ...where,
    at: appendTokens(where.at, name),
    depth: where.depth + 1,
    owner,
    example: Object.hasOwn(like, name) ? like[name] : undefined,
  });
  if (Object.keys(properties).length === 0 && isObject(where.example) && !sampler.repairs.isRefused(where.at)) {
    sampler.repairs.examplesUsed.add(where.at);
    return where.example;
  }
  const visible = Object.keys(properties).filter(
    (name) => properties[name] !== false && !isMarkedAs(sampler.document, properties[name] as Json, hidden),
  );
  let optionalLeft = most - visible.filter((name) => required.has(name)).length;
  for (const name of visible) {
    const property = properties[name] as Json;
    const at = inner(name);
    if (sampler.repairs.isDropped(at.at)) continue;
    if (!required.has(name) && !sampler.repairs.isNeeded(at.at)) {
      const include =
        !sampler.requiredOnly &&
        where.depth < sampler.maxDepth &&
        sampler.budget.left > 0 &&
        !(sampler.ignoreExamples && isLeftOut(at)) &&
        !isRecursiveSchema(sampler, property, where);
      if (!include || optionalLeft-- <= 0) continue;
    }
    values.set(name, generate(sampler, [property, ...matchingPatterns(schema, name)], at));
  }
  for (const name of extraNames(sampler, schema, { where, values, required, properties })) {
    values.set(name, generate(sampler, extraSchemas(schema, name), inner(name)));
  }
  const canSet = (name: string) => sampler.repairs.triesAt(inner(name).at) === 0;
  agree(values, canSet);
  agreeWithState(values, canSet);
  for (const name of sampler.ignoreExamples ? timesToCome(values, { at: where.at, owner }) : []) {
    if (!canSet(name) || sampler.repairs.isNeeded(inner(name).at)) continue;
    if (isNullable(sampler, properties[name] ?? true)) values.set(name, null);
    else if (!required.has(name)) values.delete(name);
  }
  return Object.fromEntries(values);
}

function isNullable({ document }: Sampler, schema: Json): boolean {
  return [mergeAllOf(document, [schema]).schema.type].flat().includes('null');
}

/** The object that a schema describes, for the values of its properties. */
function ownerOf(sampler: Sampler, { properties }: JsonObject, { at, owner, followed, number }: SamplePlace): Owner {
  const declared = isObject(properties) ? properties : {};
  const tokens = tokensOf(at).filter((token) => !/^\d+$/.test(token));
  const name = tokens.at(-1);
  const reference = followed.at(-1);
  const byName = name === undefined ? undefined : subjectOfProperty(name);
  const own = [reference === undefined ? undefined : subjectOfReference(reference), byName].filter(
    (subject) => subject !== undefined,
  );
  const isRoot = name === undefined || (own.length === 0 && byName === undefined);
  const subjects = isRoot ? [...own, ...owner.subjects] : own;
  const names = new Set(Object.keys(declared).map(spacedName));
  const next = { ...owner, number, path: tokens.map(spacedName), subjects, names };
  return { ...next, category: categoryIn(sampler, declared, { at, owner: next }) };
}

const CATEGORIES = /^(?:category|department|genre|kind|section|type)$/;

/** The category that the object gets, if the schema lists the categories. */
function categoryIn(
  sampler: Sampler,
  properties: JsonObject,
  { at, owner }: { readonly at: string; readonly owner: Owner },
): Owner['category'] {
  const name = Object.keys(properties).find((property) => CATEGORIES.test(spacedName(property)));
  if (name === undefined) return undefined;
  const { schema } = mergeAllOf(sampler.document, [properties[name] as Json]);
  const place = { at: appendTokens(at, name), owner, number: owner.number, depth: 0, followed: [] };
  const value =
    (sampler.repairs.usesExample(place.at) ? exampleOf(schema) : undefined) ?? constantOf(sampler, schema, place);
  const rank = Array.isArray(schema.enum) ? turnAt(schema.enum, place).rank : owner.number;
  return typeof value === 'string' ? { value, rank } : undefined;
}

interface ObjectParts {
  readonly where: SamplePlace;
  readonly values: ReadonlyMap<string, Json>;
  readonly required: ReadonlySet<string>;
  readonly properties: JsonObject;
}

/** Names of undeclared properties: the required ones, and those that an object without declared properties needs. */
function extraNames(
  sampler: Sampler,
  schema: JsonObject,
  { where, values, required, properties }: ObjectParts,
): string[] {
  const { document, repairs, view } = sampler;
  const hidden = view === 'request' ? 'readOnly' : 'writeOnly';
  const marked = (name: string) =>
    Object.hasOwn(properties, name) && isMarkedAs(document, properties[name] as Json, hidden);
  const names = [...required].filter((name) => !values.has(name) && !marked(name) && properties[name] !== false);
  const least = typeof schema.minProperties === 'number' ? schema.minProperties : 0;
  const isMap = Object.keys(properties).length === 0 && isObject(schema.additionalProperties);
  const open =
    isMap && where.depth < sampler.maxDepth && !isRecursiveSchema(sampler, schema.additionalProperties as Json, where);
  const patterns = Object.keys(isObject(schema.patternProperties) ? schema.patternProperties : {});
  const byPattern =
    patterns.length > 0 && values.size === 0 && Object.keys(properties).length === 0 && where.depth < sampler.maxDepth;
  const missing = Math.min(MAX_ITEMS, Math.max(least, open || byPattern ? 1 : 0)) - values.size - names.length;
  for (let index = 0; index < missing; index++) {
    const at = { ...where, at: appendTokens(where.at, 'key', index) };
    const nameSchemas = isObject(schema.propertyNames) ? [schema.propertyNames, { type: 'string' }] : undefined;
    const pattern =
      patterns.length > 0 && schema.additionalProperties === false
        ? [{ type: 'string', pattern: patterns[0] as string }]
        : undefined;
    const name =
      nameSchemas || pattern
        ? String(generate(sampler, (nameSchemas ?? pattern) as Json[], at))
        : sampleText({}, { ...locationOf(sampler, at), name: '' });
    names.push(values.has(name) || names.includes(name) ? `${name}${index + 1}` : name);
  }
  return names.filter((name) => !repairs.isDropped(appendTokens(where.at, name)));
}

function extraSchemas(schema: JsonObject, name: string): Json[] {
  const matching = matchingPatterns(schema, name);
  if (matching.length > 0) return matching;
  return isObject(schema.additionalProperties) ? [schema.additionalProperties] : [{ type: 'string' }];
}

function matchingPatterns({ patternProperties }: JsonObject, name: string): Json[] {
  const patterns = Object.entries(isObject(patternProperties) ? patternProperties : {});
  return patterns.filter(([pattern]) => new RegExp(pattern).test(name)).map(([, schema]) => schema);
}

/** True if a schema refers to a schema that the sample is already inside of. */
function isRecursiveSchema({ document }: Sampler, schema: Json, { followed }: SamplePlace): boolean {
  return mergeAllOf(document, [schema]).followed.some((reference) => followed.includes(reference));
}

function isWord({ document }: Sampler, schema: Json): boolean {
  const { type, enum: values, format, pattern } = mergeAllOf(document, [schema]).schema;
  return type === 'string' && values === undefined && format === undefined && pattern === undefined;
}

/** Whether items are lines of an order, or similar. */
function isLine({ document }: Sampler, schema: Json): boolean {
  const { properties } = mergeAllOf(document, [schema]).schema;
  return isObject(properties) && Object.keys(properties).some((name) => /^(?:quantity|qty)$/i.test(name));
}

function generateArray(sampler: Sampler, schema: JsonObject, where: SamplePlace): Json {
  const { minItems, maxItems, items = true, prefixItems, contains, minContains = 1 } = schema;
  const prefix = Array.isArray(prefixItems) ? prefixItems : [];
  const least = typeof minItems === 'number' ? minItems : 0;
  const most = typeof maxItems === 'number' ? maxItems : Number.POSITIVE_INFINITY;
  const open = where.depth < sampler.maxDepth && !isRecursiveSchema(sampler, items, where) && items !== false;
  // A list of words, such as tags, usually has more than one.
  const usual = open ? (isWord(sampler, items) ? 2 : 1) : 0;
  const needed = Math.max(least, prefix.length, contains === undefined ? 0 : Number(minContains), usual);
  const like = Array.isArray(where.example) ? where.example : [];
  const lines = open ? linesIn(where, isLine(sampler, items)) : undefined;
  const count = Math.min(most, Math.max(needed, lines ?? Math.min(like.length, MAX_LIKE)), MAX_ITEMS);
  const values: Json[] = [];
  const texts = new Set<string>();
  for (let index = 0; index < count; index++) {
    const at = {
      ...where,
      at: appendTokens(where.at, index),
      depth: where.depth + 1,
      number: where.number + index,
      example: like[index % Math.max(1, like.length)],
    };
    const containsSchemas = contains !== undefined && index < Number(minContains) ? [contains] : [];
    const value = generate(sampler, [prefix[index] ?? items, ...containsSchemas], at);
    const text = JSON.stringify(value);
    if (schema.uniqueItems === true && texts.has(text) && index >= least) continue;
    texts.add(text);
    values.push(value);
  }
  return values;
}
