// The behaviour of operations on several items at once. All items are written, or none.
import type { Contract } from '../contract/contract.ts';
import { type Operation, type Response, statusOf } from '../contract/operation/operations.ts';
import { HttpError } from '../errors/http-error.ts';
import { deepFreeze, isObject, type Json, type JsonObject, valueInside } from '../json/value.ts';
import type { BodyLocation, Collection, ManyItems, Role } from '../resources/infer/resource.ts';
import { keyOf } from '../resources/state/keys.ts';
import { asRepresentation, type Ownership } from '../resources/state/ownership.ts';
import type { Creation, StoredResource } from '../resources/state/repository.ts';
import { openTransaction } from '../store/transaction.ts';
import { type Behaviour, type Call, type HttpResponse, serviceUrlOf } from './behaviour.ts';
import { presentation, putInEnvelope } from './present.ts';
import type { ResourceOfCall } from './resource-of-call.ts';
import { responseFrom } from './sampled.ts';
import { type StateResponses, successFor } from './state-responses.ts';

interface ManyOptions {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly role: Role;
  readonly resourceOf: ResourceOfCall;
}

/** Attempts while other requests change the same items. */
const MAX_ATTEMPTS = 100;

export function manyBehaviour(
  options: ManyOptions,
  responses: StateResponses,
  ownershipOfCall: () => Ownership,
): Behaviour {
  const { operation, role, resourceOf } = options;
  const many = role.many as ManyItems;
  const success = successFor(operation, role.kind === 'create' ? '201' : role.kind === 'delete' ? '204' : '200');
  const present = many.inResponse && presenter(options, success, many.inResponse);
  return async (call) => {
    const ownership = ownershipOfCall();
    const states = await inOneStep(call, async (own) => {
      const write = { call: own, stored: resourceOf(own), ownership };
      return many.isKeys ? deleteAll(role, many, write) : writeAll(role, many, write);
    });
    if (present) return present(states, call);
    return responses.of(success, call, states[0] ?? {});
  };
}

/** Runs writes in a transaction, again if another request was faster. */
async function inOneStep<T>(call: Call, run: (call: Call) => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const { request, operation, world, parameters, accepts, body, mediaType, ordinal } = call;
    const { store, apply } = openTransaction(world.store);
    const own = { ...world, store };
    const result = await run({ request, operation, world: own, parameters, accepts, body, mediaType, ordinal });
    if (await apply()) return result;
  }
  throw new Error(`${call.operation.id} was interrupted by other requests ${MAX_ATTEMPTS} times in a row`);
}

interface Write {
  readonly call: Call;
  readonly stored: StoredResource;
  readonly ownership: Ownership;
}

/** @throws HttpError RESOURCE_NOT_FOUND if an item does not exist */
async function deleteAll(
  { resource }: Role,
  { in: place, path }: ManyItems,
  { call, stored }: Write,
): Promise<readonly JsonObject[]> {
  const given = place === 'query' ? call.parameters.query[path[0] as string] : valueInside(call.body, path);
  const values = [given ?? []].flat();
  const keys = values.flatMap((value) => (typeof value === 'string' ? value.split(',') : String(value)));
  const deleted: JsonObject[] = [];
  for (const key of new Set(keys)) deleted.push(await stored.item(key).remove());
  if (deleted.length === 0) {
    const message = `The request names no item of ${resource.path} to delete.`;
    throw new HttpError({ code: 'BODY_INVALID', message });
  }
  return deleted;
}

async function writeAll(role: Role, { path }: ManyItems, write: Write): Promise<readonly JsonObject[]> {
  const given = valueInside(write.call.body, path);
  const written: JsonObject[] = [];
  for (const value of Array.isArray(given) ? given : []) {
    if (isObject(value)) written.push(await writeOne(role, asRepresentation(value, write.ownership), write));
  }
  return written;
}

async function writeOne(
  { kind, resource }: Role,
  body: JsonObject,
  { call, stored, ownership }: Write,
): Promise<JsonObject> {
  const collection = resource as Collection;
  const creation: Creation = {
    ownership,
    linkTo: (key) => `${serviceUrlOf(call)}${collection.path}/${encodeURIComponent(key)}`,
  };
  const key = keyOf(collection, body);
  const create = async () => (await stored.create(body, undefined, creation)).representation;
  switch (kind) {
    case 'change':
      if (key === undefined) throw missingKey(collection);
      return stored.item(key).change({ body, mediaType: 'application/json' }, undefined, undefined, ownership);
    case 'replace':
      if (key === undefined) return create();
      return (await stored.item(key).replace(body, { upsert: true, creation })).representation;
    case 'delete':
      if (key === undefined) throw missingKey(collection);
      return stored.item(key).remove();
    default:
      return create();
  }
}

function missingKey({ key, path }: Collection): HttpError {
  const message = `An item in the body has no ${key.path.join('.') || 'key'}, so that no item of ${path} is meant.`;
  return new HttpError({ code: 'BODY_INVALID', message });
}

/** Shows the written items in the list of the response. */
function presenter(
  { contract, operation, role }: ManyOptions,
  response: Response,
  place: BodyLocation,
): (states: readonly JsonObject[], call: Call) => Promise<HttpResponse> {
  const present = presentation(contract, role.resource, place);
  const status = statusOf(response);
  return async (states, { world, accepts }) => {
    const items: Json = await Promise.all(states.map((state) => present(state, world.seed)));
    if (place.path.length === 0) return { status, body: deepFreeze(items) };
    const { body = {} } = await responseFrom({ contract, operation, response }, { world, accepts });
    return { status, body: deepFreeze(putInEnvelope(body, place.path, items)) };
  };
}
