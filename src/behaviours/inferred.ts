// The behaviour that an operation's role implies: reading its resource, listing, adding to it, changing it, removing it.
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/media-types.ts';
import { plainName } from '../contract/names.ts';
import {
  declaresSuccess,
  type Operation,
  type Response,
  responseFor,
  statusOf,
  successResponse,
} from '../contract/operations.ts';
import type { Convention, ExchangeFacts } from '../conventions/convention.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Role } from '../resources/resource.ts';
import { type Behaviour, baseOf, type Call, type HttpResponse } from './behaviour.ts';
import { guardOf, momentOf, tagOf } from './conditional.ts';
import { enveloped, type Present, presentation } from './present.ts';
import { inside, type RepositoryIn } from './repositories.ts';
import { headersOf } from './response-headers.ts';
import { responseFrom } from './sampled.ts';

export interface InferredOptions {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly operation: Operation;
  readonly role: Role;
  readonly repositoryIn: RepositoryIn;
}

export function inferred(options: InferredOptions): Behaviour {
  const { operation, role, repositoryIn } = options;
  const answers = stateResponses(options);
  switch (role.kind) {
    case 'list':
      return loadedFirst(async () => (await import('./listed.ts')).listed(options));
    case 'count':
      return loadedFirst(async () => (await import('./listed.ts')).counted(options));
    case 'read':
      return (call) =>
        repositoryIn(call)
          .read()
          .then(answers(successFor(operation, '200'), call));
    case 'create':
      return created(options, answers);
    case 'replace':
      return replaced(options, answers);
    case 'change':
      return (call) => {
        const { mediaType } = call;
        const body = Array.isArray(call.body) ? (call.body as Json) : bodyOf(role, call);
        const guard = guardOf(call.request.headers, role.resource.changedAt);
        return repositoryIn(call)
          .change({ body, mediaType }, undefined, guard)
          .then(answers(successFor(operation, '204'), call));
      };
    case 'delete':
      return (call) => {
        const guard = guardOf(call.request.headers, role.resource.changedAt);
        return repositoryIn(call)
          .remove(guard)
          .then(answers(successFor(operation, '204'), call));
      };
    // What is done with an item, or lies under it: it answers the item where that is what it shows, else a sample.
    case 'part':
      return (call) =>
        repositoryIn(call)
          .read()
          .then(answers(successFor(operation, '200'), call));
  }
}

/** A behaviour of which the code is loaded with the first call. */
function loadedFirst(load: () => Promise<Behaviour>): Behaviour {
  let behaviour: Behaviour | undefined;
  return async (call) => {
    behaviour ??= await load();
    return behaviour(call);
  };
}

/** The representation in a body; where there is no body, what the query says of its members. */
function bodyOf({ bodyPath, resource }: Role, { body, parameters }: Call): JsonObject {
  const stated = inside(body, bodyPath);
  if (isObject(stated)) return stated;
  const members = new Map(resource.properties.order.map((name) => [plainName(name), name]));
  return Object.fromEntries(
    Object.entries(parameters.query).flatMap(([name, value]) => {
      const member = members.get(plainName(name));
      return member === undefined ? [] : [[member, value]];
    }),
  );
}

/** Makes the answer that shows a state, by the response that is declared for it. */
type StateResponses = (
  response: Response | undefined,
  call: Call,
  further?: Readonly<Record<string, string>>,
) => (state: JsonObject) => HttpResponse | Promise<HttpResponse>;

function stateResponses({ contract, convention, operation, role }: InferredOptions): StateResponses {
  const { resource, inResponse } = role;
  const tagged =
    role.kind !== 'delete' && role.kind !== 'part' && (convention.tags === 'always' || speaksOfTags(operation));
  const present = inResponse && presentation(contract, resource, inResponse);
  const bare = inResponse?.path.length === 0 && inResponse.schema === resource.schema;
  const declared = openDeclaredHeaders({ contract, convention, operation });
  return (response = NOTHING, call, further) => {
    const status = statusOf(response);
    const shows = present !== undefined && response.content.some(({ name }) => isJson(name) || name.includes('*'));
    const known = declared.known(response, call.world.seed);
    // The usual case, without a step that could wait.
    if (bare && shows && !tagged && further === undefined && known) {
      return known === NO_HEADERS
        ? (state) => ({ status, body: state })
        : (state) => ({ status, body: state, headers: known });
    }
    return async (state) => {
      const changed = momentOf(state, resource.changedAt);
      const headers = {
        ...(known ?? (await declared.read(response, call.world.seed))),
        ...(tagged && { etag: tagOf(state) }),
        ...(tagged && changed !== undefined && { 'last-modified': new Date(changed).toUTCString() }),
        ...further,
      };
      if (response.content.length === 0) return { status, headers };
      if (!shows) {
        const { world, accepts } = call;
        return { ...(await responseFrom({ contract, operation, response }, { world, accepts })), headers };
      }
      if (bare) return { status, headers, body: state };
      const body = await bodyFor(
        { contract, operation, response, call },
        { present, path: inResponse?.path ?? [], state },
      );
      return { status, headers, body };
    };
  };
}

