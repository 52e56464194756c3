// The envelope around the items of a list: fills the declared properties for totals, page numbers, links and cursors. A fact
// that is not known is null or left out. The rest of the envelope comes from the document's example, or from a sample.
import type { Contract } from '../../contract/contract.ts';
import { plainName } from '../../contract/operation/names.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { PageProperty } from '../convention.ts';
import { valueAtPath } from './item-property.ts';
import type { ListPage } from './page.ts';
import {
  cursorTo,
  flagFact,
  isMoney,
  isTotal,
  numberFact,
  type PageUrls,
  RELATIONS,
  type Relation,
  relationOfLink,
  relationOfObject,
  type Surroundings,
  type TextFact,
  textFact,
  urlTo,
} from './page-properties.ts';

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

/** The value of a property; undefined to leave it out. */
type Filler = (page: ListPage, urls: PageUrls) => Json | undefined;

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

/** One property of the envelope. */
interface EnvelopeProperty extends Surroundings {
  readonly name: string;
  /** The plain name of the object that contains the property. */
  readonly parent: string;
  readonly place: string;
  readonly types: ReadonlySet<string>;
  readonly example: Json | undefined;
}

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
    const filler = fillerFor(contract, property);
    if (filler) return [{ path: at, fill: orWithout(contract, property, filler) }];
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

function fillerFor(contract: Contract, property: EnvelopeProperty): Filler | undefined {
  const { name, types, example } = property;
  if (types.has('array')) return linksFiller(contract, property) ?? listFiller(property);
  const can = (type: string) => types.has(type) || (types.size === 0 && typeOf(example) === type);
  if (can('string') || (types.size === 0 && example === undefined)) {
    const fact = textFact(name, property);
    if (fact) return textFiller(contract, property, fact);
  }
  if (can('boolean')) return flagFact(name);
  const isNumeric = types.has('integer') || can('number') || isNumberText(property);
  if (!isNumeric || isMoney(name, property, example)) return undefined;
  const fact = numberFact(name, property);
  const text = !types.has('integer') && !can('number');
  return fact && numberFiller(property, fact, text);
}

function typeOf(value: Json | undefined): string {
  return value === undefined ? 'undefined' : value === null ? 'null' : typeof value;
}

/** Whether a text contains a number, for example an int64. */
function isNumberText({ types, example }: EnvelopeProperty): boolean {
  return types.has('string') && typeof example === 'string' && /^\d+$/.test(example);
}

/** Without a page size the page contains all items: the example's page size is kept if it is large enough. */
function numberFiller(
  { name, example }: EnvelopeProperty,
  fact: (page: ListPage) => number | undefined,
  isText: boolean,
): Filler {
  const isSize = /limit|per|size|len|max/.test(name);
  return (page) => {
    const documented = Number(example);
    const fallback = documented >= page.items.length && documented > 0 ? documented : Math.max(1, page.items.length);
    const value = fact(page) ?? (isSize && page.limit === undefined ? fallback : undefined);
    return value === undefined ? undefined : isText ? String(value) : value;
  };
}

function textFiller(contract: Contract, property: EnvelopeProperty, fact: TextFact): Filler | undefined {
  if (fact.kind === 'place') {
    const { place } = fact;
    if (place === 'complete') return ({ hasNext, cursors }) => (hasNext ? undefined : cursors.end);
    return (page) => (place === 'start' || place === 'end' ? page.cursors[place] : page[place]);
  }
  const { relation } = fact;
  const filler = urlFiller(property, relation);
  if (fact.kind === 'url' || isUrl(contract, property)) return filler;
  if (fact.kind === 'cursor') return (page) => cursorTo(page, relation);
  if (relation === 'self' || /links?$/.test(property.parent)) return filler;
  // A `next` without a description is a cursor if there is a parameter for one.
  const { names } = property;
  const isCursor =
    /\b(?:cursor|token|opaque|marker)\b/i.test(property.description) ||
    names.some((name) => /^(?:after|before|cursor|startcursor|endcursor)$/.test(name));
  return (page, urls) => {
    const cursor = relation === 'next' || relation === 'previous' ? page.cursors[relation] : undefined;
    return isCursor || cursor !== undefined ? cursorTo(page, relation) : filler(page, urls);
  };
}

/** URLs are absolute, unless the example is a path. */
function urlFiller({ name, example }: EnvelopeProperty, relation: Relation): Filler {
  const isPath = name !== 'path' && typeof example === 'string' && /^\/(?!\/)/.test(example);
  // The path of the list, as in Laravel, and its URL, as in Stripe, have no query.
  const isWithoutQuery = name === 'path' || (name === 'url' && isPath);
  return (page, urls) => {
    const found = urlTo(page, relation, urls);
    const url = isWithoutQuery ? found?.replace(/\?.*$/, '') : found;
    return url !== undefined && isPath ? url.replace(/^[a-z]+:\/\/[^/]*/i, '') : url;
  };
}

