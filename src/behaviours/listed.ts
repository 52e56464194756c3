// The behaviour of a list: the part of the collection that the query selects, in the declared envelope. The result of a query is
// computed once for each state of the collection.

import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/operation/media-types.ts';
import { plainName } from '../contract/operation/names.ts';
import { type Operation, type Response, statusOf, successResponse } from '../contract/operation/operations.ts';
import { propertyPlaces } from '../contract/schema/schema-places.ts';
import { pairsOf } from '../contract/wire/deserialize.ts';
import type { Convention, ListProtocol } from '../conventions/convention.ts';
import { type Envelope, listEnvelope } from '../conventions/list/envelope.ts';
import type { Query } from '../conventions/list/list-parameter.ts';
import type { ListPage, PageLink } from '../conventions/list/page.ts';
import { isPageHeader, pageHeaders } from '../conventions/list/page-headers.ts';
import { OWN_CURSOR } from '../conventions/list/parameters.ts';
import { listQuery } from '../conventions/list/query.ts';
import { allKnown, type Eventually, whenKnown } from '../eventually.ts';
import { PREFERENCE_APPLIED_HEADER } from '../headers.ts';
import { deepFreeze, isObject, type Json, type JsonObject } from '../json/value.ts';
import { keyName, type Role } from '../resources/infer/resource.ts';
import { type Behaviour, baseOf, type Call, type HttpResponse, KnownBody } from './behaviour.ts';
import { tagOfText } from './conditional.ts';
import { pathsOfItems } from './item-paths.ts';
import { presentation, putInEnvelope } from './present.ts';
import type { ResourceOfCall } from './resource-of-call.ts';
import { headersOf } from './response-headers.ts';
import { responseFrom } from './sampled.ts';
import { searched } from './searched.ts';

interface ListedOptions {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly operation: Operation;
  readonly role: Role;
  readonly resourceOf: ResourceOfCall;
}

/** Queries whose response is cached for one state of a collection. */
const MAX_CACHED = 32;

export function listBehaviour(options: ListedOptions): Behaviour {
  const { resourceOf } = options;
  const known = new WeakMap<readonly JsonObject[], Map<string, HttpResponse>>();
  const listing = openListing(options);
  const prefers = options.convention.listProtocol !== undefined;
  return (call) =>
    whenKnown(resourceOf(call).list(), (items) => {
      if (call.body !== undefined) return listing(searched(items, call.body), call);
      const responses = known.get(items) ?? new Map<string, HttpResponse>();
      known.set(items, responses);
      const { query, headers, path } = call.request;
      const key = `${call.world.seed} ${baseOf(call)}${path}?${query} ${call.accepts} ${prefers ? headers.prefer : ''} ${call.mostItems ?? ''}`;
      const before = responses.get(key);
      if (before) return before;
      return whenKnown(listing(items, call), (response) => {
        if (responses.size < MAX_CACHED) responses.set(key, response);
        return response;
      });
    });
}

/** The number of items that the query selects, on all pages together. */
export function countBehaviour(options: ListedOptions): Behaviour {
  const { contract, operation, role, resourceOf } = options;
  const { select } = openSelection(options);
  const response = successResponse(operation) as Response;
  const status = statusOf(response);
  const path = role.inResponse?.path ?? [];
  return (call) =>
    whenKnown(resourceOf(call).list(), (items) => {
      const { total } = select(items, call).page;
      if (path.length === 0) return { status, body: total };
      const template = responseFrom({ contract, operation, response }, { world: call.world, accepts: call.accepts });
      return whenKnown(template, ({ body = {} }) => ({ status, body: putInEnvelope(body, path, total) }));
    });
}

/** Selects the items of a request, by the document's parameters and by the convention. */
function openSelection({ contract, convention, operation, role }: ListedOptions) {
  const { resource, inResponse, filters } = role;
  const list = { item: resource.schema, key: resource.kind === 'collection' ? keyName(resource.key) : undefined };
  const protocol = convention.listProtocol?.(operation, list);
  const shown = inResponse?.schema ?? resource.schema;
  const envelope = envelopeNames(contract, operation);
  const key = resource.kind === 'collection' && resource.key.path.length > 0 ? resource.key.path : undefined;
  const { name, schema: item } = resource;
  const query = listQuery(contract, operation, { item, key, name, shown, envelope, isForeign: protocol?.owns });
  const select = (items: readonly JsonObject[], { request, parameters, mostItems }: Call) => {
    const prefer = request.headers.prefer?.toString();
    const list = protocol?.read({ query: pairsOf(request.query), prefer, mostItems });
    const own = filters.length === 0 ? items : items.filter((item) => isSelected(item, filters, parameters.path));
    const asked = withOwnCursor(parameters.query, request.query);
    return { page: query(own, asked, { request: list, mostItems }), applied: list?.applied };
  };
  return { select, pageProperties: protocol?.pageProperties };
}

/** The query with the cursor of this server's links, which the document need not declare. */
function withOwnCursor(query: Call['parameters']['query'], text: string): Query {
  const { name } = OWN_CURSOR;
  if (!text.includes(`${name}=`) || Object.hasOwn(query, name)) return query as Query;
  const cursor = pairsOf(text).find((pair) => pair.name === name);
  return cursor ? ({ ...query, [name]: cursor.text } as Query) : (query as Query);
}

/** Whether an item has the values of the path parameters. */
function isSelected(item: JsonObject, filters: Role['filters'], values: Call['parameters']['path']): boolean {
  return filters.every(({ parameter, property }) => String(item[property]) === String(values[parameter]));
}

