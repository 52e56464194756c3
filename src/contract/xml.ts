// A JSON value as XML, by its schema's XML objects (OpenAPI 3.1, section 4.8.26): names, attributes, wrapped arrays.
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { propertiesOf, sameValueSchemas } from './properties.ts';

/** @param name the element of the value itself, where its schema gives none */
export function printXml(document: JsonObject, schema: Json, { name, value }: { name: string; value: Json }): string {
  const root = elementName(document, schema, name);
  const wrapped = xmlOf(document, schema).wrapped === true;
  const inner = elements(document, schema, { name: root, value });
  // A document has one root, whatever the schema says of an array.
  const whole = Array.isArray(value) && !wrapped ? `<${root}>${inner}</${root}>` : inner;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${whole}`;
}

interface NamedValue {
  readonly name: string;
  readonly value: Json;
}

function elements(document: JsonObject, schema: Json, { name, value }: NamedValue): string {
  if (Array.isArray(value)) {
    const items = sameValueSchemas(document, schema).find((part) => part.items !== undefined)?.items ?? true;
    const wrapped = xmlOf(document, schema).wrapped === true;
    const item = xmlName(document, items) ?? name;
    const inner = value.map((each) => elements(document, items, { name: item, value: each })).join('');
    return wrapped ? `<${name}>${inner}</${name}>` : inner;
  }
  if (!isObject(value)) return `<${name}>${escaped(value)}</${name}>`;
  const declared = new Map(propertiesOf(document, schema).map((member) => [member.name, member.schema]));
  let attributes = '';
  let inner = '';
  for (const [key, member] of Object.entries(value)) {
    const memberSchema = declared.get(key) ?? true;
    const element = elementName(document, memberSchema, key);
    if (xmlOf(document, memberSchema).attribute === true) attributes += ` ${element}="${escaped(member)}"`;
    else inner += elements(document, memberSchema, { name: element, value: member });
  }
  return `<${name}${attributes}>${inner}</${name}>`;
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

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(value: Json): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char] as string);
}
