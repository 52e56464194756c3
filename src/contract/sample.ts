// A value that a schema accepts, made up: the examples and defaults that it gives, else our own walk over objects, arrays and
// compositions. A validator, where one is handed in, judges each attempt; what it complains of is made in another way at that
// place. Everything is a function of seed, place and pointer, so one sample never depends on another.
import type { Violation } from '../errors/http-error.ts';
import { extend, tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { randomAt } from '../random.ts';
import { type Alternatives, type MergedSchema, mergeAllOf } from './merge-all-of.ts';
import { isMarkedAs } from './properties.ts';
import { numberOf, textOf } from './sample-leaf.ts';

export interface SampleOptions {
  readonly document: JsonObject;
  /** Pointer of the schema. */
  readonly schema: string;
  readonly seed: number;
  /** What tells this sample from the others of one seed, as an operation's id. */
  readonly place: string;
  /** Who sends the value: an answer leaves write-only members out, a request read-only ones. */
  readonly view?: 'response' | 'request';
  /** Judges an attempt, in that view. */
  readonly validate?: (value: unknown) => readonly Violation[];
  /** Makes values up even where the schema gives some. */
  readonly ignoreExamples?: boolean;
}

/** Attempts before the best one is answered, valid or not. */
const ATTEMPTS = 40;
/** Values that all attempts make together. */
const MOST_IN_ALL = 30_000;
/** Levels of optional members and items in the first attempts; those that come later are flatter. */
const DEEPEST = 6;
/** Levels at which nothing more is made, required or not. */
const BOTTOM = 40;
/** Compositions at one place of which a branch is chosen. */
const MOST_CHOICES = 50;
/** Values that one sample holds at most; what is left out then is complained of where it was required. */
const MOST_VALUES = 3_000;
const MOST_ITEMS = 1_000;

/** A sample as it would be sent. */
export function sample(request: SampleOptions): Json {
  const { document, schema, validate, ignoreExamples = false } = request;
  const written = valueAt(document, schema) ?? true;
  const mends = openRepairs(ignoreExamples);
  let best: { readonly value: Json; readonly count: number } | undefined;
  for (let [attempt, made] = [0, 0]; attempt < ATTEMPTS && made < MOST_IN_ALL; attempt++) {
    const deepest = Math.max(1, DEEPEST - Math.floor(attempt / 3));
    const budget = { left: MOST_VALUES };
    const maker = { ...request, mends, deepest, budget };
    const value = make(maker, [written], ROOT);
    made += MOST_VALUES - budget.left;
    const violations = validate?.(value) ?? [];
    if (violations.length === 0) return value;
    if (!best || violations.length < best.count) best = { value, count: violations.length };
    mends.learn(violations, attempt);
  }
  return best?.value ?? null;
}

/** What was learnt of the attempts before, by pointer into the sample. */
interface Repairs {
  /** Pointers at which a value of the schema was taken in this attempt. */
  readonly given: Set<string>;
  /** Pointers of the compositions that were decided in this attempt, with the number of ways to decide them. */
  readonly decided: Map<string, number>;
  takesGiven(pointer: string): boolean;
  isDropped(pointer: string): boolean;
  isNeeded(pointer: string): boolean;
  /** How often another branch, type or value is to be taken there. */
  turn(pointer: string): number;
  learn(violations: readonly Violation[], attempt: number): void;
}

function openRepairs(ignoreExamples: boolean): Repairs {
  const given = new Set<string>();
  const decided = new Map<string, number>();
  const refused = new Set<string>();
  const dropped = new Set<string>();
  const needed = new Set<string>();
  const turns = new Map<string, number>();
  const lines = (pointer: string) => ancestorsOf(pointer);
  return {
    given,
    decided,
    takesGiven: (pointer) => !ignoreExamples && !refused.has(pointer),
    isDropped: (pointer) => dropped.has(pointer),
    isNeeded: (pointer) => needed.has(pointer),
    turn: (pointer) => turns.get(pointer) ?? 0,
    learn(violations, attempt) {
      for (const { pointer, rule } of attempt % 2 === 0 ? innermost(violations) : violations) {
        const source = lines(pointer).find((at) => given.has(at));
        if (source !== undefined) {
          refused.add(source);
          continue;
        }
        if (/^(?:additionalProperties|unevaluatedProperties|false)$/.test(rule)) dropped.add(pointer);
        if (rule === 'required') needed.add(pointer);
        // The nearest composition around what is wrong takes its next branch; a leaf makes another value.
        const composition = lines(pointer).find((at) => decided.has(at));
        const turned = rule === 'oneOf' || rule === 'anyOf' || composition === undefined ? pointer : composition;
        turns.set(turned, (turns.get(turned) ?? 0) + 1);
      }
      given.clear();
      decided.clear();
    },
  };
}

/** Without what the branches of a composition say, of which only one need hold, unless it is a composition itself. */
function innermost(violations: readonly Violation[]): readonly Violation[] {
  const isComposition = ({ rule }: Violation) => rule === 'oneOf' || rule === 'anyOf';
  const compositions = violations.filter(isComposition).map(({ pointer }) => pointer);
  const lies = (pointer: string, inside: string) => pointer === inside || pointer.startsWith(`${inside}/`);
  return violations.filter((violation) => {
    const { pointer } = violation;
    if (!isComposition(violation)) return !compositions.some((inside) => lies(pointer, inside));
    return !compositions.some((inside) => inside !== pointer && lies(inside, pointer));
  });
}

/** A pointer, then those of what it lies in, up to the root. */
function ancestorsOf(pointer: string): string[] {
  const all = [pointer];
  for (let at = pointer; at !== ''; all.push(at)) at = at.slice(0, at.lastIndexOf('/'));
  return all;
}

interface Maker extends SampleOptions {
  readonly mends: Repairs;
  readonly deepest: number;
  /** Values that may still be made. */
  readonly budget: { left: number };
}

interface At {
  /** Pointer into the sample. */
  readonly at: string;
  readonly depth: number;
  /** The references that were followed to come here. */
  readonly passed: readonly string[];
}

const ROOT: At = { at: '', depth: 0, passed: [] };

/** @param schemas what all judges the value */
function make(maker: Maker, schemas: readonly Json[], where: At): Json {
  maker.budget.left -= 1;
  if (maker.budget.left < 0 || where.depth > BOTTOM) return null;
  const { schema, passed, others, manner } = decided(maker, schemas, where);
  const inside = { ...where, passed: [...where.passed, ...passed] };
  const given = maker.mends.takesGiven(where.at) ? givenValue(schema) : undefined;
  if (given !== undefined) {
    maker.mends.given.add(where.at);
    return given;
  }
  const fixed = fixedValue(maker, schema, where);
  if (fixed !== undefined) return fixed;
  switch (typeOf(maker, schema, where)) {
    case 'object': {
      const object = objectOf({ ...maker, bare: manner === 'bare' }, schema, inside);
      return manner === 'apart' ? { ...object, ...refusedBy(maker.document, others, schema) } : object;
    }
    case 'array':
      return arrayOf(maker, schema, inside);
    case 'null':
      return null;
    case 'boolean':
      return randomAt(maker.seed, maker.place, where.at, maker.mends.turn(where.at)) < 0.5;
    case 'integer':
      return numberOf(schema, locationOf(maker, where), true);
    case 'number':
      return numberOf(schema, locationOf(maker, where), false);
    default:
      return textOf(schema, locationOf(maker, where));
  }
}

function locationOf({ seed, place, mends }: Maker, { at }: At) {
  const tokens = tokensOf(at);
  const name = tokens.findLast((token) => !/^\d+$/.test(token)) ?? place.split(' ').at(-1) ?? '';
  const turn = mends.turn(at);
  return { seed, place: turn === 0 ? [place, at] : [place, at, String(turn)], name };
}

interface Decided extends MergedSchema {
  /** The branches that were not chosen. */
  readonly others: readonly Json[];
  /** How the object is made, where several branches hold and one is to: `whole` at first, then with required members alone, then with what the others refuse. */
  readonly manner: 'whole' | 'bare' | 'apart';
}

/** The schemas as one, with a branch chosen of each composition in it, and of those in the branches. */
function decided(maker: Maker, schemas: readonly Json[], where: At): Decided {
  const taken: Json[] = [...schemas];
  const others: Json[] = [];
  let ways = 1;
  let all = mergeAllOf(maker.document, taken);
  for (let open = 0; open < all.choices.length && open < MOST_CHOICES; all = mergeAllOf(maker.document, taken)) {
    const fresh = all.choices.slice(open);
    for (const choice of fresh) {
      const branch = branchOf(maker, choice, { where, passed: all.passed, ways });
      taken.push(...branch);
      others.push(...choice.branches.filter((other) => !branch.includes(other)));
      ways *= choice.branches.length;
    }
    open += fresh.length;
  }
  if (ways > 1) maker.mends.decided.set(where.at, ways);
  const manner = (['whole', 'bare', 'apart'] as const)[Math.min(2, Math.floor(maker.mends.turn(where.at) / ways))];
  return { ...all, others, manner: (ways > 1 && manner) || 'whole' };
}

interface Deciding {
  readonly where: At;
  readonly passed: readonly string[];
  /** In how many ways what came before at this place can be decided. */
  readonly ways: number;
}

/** The branch of a composition, with the value of its discriminator. */
function branchOf(maker: Maker, { branches, discriminator }: Alternatives, { where, passed, ways }: Deciding): Json[] {
  const known = [...where.passed, ...passed];
  const ends = branches.filter((branch) => !recurs(branch, known) && !isNull(branch));
  const order = [...ends, ...branches.filter((branch) => !ends.includes(branch))];
  // Several compositions at one place take turns, so that each combination comes.
  const turn = Math.floor(maker.mends.turn(where.at) / ways);
  const branch = order[turn % order.length] as Json;
  const told = discriminator && discriminating(discriminator, branch);
  return told ? [told, branch] : [branch];
}

function isNull(branch: Json): boolean {
  return isObject(branch) && branch.type === 'null';
}

function recurs(schema: Json, passed: readonly string[]): boolean {
  return isObject(schema) && typeof schema.$ref === 'string' && passed.includes(schema.$ref);
}

/** OpenAPI 3.1, section 4.8.25: the mapped name of the branch, else the name of its schema. */
function discriminating({ propertyName, mapping }: JsonObject, branch: Json): Json | undefined {
  if (!isObject(branch) || typeof branch.$ref !== 'string' || typeof propertyName !== 'string') return undefined;
  const name = tokensOf(branch.$ref.slice(1)).at(-1) as string;
  const mapped = Object.entries(isObject(mapping) ? mapping : {}).find(
    ([, target]) => target === branch.$ref || target === name,
  );
  return { type: 'object', properties: { [propertyName]: { 'x-standin-named': mapped?.[0] ?? name } } };
}

function givenValue({ examples, example, default: fallback }: JsonObject): Json | undefined {
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  return example ?? fallback;
}

/** A value that leaves no choice but among the named ones. */
function fixedValue({ mends }: Maker, schema: JsonObject, { at }: At): Json | undefined {
  const { const: constant, enum: values, 'x-standin-named': named } = schema;
  if (constant !== undefined) return constant;
  if (Array.isArray(values) && values.length > 0) {
    if (named !== undefined && values.includes(named) && mends.turn(at) === 0) return named;
    const index = Number(tokensOf(at).at(-1));
    return values[(mends.turn(at) + (Number.isInteger(index) ? index : 0)) % values.length];
  }
  return named !== undefined && mends.turn(at) === 0 ? named : undefined;
}

function typeOf({ mends }: Maker, { type, properties, items, ...others }: JsonObject, { at }: At): string {
  const types = [type].flat().filter((name) => name !== undefined) as string[];
  if (types.length > 0) {
    const real = types.filter((name) => name !== 'null');
    return String([...real, ...types.filter((name) => name === 'null')][mends.turn(at) % types.length]);
  }
  if (properties !== undefined || others.additionalProperties !== undefined || others.required !== undefined)
    return 'object';
  if (items !== undefined || others.prefixItems !== undefined) return 'array';
  const numeric = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].some(
    (name) => name in others,
  );
  if (numeric) return 'number';
  const textual = ['pattern', 'format', 'minLength', 'maxLength'].some((name) => name in others);
  return textual
    ? 'string'
    : (['string', 'object', 'array', 'number', 'boolean', 'null'][mends.turn(at) % 6] as string);
}

