// The responses of an inferred operation that show a state: the body, the entity tag and the declared headers. A state is the
// same object until it changes, so what depends on it alone is created once.
import type { Contract } from '../contract/contract.ts';
import { contentFor, isJson } from '../contract/operation/media-types.ts';
import { singularOf } from '../contract/operation/names.ts';
import type { Operation, Response } from '../contract/operation/operations.ts';
import { declaresSuccess, statusOf, successResponse } from '../contract/operation/operations.ts';
import { typesAt } from '../contract/schema/schema-places.ts';
import type { Convention, ExchangeFacts, HeadersToSend } from '../conventions/convention.ts';
import { type Eventually, whenKnown } from '../eventually.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Role } from '../resources/infer/resource.ts';
import { keyOf } from '../resources/state/keys.ts';
import { type Call, type HttpResponse, KnownBody } from './behaviour.ts';
import { momentOf, tagOfText } from './conditional.ts';
import { valuesOf } from './known-values.ts';
import { type Present, presentation, putInEnvelope } from './present.ts';
import { headersOf } from './response-headers.ts';
import { informed, type Knowledge, responseFrom } from './sampled.ts';

interface StateResponseOptions {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly operation: Operation;
  readonly role: Role;
  readonly knows: Knowledge;
}

/** What all responses of one declared response have in common. */
interface ResponsePlan {
  readonly response: Response;
  readonly status: number;
  /** Whether the body is or contains the state. */
  readonly showsState: boolean;
  /** The responses that depend on the state alone, by state. */
  readonly known: WeakMap<JsonObject, KnownResponse>;
}

/** The response to a state, with these declared headers. */
interface KnownResponse {
  readonly fixed: HeaderFields;
  /** The negotiated media type. */
  readonly accepts: string;
  readonly response: HttpResponse;
}

/** A state to show, with what the headers of its response need. */
interface ShownState {
  readonly state: JsonObject;
  readonly fixed: HeaderFields;
  /** The URL of a new item. */
  readonly location: string | undefined;
}

export class StateResponses {
  readonly #options: StateResponseOptions;
  readonly #tagged: boolean;
  readonly #present: Present | undefined;
  readonly #isWholeBody: boolean;
  readonly #headers: DeclaredHeaders;
  readonly #plans = new Map<Response, ResponsePlan>();

  constructor(options: StateResponseOptions) {
    const { contract, convention, operation, role } = options;
    const { resource, inResponse, kind } = role;
    this.#options = options;
    this.#tagged = kind !== 'delete' && kind !== 'part' && (convention.tags === 'always' || declaresTags(operation));
    this.#present = inResponse && presentation(contract, resource, inResponse);
    this.#isWholeBody = inResponse?.path.length === 0 && inResponse.schema === resource.schema;
    this.#headers = new DeclaredHeaders(options);
  }

  /** Whether a declared response shows the state. */
  shows(response: Response): boolean {
    return this.#planOf(response).showsState;
  }

  /** The response that shows a state, as declared. @param location the URL of a new item */
  of(response: Response = NOTHING, call: Call, state: JsonObject, location?: string): Eventually<HttpResponse> {
    const plan = this.#planOf(response);
    const { seed } = call.world;
    const fixed = this.#headers.known(response, seed) ?? this.#headers.read(response, seed);
    const before = plan.known.get(state);
    if (before && before.fixed === fixed && before.accepts === call.accepts) return before.response;
    return whenKnown(fixed, (fields) => this.#respond(plan, call, { state, fixed: fields, location }));
  }

  #planOf(response: Response): ResponsePlan {
    const known = this.#plans.get(response);
    if (known) return known;
    const isShown = response.content.some(({ name }) => isJson(name) || name.includes('*'));
    const showsState = this.#present !== undefined && isShown;
    const plan = { response, status: statusOf(response), showsState, known: new WeakMap() };
    this.#plans.set(response, plan);
    return plan;
  }

