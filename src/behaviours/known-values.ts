// A generated body with what is known: the values of the request and of the state by the names of their properties, and the
// items of known resources as they are.
import type { Contract } from '../contract/contract.ts';
import { plainName } from '../contract/operation/names.ts';
import { itemsPlace, propertyPlaces, typesAt } from '../contract/schema/schema-places.ts';
import { deepFreeze, isObject, type Json, type JsonObject, setProperty } from '../json/value.ts';
import { isTokenName } from '../resources/infer/people.ts';
import type { Call } from './behaviour.ts';

/** Finds items of a resource for a place in a response. */
export interface KnownItems {
  /** The item that a request means, for a schema of one. Undefined if the schema is that of no resource. */
  item(schema: string, values: KnownValues): Promise<JsonObject | undefined>;
  /** A token for an item with a schema, by which later requests mean it. Undefined if the schema is that of no resource. */
  token(schema: string, item: JsonObject): string | undefined;
  /** The items that a request means, for the schema of the items of a list. */
  list(schema: string, values: KnownValues): Promise<readonly JsonObject[] | undefined>;
}

/** Values by name: those that come first win. */
export type KnownValues = readonly JsonObject[];

/** The values of a request: its body, then its parameters. */
export function valuesOf({ body, parameters }: Call): KnownValues {
  const { path, query } = parameters;
  return [...(isObject(body) ? [body] : []), path as JsonObject, query as JsonObject];
}

export function hasValues(values: KnownValues): boolean {
  return values.some((one) => Object.keys(one).length > 0);
}

/** Levels of objects in a body that get values. */
const MAX_DEPTH = 4;
/** Objects around a representation have few properties. */
const MAX_AROUND = 6;

interface KnownFilling {
  readonly contract: Contract;
  readonly items: KnownItems | undefined;
  readonly values: KnownValues;
}

/** The body with the known values in place of generated ones. A value that is not valid there is left out. */
export async function withKnownValues(filling: KnownFilling, schema: string, body: Json): Promise<Json> {
  const filled = await fill(filling, schema, body, 0);
  const validate = filling.contract.validator('response', schema);
  return validate(filled).length === 0 || validate(body).length > 0 ? deepFreeze(filled) : body;
}

async function fill(filling: KnownFilling, schema: string, body: Json, depth: number): Promise<Json> {
  const { contract, items, values } = filling;
  const { document } = contract;
  if (Array.isArray(body)) {
    const item = itemsPlace(document, schema);
    return (item === undefined ? undefined : await items?.list(item, values)) ?? body;
  }
  if (!isObject(body)) return body;
  const known = await items?.item(schema, values);
  if (known) return known;
  const result: Record<string, Json> = { ...body };
  const places = propertyPlaces(document, schema);
  for (const [name, place] of places) {
    const value = valueFor(contract, values, name, place);
    const inside = body[name];
    if (value !== undefined) setProperty(result, name, value);
    else if (inside !== undefined && depth < MAX_DEPTH && isAround(document, place, places.size))
      setProperty(result, name, await fill(insideOf(filling, name), place, inside, depth + 1));
  }
  return withToken(filling, places, result);
}

/** A response with a person and a token: the token means that person. */
function withToken(
  { contract, items }: KnownFilling,
  places: ReadonlyMap<string, string>,
  body: JsonObject,
): JsonObject {
  const owners = [...places].flatMap(([name, place]) => {
    const item = body[name];
    const token = isObject(item) ? items?.token(place, item) : undefined;
    return token === undefined ? [] : [token];
  });
  const [token] = owners;
  if (token === undefined) return body;
  const result: Record<string, Json> = { ...body };
  for (const [name, place] of places) {
    const isToken = isTokenName(name) && typeof body[name] === 'string';
    if (isToken && contract.validator('response', place)(token).length === 0) setProperty(result, name, token);
  }
  return result;
}

function isAround(document: JsonObject, place: string, siblings: number): boolean {
  const types = typesAt(document, place);
  return types.has('array') || (types.has('object') && siblings <= MAX_AROUND);
}

/** Inside an object that the request has too, only its values count. */
function insideOf(filling: KnownFilling, name: string): KnownFilling {
  const own = lookUp(filling.values, name);
  return isObject(own) ? { ...filling, values: [own] } : filling;
}

/** The known value of a property, in the type that its schema has. */
function valueFor(contract: Contract, values: KnownValues, name: string, place: string): Json | undefined {
  const value = lookUp(values, name);
  if (value === undefined) return undefined;
  const validate = contract.validator('response', place);
  return readingsOf(value).find((reading) => validate(reading).length === 0);
}

/** The value of a name in any spelling. */
export function lookUp(values: KnownValues, name: string): Json | undefined {
  const plain = plainName(name);
  for (const one of values) {
    if (Object.hasOwn(one, name)) return one[name];
    const spelled = Object.keys(one).find((other) => plainName(other) === plain);
    if (spelled !== undefined) return one[spelled];
  }
  return undefined;
}

function readingsOf(value: Json): readonly Json[] {
  if (typeof value === 'number' || typeof value === 'boolean') return [value, String(value)];
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? [value, Number(value)] : [value];
}
