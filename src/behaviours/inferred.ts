// The behaviour that an operation's role implies: it reads, lists, creates, changes or deletes its resource.
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/operation/media-types.ts';
import { plainName } from '../contract/operation/names.ts';
import {
  declaresSuccess,
  type Operation,
  type Response,
  responseFor,
  statusOf,
  successResponse,
} from '../contract/operation/operations.ts';
import type { Convention, ExchangeFacts, HeadersToSend } from '../conventions/convention.ts';
import { type Eventually, whenKnown } from '../eventually.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Role } from '../resources/infer/resource.ts';
import { type Behaviour, baseOf, type Call, type HttpResponse, KnownBody } from './behaviour.ts';
import { guardOf, momentOf, tagOfText } from './conditional.ts';
import { type Present, presentation, putInEnvelope } from './present.ts';
import { type ResourceOfCall, valueInside } from './resource-of-call.ts';
import { headersOf } from './response-headers.ts';
import { responseFrom } from './sampled.ts';

export interface InferredOptions {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly operation: Operation;
  readonly role: Role;
  readonly resourceOf: ResourceOfCall;
}

export function inferredBehaviour(options: InferredOptions): Behaviour {
  const { operation, role, resourceOf } = options;
  const respondWith = stateResponses(options);
  const success = successFor(operation, '204');
  switch (role.kind) {
    case 'list':
      return loadedFirst(async () => (await import('./listed.ts')).listBehaviour(options));
    case 'count':
      return loadedFirst(async () => (await import('./listed.ts')).countBehaviour(options));
    case 'read':
      return readBehaviour(options, respondWith);
    case 'create':
      return createBehaviour(options, respondWith);
    case 'replace':
      return replaceBehaviour(options, respondWith);
    case 'change':
      return (call) => {
        const { mediaType } = call;
        const body = Array.isArray(call.body) ? (call.body as Json) : bodyOf(role, call);
        const guard = guardOf(call.request.headers, role.resource.changedAt);
        const changed = resourceOf(call).change({ body, mediaType }, undefined, guard);
        return whenKnown(changed, (state) => respondWith(success, call, state));
      };
    case 'delete':
      return (call) => {
        const guard = guardOf(call.request.headers, role.resource.changedAt);
        return whenKnown(resourceOf(call).remove(guard), (state) => respondWith(success, call, state));
      };
    // An action on an item, or a part of it: the response is the item if it has the item's schema, else a sample.
    case 'part':
      return readBehaviour(options, respondWith);
  }
}

/** A behaviour whose code is loaded with the first call. */
function loadedFirst(load: () => Promise<Behaviour>): Behaviour {
  let loaded: Eventually<Behaviour> | undefined;
  return (call) => {
    loaded ??= load().then((behaviour) => {
      loaded = behaviour;
      return behaviour;
    });
    return whenKnown(loaded, (behaviour) => behaviour(call));
  };
}

/** The representation in a body; without a body, the properties in the query. */
function bodyOf({ bodyPath, resource }: Role, { body, parameters }: Call): JsonObject {
  const representation = valueInside(body, bodyPath);
  if (isObject(representation)) return representation;
  const properties = new Map(resource.properties.order.map((name) => [plainName(name), name]));
  return Object.fromEntries(
    Object.entries(parameters.query).flatMap(([name, value]) => {
      const property = properties.get(plainName(name));
      return property === undefined ? [] : [[property, value]];
    }),
  );
}

/** Creates the response that shows a state, by a declared response. @param location the URL of a new item */
type StateResponses = (
  response: Response | undefined,
  call: Call,
  state: JsonObject,
  location?: string,
) => Eventually<HttpResponse>;

/** What all responses of one declared response have in common. */
interface ResponsePlan {
  readonly response: Response;
  readonly status: number;
  /** Whether the body is or contains the state. */
  readonly showsState: boolean;
  /** The responses that depend on the state alone, by state. A state is the same object until it changes. */
  readonly known: WeakMap<JsonObject, KnownResponse>;
}

