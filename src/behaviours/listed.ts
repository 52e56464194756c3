// The behaviour of a list: the part of the collection that the query asks for, in the envelope that the document declares.
// What a query gives is worked out once for each state of the collection.

import type { Contract } from '../contract/contract.ts';
import { pairsOf } from '../contract/deserialize.ts';
import { isJson } from '../contract/media-types.ts';
import { type Operation, type Response, statusOf, successResponse } from '../contract/operations.ts';
import type { Convention } from '../conventions/convention.ts';
import { type Envelope, listEnvelope } from '../conventions/list/envelope.ts';
import type { ListPage, PageLink } from '../conventions/list/page.ts';
import { listQuery } from '../conventions/list/query.ts';
import { PREFERENCE_APPLIED_HEADER } from '../headers.ts';
import { deepFreeze, type Json, type JsonObject } from '../json/value.ts';
import type { Role } from '../resources/resource.ts';
import { type Behaviour, baseOf, type Call, type HttpResponse } from './behaviour.ts';
import { tagOf } from './conditional.ts';
import { presentation } from './present.ts';
import type { RepositoryIn } from './repositories.ts';
import { headersOf } from './response-headers.ts';
import { responseFrom } from './sampled.ts';

interface ListedOptions {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly operation: Operation;
  readonly role: Role;
  readonly repositoryIn: RepositoryIn;
}

/** Queries of which the answer is remembered, for one state of a collection. */
const REMEMBERED = 32;

export function listed(options: ListedOptions): Behaviour {
  const { repositoryIn } = options;
  const known = new WeakMap<readonly JsonObject[], Map<string, Promise<HttpResponse>>>();
  const listing = openListing(options);
  const prefers = options.convention.listProtocol !== undefined;
  return async (call) => {
    const items = await repositoryIn(call).list();
    const answers = known.get(items) ?? new Map<string, Promise<HttpResponse>>();
    known.set(items, answers);
    const { query, headers, path } = call.request;
    const key = `${call.world.seed} ${baseOf(call)}${path}?${query} ${call.accepts} ${prefers ? headers.prefer : ''}`;
    const answer = answers.get(key) ?? listing(items, call);
    if (answers.size < REMEMBERED) answers.set(key, answer);
    return answer;
  };
}

/** The number of items that the query leaves, on all pages of their list. */
export function counted(options: ListedOptions): Behaviour {
  const { operation, repositoryIn } = options;
  const { select } = openSelection(options);
  const status = statusOf(successResponse(operation) as Response);
  return async (call) => ({ status, body: select(await repositoryIn(call).list(), call).page.total });
}

/** What of the items a request asks for, by the document's parameters and by the convention. */
function openSelection({ contract, convention, operation, role }: ListedOptions) {
  const { resource, filterable } = role;
  const list = { item: resource.schema, key: resource.kind === 'collection' ? resource.key.property : undefined };
  const manner = convention.listProtocol?.(operation, list);
  const asked = listQuery(contract, operation, { ...list, filtered: filterable, isForeign: manner?.owns });
  const select = (items: readonly JsonObject[], { request: { query, headers }, parameters }: Call) => {
    const wish = manner?.read({ query: pairsOf(query), prefer: headers.prefer?.toString() });
    return { page: asked(items, parameters.query, wish), applied: wish?.applied };
  };
  return { select, pageProperties: manner?.pageProperties };
}

