// The envelope around the items of a list: fills the declared properties for totals, page numbers, links and cursors. A fact
// that is not known is null or left out. The rest of the envelope comes from the document's example, or from a sample.
import type { Contract } from '../../contract/contract.ts';
import { plainName } from '../../contract/operation/names.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { PageProperty } from '../convention.ts';
import { type EnvelopeProperty, type Filler, fillerOf } from './envelope-fillers.ts';
import { valueAtPath } from './item-property.ts';
import type { ListPage } from './page.ts';
import { isTotal, type PageUrls, type Relation, relationOfObject } from './page-properties.ts';

/** The schema of the envelope, and the path to the items in it. */
interface EnvelopeOptions {
  readonly schema: string;
  readonly path: readonly string[];
  /** An example or a sample of the envelope, without its items. */
  readonly template: Json;
  /** Properties of the envelope that the convention fills itself, declared or not. */
  readonly pageProperties?: Readonly<Record<string, PageProperty>> | undefined;
}

export type Envelope = (page: ListPage, urls: PageUrls) => Json;

interface Slot {
  readonly path: readonly string[];
  readonly fill: Filler;
  /** True for an object that is left out, or null, when none of its facts is known. */
  readonly isOptional?: true;
}

export function listEnvelope(
  contract: Contract,
  { schema, path, template, pageProperties = {} }: EnvelopeOptions,
): Envelope {
  if (path.length === 0) return ({ items }) => items as readonly Json[];
  const search = { schema, path: [], items: path, template, within: undefined };
  const slots = [
    ...slotsIn(contract, search).filter(({ path: [name = ''] }) => !Object.hasOwn(pageProperties, name)),
    ...Object.entries(pageProperties).flatMap(([name, fill]) => slotForPage(contract, schema, [name, fill])),
  ];
  return (page, urls) => {
    let envelope = withProperty(template, path, page.items as readonly Json[]);
    for (const { path: at, fill, isOptional } of slots) {
      if (isOptional && !isEmptyObject(valueAtPath(envelope, at))) continue;
      envelope = withProperty(envelope, at, fill(page, urls));
    }
    return envelope;
  };
}

/** The slot of a convention's property. None if the schema is closed and does not declare it. */
function slotForPage({ document }: Contract, schema: string, [name, fill]: readonly [string, PageProperty]): Slot[] {
  const places = sameValuePlaces(document, schema).map(({ value }) => value);
  const declared = propertyPlaces(document, schema).has(name);
  if (!declared && places.some((place) => isClosedTo(place, name))) return [];
  const required = isRequired(document, schema, name);
  return [{ path: [name], fill: (page, { urlOf }) => fill(page, urlOf, required) }];
}

function isClosedTo({ additionalProperties, unevaluatedProperties, patternProperties }: JsonObject, name: string) {
  const patterns = Object.keys(isObject(patternProperties) ? patternProperties : {});
  const closed = additionalProperties === false || unevaluatedProperties === false;
  return closed && !patterns.some((pattern) => new RegExp(pattern).test(name));
}

function isRequired(document: JsonObject, schema: string, name: string): boolean {
  return sameValuePlaces(document, schema).some(
    ({ value }) => Array.isArray(value.required) && value.required.includes(name),
  );
}

interface SlotSearch {
  readonly schema: string;
  readonly path: readonly string[];
  /** The path to the items. */
  readonly items: readonly string[];
  /** The value of this part of the envelope in the example. */
  readonly template: Json | undefined;
  /** The page that this part of the envelope is about. */
  readonly within: Relation | undefined;
}

/** The maximum depth of properties about the page. */
const MAX_DEPTH = 4;
/** Objects with facts about the page. */
const WRAPPER =
  /pag(?:e|ing|inat)|^(?:list)?meta|metadata$|^(?:page)?links?$|^info$|cursors?$|^(?:result|list|query|search)(?:s|set)?info$|^(?:summary|result|responsesummary)$/;

