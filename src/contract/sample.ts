// A value that a schema would accept, made up: examples and defaults where the schema gives them, else our own walk over
// objects, arrays and compositions, with json-schema-faker for the leaves. Every number in it is a function of the seed
// and the place, so one sample never depends on another. Loaded when the first sample is asked for.
import { generateSync } from 'json-schema-faker';
import type { Violation } from '../errors/answer.ts';
import { extend, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { randomAt } from '../random.ts';
import { decodeFragment } from './bundle.ts';
import { isMarked } from './members.ts';

/** Levels of optional members and items that a sample has, where the schema recurs through something else than a `$ref`. */
const DEEPEST = 12;
/** Values that one sample holds at most; what is left out then is reported as a broken answer where it was required. */
const MOST_VALUES = 5_000;
/** Items and characters that are made at most, however many a schema asks for. */
const MOST_ITEMS = 1_000;
const MOST_CHARACTERS = 100_000;

export interface SampleRequest {
  readonly document: JsonObject;
  /** Pointer of the schema. */
  readonly schema: string;
  readonly seed: number;
  /** What tells this sample from the others of one seed, as an operation's id. */
  readonly place: string;
  readonly validate?: (value: unknown) => readonly Violation[];
  readonly ignoreExamples?: boolean;
}

/** A sample as the server shows it: write-only members are left out. */
export function sample({ document, schema, seed, place }: SampleRequest): Json {
  const sampler = { document, seed, place, left: MOST_VALUES };
  return sampleOf(sampler, valueAt(document, schema) ?? true, { at: '', passed: [] });
}

interface Sampler {
  readonly document: JsonObject;
  readonly seed: number;
  readonly place: string;
  /** Values that may still be made. */
  left: number;
}
interface At {
  /** Pointer into the sample. */
  readonly at: string;
  /** The references that were followed to come here. */
  readonly passed: readonly string[];
  /** Those that were followed without a step into the sample: one that comes again leads nowhere. */
  readonly here?: readonly string[];
}

function sampleOf(sampler: Sampler, schema: Json, where: At): Json {
  if (!isObject(schema)) return schema === true ? {} : null;
  sampler.left -= 1;
  if (sampler.left < 0 || where.at.split('/').length > 2 * DEEPEST) return null;
  const given = givenValue(schema);
  if (given !== undefined) return given;
  const parts = partsOf(sampler, schema, where);
  const values = parts.map((part) =>
    part.schema === schema ? plainValue(sampler, schema, where) : sampleOf(sampler, part.schema, part),
  );
  const objects = values.filter(isObject);
  return objects.length > 1 ? Object.assign({}, ...objects) : (values[0] as Json);
}

function givenValue({
  const: constant,
  enum: values,
  examples,
  example,
  default: fallback,
}: JsonObject): Json | undefined {
  if (constant !== undefined) return constant;
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  return example ?? fallback ?? (Array.isArray(values) ? values[0] : undefined);
}

/** The schemas whose samples together make the sample: the schema's own keywords, its reference, allOf, one of oneOf, anyOf. */
function partsOf(sampler: Sampler, schema: JsonObject, where: At): (At & { readonly schema: Json })[] {
  const parts: Json[] = [];
  if (Array.isArray(schema.allOf)) parts.push(...schema.allOf);
  for (const branches of [schema.oneOf, schema.anyOf]) {
    if (Array.isArray(branches)) parts.push(branchOf(branches, where));
  }
  const result: (At & { schema: Json })[] = parts.map((part) => ({ ...where, schema: part }));
  if (typeof schema.$ref === 'string') {
    const { at, passed, here = [] } = where;
    const endless = here.includes(schema.$ref);
    const target = valueAt(sampler.document, decodeFragment(schema.$ref.slice(1))) ?? true;
    const followed = { at, passed: [...passed, schema.$ref], here: [...here, schema.$ref] };
    result.unshift({ ...followed, schema: endless ? true : target });
  }
  const own = result.length === 0 || schema.properties !== undefined;
  return own ? [{ ...where, schema }, ...result] : result;
}

/** The first branch that is neither null nor a step into a schema that this sample is inside of. */
function branchOf(branches: readonly Json[], { passed }: At): Json {
  const open = branches.find((branch) => isObject(branch) && branch.type !== 'null' && !recurs(branch, passed));
  return open ?? branches[0] ?? true;
}

function recurs(schema: Json, passed: readonly string[]): boolean {
  return isObject(schema) && typeof schema.$ref === 'string' && passed.includes(schema.$ref);
}

function plainValue(sampler: Sampler, schema: JsonObject, where: At): Json {
  switch (typeOf(schema)) {
    case 'object':
      return objectValue(sampler, schema, where);
    case 'array':
      return arrayValue(sampler, schema, where);
    case 'null':
      return null;
    default:
      return leafValue(sampler, schema, where);
  }
}

function typeOf({ type, properties, items, additionalProperties }: JsonObject): string {
  const [first = undefined] = [type].flat().filter((name) => name !== 'null' && name !== undefined);
  if (first !== undefined) return String(first);
  if (type !== undefined) return 'null';
  if (properties !== undefined || additionalProperties !== undefined) return 'object';
  return items === undefined ? 'string' : 'array';
}

function objectValue(sampler: Sampler, schema: JsonObject, { at, passed }: At): Json {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const members: [string, Json][] = [];
  const depth = at.split('/').length;
  for (const [name, member] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
    if (isMarked(sampler.document, member, 'writeOnly') || member === false) continue;
    const optional = !required.includes(name);
    if (optional && (recurs(member, passed) || depth > DEEPEST || sampler.left <= 0)) continue;
    if (depth > 2 * DEEPEST) break;
    members.push([name, sampleOf(sampler, member, { at: extend(at, name), passed })]);
  }
  return Object.fromEntries(members);
}

function arrayValue(sampler: Sampler, schema: JsonObject, { at, passed }: At): Json {
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
  const items = schema.items ?? true;
  const open = !recurs(items, passed) && schema.maxItems !== 0 && at.split('/').length <= DEEPEST;
  const count = Math.min(MOST_ITEMS, Math.max(least, open ? 1 : 0));
  return Array.from({ length: count }, (_, index) => sampleOf(sampler, items, { at: extend(at, index), passed }));
}

function leafValue({ seed, place }: Sampler, schema: JsonObject, { at }: At): Json {
  const leaf: Record<string, Json> = { ...schema, type: typeOf(schema) };
  if (Number(leaf.minLength) > MOST_CHARACTERS) leaf.minLength = MOST_CHARACTERS;
  try {
    return generateSync(leaf as never, { seed: Math.floor(randomAt(seed, place, at) * 2 ** 31) }) as Json;
  } catch {
    // No value can be made for what the schema asks. What is given instead breaks it, and is reported as such.
    return null;
  }
}