function openListing(options: ListedOptions) {
  const { contract, convention, operation, role } = options;
  const { resource, inResponse } = role;
  const response = successResponse(operation) as Response;
  const { schema = '' } = response.content.find(({ name }) => isJson(name) || name.includes('*')) ?? {};
  const place = inResponse ?? { path: [], schema: resource.schema };
  const present = presentation(contract, resource, place);
  const { select, pageProperties } = openSelection(options);
  let envelope: Promise<Envelope> | undefined;
  const openEnvelope = async (call: Call): Promise<Envelope> => {
    const { world, accepts } = call;
    const bare = place.path.length === 0;
    const { body = {} } = bare ? {} : await responseFrom({ contract, operation, response }, { world, accepts });
    return listEnvelope(contract, { schema, path: place.path, template: body, pageProperties });
  };
  return async (items: readonly JsonObject[], call: Call): Promise<HttpResponse> => {
    const { page, applied } = select(items, call);
    const shownItems = await Promise.all(page.items.map((item) => present(item, call.world.seed)));
    const untouched = page.items === items && shownItems.every((item, index) => item === items[index]);
    envelope ??= openEnvelope(call);
    const urlOf = (turn: PageLink) => turned(call, turn);
    const body = deepFreeze((await envelope)({ ...page, items: untouched ? items : shownItems }, urlOf));
    const headers = {
      ...(await headersOf(contract, response, { seed: call.world.seed, place: operation.id, unlike: OF_THE_LIST })),
      ...pageHeaders(response, page, { urlOf, self: selfOf(call) }),
      ...(convention.tags === 'always' && { etag: tagOf(body as Json) }),
      ...(applied !== undefined && { [PREFERENCE_APPLIED_HEADER]: applied }),
    };
    return { status: statusOf(response), body, headers };
  };
}

const OF_THE_LIST =
  /^(?:etag|last-modified|link|content-range|(?:x-)?(?:pagination-)?(?:total|total-count|total-pages|per-page|limit|offset|page|next-page|prev-page))$/i;

/** The headers that a response declares for pages (RFC 8288; the names are those in use). */
function pageHeaders(
  response: Response,
  page: ListPage,
  { urlOf, self }: { readonly urlOf: (turn: PageLink) => string; readonly self: string },
): Readonly<Record<string, string>> {
  const links = (['first', 'previous', 'next', 'last'] as const).flatMap((way) => {
    const turn = page[way];
    return turn ? [`<${urlOf(turn)}>; rel="${way === 'previous' ? 'prev' : way}"`] : [];
  });
  const { total, limit, offset, firstPage, next, previous } = page;
  const itself = isRequired(response, 'link') ? `<${self}>; rel="self"` : undefined;
  const values: Readonly<Record<string, number | string | undefined>> = {
    link: next || previous ? links.join(', ') : itself,
    total,
    'total-count': total,
    'total-pages': limit ? Math.ceil(total / limit) : 1,
    'per-page': limit ?? total,
    limit: limit ?? total,
    offset,
    page: firstPage + (limit ? Math.floor(offset / limit) : 0),
    'next-page': next?.value,
    'prev-page': previous?.value,
  };
  return Object.fromEntries(
    response.headers.flatMap(({ name }): [string, string][] => {
      const value = values[meaningOf(name)];
      return value === undefined ? [] : [[name.toLowerCase(), String(value)]];
    }),
  );
}

/** What a header about pages is called without what headers are called for being someone's own. */
function meaningOf(header: string): string {
  return header
    .toLowerCase()
    .replace(/^x-(?:pagination-)?/, '')
    .replace(/^pagination-/, '');
}

function isRequired({ headers }: Response, wanted: string): boolean {
  return headers.some(({ name, required }) => required && name.toLowerCase() === wanted);
}

function selfOf(call: Call): string {
  const { path, query } = call.request;
  return `${baseOf(call)}${path}${query && `?${query}`}`;
}

/** The request's URL with one parameter of its query changed. */
function turned(call: Call, { name, value, replaces = [] }: PageLink): string {
  const { path, query } = call.request;
  const pairs = pairsOf(query).filter((pair) => pair.name !== name && !replaces.includes(pair.name));
  const kept = pairs.map((pair) => written(pair.name, pair.text));
  const all = [...kept, ...(value === '' ? [] : [written(name, value)])].join('&');
  return `${baseOf(call)}${path}${all && `?${all}`}`;
}

/** A dollar sign needs no escape in a query (RFC 3986, section 3.4), and stays readable. */
function written(name: string, text: string): string {
  return `${encodeURIComponent(name).replaceAll('%24', '$')}=${encodeURIComponent(text)}`;
}
