// The types of an OData service, read out of a contract's schemas (CSDL XML 4.01, sections 4 to 10): structured types with
// their properties, enumerations, and the primitive type that a schema's type and format mean. Each is made when it is asked for.
import type { Contract } from '../../../contract/contract.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces, typesAt } from '../../../contract/schema-places.ts';
import { tokensOf } from '../../../json/pointer.ts';
import type { Json } from '../../../json/value.ts';
import { typeOf } from '../entity-type.ts';
import { namespaceIn } from '../functions.ts';
import { baseOf, coreOf, derivedFrom, describedAt, isComponent, isOpen, primitiveAt } from './schemas.ts';

export interface EdmProperty {
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
  readonly properties: readonly EdmProperty[];
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
    const members = propertyPlaces(document, place);
    const inherited = basePlace === undefined ? new Map() : propertyPlaces(document, basePlace);
    const own = [...members].filter(([name]) => !name.includes('@') && !inherited.has(name));
    const properties: EdmProperty[] = [];
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

  const propertyAt = (name: string, place: string, hint: string): EdmProperty => ({
    name,
    type: at(place, hint),
    computed: sameValuePlaces(document, place).some(({ value }) => value.readOnly === true),
    // What is said of the type is not said of a property.
    description: isComponent(place) ? undefined : describedAt(document, place),
  });

  /** The place of the items, where a place is a list. */
  const listedAt = (place: string) => (typesAt(document, place).has('array') ? itemsPlace(document, place) : undefined);

  const at = (place: string, hint: string): EdmType => {
    const item = listedAt(place);
    if (item !== undefined) {
      // OData has no lists of lists, and a schema may be one of itself.
      if (listedAt(item) === undefined) return { ...at(item, hint), many: true };
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
