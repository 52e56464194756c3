// Compares how two versions read the properties of a form: as which media types, with which headers, and written in which style
// (OpenAPI 3.1, section 4.8.15). Only encodings of request bodies have an effect.
import { appendTokens, valueAt } from '../../json/pointer.ts';
import { isObject, type JsonObject } from '../../json/value.ts';
import { contentFor } from '../operation/media-types.ts';
import type { MediaType } from '../operation/operations.ts';
import { formSerialization, type PartRule, partRules } from '../operation/part-rules.ts';
import { itemsPlace } from '../schema/schema-places.ts';
import { schemaViewAt } from '../schema/schema-view.ts';
import { type AddReported, type ContractComparison, schemaDifferences, startAt } from './reported.ts';

interface ContentPair {
  readonly old: MediaType;
  readonly new: MediaType;
}

/** A property of a form in one version. */
interface FormProperty {
  readonly document: JsonObject;
  readonly content: MediaType;
  /** The pointer of its schema. */
  readonly schema: string | undefined;
  readonly rule: PartRule;
  readonly pointer: string;
}

export function compareEncodings(comparison: ContractComparison, pair: ContentPair, add: AddReported): void {
  const isMultipart = pair.old.name.startsWith('multipart/');
  if (!isMultipart && pair.old.name !== 'application/x-www-form-urlencoded') return;
  const old = propertiesOf(comparison.old, pair.old);
  const next = propertiesOf(comparison.new, pair.new);
  for (const [name, before] of old) {
    const after = next.get(name);
    if (!after) continue;
    const place = { direction: 'request', in: 'body', mediaType: pair.old.name } as const;
    const pointers = { oldPointer: before.pointer, newPointer: after.pointer };
    const facts = { ...place, pointer: appendTokens('', name), ...pointers };
    const [oldValue, newValue] = [writtenAs(name, before, isMultipart), writtenAs(name, after, isMultipart)];
    if (oldValue !== newValue) add({ id: 'request-part-serialization-changed', ...facts, oldValue, newValue });
    if (!isMultipart) continue;
    comparePartTypes(before, after, (difference) => add({ ...facts, ...difference }));
    comparePartHeaders(comparison, before, after, (difference) => add({ ...facts, ...difference }));
  }
}

function propertiesOf(document: JsonObject, content: MediaType): ReadonlyMap<string, FormProperty> {
  const rules = partRules(document, content);
  const declared = content.schema === undefined ? undefined : schemaViewAt(document, content.schema).properties;
  const names = new Set([...rules.keys(), ...(declared?.keys() ?? [])]);
  return new Map(
    [...names].map((name) => {
      const schema = declared?.get(name)?.pointer;
      const own = appendTokens(content.pointer, 'encoding', name);
      return [
        name,
        {
          document,
          content,
          schema,
          rule: rules.get(name) ?? NO_RULE,
          pointer: valueAt(document, own) === undefined ? content.pointer : own,
        },
      ] as const;
    }),
  );
}

const NO_RULE: PartRule = { mediaTypes: [], headers: [] };

/** How a list or an object is written. */
function writtenAs(name: string, { document, content, schema }: FormProperty, isMultipart: boolean): string {
  const types = schema === undefined ? undefined : schemaViewAt(document, schema).types;
  if (!types?.has('array') && !types?.has('object')) return 'a plain value';
  const encoding = valueAt(document, appendTokens(content.pointer, 'encoding', name));
  const { style, explode: exploded, contentType } = isObject(encoding) ? encoding : {};
  // A style takes precedence over a media type.
  if (style === undefined && exploded === undefined) {
    if (isMultipart) return 'parts of their own';
    if (typeof contentType === 'string') return contentType;
  }
  const { style: used, explode, separator } = formSerialization(document, content, name);
  return [used, separator ?? (explode ? 'exploded' : 'not exploded')].join(', ');
}

type AddPart = (difference: Omit<Parameters<AddReported>[0], 'direction' | 'in' | 'oldPointer' | 'newPointer'>) => void;

/** A part without declared media types has the default one, and is accepted with any. */
function comparePartTypes(before: FormProperty, after: FormProperty, add: AddPart): void {
  const accepted = after.rule.mediaTypes;
  if (accepted.length === 0) return;
  const declared = before.rule.mediaTypes;
  const sent = declared.length > 0 ? declared : [{ name: defaultTypeOf(before.document, before.schema) }];
  const namesOf = (types: PartRule['mediaTypes']) => types.map(({ name }) => name).join(', ');
  const refused = sent.filter(({ name }) => !contentFor(accepted, name));
  if (refused.length > 0) {
    add({ id: 'request-part-media-type-removed', oldValue: namesOf(refused), newValue: namesOf(accepted) });
  }
  const added = declared.length === 0 ? [] : accepted.filter(({ name }) => !contentFor(declared, name));
  if (added.length > 0) add({ id: 'request-part-media-type-added', newValue: namesOf(added) });
}

/** Lists in lists that are looked into: a schema can be a list of itself. */
const MAX_LISTS = 8;

/** The media type of a part without a declared one: that of the items for a list. */
function defaultTypeOf(document: JsonObject, schema: string | undefined, depth = 0): string {
  if (schema === undefined || depth > MAX_LISTS) return 'application/octet-stream';
  const { types, parts } = schemaViewAt(document, schema);
  if (types.has('object')) return 'application/json';
  if (types.has('array')) return defaultTypeOf(document, itemsPlace(document, schema), depth + 1);
  const isOfBytes = parts.some(({ value: { format, contentMediaType, contentEncoding } }) => {
    return format === 'binary' || contentMediaType !== undefined || contentEncoding !== undefined;
  });
  return isOfBytes || types.size === 0 ? 'application/octet-stream' : 'text/plain';
}

function comparePartHeaders(
  comparison: ContractComparison,
  before: FormProperty,
  after: FormProperty,
  add: AddPart,
): void {
  for (const header of after.rule.headers) {
    const { name } = header;
    const known = before.rule.headers.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (header.required && !known?.required) add({ id: 'request-part-header-required', name });
    if (!known) continue;
    const schemas = [startAt(comparison.old, known.schema), startAt(comparison.new, header.schema)] as const;
    const facts = { direction: 'request', in: 'header', name } as const;
    for (const one of schemaDifferences(comparison.requestText.compare(...schemas), facts)) add(one);
  }
}
