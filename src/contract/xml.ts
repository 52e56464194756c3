// A JSON value as XML, by its schema's XML objects (OpenAPI 3.1, section 4.8.26): names, attributes, wrapped arrays.
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { printXml, type XmlElement } from '../xml.ts';
import { membersOf, sameValueSchemas } from './members.ts';

/** @param name the element of the value itself, if its schema gives none */
export function bodyXml(document: JsonObject, schema: Json, { name, value }: { name: string; value: Json }): string {
  const root = elementName(document, schema, name);
  const wrapped = xmlOf(document, schema).wrapped === true;
  const elements = elementsOf(document, schema, { name: root, value });
  // A document has one root, whatever the schema says of an array.
  const [first] = elements;
  return printXml(first && (!Array.isArray(value) || wrapped) ? first : { name: root, children: elements });
}

interface Named {
  readonly name: string;
  readonly value: Json;
}

/** The elements of a value: one, except for an array that is not wrapped. */
function elementsOf(document: JsonObject, schema: Json, { name, value }: Named): readonly XmlElement[] {
  if (Array.isArray(value)) {
    const items = sameValueSchemas(document, schema).find((part) => part.items !== undefined)?.items ?? true;
    const wrapped = xmlOf(document, schema).wrapped === true;
    const item = xmlName(document, items) ?? name;
    const children = value.flatMap((each) => elementsOf(document, items, { name: item, value: each }));
    return wrapped ? [{ name, children }] : children;
  }
  if (!isObject(value)) return [{ name, children: [textOf(value)] }];
  const declared = new Map(membersOf(document, schema).map((member) => [member.name, member.schema]));
  const attributes: Record<string, string> = {};
  const children: XmlElement[] = [];
  for (const [key, member] of Object.entries(value)) {
    const memberSchema = declared.get(key) ?? true;
    const element = elementName(document, memberSchema, key);
    if (xmlOf(document, memberSchema).attribute === true) attributes[element] = textOf(member);
    else children.push(...elementsOf(document, memberSchema, { name: element, value: member }));
  }
  return [{ name, attributes, children }];
}

function xmlOf(document: JsonObject, schema: Json): JsonObject {
  const given = sameValueSchemas(document, schema).find(({ xml }) => isObject(xml))?.xml;
  return isObject(given) ? given : {};
}

function xmlName(document: JsonObject, schema: Json): string | undefined {
  const { name, prefix } = xmlOf(document, schema);
  if (typeof name !== 'string') return undefined;
  return typeof prefix === 'string' ? `${prefix}:${name}` : name;
}

/** The name that the schema gives, else the one of the member, with what XML allows in a name. */
function elementName(document: JsonObject, schema: Json, name: string): string {
  return xmlName(document, schema) ?? name.replace(/[^\w.-]/g, '_').replace(/^[^A-Za-z_]/, '_$&');
}

function textOf(value: Json): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}
