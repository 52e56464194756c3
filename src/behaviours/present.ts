// The representation of a state in one operation: unchanged, or in the schema and the envelope of the operation's response.
import type { Contract } from '../contract/contract.ts';
import { plainName, singularOf } from '../contract/operation/names.ts';
import { type FillOptions, fillRequired } from '../contract/sample/fill-required.ts';
import { propertyPlaces, typesAt } from '../contract/schema/schema-places.ts';
import { type Eventually, whenKnown } from '../eventually.ts';
import { tokensOf } from '../json/pointer.ts';
import {
  deepFreeze,
  isObject,
  type Json,
  type JsonObject,
  ONLY_ITEM,
  setProperty,
  valueInside,
} from '../json/value.ts';
import type { BodyLocation, Resource } from '../resources/infer/resource.ts';
import { keyOf } from '../resources/state/keys.ts';
import { isSelfLinkName, isStatusName } from '../resources/state/meanings.ts';
import { basisOf, type SampleBasis } from '../resources/state/repository.ts';
import { asSuccess } from './success-flags.ts';

/**
 * Returns the representation of a state; the same object for the same state and link.
 * @param linkTo the URL of an item by its key
 */
export type Present = (
  state: JsonObject,
  basis: SampleBasis,
  linkTo?: (key: string) => string | undefined,
) => Eventually<JsonObject>;

/** @param place the place of the representation in the response */
export function presentation(contract: Contract, resource: Resource, place: BodyLocation): Present {
  const { schema } = place;
  if (schema === resource.schema) return (state) => state;
  const properties = propertyPlaces(contract.document, schema);
  const keys = keyNames(resource, properties);
  const links = linkNames(contract, resource, properties);
  const known = new WeakMap<JsonObject, { readonly link: string | undefined; readonly representation: JsonObject }>();
  return (state, basis, linkTo) => {
    const key = links.length > 0 && resource.kind === 'collection' ? keyOf(resource, state) : undefined;
    const link = key === undefined ? undefined : linkTo?.(key);
    const before = known.get(state);
    if (before && before.link === link) return before.representation;
    const own = link === undefined ? {} : Object.fromEntries(links.map((name) => [name, link]));
    return whenKnown(
      represent(contract, { schema, properties, keys }, { state, own, at: { ...basisOf(basis), place: schema } }),
      (representation) => {
        known.set(state, { link, representation });
        return representation;
      },
    );
  };
}

/** Properties with the URL of the item that only this response has. */
function linkNames(
  { document }: Contract,
  { name: resource, properties: { declared } }: Resource,
  properties: ReadonlyMap<string, string>,
): readonly string[] {
  return [...properties].flatMap(([name, place]) => {
    const isLink = !declared.has(name) && isSelfLinkName(name, resource) && typesAt(document, place).has('string');
    return isLink ? [name] : [];
  });
}

interface RepresentationSchema {
  readonly schema: string;
  readonly properties: ReadonlyMap<string, string>;
  /** The paths to the key in the state, by the name of the property that contains it. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

interface Represented {
  readonly state: JsonObject;
  /** Properties that only the representation has. */
  readonly own: JsonObject;
  readonly at: FillOptions;
}

/** The properties of the state that the schema declares. Required properties that are missing or invalid are generated. */
function represent(
  contract: Contract,
  { schema, properties, keys }: RepresentationSchema,
  { state, own, at }: Represented,
): Eventually<JsonObject> {
  const validate = contract.validator('response', schema);
  const declared: Record<string, Json> = {};
  for (const [name, value] of Object.entries(state)) {
    const place = properties.get(name);
    if (place !== undefined) setProperty(declared, name, asDeclared(contract, name, { place, value }));
    else if (properties.size === 0) setProperty(declared, name, value);
  }
  for (const [name, path] of keys) {
    const key = valueInside(state, path);
    if (key !== undefined) setProperty(declared, name, key);
  }
  Object.assign(declared, own);
  return whenKnown(fillRequired(contract, schema, declared, at), (generated) => {
    const filled = { ...(asSuccess(contract, schema, generated) as JsonObject), ...declared };
    const invalid = new Set(validate(filled).map(({ pointer }) => tokensOf(pointer)[0]));
    if (invalid.size === 0) return deepFreeze(filled);
    const valid = Object.fromEntries(Object.entries(filled).filter(([name]) => !invalid.has(name)));
    return whenKnown(fillRequired(contract, schema, valid, at), (repaired) =>
      deepFreeze(isObject(repaired) ? repaired : valid),
    );
  });
}

/** A value as the response declares it: where it declares a text, an object with the state of an item is its status. */
function asDeclared(
  contract: Contract,
  name: string,
  { place, value }: { readonly place: string; readonly value: Json },
): Json {
  if (!isObject(value) || !isStatusName(name) || contract.validator('response', place)(value).length === 0)
    return value;
  const status = Object.entries(value).find(([inner, one]) => isStatusName(inner) && typeof one === 'string')?.[1];
  return status ?? value;
}

/** The name of the key in a response that is not the item itself, for example `petId` or `id`. */
function keyNames(resource: Resource, properties: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const { path = [], parameter } = resource.kind === 'collection' ? resource.key : {};
  const [first, property = first] = [path[0], path.at(-1)];
  if (first === undefined || property === undefined || properties.has(first)) return new Map();
  const one = singularOf(resource.name);
  const names = new Set([plainName(parameter?.name ?? ''), `${one}id`, 'id', `${one}${plainName(property)}`]);
  const found = [...properties.keys()].find((name) => names.has(plainName(name)));
  return new Map(found === undefined ? [] : [[found, path]]);
}

/** A template with the representation at its place. */
export function putInEnvelope(template: Json, [name, ...rest]: readonly string[], representation: Json): Json {
  if (name === undefined) return representation;
  if (name === ONLY_ITEM && Array.isArray(template)) return [putInEnvelope(template[0] ?? {}, rest, representation)];
  const copy: Record<string, Json> = isObject(template) ? { ...template } : {};
  const inside = copy[name] ?? (rest[0] === ONLY_ITEM ? [] : {});
  setProperty(copy, name, putInEnvelope(inside, rest, representation));
  return copy;
}
