// The types of an OData service, read out of a contract's schemas (CSDL XML 4.01, sections 4 to 10): structured types with
// their properties, enumerations, and the primitive type that a schema's type and format mean. Each is made when it is asked for.
import { decodeFragment } from '../contract/bundle.ts';
import type { Contract } from '../contract/contract.ts';
import { schemaName } from '../contract/resolve.ts';
import { itemsPlace, memberPlaces, sameValuePlaces, typesAt } from '../contract/schema-places.ts';
import { extend, tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { namespaceIn } from './odata-functions.ts';
import { typeOf } from './odata-shown.ts';

export interface Property {
  readonly name: string;
  readonly type: EdmType;
  readonly computed: boolean;
  readonly description: string | undefined;
}

export interface EdmType {
  /** As `Edm.String` or `directory.person`. */
  readonly name: string;
  readonly many: boolean;
  readonly nullable: boolean;
  /** The structured type that it is, where it is one. */
  readonly structured: Structured | undefined;
}

export interface Structured {
  readonly name: string;
  readonly base: Structured | undefined;
  readonly open: boolean;
  readonly description: string | undefined;
  readonly properties: readonly Property[];
  /** The names of its properties, and of those that it inherits. */
  readonly names: ReadonlySet<string>;
}

export interface Enumeration {
  readonly name: string;
  readonly values: readonly string[];
}

export interface Types {
  /** The namespace of what has none of its own. */
  readonly namespace: string;
  /** @param hint what a type without a name is called after, without its namespace */
  at(place: string, hint: string): EdmType;
  /** A type that no schema stands for. */
  bare(name: string): Structured;
  /** Every type that was asked for, or that one of them needs. */
  all(): { readonly structured: readonly Structured[]; readonly enumerations: readonly Enumeration[] };
}

export function openTypes({ document }: Contract): Types {
  const namespace = namespaceIn(document) || 'Default';
  const structured = new Map<string, Structured>();
  const enumerations = new Map<string, Enumeration>();
  const taken = new Set<string>();
  /** Types whose properties have yet to be read: in their turn, so that types that hold each other come to an end. */
  const pending: (() => void)[] = [];

  const named = (place: string, hint: string): string => {
    const token = isComponent(place) ? (tokensOf(place).at(-1) as string) : undefined;
    const said = token?.includes('.') ? token : typeOf(document, place);
    const own = said.includes('.') ? said : `${namespace}.${token ?? hint}`;
    return unique(own, `${namespace}.${token ?? hint}`);
  };
  const unique = (...wanted: readonly string[]): string => {
    const names = wanted.map((name) => name.split('.').map(identifier).join('.'));
    const last = names.at(-1) as string;
    let name = names.find((one) => !taken.has(one));
    for (let turn = 2; name === undefined; turn++) name = taken.has(`${last}${turn}`) ? undefined : `${last}${turn}`;
    taken.add(name);
    return name;
  };

  const structuredAt = (place: string, hint: string): Structured => {
    const known = structured.get(place);
    if (known) return known;
    const basePlace = baseOf(document, place);
    const members = memberPlaces(document, place);
    const inherited = basePlace === undefined ? new Map() : memberPlaces(document, basePlace);
    const own = [...members].filter(([name]) => !name.includes('@') && !inherited.has(name));
    const properties: Property[] = [];
    const name = named(place, hint);
    let base: Structured | undefined;
    const made: Structured = {
      name,
      get base() {
        return base;
      },
      open: sameValuePlaces(document, place).some(({ value }) => isOpen(value)),
      description: describedAt(document, place),
      properties,
      names: new Set([...members.keys()].filter((member) => !member.includes('@'))),
    };
    structured.set(place, made);
    if (basePlace !== undefined) base = structuredAt(basePlace, `${hint}Base`);
    pending.push(() => {
      for (const [member, at] of own) properties.push(propertyAt(member, at, `${lastOf(name)}_${identifier(member)}`));
    });
    return made;
  };

  const propertyAt = (name: string, place: string, hint: string): Property => ({
    name,
    type: at(place, hint),
    computed: sameValuePlaces(document, place).some(({ value }) => value.readOnly === true),
    // What is said of the type is not said of a property.
    description: isComponent(place) ? undefined : describedAt(document, place),
  });

  const at = (place: string, hint: string): EdmType => {
    const item = typesAt(document, place).has('array') ? itemsPlace(document, place) : undefined;
    if (item !== undefined) {
      const one = at(item, hint);
      return one.many ? { ...one, name: 'Edm.Untyped', structured: undefined } : { ...one, many: true };
    }
    const nullable = typesAt(document, place).has('null');
    const one = (name: string, type?: Structured): EdmType => ({ name, many: false, nullable, structured: type });
    const core = coreOf(document, place);
    const primitive = primitiveAt(document, core);
    if (primitive === 'Edm.String') return one(enumerationAt(core, hint)?.name ?? primitive);
    if (primitive !== undefined) return one(primitive);
    const type = structuredAt(core, hint);
    if (!shown.has(core)) pending.push(() => deriveFrom(core, hint));
    return one(type.name, type);
  };

  /** What is shown may be of a type that is derived from its own; what others are derived from is not shown by that. */
  const shown = new Set<string>();
  const deriveFrom = (place: string, hint: string): void => {
    if (shown.has(place)) return;
    shown.add(place);
    for (const derived of derivedFrom(document, place)) {
      structuredAt(derived, hint);
      deriveFrom(derived, hint);
    }
  };

  const enumerationAt = (place: string, hint: string): Enumeration | undefined => {
    const known = enumerations.get(place);
    if (known) return known;
    const listed = sameValuePlaces(document, place).find(({ value }) => Array.isArray(value.enum))?.value.enum;
    const values = ((listed ?? []) as readonly Json[]).filter((value) => value !== null);
    if (values.length === 0 || !values.every(isIdentifier)) return undefined;
    const made = { name: named(place, hint), values: [...new Set(values as string[])] };
    enumerations.set(place, made);
    return made;
  };

  return {
    namespace,
    at,
    bare(name) {
      const whole = unique(`${namespace}.${name}`);
      const made = {
        name: whole,
        base: undefined,
        open: false,
        description: undefined,
        properties: [],
        names: new Set<string>(),
      };
      structured.set(` ${whole}`, made);
      return made;
    },
    all() {
      for (let next = pending.shift(); next; next = pending.shift()) next();
      return { structured: [...structured.values()], enumerations: [...enumerations.values()] };
    },
  };
}

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

/** Undefined for an object. */
function primitiveAt(document: JsonObject, place: string): string | undefined {
  const types = new Set(typesAt(document, place));
  types.delete('null');
  const formats = sameValuePlaces(document, place).map(({ value }) => PRIMITIVES[String(value.format)]);
  const format = formats.find((found) => found !== undefined);
  // Numbers that are not finite are texts: a number is a number beside them.
  if (types.has('number')) return format ?? 'Edm.Double';
  if (types.size > 1) return 'Edm.Untyped';
  if (types.has('integer')) return format ?? 'Edm.Int64';
  if (types.has('boolean')) return 'Edm.Boolean';
  if (types.has('string')) return format ?? 'Edm.String';
  if (types.has('object')) return undefined;
  const listed = sameValuePlaces(document, place).some(({ value }) => Array.isArray(value.enum));
  return listed ? 'Edm.String' : 'Edm.Untyped';
}

/** The schema that a place is about: without what only says that it may be null, or stands around one reference. */
function coreOf(document: JsonObject, place: string): string {
  const passed = new Set<string>();
  for (let at = place; ; ) {
    const value = valueAt(document, at);
    const inner = isObject(value) && !passed.has(at) ? innerOf(value) : undefined;
    if (inner === undefined) return at;
    passed.add(at);
    at = schemaName(document, inner.startsWith('#') ? decodeFragment(inner.slice(1)) : `${at}${inner}`);
  }
}

/** The reference that a schema is nothing but, as `#/…`, or the place in it of its only part that says something. */
function innerOf(value: JsonObject): string | undefined {
  if (value.properties !== undefined) return undefined;
  if (typeof value.$ref === 'string') return value.$ref;
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const parts = value[keyword];
    if (!Array.isArray(parts)) continue;
    const telling = [...(parts as readonly Json[]).entries()].filter(([, part]) => isObject(part) && tells(part));
    if (telling.length === 1) return extend('', keyword, (telling[0] as [number, Json])[0]);
  }
  return undefined;
}

