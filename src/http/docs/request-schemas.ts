// The schemas of request bodies as this server serves them: without requirements that it does not have. It requires no property that
// only it can set, and none at all of a partial change. Generated clients would have to send them (OpenAPI 3.1 requires a read-only
// property of a request, too).
import { resolve } from '../../contract/document/resolve.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { propertiesOf, sameValueSchemas } from '../../contract/schema/properties.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

/** Serves the request bodies of one document. */
export class RequestSchemas {
  readonly #document: JsonObject;
  /** Whether a schema requires a read-only property somewhere, by its pointer. */
  readonly #requiring = new Map<string, boolean>();
  /** The schemas that were copied for the current body. */
  #copies = 0;

  constructor(document: JsonObject) {
    this.#document = document;
  }

  /** The request body of an operation. */
  body({ pointer, requestBody: rules }: Operation, requestBody: Json): Json {
    this.#copies = 0;
    const body = resolve(this.#document, appendTokens(pointer, 'requestBody'), requestBody);
    const content = Object.entries(isObject(body.value.content) ? body.value.content : {}).map(([name, media]) => {
      if (!isObject(media) || media.schema === undefined) return [name, media];
      const at = appendTokens(body.pointer, 'content', name, 'schema');
      const isPartial = rules?.partial === true && name.endsWith('json');
      const schema = isPartial
        ? this.#withoutRequired(at, media.schema)
        : this.#withoutReadOnly(at, media.schema, NONE);
      return [name, schema === media.schema ? media : { ...media, schema }];
    });
    const isSame = content.every(([name, media]) => (body.value.content as JsonObject)[name as string] === media);
    return isSame ? requestBody : { ...body.value, content: Object.fromEntries(content) as JsonObject };
  }

  /** Requires no property at all. Schemas deeper in `allOf` stay as they are. */
  #withoutRequired(pointer: string, schema: Json, depth = 0): Json {
    const { pointer: at, value } = resolve(this.#document, pointer, schema);
    if (!isObject(schema) || depth > MAX_DEPTH || !this.#requiresAny(at, depth)) return schema;
    const { required: _required, title: _title, allOf, ...rest } = value;
    if (!Array.isArray(allOf)) return rest;
    const parts = allOf.map((part: Json, index) =>
      this.#withoutRequired(appendTokens(at, 'allOf', index), part, depth + 1),
    );
    return { ...rest, allOf: parts };
  }

  #requiresAny(pointer: string, depth: number): boolean {
    const { pointer: at, value } = resolve(this.#document, pointer);
    if (Array.isArray(value.required) && value.required.length > 0) return true;
    const parts = Array.isArray(value.allOf) && depth <= MAX_DEPTH ? value.allOf : [];
    return parts.some((_, index) => this.#requiresAny(appendTokens(at, 'allOf', index), depth + 1));
  }

  /**
   * Requires no read-only property, also of objects inside. A schema that requires none stays as it is.
   * @param dropped the read-only properties of the schema whose `allOf` contains this one
   */
  #withoutReadOnly(pointer: string, schema: Json, dropped: ReadonlySet<string>): Json {
    const { pointer: at, value } = resolve(this.#document, pointer, schema);
    if (!isObject(schema) || this.#copies >= MAX_COPIES) return schema;
    if (!this.#requiresReadOnly(at, value) && !requiresOneOf(value, dropped)) return schema;
    this.#copies += 1;
    const readOnly = new Set([...dropped, ...readOnlyNames(this.#document, value)]);
    const { title: _title, required, ...rest } = value;
    const kept = Array.isArray(required) ? required.filter((name) => !readOnly.has(String(name))) : [];
    const copy: Record<string, Json> = { ...rest, ...(kept.length > 0 && { required: kept }) };
    const changed = ({ place, schema: part }: InnerSchema, names: ReadonlySet<string>) =>
      this.#withoutReadOnly(appendTokens(at, ...place), part, names);
    const { properties, allOf, items } = partsOf(value);
    if (properties.length > 0) {
      copy.properties = Object.fromEntries(
        properties.map((part) => [part.place[1], changed(part, NONE)]),
      ) as JsonObject;
    }
    if (allOf.length > 0) copy.allOf = allOf.map((part) => changed(part, readOnly));
    for (const part of items) copy.items = changed(part, NONE);
    return copy;
  }

  #requiresReadOnly(pointer: string, value: JsonObject): boolean {
    const known = this.#requiring.get(pointer);
    if (known !== undefined) return known;
    // A schema that contains itself requires what its other parts require.
    this.#requiring.set(pointer, false);
    const readOnly = readOnlyNames(this.#document, value);
    const own = sameValueSchemas(this.#document, value).some((part) => requiresOneOf(part, readOnly));
    const requires =
      own ||
      Object.values(partsOf(value))
        .flat()
        .some(({ place, schema }) => {
          const inner = resolve(this.#document, appendTokens(pointer, ...place), schema);
          return this.#requiresReadOnly(inner.pointer, inner.value);
        });
    this.#requiring.set(pointer, requires);
    return requires;
  }
}

/** Partial schemas that are deeper in `allOf` stay as they are. */
const MAX_DEPTH = 8;
/** The copied schemas of one body. Schemas that contain each other would multiply. */
const MAX_COPIES = 50;
const NONE: ReadonlySet<string> = new Set();

function readOnlyNames(document: JsonObject, schema: JsonObject): ReadonlySet<string> {
  return new Set(propertiesOf(document, schema).flatMap(({ name, readOnly }) => (readOnly ? [name] : [])));
}

function requiresOneOf({ required }: JsonObject, names: ReadonlySet<string>): boolean {
  return names.size > 0 && Array.isArray(required) && required.some((name) => names.has(String(name)));
}

/** A schema inside another, with its place there. */
interface InnerSchema {
  readonly place: readonly (string | number)[];
  readonly schema: Json;
}

/** The schemas in a schema that apply to a property, to the same value, or to an item. */
function partsOf({ items, properties, allOf }: JsonObject): {
  readonly properties: readonly InnerSchema[];
  readonly allOf: readonly InnerSchema[];
  readonly items: readonly InnerSchema[];
} {
  const named = Object.entries(isObject(properties) ? properties : {});
  return {
    properties: named.map(([name, schema]) => ({ place: ['properties', name], schema })),
    allOf: (Array.isArray(allOf) ? allOf : []).map((schema: Json, index) => ({ place: ['allOf', index], schema })),
    items: isObject(items) ? [{ place: ['items'], schema: items }] : [],
  };
}
