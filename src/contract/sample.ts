// A value that a schema accepts, made up: the examples and defaults that it gives, else our own walk over objects, arrays and
// compositions. A validator, where one is handed in, judges each attempt; what it complains of is made in another way at that
// place. Everything is a function of seed, place and pointer, so one sample never depends on another.
import type { Violation } from '../errors/http-error.ts';
import { extend, tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { randomAt } from '../random.ts';
import { type Alternatives, type MergedSchema, mergeAllOf } from './merge-all-of.ts';
import { isMarkedAs } from './properties.ts';
import { sampleNumber, sampleText } from './sample-leaf.ts';

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
const MAX_ATTEMPTS = 40;
/** Values that all attempts make together. */
const MAX_TOTAL_VALUES = 30_000;
/** Levels of optional members and items in the first attempts; those that come later are flatter. */
const MAX_OPTIONAL_DEPTH = 6;
/** Levels at which nothing more is made, required or not. */
const MAX_DEPTH = 40;
/** Compositions at one place of which a branch is chosen. */
const MAX_COMPOSITIONS = 50;
/** Values that one sample holds at most; what is left out then is complained of where it was required. */
const MAX_VALUES = 3_000;
const MAX_ITEMS = 1_000;

/** A sample as it would be sent. */
export function sample(request: SampleOptions): Json {
  const { document, schema, validate, ignoreExamples = false } = request;
  const written = valueAt(document, schema) ?? true;
  const repairs = openRepairs(ignoreExamples);
  let best: { readonly value: Json; readonly count: number } | undefined;
  for (let [attempt, made] = [0, 0]; attempt < MAX_ATTEMPTS && made < MAX_TOTAL_VALUES; attempt++) {
    const maxDepth = Math.max(1, MAX_OPTIONAL_DEPTH - Math.floor(attempt / 3));
    const budget = { left: MAX_VALUES };
    const maker = { ...request, repairs, maxDepth, budget };
    const value = generate(maker, [written], ROOT);
    made += MAX_VALUES - budget.left;
    const violations = validate?.(value) ?? [];
    if (violations.length === 0) return value;
    if (!best || violations.length < best.count) best = { value, count: violations.length };
    repairs.learn(violations, attempt);
  }
  return best?.value ?? null;
}

/** What was learnt of the attempts before, by pointer into the sample. */
interface Repairs {
  /** Pointers at which a value of the schema was taken in this attempt. */
  readonly examplesUsed: Set<string>;
  /** Pointers of the compositions that were decided in this attempt, with the number of ways to decide them. */
  readonly decided: Map<string, number>;
  usesExample(pointer: string): boolean;
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
    examplesUsed: given,
    decided,
    usesExample: (pointer) => !ignoreExamples && !refused.has(pointer),
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

interface Sampler extends SampleOptions {
  readonly repairs: Repairs;
  readonly maxDepth: number;
  /** Values that may still be made. */
  readonly budget: { left: number };
}

interface SamplePlace {
  /** Pointer into the sample. */
  readonly at: string;
  readonly depth: number;
  /** The references that were followed to come here. */
  readonly followed: readonly string[];
}

const ROOT: SamplePlace = { at: '', depth: 0, followed: [] };

/** @param schemas what all judges the value */
function generate(maker: Sampler, schemas: readonly Json[], where: SamplePlace): Json {
  maker.budget.left -= 1;
  if (maker.budget.left < 0 || where.depth > MAX_DEPTH) return null;
  const { schema, followed, others, mode } = chooseBranches(maker, schemas, where);
  const inside = { ...where, passed: [...where.followed, ...followed] };
  const given = maker.repairs.usesExample(where.at) ? exampleOf(schema) : undefined;
  if (given !== undefined) {
    maker.repairs.examplesUsed.add(where.at);
    return given;
  }
  const fixed = enumValue(maker, schema, where);
  if (fixed !== undefined) return fixed;
  switch (typeOf(maker, schema, where)) {
    case 'object': {
      const object = generateObject({ ...maker, bare: mode === 'bare' }, schema, inside);
      return mode === 'apart' ? { ...object, ...propertiesExcluding(maker.document, others, schema) } : object;
    }
    case 'array':
      return generateArray(maker, schema, inside);
    case 'null':
      return null;
    case 'boolean':
      return randomAt(maker.seed, maker.place, where.at, maker.repairs.turn(where.at)) < 0.5;
    case 'integer':
      return sampleNumber(schema, locationOf(maker, where), true);
    case 'number':
      return sampleNumber(schema, locationOf(maker, where), false);
    default:
      return sampleText(schema, locationOf(maker, where));
  }
}

function locationOf({ seed, place, repairs }: Sampler, { at }: SamplePlace) {
  const tokens = tokensOf(at);
  const name = tokens.findLast((token) => !/^\d+$/.test(token)) ?? place.split(' ').at(-1) ?? '';
  const turn = repairs.turn(at);
  return { seed, place: turn === 0 ? [place, at] : [place, at, String(turn)], name };
}

interface ChosenSchema extends MergedSchema {
  /** The branches that were not chosen. */
  readonly others: readonly Json[];
  /** How the object is made, where several branches hold and one is to: `whole` at first, then with required members alone, then with what the others refuse. */
  readonly mode: 'whole' | 'bare' | 'apart';
}

/** The schemas as one, with a branch chosen of each composition in it, and of those in the branches. */
function chooseBranches(maker: Sampler, schemas: readonly Json[], where: SamplePlace): ChosenSchema {
  const taken: Json[] = [...schemas];
  const others: Json[] = [];
  let ways = 1;
  let all = mergeAllOf(maker.document, taken);
  for (let open = 0; open < all.choices.length && open < MAX_COMPOSITIONS; all = mergeAllOf(maker.document, taken)) {
    const fresh = all.choices.slice(open);
    for (const choice of fresh) {
      const branch = chooseBranch(maker, choice, { where, followed: all.followed, ways });
      taken.push(...branch);
      others.push(...choice.branches.filter((other) => !branch.includes(other)));
      ways *= choice.branches.length;
    }
    open += fresh.length;
  }
  if (ways > 1) maker.repairs.decided.set(where.at, ways);
  const manner = (['whole', 'bare', 'apart'] as const)[Math.min(2, Math.floor(maker.repairs.turn(where.at) / ways))];
  return { ...all, others, mode: (ways > 1 && manner) || 'whole' };
}

interface BranchChoice {
  readonly where: SamplePlace;
  readonly followed: readonly string[];
  /** In how many ways what came before at this place can be decided. */
  readonly ways: number;
}

/** The branch of a composition, with the value of its discriminator. */
function chooseBranch(
  maker: Sampler,
  { branches, discriminator }: Alternatives,
  { where, followed, ways }: BranchChoice,
): Json[] {
  const known = [...where.followed, ...followed];
  const ends = branches.filter((branch) => !isRecursive(branch, known) && !isNull(branch));
  const order = [...ends, ...branches.filter((branch) => !ends.includes(branch))];
  // Several compositions at one place take turns, so that each combination comes.
  const turn = Math.floor(maker.repairs.turn(where.at) / ways);
  const branch = order[turn % order.length] as Json;
  const told = discriminator && discriminatorSchema(discriminator, branch);
  return told ? [told, branch] : [branch];
}

function isNull(branch: Json): boolean {
  return isObject(branch) && branch.type === 'null';
}

function isRecursive(schema: Json, passed: readonly string[]): boolean {
  return isObject(schema) && typeof schema.$ref === 'string' && passed.includes(schema.$ref);
}

/** OpenAPI 3.1, section 4.8.25: the mapped name of the branch, else the name of its schema. */
function discriminatorSchema({ propertyName, mapping }: JsonObject, branch: Json): Json | undefined {
  if (!isObject(branch) || typeof branch.$ref !== 'string' || typeof propertyName !== 'string') return undefined;
  const name = tokensOf(branch.$ref.slice(1)).at(-1) as string;
  const mapped = Object.entries(isObject(mapping) ? mapping : {}).find(
    ([, target]) => target === branch.$ref || target === name,
  );
  return { type: 'object', properties: { [propertyName]: { 'x-standin-named': mapped?.[0] ?? name } } };
}

function exampleOf({ examples, example, default: fallback }: JsonObject): Json | undefined {
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  return example ?? fallback;
}

/** A value that leaves no choice but among the named ones. */
function enumValue({ repairs }: Sampler, schema: JsonObject, { at }: SamplePlace): Json | undefined {
  const { const: constant, enum: values, 'x-standin-named': named } = schema;
  if (constant !== undefined) return constant;
  if (Array.isArray(values) && values.length > 0) {
    if (named !== undefined && values.includes(named) && repairs.turn(at) === 0) return named;
    const index = Number(tokensOf(at).at(-1));
    return values[(repairs.turn(at) + (Number.isInteger(index) ? index : 0)) % values.length];
  }
  return named !== undefined && repairs.turn(at) === 0 ? named : undefined;
}

function typeOf({ repairs }: Sampler, { type, properties, items, ...others }: JsonObject, { at }: SamplePlace): string {
  const types = [type].flat().filter((name) => name !== undefined) as string[];
  if (types.length > 0) {
    const real = types.filter((name) => name !== 'null');
    return String([...real, ...types.filter((name) => name === 'null')][repairs.turn(at) % types.length]);
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
    : (['string', 'object', 'array', 'number', 'boolean', 'null'][repairs.turn(at) % 6] as string);
}

/** Members that the schema leaves open and that these branches do not take, so that none of them holds as well. */
function propertiesExcluding(
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

function generateObject(
  maker: Sampler & { readonly bare: boolean },
  schema: JsonObject,
  where: SamplePlace,
): JsonObject {
  const members = new Map<string, Json>();
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = new Set((Array.isArray(schema.required) ? schema.required : []) as string[]);
  for (const names of Object.values(isObject(schema.dependentRequired) ? schema.dependentRequired : {})) {
    for (const name of names as string[]) required.add(name);
  }
  const most = typeof schema.maxProperties === 'number' ? schema.maxProperties : Number.POSITIVE_INFINITY;
  const hidden = maker.view === 'request' ? 'readOnly' : 'writeOnly';
  const inner = (name: string): SamplePlace => ({ ...where, at: extend(where.at, name), depth: where.depth + 1 });
  const shown = Object.keys(properties).filter(
    (name) => properties[name] !== false && !isMarkedAs(maker.document, properties[name] as Json, hidden),
  );
  let room = most - shown.filter((name) => required.has(name)).length;
  for (const name of shown) {
    const member = properties[name] as Json;
    const at = inner(name);
    if (maker.repairs.isDropped(at.at)) continue;
    if (!required.has(name) && !maker.repairs.isNeeded(at.at)) {
      const ends =
        !maker.bare &&
        where.depth < maker.maxDepth &&
        maker.budget.left > 0 &&
        !isRecursiveSchema(maker, member, where);
      if (!ends || room-- <= 0) continue;
    }
    members.set(name, generate(maker, [member, ...matchingPatterns(schema, name)], at));
  }
  for (const name of extraNames(maker, schema, { where, values: members, required, properties })) {
    members.set(name, generate(maker, extraSchemas(schema, name), inner(name)));
  }
  return Object.fromEntries(members);
}

interface ObjectParts {
  readonly where: SamplePlace;
  readonly values: ReadonlyMap<string, Json>;
  readonly required: ReadonlySet<string>;
  readonly properties: JsonObject;
}

/** Names beside the declared ones: those that are required, and as many as an object without members of its own wants. */
function extraNames(
  maker: Sampler,
  schema: JsonObject,
  { where, values, required, properties }: ObjectParts,
): string[] {
  const { document, repairs, view } = maker;
  const hidden = view === 'request' ? 'readOnly' : 'writeOnly';
  const marked = (name: string) =>
    Object.hasOwn(properties, name) && isMarkedAs(document, properties[name] as Json, hidden);
  const names = [...required].filter((name) => !values.has(name) && !marked(name) && properties[name] !== false);
  const least = typeof schema.minProperties === 'number' ? schema.minProperties : 0;
  const isMap = Object.keys(properties).length === 0 && isObject(schema.additionalProperties);
  const open =
    isMap && where.depth < maker.maxDepth && !isRecursiveSchema(maker, schema.additionalProperties as Json, where);
  const patterns = Object.keys(isObject(schema.patternProperties) ? schema.patternProperties : {});
  const byPattern =
    patterns.length > 0 && values.size === 0 && Object.keys(properties).length === 0 && where.depth < maker.maxDepth;
  const wanted = Math.min(MAX_ITEMS, Math.max(least, open || byPattern ? 1 : 0)) - values.size - names.length;
  for (let index = 0; index < wanted; index++) {
    const at = { ...where, at: extend(where.at, 'key', index) };
    const asked = isObject(schema.propertyNames) ? [schema.propertyNames, { type: 'string' }] : undefined;
    const pattern =
      patterns.length > 0 && schema.additionalProperties === false
        ? [{ type: 'string', pattern: patterns[0] as string }]
        : undefined;
    const name =
      asked || pattern
        ? String(generate(maker, (asked ?? pattern) as Json[], at))
        : sampleText({}, locationOf(maker, at));
    names.push(values.has(name) || names.includes(name) ? `${name}${index + 1}` : name);
  }
  return names.filter((name) => !repairs.isDropped(extend(where.at, name)));
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
function isRecursiveSchema({ document }: Sampler, schema: Json, { followed }: SamplePlace): boolean {
  return mergeAllOf(document, [schema]).followed.some((reference) => followed.includes(reference));
}

function generateArray(maker: Sampler, schema: JsonObject, where: SamplePlace): Json {
  const { minItems, maxItems, items = true, prefixItems, contains, minContains = 1 } = schema;
  const prefix = Array.isArray(prefixItems) ? prefixItems : [];
  const least = typeof minItems === 'number' ? minItems : 0;
  const most = typeof maxItems === 'number' ? maxItems : Number.POSITIVE_INFINITY;
  const open = where.depth < maker.maxDepth && !isRecursiveSchema(maker, items, where) && items !== false;
  const wanted = Math.max(least, prefix.length, contains === undefined ? 0 : Number(minContains), open ? 1 : 0);
  const count = Math.min(most, wanted, MAX_ITEMS);
  const values: Json[] = [];
  const texts = new Set<string>();
  for (let index = 0; index < count; index++) {
    const at = { ...where, at: extend(where.at, index), depth: where.depth + 1 };
    const contained = contains !== undefined && index < Number(minContains) ? [contains] : [];
    const value = generate(maker, [prefix[index] ?? items, ...contained], at);
    const text = JSON.stringify(value);
    if (schema.uniqueItems === true && texts.has(text) && index >= least) continue;
    texts.add(text);
    values.push(value);
  }
  return values;
}
