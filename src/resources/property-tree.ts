// The members of a representation, read out of its schema once, so that no request walks a schema.
import { type Property, propertiesOf, sameValueSchemas, typesOf } from '../contract/properties.ts';
import type { Json, JsonObject } from '../json/value.ts';
import type { PropertyTree } from './resource.ts';

/** Levels of objects inside objects that are looked through for read-only members. */
const DEEPEST = 8;

export function propertyTree(document: JsonObject, schema: Json, levels = DEEPEST): PropertyTree {
  const members = propertiesOf(document, schema);
  const named = (mark: 'readOnly' | 'writeOnly') =>
    new Set(members.filter((member) => member[mark]).map(({ name }) => name));
  const inner = new Map<string, PropertyTree>();
  for (const { name, schema: member } of levels > 0 ? members : []) {
    if (!typesOf(document, member)?.includes('object')) continue;
    const tree = propertyTree(document, member, levels - 1);
    if (tree.readOnly.size > 0 || tree.inner.size > 0) inner.set(name, tree);
  }
  const order = members.map(({ name }) => name);
  return { order, declared: new Set(order), readOnly: named('readOnly'), writeOnly: named('writeOnly'), inner };
}

/**
 * The member in which the server keeps the time of the last change: read-only, a date-time, and either named so or the
 * only such member that is not named for another moment.
 */
export function changedAtProperty(document: JsonObject, schema: Json): string | undefined {
  const times = timesOf(document, schema);
  const named = times.find((name) => /modif|updat|chang/i.test(name));
  const open = times.filter((name) => !/creat|issu|start|begin|expir|end|delet|seen|login|access/i.test(name));
  return named ?? (open.length === 1 ? open[0] : undefined);
}

/** The read-only member in which the server keeps the time of creation. */
export function createdAtProperty(document: JsonObject, schema: Json): string | undefined {
  return timesOf(document, schema).find((name) => /creat|added|inserted|registered/i.test(name));
}

function timesOf(document: JsonObject, schema: Json): string[] {
  const isTime = ({ readOnly, schema: member }: Property) => readOnly && formatOf(document, member) === 'date-time';
  return propertiesOf(document, schema)
    .filter(isTime)
    .map(({ name }) => name);
}

function formatOf(document: JsonObject, schema: Json): Json | undefined {
  return sameValueSchemas(document, schema).find(({ format }) => format !== undefined)?.format;
}