type HeaderFields = Readonly<Record<string, string>>;

/** A request of nobody, which tells the names of a convention's headers. */
const NOBODY: ExchangeFacts = {
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

/** The headers that responses declare and that tell nothing of the state: made up once, and not where the convention has them. */
function openDeclaredHeaders({
  contract,
  convention,
  operation,
}: Pick<InferredOptions, 'contract' | 'convention' | 'operation'>) {
  const made = new WeakMap<Response, Map<number, HeaderFields>>();
  const told = new Set(Object.keys(convention.headers(NOBODY, 200)));
  const read = async (response: Response, seed: number): Promise<HeaderFields> => {
    const at = { seed, place: operation.id, unlike: OF_THE_STATE };
    const entries = Object.entries(await headersOf(contract, response, at)).filter(([name]) => !told.has(name));
    const headers = entries.length === 0 ? NO_HEADERS : Object.freeze(Object.fromEntries(entries));
    const seeds = made.get(response) ?? new Map<number, HeaderFields>();
    made.set(response, seeds.set(seed, headers));
    return headers;
  };
  const known = (response: Response, seed: number): HeaderFields | undefined =>
    response.headers.length === 0 ? NO_HEADERS : made.get(response)?.get(seed);
  return { known, read };
}

const NOTHING: Response = { status: '200', pointer: '', headers: [], content: [] };

/** The response of a success; where the document declares none, the one that HTTP has for it, without a body. */
function successFor(operation: Operation, status: '200' | '201' | '204'): Response {
  return declaresSuccess(operation) ? (successResponse(operation) as Response) : { ...NOTHING, status };
}

/** Headers that tell of the state, and are not for a sample to make up. */
const OF_THE_STATE =
  /^(?:etag|last-modified|location|content-location|link|x-total|x-total-count|total-count|x-next-page)$/i;

interface ShownState {
  readonly present: Present;
  readonly path: readonly string[];
  readonly state: JsonObject;
}

async function bodyFor(
  {
    contract,
    operation,
    response,
    call,
  }: { readonly contract: Contract; readonly operation: Operation; readonly response: Response; readonly call: Call },
  { present, path, state }: ShownState,
): Promise<Json> {
  const { world, accepts } = call;
  const shown = await present(state, world.seed);
  if (path.length === 0) return shown;
  const template = await responseFrom({ contract, operation, response }, { world, accepts });
  return enveloped(template.body ?? {}, path, shown);
}

function speaksOfTags({ parameters, responses }: Operation): boolean {
  const asked = parameters.some(({ in: place, name }) => place === 'header' && /^if-(?:none-)?match$/i.test(name));
  return asked || responses.some(({ headers }) => headers.some(({ name }) => /^etag$/i.test(name)));
}

function created({ operation, role, repositoryIn }: InferredOptions, answers: StateResponses): Behaviour {
  const declared = responseFor(operation, 201);
  // A range leaves the status to us, and what is added is created.
  const creates = declared && /^2(?:01|XX)$/.test(declared.status);
  const response = creates ? { ...declared, status: '201' } : successFor(operation, '201');
  return async (call) => {
    const { representation, key } = await repositoryIn(call).create(bodyOf(role, call));
    const located = response.status === '201' && role.hasItemPath;
    const further = located
      ? { location: `${baseOf(call)}${call.request.path.replace(/\/$/, '')}/${encodeURIComponent(key)}` }
      : undefined;
    return answers(response, call, further)(representation);
  };
}

function replaced({ operation, role, repositoryIn }: InferredOptions, answers: StateResponses): Behaviour {
  const creates = operation.responses.some(({ status }) => status === '201');
  const kept =
    operation.responses.find(({ status }) => /^2/.test(status) && status !== '201') ?? successFor(operation, '204');
  return async (call) => {
    const guard = guardOf(call.request.headers, role.resource.changedAt);
    const { representation, created: fresh } = await repositoryIn(call).replace(bodyOf(role, call), {
      guard,
      upsert: creates,
    });
    return answers(fresh ? responseFor(operation, 201) : kept, call)(representation);
  };
}