function isUrl({ document }: Contract, { place, example, description }: EnvelopeProperty): boolean {
  const formats = sameValuePlaces(document, place).map(({ value }) => value.format);
  if (formats.some((format) => /^(?:uri|url|iri|uri-reference)$/.test(String(format)))) return true;
  if (typeof example === 'string' && /^(?:https?:\/\/|\/|\?)/.test(example)) return true;
  return /\b(?:URLs?|URIs?|hyperlink|links?)\b/i.test(description);
}

/** The response has no errors. The messages of SCIM name their schema (RFC 7644, section 3.4.2). */
function listFiller({ name, names }: EnvelopeProperty): Filler | undefined {
  if (/^(?:errors|warnings)$/.test(name)) return () => [];
  const isScim = name === 'schemas' && names.includes('totalresults') && names.includes('resources');
  return isScim ? () => ['urn:ietf:params:scim:api:messages:2.0:ListResponse'] : undefined;
}

/** A list of links with relations (RFC 8288), for example `[{ rel: 'next', href: '…' }]`. */
function linksFiller({ document }: Contract, { name, place, example }: EnvelopeProperty): Filler | undefined {
  if (!/^_?(?:page)?links?$/.test(name)) return undefined;
  const item = itemsPlace(document, place);
  const properties = item === undefined ? [] : [...propertyPlaces(document, item).keys()];
  const relName = properties.find((property) => /^(?:rel|relation|name|type)$/i.test(property));
  const urlName = properties.find((property) => /^(?:href|url|uri|link)$/i.test(property));
  if (item === undefined || relName === undefined || urlName === undefined) return undefined;
  const written = (Array.isArray(example) ? example : []).filter(isObject) as readonly JsonObject[];
  const isAboutPage = (link: JsonObject) => relationOfLink(String(link[relName])) !== undefined;
  // Other links of an example stay. A sample has only relations that mean nothing.
  const others = written.some(isAboutPage) ? written.filter((link) => !isAboutPage(link)) : [];
  const methods = properties.filter((property) => /^(?:method|verb)$/i.test(property));
  const usesPrevious = written.some((link) => link[relName] === 'previous');
  return (page, urls) => {
    const links = RELATIONS.flatMap((relation): JsonObject[] => {
      const url = urlTo(page, relation, urls);
      if (url === undefined) return [];
      const rel = relation === 'previous' && !usesPrevious ? 'prev' : relation;
      const pattern = written.find((link) => relationOfLink(String(link[relName])) === relation);
      const method = Object.fromEntries(methods.map((property) => [property, 'GET']));
      return [{ ...method, ...pattern, [relName]: rel, [urlName]: url }];
    });
    return [...links, ...others];
  };
}

/** Replaces a value that is not known, or that the schema does not allow: by null, by nothing, or by an empty value. */
function orWithout(contract: Contract, { types, required, place }: EnvelopeProperty, fill: Filler): Filler {
  let validate: ((value: Json) => readonly unknown[]) | undefined;
  const isConstrained = sameValuePlaces(contract.document, place).some(({ value }) =>
    ['format', 'pattern', 'enum', 'const', 'minimum', 'maxLength', 'minLength', 'maximum'].some(
      (keyword) => value[keyword] !== undefined && !/^(?:int32|int64)$/.test(String(value[keyword])),
    ),
  );
  const isValid = (value: Json) => {
    validate ??= contract.validator('response', place);
    return validate(value).length === 0;
  };
  const isAny = types.size === 0;
  return (page, urls) => {
    const value = fill(page, urls);
    const candidates = value === undefined ? [] : [value, ...pathsOf(value)];
    const known = isConstrained ? candidates.find(isValid) : candidates[0];
    if (known !== undefined) return known;
    if (types.has('null') || (isAny && required)) return null;
    if (!required) return undefined;
    const empty: readonly Json[] = types.has('string') ? ['', urls.self] : types.has('boolean') ? [false] : [0, -1, 1];
    return (isConstrained ? empty.find(isValid) : undefined) ?? empty[0];
  };
}

/** The path of a URL, for properties that allow only a path. */
function pathsOf(value: Json): string[] {
  const [, path, query] = (typeof value === 'string' && /^[a-z]+:\/\/[^/]*(\/[^?]*)(\?.*)?$/i.exec(value)) || [];
  return path === undefined ? [] : [`${path}${query ?? ''}`, path];
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