function slotsIn(contract: Contract, search: SlotSearch): Slot[] {
  const { document } = contract;
  const { schema, path, items, template, within } = search;
  const places = propertyPlaces(document, schema);
  const names = [...places.keys()].map(plainName);
  return [...places].flatMap(([name, place]): Slot[] => {
    const at = [...path, name];
    if (at.length === items.length && at.every((part, index) => part === items[index])) return [];
    const property: EnvelopeProperty = {
      name: plainName(name),
      parent: plainName(path.at(-1) ?? ''),
      place,
      types: typesAt(document, place),
      required: isRequired(document, schema, name),
      example: isObject(template) ? template[name] : undefined,
      names,
      within,
      description: descriptionAt(document, place),
    };
    const fill = fillerOf(contract, property);
    if (fill) return [{ path: at, fill }];
    return objectSlots(contract, property, { ...search, path: at });
  });
}

function descriptionAt(document: JsonObject, place: string): string {
  return sameValuePlaces(document, place)
    .map(({ value }) => value.description)
    .filter((text) => typeof text === 'string')
    .join(' ');
}

/** The slots in an object about the page, or in an object around the items. */
function objectSlots(contract: Contract, property: EnvelopeProperty, search: SlotSearch): Slot[] {
  const { name, place, types, example, required, within } = property;
  const { path, items } = search;
  const isAround = items[path.length - 1] === path.at(-1) && path.length < items.length;
  if (!types.has('object') || path.length >= MAX_DEPTH) return [];
  // A total with its accuracy, as in Elasticsearch.
  if (isTotal(name) && propertyPlaces(contract.document, place).has('value')) {
    return [{ path: [...path, 'value'], fill: ({ total }) => total }];
  }
  const relation = isAround ? undefined : relationOfObject(name);
  if (!isAround && relation === undefined && !WRAPPER.test(name)) return [];
  const inner = slotsIn(contract, { ...search, schema: place, template: example, within: relation ?? within });
  if (inner.length === 0) return [];
  const isComplete = example !== undefined || canBeMade(contract, place, inner, path.length);
  if (!isComplete) return [];
  if (relation !== undefined && relation !== 'self') return [withPage(property, { relation, path, inner, required })];
  const isOptional = !required || types.has('null');
  return isOptional && !isAround ? [...inner, { path, fill: () => (required ? null : undefined), isOptional }] : inner;
}

function isEmptyObject(value: Json | undefined): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

/** Whether the slots fill all required properties of an object that the example does not contain. */
function canBeMade({ document }: Contract, place: string, slots: readonly Slot[], depth: number): boolean {
  const filled = new Set(slots.map(({ path }) => path[depth]));
  const required = sameValuePlaces(document, place).flatMap(({ value }) =>
    Array.isArray(value.required) ? value.required : [],
  );
  return required.every((name) => filled.has(name as string));
}

interface OtherPage {
  readonly relation: Exclude<Relation, 'self'>;
  readonly path: readonly string[];
  readonly inner: readonly Slot[];
  readonly required: boolean;
}

/** An object about another page. Without such a page it is null or left out; if it is required, its properties are. */
function withPage({ types, example }: EnvelopeProperty, { relation, path, inner, required }: OtherPage): Slot {
  const isNullable = types.has('null');
  return {
    path,
    fill(page, urls) {
      if (page[relation] === undefined && (isNullable || !required)) return isNullable ? null : undefined;
      let value: Json = isObject(example) ? example : {};
      for (const slot of inner) value = withProperty(value, slot.path.slice(path.length), slot.fill(page, urls));
      return value;
    },
  };
}

/** The value with one nested property set. Undefined removes the property. */
function withProperty(target: Json, [name, ...rest]: readonly string[], value: Json | undefined): Json {
  if (name === undefined) return value ?? null;
  const copy: Record<string, Json> = isObject(target) ? { ...(target as JsonObject) } : {};
  if (rest.length > 0 && value === undefined && !isObject(copy[name])) return target;
  if (rest.length > 0) copy[name] = withProperty(copy[name] ?? {}, rest, value);
  else if (value === undefined) delete copy[name];
  else copy[name] = value;
  return copy;
}
