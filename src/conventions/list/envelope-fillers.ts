// Fills single properties of the envelope around a list: numbers, flags, links and cursors. A value that is not known, or that
// the schema does not allow, is null or left out.
import type { Contract } from '../../contract/contract.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces } from '../../contract/schema/schema-places.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { ListPage } from './page.ts';
import {
  cursorTo,
  flagFact,
  isMoney,
  numberFact,
  type PageUrls,
  RELATIONS,
  type Relation,
  relationOfLink,
  type Surroundings,
  type TextFact,
  textFact,
  urlTo,
} from './page-properties.ts';

/** The value of a property; undefined to leave it out. */
export type Filler = (page: ListPage, urls: PageUrls) => Json | undefined;

/** One property of the envelope. */
export interface EnvelopeProperty extends Surroundings {
  readonly name: string;
  /** The plain name of the object that contains the property. */
  readonly parent: string;
  readonly place: string;
  readonly types: ReadonlySet<string>;
  readonly example: Json | undefined;
}

/** The filler of a property. Undefined if its name is not about the page. */
export function fillerOf(contract: Contract, property: EnvelopeProperty): Filler | undefined {
  const filler = fillerFor(contract, property);
  return filler && orWithout(contract, property, filler);
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
