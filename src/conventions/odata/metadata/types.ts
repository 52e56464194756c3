// The types of an OData service, read from the schemas of a contract (CSDL XML 4.01, sections 4 to 10): structured types with
// their properties, enumerations and primitive types. Each type is created on demand.
import type { Contract } from '../../../contract/contract.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces, typesAt } from '../../../contract/schema/schema-places.ts';
import { tokensOf } from '../../../json/pointer.ts';
import type { Json } from '../../../json/value.ts';
import { typeOf } from '../entity-type.ts';
import { namespaceIn } from '../functions.ts';
import { baseOf, coreOf, derivedTypes, describedAt, isComponent, isOpen, primitiveAt } from './schemas.ts';

export interface EdmProperty {
  readonly name: string;
  readonly type: EdmType;
  readonly computed: boolean;
  readonly description: string | undefined;
}

export interface EdmType {
  /** For example `Edm.String` or `directory.person`. */
  readonly name: string;
  readonly many: boolean;
  readonly nullable: boolean;
  /** The structured type. Undefined for other types. */
  readonly structured: Structured | undefined;
}

export interface Structured {
  readonly name: string;
  readonly base: Structured | undefined;
  readonly open: boolean;
  readonly description: string | undefined;
  readonly properties: readonly EdmProperty[];
  /** The names of its own and inherited properties. */
  readonly names: ReadonlySet<string>;
}

export interface Enumeration {
  readonly name: string;
  readonly values: readonly string[];
}

export interface Types {
  /** The namespace of types without their own. */
  readonly namespace: string;
  /** @param hint the name for an unnamed type, without its namespace */
  at(place: string, hint: string): EdmType;
  /** A type without a schema. */
  bare(name: string): Structured;
  /** Every requested type, and every type that one of them uses. */
  all(): { readonly structured: readonly Structured[]; readonly enumerations: readonly Enumeration[] };
}

export function openTypes({ document }: Contract): Types {
  const namespace = namespaceIn(document) || 'Default';
  const structured = new Map<string, Structured>();
  const enumerations = new Map<string, Enumeration>();
  const usedNames = new Set<string>();
  /** Types whose properties are not read yet. A queue instead of recursion, so that types can contain each other. */
  const pending: (() => void)[] = [];

  const nameFor = (place: string, hint: string): string => {
    const token = isComponent(place) ? (tokensOf(place).at(-1) as string) : undefined;
    const declared = token?.includes('.') ? token : typeOf(document, place);
    const own = declared.includes('.') ? declared : `${namespace}.${token ?? hint}`;
    return uniqueName(own, `${namespace}.${token ?? hint}`);
  };
  const uniqueName = (...candidates: readonly string[]): string => {
    const names = candidates.map((name) => name.split('.').map(identifier).join('.'));
    const last = names.at(-1) as string;
    let name = names.find((one) => !usedNames.has(one));
    for (let suffix = 2; name === undefined; suffix++)
      name = usedNames.has(`${last}${suffix}`) ? undefined : `${last}${suffix}`;
    usedNames.add(name);
    return name;
  };

  const structuredAt = (place: string, hint: string): Structured => {
    const known = structured.get(place);
    if (known) return known;
    const basePlace = baseOf(document, place);
    const declaredPlaces = propertyPlaces(document, place);
    const inherited = basePlace === undefined ? new Map() : propertyPlaces(document, basePlace);
    const own = [...declaredPlaces].filter(([name]) => !name.includes('@') && !inherited.has(name));
    const properties: EdmProperty[] = [];
    const name = nameFor(place, hint);
    let base: Structured | undefined;
    const type: Structured = {
      name,
      get base() {
        return base;
      },
      open: sameValuePlaces(document, place).some(({ value }) => isOpen(value)),
      description: describedAt(document, place),
      properties,
      names: new Set([...declaredPlaces.keys()].filter((property) => !property.includes('@'))),
    };
    structured.set(place, type);
    if (basePlace !== undefined) base = structuredAt(basePlace, `${hint}Base`);
    pending.push(() => {
      for (const [property, at] of own) {
        properties.push(propertyAt(property, at, `${lastOf(name)}_${identifier(property)}`));
      }
    });
    return type;
  };

  const propertyAt = (name: string, place: string, hint: string): EdmProperty => ({
    name,
    type: at(place, hint),
    computed: sameValuePlaces(document, place).some(({ value }) => value.readOnly === true),
    // The description of a type is not the description of a property.
    description: isComponent(place) ? undefined : describedAt(document, place),
  });

  /** The schema of the items, if a schema is a list. */
  const itemsAt = (place: string) => (typesAt(document, place).has('array') ? itemsPlace(document, place) : undefined);

  const at = (place: string, hint: string): EdmType => {
    const item = itemsAt(place);
    if (item !== undefined) {
      // OData has no lists of lists, and a schema can be a list of itself.
      if (itemsAt(item) === undefined) return { ...at(item, hint), many: true };
      const nullable = typesAt(document, item).has('null');
      return { name: 'Edm.Untyped', many: true, nullable, structured: undefined };
    }
    const nullable = typesAt(document, place).has('null');
    const one = (name: string, type?: Structured): EdmType => ({ name, many: false, nullable, structured: type });
    const core = coreOf(document, place);
    const primitive = primitiveAt(document, core);
    if (primitive === 'Edm.String') return one(enumerationAt(core, hint)?.name ?? primitive);
    if (primitive !== undefined) return one(primitive);
    const type = structuredAt(core, hint);
    if (!included.has(core)) pending.push(() => deriveFrom(core, hint));
    return one(type.name, type);
  };

  /** Values can have a type that is derived from the declared one, so derived types are included. Base types alone are not. */
  const included = new Set<string>();
  const deriveFrom = (place: string, hint: string): void => {
    if (included.has(place)) return;
    included.add(place);
    for (const derived of derivedTypes(document, place)) {
      structuredAt(derived, hint);
      deriveFrom(derived, hint);
    }
  };

  const enumerationAt = (place: string, hint: string): Enumeration | undefined => {
    const known = enumerations.get(place);
    if (known) return known;
    const enumerated = sameValuePlaces(document, place).find(({ value }) => Array.isArray(value.enum))?.value.enum;
    const values = ((enumerated ?? []) as readonly Json[]).filter((value) => value !== null);
    if (values.length === 0 || !values.every(isIdentifier)) return undefined;
    const enumeration = { name: nameFor(place, hint), values: [...new Set(values as string[])] };
    enumerations.set(place, enumeration);
    return enumeration;
  };

  return {
    namespace,
    at,
    bare(name) {
      const qualifiedName = uniqueName(`${namespace}.${name}`);
      const type = {
        name: qualifiedName,
        base: undefined,
        open: false,
        description: undefined,
        properties: [],
        names: new Set<string>(),
      };
      structured.set(` ${qualifiedName}`, type);
      return type;
    },
    all() {
      for (let next = pending.shift(); next; next = pending.shift()) next();
      return { structured: [...structured.values()], enumerations: [...enumerations.values()] };
    },
  };
}

function isIdentifier(value: Json): boolean {
  return typeof value === 'string' && /^[\p{L}_][\p{L}\p{N}_]{0,127}$/u.test(value);
}

/** A valid CSDL identifier (section 17.2). */
export function identifier(name: string): string {
  return name.replace(/[^\p{L}\p{N}_]/gu, '_').replace(/^(?![\p{L}_])/u, '_');
}

export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