/** Members that the schema leaves open and that these branches do not take, so that none of them holds as well. */
function refusedBy(
  document: JsonObject,
  branches: readonly Json[],
  { properties, additionalProperties }: JsonObject,
): JsonObject {
  const own = isObject(properties) ? properties : {};
  if (additionalProperties === false) return {};
  const refused = branches.flatMap((branch) => {
    const { schema } = mergeAllOf(document, [branch]);
    const foreign = Object.entries(isObject(schema.properties) ? schema.properties : {});
    const [name, member] = foreign.find(([name]) => !Object.hasOwn(own, name)) ?? [];
    if (name === undefined) return [];
    const types = [mergeAllOf(document, [member ?? true]).schema.type].flat();
    return [[name, types.includes('string') ? 0 : 'other'] as const];
  });
  return Object.fromEntries(refused);
}

function objectOf(maker: Maker & { readonly bare: boolean }, schema: JsonObject, where: At): JsonObject {
  const members = new Map<string, Json>();
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = new Set((Array.isArray(schema.required) ? schema.required : []) as string[]);
  for (const names of Object.values(isObject(schema.dependentRequired) ? schema.dependentRequired : {})) {
    for (const name of names as string[]) required.add(name);
  }
  const most = typeof schema.maxProperties === 'number' ? schema.maxProperties : Number.POSITIVE_INFINITY;
  const hidden = maker.view === 'request' ? 'readOnly' : 'writeOnly';
  const inner = (name: string): At => ({ ...where, at: extend(where.at, name), depth: where.depth + 1 });
  const shown = Object.keys(properties).filter(
    (name) => properties[name] !== false && !isMarkedAs(maker.document, properties[name] as Json, hidden),
  );
  let room = most - shown.filter((name) => required.has(name)).length;
  for (const name of shown) {
    const member = properties[name] as Json;
    const at = inner(name);
    if (maker.mends.isDropped(at.at)) continue;
    if (!required.has(name) && !maker.mends.isNeeded(at.at)) {
      const ends =
        !maker.bare && where.depth < maker.deepest && maker.budget.left > 0 && !leadsBack(maker, member, where);
      if (!ends || room-- <= 0) continue;
    }
    members.set(name, make(maker, [member, ...matchingPatterns(schema, name)], at));
  }
  for (const name of extraNames(maker, schema, { where, members, required, properties })) {
    members.set(name, make(maker, extraSchemas(schema, name), inner(name)));
  }
  return Object.fromEntries(members);
}