/** The names of the properties around the items of a list. */
function envelopeNames({ document }: Contract, operation: Operation): readonly string[] {
  const schema = bodySchemaOf(successResponse(operation) as Response);
  return schema === undefined ? [] : [...propertyPlaces(document, schema).keys()].map(plainName);
}

function bodySchemaOf({ content }: Response): string | undefined {
  return content.find(({ name }) => isJson(name) || name.includes('*'))?.schema;
}

/** Makes the response of a list from its items. */
type Listing = (items: readonly JsonObject[], call: Call) => Eventually<HttpResponse>;

function openListing(options: ListedOptions): Listing {
  const { contract, operation, role } = options;
  const { resource, inResponse } = role;
  const response = successResponse(operation) as Response;
  const present = presentation(contract, resource, inResponse ?? { path: [], schema: resource.schema });
  const { select, pageProperties } = openSelection(options);
  const pathOfItem = pathsOfItems(operation, role);
  const envelopeFor = openEnvelopes(options, response, pageProperties);
  return (items, call) => {
    const { world } = call;
    const linkTo = (key: string) => linkOf(call, pathOfItem(call, key));
    const { page, applied } = select(items, call);
    const at = { seed: world.seed, place: operation.id, except: LIST_HEADERS };
    return whenKnown(allKnown(page.items.map((item) => present(item, world, linkTo))), (presented) =>
      whenKnown(envelopeFor(call), (envelope) =>
        whenKnown(headersOf(contract, response, at), (headers) => {
          const isUnchanged = page.items === items && presented.every((item, index) => item === items[index]);
          const shown = { ...page, items: isUnchanged ? items : presented };
          return responseOf(options, { response, page: shown, applied, envelope, headers }, call);
        }),
      ),
    );
  };
}

function linkOf(call: Call, path: string | undefined): string | undefined {
  return path === undefined ? undefined : `${baseOf(call)}${path}`;
}

/** The envelopes by seed, because a generated one depends on it. */
function openEnvelopes(
  { contract, operation, role }: ListedOptions,
  response: Response,
  pageProperties: ListProtocol['pageProperties'] | undefined,
): (call: Call) => Eventually<Envelope> {
  const schema = bodySchemaOf(response) ?? '';
  const { path } = role.inResponse ?? { path: [] };
  const known = new Map<number, Envelope>();
  return ({ world, accepts }) => {
    const before = known.get(world.seed);
    if (before) return before;
    const sampled = path.length === 0 ? {} : responseFrom({ contract, operation, response }, { world, accepts });
    return whenKnown(sampled, ({ body: template = {} }: Partial<HttpResponse>) => {
      const envelope = listEnvelope(contract, { schema, path, template, pageProperties });
      if (known.size < MAX_CACHED) known.set(world.seed, envelope);
      return envelope;
    });
  };
}

interface ListedPage {
  readonly response: Response;
  readonly page: ListPage;
  /** The applied preferences. */
  readonly applied: string | undefined;
  readonly envelope: Envelope;
  /** The generated headers. */
  readonly headers: Readonly<Record<string, string>>;
}

function responseOf(
  { contract, convention }: ListedOptions,
  { response, page, applied, envelope, headers }: ListedPage,
  call: Call,
): HttpResponse {
  const urls = { urlOf: (link: PageLink) => urlWith(call, link), self: selfOf(call) };
  const body = deepFreeze(withOwners(contract, bodySchemaOf(response), { body: envelope(page, urls), call }));
  const text = JSON.stringify(body);
  return {
    status: statusOf(response),
    body,
    headers: {
      ...headers,
      ...pageHeaders(response.headers, page, urls),
      ...(convention.tags === 'always' && { etag: tagOfText(text) }),
      ...(applied !== undefined && { [PREFERENCE_APPLIED_HEADER]: applied }),
    },
    known: new KnownBody(body as Json, text),
  };
}

/** The path parameters in the envelope: the list at `/boards/{board_id}/cards` has the `board_id` of its URL. */
function withOwners(
  { document, validator }: Contract,
  schema: string | undefined,
  { body, call }: { readonly body: Json; readonly call: Call },
): Json {
  if (!isObject(body) || schema === undefined) return body;
  const owners = Object.entries(call.parameters.path).filter(([name, value]) => {
    const place = Object.hasOwn(body, name) ? propertyPlaces(document, schema).get(name) : undefined;
    return place !== undefined && validator('response', place)(value as Json).length === 0;
  });
  return owners.length === 0 ? body : { ...body, ...(Object.fromEntries(owners) as JsonObject) };
}

/** Headers of the list's own state, so they are not generated. */
const LIST_HEADERS = { test: (name: string) => /^(?:etag|last-modified)$/i.test(name) || isPageHeader(name) };

function selfOf(call: Call): string {
  const { path, query } = call.request;
  return `${baseOf(call)}${path}${query && `?${query}`}`;
}

/** The request's URL with one query parameter changed. */
function urlWith(call: Call, { name, value, replaces = [] }: PageLink): string {
  const { path, query } = call.request;
  const pairs = pairsOf(query).filter((pair) => pair.name !== name && !replaces.includes(pair.name));
  const others = pairs.map((pair) => encoded(pair.name, pair.text));
  const all = [...others, ...(value === '' ? [] : [encoded(name, value)])].join('&');
  return `${baseOf(call)}${path}${all && `?${all}`}`;
}

/** A dollar sign needs no escape in a query (RFC 3986, section 3.4), so it stays readable. */
function encoded(name: string, text: string): string {
  return `${encodeURIComponent(name).replaceAll('%24', '$')}=${encodeURIComponent(text)}`;
}
