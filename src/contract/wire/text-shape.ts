// Converts text to values by schema. Parameters and forms carry only text (OpenAPI 3.1, section 4.8.12). Their values
// are converted before validation, because Ajv coerces nothing here.
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { separatorOf } from '../operation/parameters.ts';
import { propertiesOf, sameValueSchemas } from '../schema/properties.ts';

/** The types and values that a schema names, and the shapes of its properties and items. */
export interface TextShape {
  readonly types: ReadonlySet<string>;
  /** The values of `enum` and `const`. */
  readonly enumValues: ReadonlySet<Json>;
  readonly properties: ReadonlyMap<string, TextShape>;
  /** The shape of properties that are not declared by name. */
  readonly additional: TextShape;
  readonly items: TextShape;
  /** The text between the items of a list inside a list. */
  readonly separator: string;
}

const ANY: TextShape = {
  types: new Set(),
  enumValues: new Set(),
  properties: new Map(),
  get additional() {
    return ANY;
  },
  get items() {
    return ANY;
  },
  separator: ',',
};

/** The shape of a schema. Inner shapes are computed on first use, so that a schema can contain itself. */
export function textShapeOf(document: JsonObject, schema: Json | undefined): TextShape {
  if (!isObject(schema)) return ANY;
  const parts = sameValueSchemas(document, schema);
  const inner = (name: 'items' | 'additionalProperties') =>
    textShapeOf(document, parts.find((part) => isObject(part[name]))?.[name]);
  let properties: ReadonlyMap<string, TextShape> | undefined;
  let additional: TextShape | undefined;
  let items: TextShape | undefined;
  return {
    types: new Set(parts.flatMap(typesNamedIn)),
    enumValues: new Set(parts.flatMap(({ enum: values, const: value }) => [...listOf(values), ...listOfOne(value)])),
    separator: parts.map((part) => separatorOf(part).separator).find((one) => one !== undefined) ?? ',',
    get properties() {
      properties ??= new Map(
        propertiesOf(document, schema).map((property) => [property.name, textShapeOf(document, property.schema)]),
      );
      return properties;
    },
    get additional() {
      additional ??= inner('additionalProperties');
      return additional;
    },
    get items() {
      items ??= inner('items');
      return items;
    },
  };
}

function typesNamedIn({ type, properties, items }: JsonObject): string[] {
  if (type !== undefined) return [type].flat() as string[];
  if (properties !== undefined) return ['object'];
  return items === undefined ? [] : ['array'];
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function listOfOne(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : [value];
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The value of a text by its shape; the text itself if the shape allows nothing else. */
export function valueOfText(text: string, { types, enumValues }: TextShape): Json {
  if (enumValues.has(text)) return text;
  const numeric = types.has('number') || types.has('integer') || (types.size === 0 && enumValues.has(Number(text)));
  if (numeric && NUMBER.test(text) && Number.isFinite(Number(text))) return Number(text);
  if ((types.has('boolean') || enumValues.has(text === 'true')) && /^(?:true|false)$/.test(text))
    return text === 'true';
  if (types.has('null') && (text === 'null' || (text === '' && !types.has('string')))) return null;
  const structured = (types.has('object') || types.has('array')) && !types.has('string');
  return structured && /^\s*[[{]/.test(text) ? parseJsonOrText(text) : text;
}

function parseJsonOrText(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
