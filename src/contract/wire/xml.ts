// Prints a JSON value as XML by the XML objects of its schema (OpenAPI 3.1, section 4.8.26): names, attributes, wrapped
// arrays.
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { printXml, type XmlElement, xmlNameOf } from '../../xml.ts';
import { propertiesOf, sameValueSchemas } from '../schema/properties.ts';

/** @param name the element name of the value, if its schema has none */
export function bodyXml(document: JsonObject, schema: Json, { name, value }: { name: string; value: Json }): string {
  const root = elementName(document, schema, name);
  const wrapped = xmlOf(document, schema).wrapped === true;
  const elements = elementsOf(document, schema, { name: root, value });
  // An XML document has one root, even if the schema describes an array that is not wrapped.
  const [first] = elements;
  return printXml(first && (!Array.isArray(value) || wrapped) ? first : { name: root, children: elements });
}

interface NamedValue {
  readonly name: string;
  readonly value: Json;
}

/** The elements of a value: one, except for an array that is not wrapped. */
function elementsOf(document: JsonObject, schema: Json, { name, value }: NamedValue): readonly XmlElement[] {
  if (Array.isArray(value)) {
    const items = sameValueSchemas(document, schema).find((part) => part.items !== undefined)?.items ?? true;
    const wrapped = xmlOf(document, schema).wrapped === true;
    const item = xmlName(document, items) ?? name;
    const children = value.flatMap((each) => elementsOf(document, items, { name: item, value: each }));
    return wrapped ? [{ name, children }] : children;
  }
  if (!isObject(value)) return [{ name, children: [textOf(value)] }];
  const declared = new Map(propertiesOf(document, schema).map((property) => [property.name, property.schema]));
  const attributes: Record<string, string> = {};
  const children: XmlElement[] = [];
  for (const [key, property] of Object.entries(value)) {
    const propertySchema = declared.get(key) ?? true;
    const element = elementName(document, propertySchema, key);
    if (xmlOf(document, propertySchema).attribute === true) attributes[element] = textOf(property);
    else children.push(...elementsOf(document, propertySchema, { name: element, value: property }));
  }
  return [{ name, attributes, children }];
}

function xmlOf(document: JsonObject, schema: Json): JsonObject {
  const xml = sameValueSchemas(document, schema).find((part) => isObject(part.xml))?.xml;
  return isObject(xml) ? xml : {};
}

function xmlName(document: JsonObject, schema: Json): string | undefined {
  const { name, prefix } = xmlOf(document, schema);
  if (typeof name !== 'string') return undefined;
  return xmlNameOf(typeof prefix === 'string' ? `${prefix}:${name}` : name);
}

/** The name in the schema, else the name of the property with only the characters that XML allows. */
function elementName(document: JsonObject, schema: Json, name: string): string {
  return xmlName(document, schema) ?? name.replace(/[^\w.-]/g, '_').replace(/^[^A-Za-z_]/, '_$&');
}

function textOf(value: Json): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}
