// How a state is shown by one operation: as it is, in the schema that the operation shows it in, in its envelope.

import type { Contract } from '../contract/contract.ts';
import { fillRequired } from '../contract/fill-required.ts';
import { plainName, singularOf } from '../contract/names.ts';
import { propertyPlaces } from '../contract/schema-places.ts';
import { tokensOf } from '../json/pointer.ts';
import { deepFreeze, isObject, type Json, type JsonObject, setProperty } from '../json/value.ts';
import type { BodyLocation, Resource } from '../resources/resource.ts';

/** The same object for the same state. */
export type Present = (state: JsonObject, seed: number) => JsonObject | Promise<JsonObject>;

/** @param place where the operation shows it */
export function presentation(contract: Contract, resource: Resource, place: BodyLocation): Present {
  const { schema } = place;
  if (schema === resource.schema) return (state) => state;
  const members = propertyPlaces(contract.document, schema);
  const keys = keyNames(resource, members);
  const known = new WeakMap<JsonObject, Promise<JsonObject>>();
  return (state, seed) => {
    const shown = known.get(state) ?? shownProperties(contract, { schema, members, keys }, { state, seed });
    known.set(state, shown);
    return shown;
  };
}

interface ShownProperties {
  readonly schema: string;
  readonly members: ReadonlyMap<string, string>;
  /** Members in which the key is said under another name, by that name. */
  readonly keys: ReadonlyMap<string, string>;
}

/** The members that the other schema declares; what it asks besides, or in another form, is made up. */
async function shownProperties(
  contract: Contract,
  { schema, members, keys }: ShownProperties,
  { state, seed }: { readonly state: JsonObject; readonly seed: number },
): Promise<JsonObject> {
  const validate = contract.validator('response', schema);
  const taken: Record<string, Json> = {};
  for (const [name, value] of Object.entries(state))
    if (members.size === 0 || members.has(name)) setProperty(taken, name, value);
  for (const [name, member] of keys) if (Object.hasOwn(state, member)) setProperty(taken, name, state[member] as Json);
  const at = { seed, place: schema };
  const whole = await fillRequired(contract, schema, taken, at);
  const broken = new Set(validate(whole).map(({ pointer }) => tokensOf(pointer)[0]));
  if (broken.size === 0) return deepFreeze(whole as JsonObject);
  const kept = Object.fromEntries(Object.entries(whole as JsonObject).filter(([name]) => !broken.has(name)));
  const mended = await fillRequired(contract, schema, kept, at);
  return deepFreeze(isObject(mended) ? mended : kept);
}

/** What an answer that is not the item itself calls its key, as `petId` or `id`. */
function keyNames(resource: Resource, members: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const { property, parameter } = resource.kind === 'collection' ? resource.key : {};
  if (property === undefined || members.has(property)) return new Map();
  const one = singularOf(resource.name);
  const names = new Set([plainName(parameter?.name ?? ''), `${one}id`, 'id', `${one}${plainName(property)}`]);
  const found = [...members.keys()].find((name) => names.has(plainName(name)));
  return new Map(found === undefined ? [] : [[found, property]]);
}

/** A body with the representation at its place; the rest of it is the template's. */
export function enveloped(template: Json, [name, ...rest]: readonly string[], shown: Json): Json {
  if (name === undefined) return shown;
  const copy: Record<string, Json> = isObject(template) ? { ...template } : {};
  setProperty(copy, name, enveloped(copy[name] ?? {}, rest, shown));
  return copy;
}
