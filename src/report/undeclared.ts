// Properties of request bodies that the document does not declare, although it allows them: they are often typing errors.

import { itemsPlace, propertyPlaces, sameValuePlaces } from '../contract/schema/schema-places.ts';
import { appendTokens } from '../json/pointer.ts';
import type { Json, JsonObject } from '../json/value.ts';
import { isObject } from '../json/value.ts';

/** A part of a request that the document does not declare. */
export interface UndeclaredPart {
  readonly in: 'body' | 'query';
  /** The JSON pointer in the body, or `/` and the name of the query parameter. */
  readonly pointer: string;
  /** The names that the document declares there. The most similar one is only looked for when the part is counted first. */
  readonly declared: readonly string[];
}

/** The most parts that are reported of one request. */
const MAX_PARTS = 20;

/** Finds the undeclared properties of a body. The schemas are read once. */
export type UndeclaredFinder = (body: Json) => readonly UndeclaredPart[];

const NOTHING: readonly UndeclaredPart[] = Object.freeze([]);

/** Which names a schema declares. */
class DeclaredNames {
  /** Whether the names that the schema declares are all that it is meant to have. A map has any names. */
  readonly isComplete: boolean;
  readonly names: readonly string[];
  readonly #document: JsonObject;
  readonly #places: ReadonlyMap<string, string>;
  readonly #itemsPlace: string | undefined;
  readonly #known: Map<string, DeclaredNames>;
  #properties: Map<string, DeclaredNames | undefined> | undefined;

  constructor(document: JsonObject, place: string, known: Map<string, DeclaredNames>) {
    const parts = sameValuePlaces(document, place).map(({ value }) => value);
    this.#document = document;
    this.#known = known;
    this.#places = propertyPlaces(document, place);
    this.names = [...this.#places.keys()];
    this.#itemsPlace = itemsPlace(document, place);
    this.isComplete = this.#places.size > 0 && !parts.some(rulesOtherNames);
  }

  get isLeaf(): boolean {
    return this.#places.size === 0 && this.#itemsPlace === undefined;
  }

  has(name: string): boolean {
    return this.#places.has(name);
  }

  property(name: string): DeclaredNames | undefined {
    this.#properties ??= new Map([...this.#places].map(([each, place]) => [each, this.#at(place)]));
    return this.#properties.get(name);
  }

  items(): DeclaredNames | undefined {
    return this.#itemsPlace === undefined ? undefined : this.#at(this.#itemsPlace);
  }

  /** The names at a place. Undefined if nothing below it has names. */
  #at(place: string): DeclaredNames | undefined {
    let found = this.#known.get(place);
    if (!found) {
      found = new DeclaredNames(this.#document, place, this.#known);
      this.#known.set(place, found);
    }
    return found.isLeaf ? undefined : found;
  }
}

/** Whether other names are meant to be there, or are violations. */
function rulesOtherNames(schema: JsonObject): boolean {
  const { additionalProperties, unevaluatedProperties, patternProperties } = schema;
  // If it is false, an undeclared name is a violation.
  const isStated = (rule: Json | undefined) => rule !== undefined;
  // The discriminator of a base schema selects schemas that declare more names.
  const isBase = schema.discriminator !== undefined && schema.oneOf === undefined && schema.anyOf === undefined;
  return isBase || isStated(additionalProperties) || isStated(unevaluatedProperties) || isObject(patternProperties);
}

/** Annotations of OData and JSON-LD, such as `@type` and `owner@odata.bind`, and `$schema`. */
function isAnnotation(name: string): boolean {
  return name.includes('@') || name.startsWith('$');
}

/** @param place the pointer of the schema of the body */
export function undeclaredFinder(document: JsonObject, place: string): UndeclaredFinder {
  const names = new DeclaredNames(document, place, new Map());
  if (names.isLeaf) return () => NOTHING;
  return (body) => {
    const found: UndeclaredPart[] = [];
    collect(names, body, '', found);
    return found.length === 0 ? NOTHING : found;
  };
}

function collect(names: DeclaredNames, value: Json, pointer: string, found: UndeclaredPart[]): void {
  if (typeof value !== 'object' || value === null || found.length >= MAX_PARTS) return;
  if (Array.isArray(value)) {
    const items = names.items();
    if (items) for (const [index, item] of value.entries()) collect(items, item, `${pointer}/${index}`, found);
    return;
  }
  const members = value as JsonObject;
  for (const name in members) {
    if (names.has(name)) {
      const inner = names.property(name);
      if (inner) collect(inner, members[name] as Json, appendTokens(pointer, name), found);
    } else if (names.isComplete && !isAnnotation(name) && found.length < MAX_PARTS) {
      found.push({ in: 'body', pointer: appendTokens(pointer, name), declared: names.names });
    }
  }
}

/** The undeclared query parameters among the notes of a request. */
export function undeclaredQueryParts(notes: readonly string[], declared: readonly string[]): readonly UndeclaredPart[] {
  return notes
    .filter((note) => note.startsWith('query '))
    .slice(0, MAX_PARTS)
    .map((note) => ({ in: 'query', pointer: appendTokens('', note.slice('query '.length)), declared }));
}