/** The response to a state, with these declared headers. */
interface KnownResponse {
  readonly fixed: HeaderFields;
  readonly whole: HttpResponse;
}

function stateResponses(options: InferredOptions): StateResponses {
  const { contract, convention, operation, role } = options;
  const { resource, inResponse } = role;
  const tagged =
    role.kind !== 'delete' && role.kind !== 'part' && (convention.tags === 'always' || declaresTags(operation));
  const present = inResponse && presentation(contract, resource, inResponse);
  const isWholeBody = inResponse?.path.length === 0 && inResponse.schema === resource.schema;
  const declared = openDeclaredHeaders({ contract, convention, operation });
  const plans = new Map<Response, ResponsePlan>();
  const planOf = (response: Response): ResponsePlan => {
    const known = plans.get(response);
    if (known) return known;
    const shows = present !== undefined && response.content.some(({ name }) => isJson(name) || name.includes('*'));
    const plan = { response, status: statusOf(response), showsState: shows, known: new WeakMap() };
    plans.set(response, plan);
    return plan;
  };
  const headersFor = (
    state: JsonObject,
    text: string,
    fixed: HeaderFields,
    location: string | undefined,
  ): HeaderFields => {
    if (!tagged && location === undefined) return fixed;
    const headers: Record<string, string> = { ...fixed };
    const changed = tagged ? momentOf(state, resource.changedAt) : undefined;
    if (tagged) headers.etag = tagOfText(text);
    if (changed !== undefined) headers['last-modified'] = new Date(changed).toUTCString();
    if (location !== undefined) headers.location = location;
    return headers;
  };
  const respond = (
    { response, status, showsState, known }: ResponsePlan,
    call: Call,
    state: JsonObject,
    fixed: HeaderFields,
    location: string | undefined,
  ): Eventually<HttpResponse> => {
    const text = JSON.stringify(state);
    const headers = headersFor(state, text, fixed, location);
    if (response.content.length === 0) return { status, headers };
    if (!showsState) {
      const { world, accepts } = call;
      const declaredResponse = responseFrom({ contract, operation, response }, { world, accepts });
      return whenKnown(declaredResponse, (sample) => ({ ...sample, headers }));
    }
    if (isWholeBody) {
      const whole = { status, headers, body: state, known: new KnownBody(state, text) };
      if (role.kind === 'read') known.set(state, { fixed, whole });
      return whole;
    }
    const shown = { present: present as Present, path: inResponse?.path ?? [], state };
    return whenKnown(bodyFor({ contract, operation, response, call }, shown), (body) => ({ status, headers, body }));
  };
  return (response = NOTHING, call, state, location) => {
    const plan = planOf(response);
    const fixed = declared.known(response, call.world.seed) ?? declared.read(response, call.world.seed);
    const before = plan.known.get(state);
    if (before && before.fixed === fixed) return before.whole;
    return whenKnown(fixed, (fields) => respond(plan, call, state, fields, location));
  };
}

type HeaderFields = Readonly<Record<string, string>>;

/** An empty request, to get the names of a convention's headers. */
const EMPTY_REQUEST: ExchangeFacts = {
  requestId: '',
  clientRequestId: undefined,
  now: () => new Date(0),
  method: 'GET',
  origin: '',
  path: '',
  body: undefined,
  settings: {},
};

const NO_HEADERS: HeaderFields = Object.freeze({});

function namesOfConvention(convention: Convention): ReadonlySet<string> {
  const headers: HeadersToSend = {};
  convention.addHeaders(headers, EMPTY_REQUEST, 200);
  return new Set(Object.keys(headers));
}

