// Reads the schema at a pointer. Validators are identified by pointer, so code that validates parts of a representation needs
// pointers and not only schemas. Each function reads one part of its schema view.
import type { JsonObject } from '../../json/value.ts';
import type { Resolved } from '../document/resolve.ts';
import { schemaViewAt } from './schema-view.ts';

/** The schema objects that apply to the same value as the one at `pointer`, itself first, with their pointers. */
export function sameValuePlaces(document: JsonObject, pointer: string): readonly Resolved<JsonObject>[] {
  return schemaViewAt(document, pointer).parts as readonly Resolved<JsonObject>[];
}

/** The pointers of the properties' schemas by name, in the order of the document, after following references. */
export function propertyPlaces(document: JsonObject, pointer: string): ReadonlyMap<string, string> {
  return schemaViewAt(document, pointer).propertyPlaces;
}

/** The pointer of the schema of an array's items, after following references. */
export function itemsPlace(document: JsonObject, pointer: string): string | undefined {
  return schemaViewAt(document, pointer).items?.pointer;
}

/** The types that a schema and its compositions name. Empty if they name none. */
export function typesAt(document: JsonObject, pointer: string): ReadonlySet<string> {
  return schemaViewAt(document, pointer).types;
}
