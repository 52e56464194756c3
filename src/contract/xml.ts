// Prints a JSON value as XML by the XML objects of its schema (OpenAPI 3.1, section 4.8.26): names, attributes, wrapped
// arrays.
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { propertiesOf, sameValueSchemas } from './properties.ts';

/** @param name the element name of the value, if its schema has none */
export function printXml(document: JsonObject, schema: Json, { name, value }: { name: string; value: Json }): string {
  const root = elementName(document, schema, name);
  const wrapped = xmlOf(document, schema).wrapped === true;
  const inner = elements(document, schema, { name: root, value });
  // An XML document has one root, even if the schema describes an array that is not wrapped.
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
  const declared = new Map(propertiesOf(document, schema).map((property) => [property.name, property.schema]));
  let attributes = '';
  let inner = '';
  for (const [key, property] of Object.entries(value)) {
    const propertySchema = declared.get(key) ?? true;
    const element = elementName(document, propertySchema, key);
    if (xmlOf(document, propertySchema).attribute === true) attributes += ` ${element}="${escaped(property)}"`;
    else inner += elements(document, propertySchema, { name: element, value: property });
  }
  return `<${name}${attributes}>${inner}</${name}>`;
}

function xmlOf(document: JsonObject, schema: Json): JsonObject {
  const xml = sameValueSchemas(document, schema).find((part) => isObject(part.xml))?.xml;
  return isObject(xml) ? xml : {};
}

function xmlName(document: JsonObject, schema: Json): string | undefined {
  const { name, prefix } = xmlOf(document, schema);
  if (typeof name !== 'string') return undefined;
  return typeof prefix === 'string' ? `${prefix}:${name}` : name;
}

/** The name in the schema, else the name of the property with only the characters that XML allows. */
function elementName(document: JsonObject, schema: Json, name: string): string {
  return xmlName(document, schema) ?? name.replace(/[^\w.-]/g, '_').replace(/^[^A-Za-z_]/, '_$&');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(value: Json): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char] as string);
}