/** The declared headers that do not depend on the state, generated once, without those of the convention. */
function openDeclaredHeaders({
  contract,
  convention,
  operation,
}: Pick<InferredOptions, 'contract' | 'convention' | 'operation'>) {
  const generated = new WeakMap<Response, Map<number, HeaderFields>>();
  const ofConvention = namesOfConvention(convention);
  const read = (response: Response, seed: number): Eventually<HeaderFields> => {
    const at = { seed, place: operation.id, except: STATE_HEADERS };
    return whenKnown(headersOf(contract, response, at), (all) => {
      const entries = Object.entries(all).filter(([name]) => !ofConvention.has(name));
      const headers = entries.length === 0 ? NO_HEADERS : Object.freeze(Object.fromEntries(entries));
      const seeds = generated.get(response) ?? new Map<number, HeaderFields>();
      generated.set(response, seeds.set(seed, headers));
      return headers;
    });
  };
  const known = (response: Response, seed: number): HeaderFields | undefined =>
    response.headers.length === 0 ? NO_HEADERS : generated.get(response)?.get(seed);
  return { known, read };
}

const NOTHING: Response = { status: '200', pointer: '', headers: [], content: [] };

/** The declared response of a success. If none is declared, the status that HTTP has for it, without a body. */
function successFor(operation: Operation, status: '200' | '201' | '204'): Response {
  return declaresSuccess(operation) ? (successResponse(operation) as Response) : { ...NOTHING, status };
}

/** Headers that depend on the state, so they are not generated. */
const STATE_HEADERS =
  /^(?:etag|last-modified|location|content-location|link|x-total|x-total-count|total-count|x-next-page)$/i;

interface PresentedState {
  readonly present: Present;
  readonly path: readonly string[];
  readonly state: JsonObject;
}

function bodyFor(
  {
    contract,
    operation,
    response,
    call,
  }: { readonly contract: Contract; readonly operation: Operation; readonly response: Response; readonly call: Call },
  { present, path, state }: PresentedState,
): Eventually<Json> {
  const { world, accepts } = call;
  return whenKnown(present(state, world.seed), (representation) => {
    if (path.length === 0) return representation;
    const template = responseFrom({ contract, operation, response }, { world, accepts });
    return whenKnown(template, ({ body = {} }) => putInEnvelope(body, path, representation));
  });
}

function declaresTags({ parameters, responses }: Operation): boolean {
  const inRequest = parameters.some(({ in: place, name }) => place === 'header' && /^if-(?:none-)?match$/i.test(name));
  return inRequest || responses.some(({ headers }) => headers.some(({ name }) => /^etag$/i.test(name)));
}

function readBehaviour({ operation, resourceOf }: InferredOptions, respondWith: StateResponses): Behaviour {
  const success = successFor(operation, '200');
  return (call) => {
    const state = resourceOf(call).read();
    return state instanceof Promise
      ? state.then((late) => respondWith(success, call, late))
      : respondWith(success, call, state);
  };
}

function withoutLastSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

function createBehaviour({ operation, role, resourceOf }: InferredOptions, respondWith: StateResponses): Behaviour {
  const declared = responseFor(operation, 201);
  // A range such as 2XX includes 201, the status for a created item.
  const creates = declared && /^2(?:01|XX)$/.test(declared.status);
  const response = creates ? { ...declared, status: '201' } : successFor(operation, '201');
  const isLocated = response.status === '201' && role.hasItemPath;
  return (call) =>
    whenKnown(resourceOf(call).create(bodyOf(role, call)), ({ representation, key }) => {
      const location = isLocated
        ? `${baseOf(call)}${withoutLastSlash(call.request.path)}/${encodeURIComponent(key)}`
        : undefined;
      return respondWith(response, call, representation, location);
    });
}

function replaceBehaviour({ operation, role, resourceOf }: InferredOptions, respondWith: StateResponses): Behaviour {
  const creates = operation.responses.some(({ status }) => status === '201');
  const replacedResponse =
    operation.responses.find(({ status }) => /^2/.test(status) && status !== '201') ?? successFor(operation, '204');
  return (call) => {
    const guard = guardOf(call.request.headers, role.resource.changedAt);
    const written = resourceOf(call).replace(bodyOf(role, call), { guard, upsert: creates });
    return whenKnown(written, ({ representation, created: isNew }) =>
      respondWith(isNew ? responseFor(operation, 201) : replacedResponse, call, representation),
    );
  };
}
