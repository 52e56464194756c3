// Copies schemas of a document into one that stands alone, for the arguments of a tool: references lead to `$defs`, read-only
// properties are left out, and so is everything that only OpenAPI knows.
import { SUBSCHEMAS } from '../contract/document/grammar.ts';
import { schemaViewOf } from '../contract/schema/schema-view.ts';
import { decodeFragment, tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject, setProperty } from '../json/value.ts';

/** Keywords of OpenAPI that JSON Schema does not have, and marks that do not concern a client. */
const LEFT_OUT = new Set([
  'discriminator',
  'xml',
  'externalDocs',
  'example',
  'readOnly',
  'writeOnly',
  '$schema',
  '$id',
]);

/** The most definitions of one schema. A language model does not read more, and its host refuses very large tools. */
const MAX_DEFINITIONS = 60;

export class PortableSchemas {
  readonly #document: JsonObject;
  /** Which properties are left out: those that the receiver does not get. */
  readonly #hidden: 'readOnly' | 'writeOnly';
  /** The names of the definitions by pointer. */
  readonly #names = new Map<string, string>();
  readonly #definitions: MutableObject = {};

  constructor(document: JsonObject, hidden: 'readOnly' | 'writeOnly' = 'readOnly') {
    this.#document = document;
    this.#hidden = hidden;
  }

  /** A copy of the schema at a pointer. */
  copy(pointer: string): Json {
    return this.copyOf(valueAt(this.#document, pointer) ?? true);
  }

  copyOf(schema: Json): Json {
    if (!isObject(schema)) return schema;
    const result: MutableObject = {};
    for (const [name, value] of Object.entries(schema)) {
      if (LEFT_OUT.has(name) || name.startsWith('x-')) continue;
      const copied = this.#copyKeyword(name, value);
      if (copied !== undefined) setProperty(result, name, copied);
    }
    this.#leaveOutHidden(schema, result);
    return result;
  }

  /** The definitions that the copies refer to; undefined if there are none. */
  get definitions(): JsonObject | undefined {
    return Object.keys(this.#definitions).length === 0 ? undefined : this.#definitions;
  }

  #copyKeyword(name: string, value: Json): Json | undefined {
    if (name === '$ref') return this.#reference(String(value));
    const edge = Object.hasOwn(SUBSCHEMAS, name) ? SUBSCHEMAS[name] : undefined;
    if (name === '$defs' || name === 'definitions') return undefined;
    if (edge === 'schema') return this.copyOf(value);
    if (edge === 'schema[]' && Array.isArray(value)) return value.map((one: Json) => this.copyOf(one));
    if (edge === 'schema{}' && isObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.copyOf(one)]));
    }
    return value;
  }

  #reference(reference: string): string | undefined {
    const pointer = decodeFragment(reference.slice(1));
    const known = this.#names.get(pointer);
    if (known !== undefined) return `#/$defs/${known}`;
    // Without the reference, any value is valid here. The server validates the request in any case.
    if (this.#names.size >= MAX_DEFINITIONS) return undefined;
    const name = this.#freeName(pointer);
    this.#names.set(pointer, name);
    setProperty(this.#definitions, name, this.copy(pointer));
    return `#/$defs/${name}`;
  }

  #freeName(pointer: string): string {
    const wanted = (tokensOf(pointer).at(-1) ?? 'schema').replace(/[^A-Za-z0-9_.-]/g, '_');
    const used = new Set(this.#names.values());
    let name = wanted;
    for (let count = 2; used.has(name); count += 1) name = `${wanted}${count}`;
    return name;
  }

  #leaveOutHidden({ properties, required }: JsonObject, result: MutableObject): void {
    if (!isObject(properties)) return;
    const hidden = Object.entries(properties).flatMap(([name, schema]) => {
      return schemaViewOf(this.#document, schema)[this.#hidden] ? [name] : [];
    });
    if (hidden.length === 0) return;
    const shown = Object.entries(result.properties as JsonObject).filter(([name]) => !hidden.includes(name));
    result.properties = Object.fromEntries(shown);
    if (!Array.isArray(required)) return;
    const rest = (required as readonly string[]).filter((name) => !hidden.includes(name));
    if (rest.length > 0) result.required = rest;
    else delete result.required;
  }
}