  #respond(
    { response, status, showsState, known }: ResponsePlan,
    call: Call,
    shown: ShownState,
  ): Eventually<HttpResponse> {
    const { role } = this.#options;
    const { state, fixed } = shown;
    const text = JSON.stringify(state);
    const headers = this.#headersFor(shown, text);
    if (response.content.length === 0) return { status, headers };
    if (!showsState || !canShowState(this.#options.contract.document, response, call.accepts)) {
      return whenKnown(this.#informedOf(response, call, state), (sample) => ({ ...sample, headers }));
    }
    if (!this.#isWholeBody)
      return whenKnown(this.#bodyFor(response, call, state), (body) => ({ status, headers, body }));
    const complete = { status, headers, body: state, known: new KnownBody(state, text) };
    if (role.kind === 'read') known.set(state, { fixed, accepts: call.accepts, response: complete });
    return complete;
  }

  /** A declared response that does not show the state, with the values of the request and of the state. */
  #informedOf(response: Response, call: Call, state: JsonObject): Eventually<HttpResponse> {
    const { contract, operation, role, knows } = this.#options;
    const { world, accepts, request } = call;
    const declared = { contract, operation, response };
    const values = [namesOfKey(role, call, state), ...valuesOf(call), ...(role.kind === 'create' ? [] : [state])];
    return whenKnown(responseFrom(declared, { world, accepts, path: request.path }), (sample) =>
      informed(declared, sample, { values, items: knows.items(call), seed: world.seed }),
    );
  }

  #headersFor({ state, fixed, location }: ShownState, text: string): HeaderFields {
    if (!this.#tagged && location === undefined) return fixed;
    const headers: Record<string, string> = { ...fixed };
    const changed = this.#tagged ? momentOf(state, this.#options.role.resource.changedAt) : undefined;
    if (this.#tagged) headers.etag = tagOfText(text);
    if (changed !== undefined) headers['last-modified'] = new Date(changed).toUTCString();
    if (location !== undefined) headers.location = location;
    return headers;
  }

  /** The state in the schema and the envelope of the response. */
  #bodyFor(response: Response, { world, accepts }: Call, state: JsonObject): Eventually<Json> {
    const { contract, operation, role } = this.#options;
    const path = role.inResponse?.path ?? [];
    return whenKnown((this.#present as Present)(state, world), (representation) => {
      if (path.length === 0) return representation;
      const template = responseFrom({ contract, operation, response }, { world, accepts });
      return whenKnown(template, ({ body = {} }) => putInEnvelope(this.#withoutList(body), path, representation));
    });
  }

  /** The envelope without the list of an operation on one or many. */
  #withoutList(body: Json): Json {
    const { inResponse, many } = this.#options.role;
    const [list] = many?.inResponse?.path ?? [];
    if (list === undefined || list === inResponse?.path[0] || !isObject(body)) return body;
    return Object.fromEntries(Object.entries(body).filter(([name]) => name !== list));
  }
}

type HeaderFields = Readonly<Record<string, string>>;

/** An empty request, to get the names of a convention's headers. */
const EMPTY_REQUEST: ExchangeFacts = {
  requestId: '',
  clientRequestId: undefined,
  contentType: undefined,
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
class DeclaredHeaders {
  readonly #contract: Contract;
  readonly #operation: Operation;
  readonly #ofConvention: ReadonlySet<string>;
  readonly #generated = new WeakMap<Response, Map<number, HeaderFields>>();

  constructor({ contract, convention, operation }: StateResponseOptions) {
    this.#contract = contract;
    this.#operation = operation;
    this.#ofConvention = namesOfConvention(convention);
  }

  known(response: Response, seed: number): HeaderFields | undefined {
    return response.headers.length === 0 ? NO_HEADERS : this.#generated.get(response)?.get(seed);
  }

  read(response: Response, seed: number): Eventually<HeaderFields> {
    const at = { seed, place: this.#operation.id, except: STATE_HEADERS };
    return whenKnown(headersOf(this.#contract, response, at), (all) => {
      const entries = Object.entries(all).filter(([name]) => !this.#ofConvention.has(name));
      const headers = entries.length === 0 ? NO_HEADERS : Object.freeze(Object.fromEntries(entries));
      const seeds = this.#generated.get(response) ?? new Map<number, HeaderFields>();
      this.#generated.set(response, seeds.set(seed, headers));
      return headers;
    });
  }
}

const NOTHING: Response = { status: '200', pointer: '', headers: [], content: [] };

/** The declared response of a success. If none is declared, the status that HTTP has for it, without a body. */
export function successFor(operation: Operation, status: '200' | '201' | '204'): Response {
  return declaresSuccess(operation) ? (successResponse(operation) as Response) : { ...NOTHING, status };
}

/** Headers that depend on the state, so they are not generated. */
const STATE_HEADERS =
  /^(?:etag|last-modified|location|content-location|link|x-total|x-total-count|total-count|x-next-page)$/i;

function declaresTags({ parameters, responses }: Operation): boolean {
  const inRequest = parameters.some(({ in: place, name }) => place === 'header' && /^if-(?:none-)?match$/i.test(name));
  return inRequest || responses.some(({ headers }) => headers.some(({ name }) => /^etag$/i.test(name)));
}

/** The key of an item under the names that responses use, and the marks of a deletion. */
function namesOfKey({ kind, resource, key: place }: Role, { parameters }: Call, state: JsonObject): JsonObject {
  const marks = kind === 'delete' ? DELETED : {};
  if (resource.kind !== 'collection') return marks;
  const key = keyOf(resource, state) ?? (place?.in === 'path' ? parameters.path[place.name] : undefined);
  if (typeof key !== 'string' && typeof key !== 'number') return marks;
  const one = singularOf(resource.name);
  const property = resource.key.path.at(-1);
  return { id: key, [`${one}id`]: key, ...(property !== undefined && { [property]: key }), ...marks };
}

const DELETED: JsonObject = { deleted: true, success: true, ok: true, removed: true };

/** Media types that do not contain JSON, whatever their schema is. */
const OTHER_FORMATS =
  /^(?:image|audio|video|font|model)\/|^text\/(?:csv|tab-separated-values|html|calendar|vcard|markdown)|^application\/(?:pdf|rtf|zip|gzip|x-|octet-stream|msword|vnd\.(?:ms-|openxmlformats|oasis))/;

/** Whether a response in the negotiated media type can contain the state: as JSON, XML, YAML or another form of objects. */
export function canShowState(document: JsonObject, { content }: Response, accepts: string): boolean {
  const negotiated = contentFor(content, accepts);
  if (!negotiated) return true;
  const { name, schema } = negotiated;
  if (isJson(name) || name.includes('*') || /[/+](?:x-)?(?:xml|yaml|www-form-urlencoded)$/.test(name)) return true;
  if (OTHER_FORMATS.test(name) || schema === undefined) return false;
  const types = typesAt(document, schema);
  return types.has('object') || types.has('array');
}