function tells({ $ref, properties, items, allOf, anyOf, oneOf, type, format, enum: values }: JsonObject): boolean {
  if ([$ref, properties, items, allOf, anyOf, oneOf, format, values].some((keyword) => keyword !== undefined))
    return true;
  return ![type].flat().every((one) => one === undefined || one === 'null' || one === 'object');
}

/** What a schema is composed of and adds to: the one reference among its parts. */
function baseOf(document: JsonObject, place: string): string | undefined {
  const value = valueAt(document, place);
  const parts = isObject(value) && Array.isArray(value.allOf) ? (value.allOf as readonly Json[]) : [];
  const references = [...parts.entries()].filter(([, part]) => isObject(part) && typeof part.$ref === 'string');
  if (references.length !== 1) return undefined;
  const base = schemaName(document, extend(place, 'allOf', (references[0] as [number, Json])[0]));
  const leadsBack = sameValuePlaces(document, base).some(({ pointer }) => pointer === place);
  return memberPlaces(document, base).size > 0 && !leadsBack ? base : undefined;
}

/** The types that a discriminator names. */
function derivedFrom(document: JsonObject, place: string): readonly string[] {
  const own = sameValuePlaces(document, place).filter(({ pointer }) => pointer.startsWith(place));
  const found = own.find(({ value }) => isObject(value.discriminator));
  const { mapping } = (found?.value.discriminator ?? {}) as JsonObject;
  const targets = Object.values(isObject(mapping) ? mapping : {});
  return targets.flatMap((target) => {
    const at = typeof target === 'string' && target.startsWith('#/') ? target.slice(1) : undefined;
    return at !== undefined && at !== place && isObject(valueAt(document, at)) ? [schemaName(document, at)] : [];
  });
}

function isOpen({ additionalProperties }: JsonObject): boolean {
  return additionalProperties === true || isObject(additionalProperties);
}

function describedAt(document: JsonObject, place: string): string | undefined {
  const found = sameValuePlaces(document, place).find(({ value }) => typeof value.description === 'string');
  return found && String(found.value.description).trim();
}

function isComponent(place: string): boolean {
  return /^\/components\/schemas\/[^/]+$/.test(place);
}

function isIdentifier(value: Json): boolean {
  return typeof value === 'string' && /^[\p{L}_][\p{L}\p{N}_]{0,127}$/u.test(value);
}

/** A name as CSDL takes it (section 17.2). */
export function identifier(name: string): string {
  return name.replace(/[^\p{L}\p{N}_]/gu, '_').replace(/^(?![\p{L}_])/u, '_');
}

export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
