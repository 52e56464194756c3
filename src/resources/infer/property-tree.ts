// The properties of a representation, read from its schema once, so that no request walks a schema.
import { type Property, propertiesOf, sameValueSchemas, typesOf } from '../../contract/schema/properties.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { PropertyTree } from './resource.ts';

/** The maximum depth of nested objects that are searched for read-only and write-only properties. */
const MAX_DEPTH = 8;

/** The trees of each schema, by the number of levels. */
const trees = new WeakMap<JsonObject, Map<number, PropertyTree>>();

export function propertyTree(document: JsonObject, schema: Json, levels = MAX_DEPTH): PropertyTree {
  if (!isObject(schema)) return readTree(document, schema, levels);
  const ofSchema = trees.get(schema) ?? new Map<number, PropertyTree>();
  trees.set(schema, ofSchema);
  const tree = ofSchema.get(levels) ?? readTree(document, schema, levels);
  ofSchema.set(levels, tree);
  return tree;
}

function readTree(document: JsonObject, schema: Json, levels: number): PropertyTree {
  const properties = propertiesOf(document, schema);
  const named = (mark: 'readOnly' | 'writeOnly') =>
    new Set(properties.filter((property) => property[mark]).map(({ name }) => name));
  const inner = new Map<string, PropertyTree>();
  for (const { name, schema: property } of levels > 0 ? properties : []) {
    const types = typesOf(document, property) ?? [];
    const object = types.includes('array') ? itemsOf(document, property) : property;
    if (object === undefined || !(types.includes('array') || types.includes('object'))) continue;
    const tree = propertyTree(document, object, levels - 1);
    if (tree.readOnly.size + tree.writeOnly.size + tree.inner.size > 0) inner.set(name, tree);
  }
  const order = properties.map(({ name }) => name);
  return { order, declared: new Set(order), readOnly: named('readOnly'), writeOnly: named('writeOnly'), inner };
}

function itemsOf(document: JsonObject, schema: Json): Json | undefined {
  return sameValueSchemas(document, schema).find(({ items }) => isObject(items))?.items;
}

/**
 * The property with the time of the last change: a read-only date-time that is named accordingly, or the only read-only
 * date-time that is not named for another time.
 */
export function changedAtProperty(document: JsonObject, schema: Json): string | undefined {
  const times = timesOf(document, schema);
  const named = times.find((name) => /modif|updat|chang/i.test(name));
  const open = times.filter((name) => !/creat|issu|start|begin|expir|end|delet|seen|login|access/i.test(name));
  return named ?? (open.length === 1 ? open[0] : undefined);
}

/** The read-only property with the time of creation. */
export function createdAtProperty(document: JsonObject, schema: Json): string | undefined {
  return timesOf(document, schema).find((name) => /creat|added|inserted|registered/i.test(name));
}

function timesOf(document: JsonObject, schema: Json): string[] {
  const isTime = ({ readOnly, schema: property }: Property) => readOnly && formatOf(document, property) === 'date-time';
  return propertiesOf(document, schema)
    .filter(isTime)
    .map(({ name }) => name);
}

function formatOf(document: JsonObject, schema: Json): Json | undefined {
  return sameValueSchemas(document, schema).find(({ format }) => format !== undefined)?.format;
}
