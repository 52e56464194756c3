// Reads OData types from schemas: the primitive type, the base type and the derived types.
import { schemaPointer } from '../../../contract/document/resolve.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../../../contract/schema/schema-places.ts';
import { appendTokens, decodeFragment, valueAt } from '../../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../../json/value.ts';

const PRIMITIVES: Readonly<Record<string, string>> = {
  'date-time': 'Edm.DateTimeOffset',
  date: 'Edm.Date',
  time: 'Edm.TimeOfDay',
  duration: 'Edm.Duration',
  uuid: 'Edm.Guid',
  byte: 'Edm.Binary',
  base64url: 'Edm.Binary',
  binary: 'Edm.Stream',
  int8: 'Edm.SByte',
  uint8: 'Edm.Byte',
  int16: 'Edm.Int16',
  int32: 'Edm.Int32',
  int64: 'Edm.Int64',
  float: 'Edm.Single',
  double: 'Edm.Double',
  decimal: 'Edm.Decimal',
};

/** The primitive type of a schema. Undefined for an object. */
export function primitiveAt(document: JsonObject, place: string): string | undefined {
  const types = new Set(typesAt(document, place));
  types.delete('null');
  const formats = sameValuePlaces(document, place).map(({ value }) => PRIMITIVES[String(value.format)]);
  const format = formats.find((found) => found !== undefined);
  // Non-finite numbers are strings, so a number that can also be a string is still a number.
  if (types.has('number')) return format ?? 'Edm.Double';
  if (types.size > 1) return 'Edm.Untyped';
  if (types.has('integer')) return format ?? 'Edm.Int64';
  if (types.has('boolean')) return 'Edm.Boolean';
  if (types.has('string')) return format ?? 'Edm.String';
  if (types.has('object')) return undefined;
  const hasEnum = sameValuePlaces(document, place).some(({ value }) => Array.isArray(value.enum));
  return hasEnum ? 'Edm.String' : 'Edm.Untyped';
}

/** The schema behind wrappers that only make it nullable or contain a single reference. */
export function coreOf(document: JsonObject, place: string): string {
  const visited = new Set<string>();
  for (let at = place; ; ) {
    const value = valueAt(document, at);
    const inner = isObject(value) && !visited.has(at) ? innerOf(value) : undefined;
    if (inner === undefined) return at;
    visited.add(at);
    at = schemaPointer(document, inner.startsWith('#') ? decodeFragment(inner.slice(1)) : `${at}${inner}`);
  }
}

/** The only reference of a schema, for example `#/…`, or the relative pointer of its only informative part. */
function innerOf(value: JsonObject): string | undefined {
  if (value.properties !== undefined) return undefined;
  if (typeof value.$ref === 'string') return value.$ref;
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const parts = value[keyword];
    if (!Array.isArray(parts)) continue;
    const informative = [...(parts as readonly Json[]).entries()].filter(
      ([, part]) => isObject(part) && isInformative(part),
    );
    if (informative.length === 1) return appendTokens('', keyword, (informative[0] as [number, Json])[0]);
  }
  return undefined;
}

function isInformative({
  $ref,
  properties,
  items,
  allOf,
  anyOf,
  oneOf,
  type,
  format,
  enum: values,
}: JsonObject): boolean {
  if ([$ref, properties, items, allOf, anyOf, oneOf, format, values].some((keyword) => keyword !== undefined))
    return true;
  return ![type].flat().every((one) => one === undefined || one === 'null' || one === 'object');
}

/** The base type: the only reference among the parts of allOf. */
export function baseOf(document: JsonObject, place: string): string | undefined {
  const value = valueAt(document, place);
  const parts = isObject(value) && Array.isArray(value.allOf) ? (value.allOf as readonly Json[]) : [];
  const references = [...parts.entries()].filter(([, part]) => isObject(part) && typeof part.$ref === 'string');
  if (references.length !== 1) return undefined;
  const base = schemaPointer(document, appendTokens(place, 'allOf', (references[0] as [number, Json])[0]));
  const isCircular = sameValuePlaces(document, base).some(({ pointer }) => pointer === place);
  return propertyPlaces(document, base).size > 0 && !isCircular ? base : undefined;
}

/** The types that a discriminator names. */
export function derivedTypes(document: JsonObject, place: string): readonly string[] {
  const own = sameValuePlaces(document, place).filter(({ pointer }) => pointer.startsWith(place));
  const found = own.find(({ value }) => isObject(value.discriminator));
  const { mapping } = (found?.value.discriminator ?? {}) as JsonObject;
  const targets = Object.values(isObject(mapping) ? mapping : {});
  return targets.flatMap((target) => {
    const at = typeof target === 'string' && target.startsWith('#/') ? target.slice(1) : undefined;
    return at !== undefined && at !== place && isObject(valueAt(document, at)) ? [schemaPointer(document, at)] : [];
  });
}

export function isOpen({ additionalProperties }: JsonObject): boolean {
  return additionalProperties === true || isObject(additionalProperties);
}

export function describedAt(document: JsonObject, place: string): string | undefined {
  const found = sameValuePlaces(document, place).find(({ value }) => typeof value.description === 'string');
  return found && String(found.value.description).trim();
}

export function isComponent(place: string): boolean {
  return /^\/components\/schemas\/[^/]+$/.test(place);
}
