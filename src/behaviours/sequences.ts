// Bodies that are a sequence of items, such as server-sent events: those that the document shows, else several generated ones, in
// an order that a client can expect.
import type { Contract } from '../contract/contract.ts';
import type { MediaType } from '../contract/operation/operations.ts';
import { lazySample } from '../contract/sample/lazy-sample.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../contract/schema/schema-places.ts';
import { schemaViewAt } from '../contract/schema/schema-view.ts';
import { appendTokens, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../json/value.ts';
import { isStatusName } from '../resources/state/meanings.ts';

/** Items of a generated sequence. */
const LENGTH = 3;
/** The maximum number of items if each has another schema of a union. */
const MAX_VARIANTS = 10;

type ItemSampling = Parameters<typeof lazySample>[2];

/** A sequence with the examples of the document first. An example can be a text: the whole body as it is sent. */
export async function sampleSequence(contract: Contract, content: MediaType, at: ItemSampling): Promise<Json> {
  const { itemSchema = '', examples } = content;
  const validate = contract.validator('response', itemSchema);
  const shown = at.dynamic ? [] : examples.map(({ pointer }) => valueAt(contract.document, pointer) ?? null);
  const text = shown.find((example) => typeof example === 'string');
  if (text !== undefined) return text;
  const list = shown.find((example) => Array.isArray(example) && example.every((item) => validate(item).length === 0));
  if (list !== undefined) return list;
  const single = shown.filter((example) => !Array.isArray(example) && validate(example).length === 0);
  if (single.length > 1) return single;
  const generated = await generatedItems(contract, itemSchema, at);
  return single.length === 0 ? generated : [...single, ...generated.slice(1)];
}

async function generatedItems(contract: Contract, schema: string, at: ItemSampling): Promise<readonly Json[]> {
  const validate = contract.validator('response', schema);
  // Each newly generated body has items of its own.
  const start = (at.ordinal ?? 0) * MAX_VARIANTS;
  const variants: Json[] = [];
  for (const [index, branch] of branchesOf(contract.document, schema).entries()) {
    const item = await lazySample(contract, branch, { ...at, ordinal: start + index });
    variants.push(...(await withData(contract, branch, [item], at)));
  }
  const valid = variants.filter((item) => validate(item).length === 0);
  if (valid.length > 1) return valid;
  const items: Json[] = [];
  for (let ordinal = start; ordinal < start + LENGTH; ordinal++) {
    items.push(await lazySample(contract, schema, { ...at, ordinal }));
  }
  const ordered = inOrder(contract, schema, items);
  const parts = ordered.map((item, index) => partOf(item, index === ordered.length - 1));
  return withData(contract, schema, parts.every((part) => validate(part).length === 0) ? parts : ordered, at);
}

/** Names of the reason why a sequence ends. */
const END_REASON = /^(?:finish|stop)_?reason$/i;

/** A part of a generated text: its choices count from 0, and only the last part says why the text ends. */
function partOf(value: Json, isLast: boolean): Json {
  if (Array.isArray(value)) {
    return value.map((item, index) => {
      const part = partOf(item, isLast);
      return isObject(part) && typeof part.index === 'number' ? { ...part, index } : part;
    });
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      END_REASON.test(name) && !isLast ? null : partOf(inner as Json, isLast),
    ]),
  );
}

/** The schemas of a union of items, in the order of the document. */
function branchesOf(document: JsonObject, schema: string): readonly string[] {
  const union = sameValuePlaces(document, schema).flatMap(({ pointer, value }) =>
    (['oneOf', 'anyOf'] as const).flatMap((name) => {
      const branches = value[name];
      return Array.isArray(branches) ? branches.map((_, index) => appendTokens(pointer, name, index)) : [];
    }),
  );
  const named = union.filter((branch) => propertyPlaces(document, branch).size > 0);
  return named.length === union.length ? named.slice(0, MAX_VARIANTS) : [];
}

/** Events whose data is an object, or JSON as text by `contentSchema` (JSON Schema 2020-12, validation, section 8.5). */
async function withData(
  contract: Contract,
  schema: string,
  items: readonly Json[],
  at: ItemSampling,
): Promise<readonly Json[]> {
  const { document } = contract;
  const place = propertyPlaces(document, schema).get('data');
  const declared = place === undefined ? undefined : valueAt(document, place);
  if (place === undefined || !isObject(declared)) return items;
  const isText = declared.contentSchema !== undefined && /json/.test(String(declared.contentMediaType));
  if (!isText && !typesAt(document, place).has('object')) return items;
  const data = await generatedItems(contract, isText ? appendTokens(place, 'contentSchema') : place, at);
  return items.map((item, index) => {
    const value = data[index] ?? null;
    return isObject(item) && item.data !== undefined ? { ...item, data: isText ? JSON.stringify(value) : value } : item;
  });
}

/** Names of properties that only grow. */
const GROWING = /progress|percent|sequence|offset|line_?number/i;
/** The same items, with growing numbers and times, and with the values of a life cycle in the order of the document. */
function inOrder(contract: Contract, schema: string, items: readonly Json[]): readonly Json[] {
  if (!items.every(isObject)) return items;
  const validate = contract.validator('response', schema);
  const places = propertyPlaces(contract.document, schema);
  const ordered = items.map((item): Record<string, Json> => ({ ...item }));
  for (const name of Object.keys(items[0] ?? {})) {
    const values = valuesInOrder(contract, { name, place: places.get(name) }, items);
    for (const [index, value] of values.entries()) setProperty(ordered[index] as Record<string, Json>, name, value);
  }
  return ordered.every((item) => validate(item).length === 0) ? ordered : items;
}

interface OrderedProperty {
  readonly name: string;
  readonly place: string | undefined;
}

/** The values of a property, one for each item. None if their order is of no importance. */
function valuesInOrder(
  { document }: Contract,
  { name, place }: OrderedProperty,
  items: readonly JsonObject[],
): readonly Json[] {
  const values = items.flatMap((item) => item[name] ?? []);
  if (values.length < items.length) return [];
  const numbers = values.filter((value): value is number => typeof value === 'number');
  if (GROWING.test(name) && numbers.length === values.length) return numbers.toSorted((a, b) => a - b);
  const texts = values.filter((value): value is string => typeof value === 'string');
  if (texts.length < values.length) return [];
  if (texts.every((text) => /^\d{4}-\d\d-\d\dT/.test(text))) return texts.toSorted();
  const cycle = place !== undefined && isStatusName(name) ? (schemaViewAt(document, place).enum ?? []) : [];
  if (cycle.length === 0) return [];
  return values.map((_, index) => cycle[Math.min(index, cycle.length - 1)] as Json);
}