interface Members {
  readonly where: At;
  readonly members: ReadonlyMap<string, Json>;
  readonly required: ReadonlySet<string>;
  readonly properties: JsonObject;
}

/** Names beside the declared ones: those that are required, and as many as an object without members of its own wants. */
function extraNames(maker: Maker, schema: JsonObject, { where, members, required, properties }: Members): string[] {
  const { document, mends, view } = maker;
  const hidden = view === 'request' ? 'readOnly' : 'writeOnly';
  const marked = (name: string) =>
    Object.hasOwn(properties, name) && isMarkedAs(document, properties[name] as Json, hidden);
  const names = [...required].filter((name) => !members.has(name) && !marked(name) && properties[name] !== false);
  const least = typeof schema.minProperties === 'number' ? schema.minProperties : 0;
  const isMap = Object.keys(properties).length === 0 && isObject(schema.additionalProperties);
  const open = isMap && where.depth < maker.deepest && !leadsBack(maker, schema.additionalProperties as Json, where);
  const patterns = Object.keys(isObject(schema.patternProperties) ? schema.patternProperties : {});
  const byPattern =
    patterns.length > 0 && members.size === 0 && Object.keys(properties).length === 0 && where.depth < maker.deepest;
  const wanted = Math.min(MOST_ITEMS, Math.max(least, open || byPattern ? 1 : 0)) - members.size - names.length;
  for (let index = 0; index < wanted; index++) {
    const at = { ...where, at: extend(where.at, 'key', index) };
    const asked = isObject(schema.propertyNames) ? [schema.propertyNames, { type: 'string' }] : undefined;
    const pattern =
      patterns.length > 0 && schema.additionalProperties === false
        ? [{ type: 'string', pattern: patterns[0] as string }]
        : undefined;
    const name =
      asked || pattern ? String(make(maker, (asked ?? pattern) as Json[], at)) : textOf({}, locationOf(maker, at));
    names.push(members.has(name) || names.includes(name) ? `${name}${index + 1}` : name);
  }
  return names.filter((name) => !mends.isDropped(extend(where.at, name)));
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

/** True where a member would lead into a schema that the sample is inside of already. */
function leadsBack({ document }: Maker, schema: Json, { passed }: At): boolean {
  return mergeAllOf(document, [schema]).passed.some((reference) => passed.includes(reference));
}

function arrayOf(maker: Maker, schema: JsonObject, where: At): Json {
  const { minItems, maxItems, items = true, prefixItems, contains, minContains = 1 } = schema;
  const prefix = Array.isArray(prefixItems) ? prefixItems : [];
  const least = typeof minItems === 'number' ? minItems : 0;
  const most = typeof maxItems === 'number' ? maxItems : Number.POSITIVE_INFINITY;
  const open = where.depth < maker.deepest && !leadsBack(maker, items, where) && items !== false;
  const wanted = Math.max(least, prefix.length, contains === undefined ? 0 : Number(minContains), open ? 1 : 0);
  const count = Math.min(most, wanted, MOST_ITEMS);
  const values: Json[] = [];
  const texts = new Set<string>();
  for (let index = 0; index < count; index++) {
    const at = { ...where, at: extend(where.at, index), depth: where.depth + 1 };
    const contained = contains !== undefined && index < Number(minContains) ? [contains] : [];
    const value = make(maker, [prefix[index] ?? items, ...contained], at);
    const text = JSON.stringify(value);
    if (schema.uniqueItems === true && texts.has(text) && index >= least) continue;
    texts.add(text);
    values.push(value);
  }
  return values;
}
