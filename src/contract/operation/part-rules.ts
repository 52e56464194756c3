// What the encoding object of a property says about a form: what a part of a multipart body must be, and how a value is written
// (OpenAPI 3.1, section 4.8.15).
import { appendTokens, valueAt } from '../../json/pointer.ts';
import { isObject, type JsonObject } from '../../json/value.ts';
import { resolve, schemaPointer } from '../document/resolve.ts';
import { essenceOf } from './media-types.ts';
import type { MediaType } from './operations.ts';
import { type Serialization, type Style, separatorOf } from './parameters.ts';

export interface PartRule {
  /** The media types and ranges that the part can have. Empty for any. */
  readonly mediaTypes: readonly { readonly name: string }[];
  readonly headers: readonly HeaderRule[];
}

export interface HeaderRule {
  readonly name: string;
  readonly required: boolean;
  readonly explode: boolean;
  readonly schema: string | undefined;
}

/** The rules by the name of the part. Empty if no encoding declares media types or headers. */
export function partRules(document: JsonObject, { pointer }: MediaType): ReadonlyMap<string, PartRule> {
  const mediaType = valueAt(document, pointer);
  const encodings = isObject(mediaType) && isObject(mediaType.encoding) ? mediaType.encoding : {};
  const rules = new Map<string, PartRule>();
  for (const [name, source] of Object.entries(encodings)) {
    const { pointer: at, value } = resolve(document, appendTokens(pointer, 'encoding', name), source);
    const rule = ruleOf(document, at, value);
    if (rule.mediaTypes.length > 0 || rule.headers.length > 0) rules.set(name, rule);
  }
  return rules;
}

function ruleOf(document: JsonObject, at: string, { contentType, headers }: JsonObject): PartRule {
  const names = typeof contentType === 'string' ? contentType.split(',').map(essenceOf) : [];
  const declared = Object.entries(isObject(headers) ? headers : {});
  return {
    mediaTypes: names.filter((name) => name !== '').map((name) => ({ name })),
    headers: declared
      // The media type has a field of its own.
      .filter(([name]) => name.toLowerCase() !== 'content-type')
      .map(([name, source]): HeaderRule => {
        const { pointer, value } = resolve(document, appendTokens(at, 'headers', name), source);
        const schema =
          value.schema === undefined ? undefined : schemaPointer(document, appendTokens(pointer, 'schema'));
        return { name, required: value.required === true, explode: value.explode === true, schema };
      }),
  };
}

/** The serialization of a property of a form: from its encoding object, else `form`, exploded. */
export function formSerialization(document: JsonObject, { pointer }: MediaType, name: string): Serialization {
  const mediaType = valueAt(document, pointer);
  const encodings = isObject(mediaType) && isObject(mediaType.encoding) ? mediaType.encoding : {};
  const encoding = Object.hasOwn(encodings, name) ? encodings[name] : undefined;
  const declared = isObject(encoding) ? encoding : {};
  const { style = 'form', explode = style === 'form' || style === 'deepObject' } = declared;
  return { name, style: style as Style, explode: explode === true, ...separatorOf(declared) };
}
