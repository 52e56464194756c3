// The behaviour of operations on several items at once. All items are written, or none.
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/operation/media-types.ts';
import { type Operation, type Response, responseFor, statusOf } from '../contract/operation/operations.ts';
import { lazySample } from '../contract/sample/lazy-sample.ts';
import { itemsPlace, propertyPlaces, typesAt } from '../contract/schema/schema-places.ts';
import { HttpError } from '../errors/http-error.ts';
import { deepFreeze, isObject, type Json, type JsonObject, setProperty, valueInside } from '../json/value.ts';
import { isSame } from '../resources/infer/likeness.ts';
import type { BodyLocation, Collection, ManyItems, Resource, Role } from '../resources/infer/resource.ts';
import { keyOf } from '../resources/state/keys.ts';
import { momentIn } from '../resources/state/meanings.ts';
import { asRepresentation, type Ownership } from '../resources/state/ownership.ts';
import { basisOf, type Creation, type StoredResource } from '../resources/state/repository.ts';
import { type Behaviour, type Call, type HttpResponse, serviceUrlOf } from './behaviour.ts';
import { inOneStep } from './in-one-step.ts';
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
      if (role.kind === 'read') return readAll(role, many, write);
      if (
        role.kind === 'change' &&
        many.selectedBy !== undefined &&
        call.parameters.query[many.selectedBy] !== undefined
      )
        return changeSelected(role, many.selectedBy, write);
      if (!many.isKeys) return writeAll(role, many, write);
      return role.kind === 'create' ? addAll(options, role, write) : deleteAll(role, many, write);
    });
    if (present) return present(states, call);
    return responses.of(success, call, states[0] ?? {});
  };
}

interface Write {
  readonly call: Call;
  readonly stored: StoredResource;
  readonly ownership: Ownership;
}

/**
 * Items that do not exist are left out if the operation declares no response for them, as services do whose deletions can be repeated.
 * @throws HttpError RESOURCE_NOT_FOUND if an item does not exist, BODY_INVALID if the request names none
 */
async function deleteAll({ resource }: Role, many: ManyItems, { call, stored }: Write): Promise<readonly JsonObject[]> {
  const keys = keysOf({ resource, many }, call);
  const isStrict = responseFor(call.operation, 404) !== undefined;
  const deleted: JsonObject[] = [];
  for (const key of keys) {
    const item = stored.item(key);
    if (isStrict || (await existsIn(item))) deleted.push(await item.remove());
  }
  return deleted;
}

/** Whether an item exists. */
export async function existsIn(item: StoredResource): Promise<boolean> {
  try {
    await item.read();
    return true;
  } catch (error) {
    if (error instanceof HttpError && error.code === 'RESOURCE_NOT_FOUND') return false;
    throw error;
  }
}

interface ManyOf {
  readonly resource: Resource;
  readonly many: ManyItems;
}

/** The keys that a request names: in the query, else in the body. @throws HttpError BODY_INVALID if there are none */
function keysOf({ resource, many }: ManyOf, { parameters, body }: Call): ReadonlySet<string> {
  const { in: place, path, selectedBy } = many;
  const inQuery = parameters.query[(place === 'query' ? path[0] : selectedBy) ?? ''];
  return namedKeys(place === 'query' ? inQuery : (inQuery ?? valueInside(body, path)), resource.path);
}

/**
 * The keys in a list, or in a text with commas between them.
 * @param place the path of the list that the keys belong to
 * @throws HttpError BODY_INVALID if there are none
 */
export function namedKeys(given: Json | undefined, place: string): ReadonlySet<string> {
  const texts = [given ?? []].flat().flatMap((value) => (typeof value === 'string' ? value.split(',') : String(value)));
  const keys = new Set(texts.filter((key) => key !== ''));
  if (keys.size > 0) return keys;
  throw new HttpError({ code: 'BODY_INVALID', message: `The request names no item of ${place}.` });
}

/** Adds an item for each key that has none. What the key stands for elsewhere is generated. */
async function addAll(
  { contract }: ManyOptions,
  { resource, many }: Role,
  { call, stored, ownership }: Write,
): Promise<readonly JsonObject[]> {
  const added: JsonObject[] = [];
  for (const key of keysOf({ resource, many: many as ManyItems }, call)) {
    const item = stored.item(key);
    const at = { ...basisOf(call.world), place: `${resource.path} ${key}`, dynamic: true };
    const sampled = await lazySample(contract, resource.schema, at);
    const body = Object.fromEntries(
      Object.entries(isObject(sampled) ? sampled : {}).filter(([name]) => momentIn(name) !== 'creation'),
    );
    const creation: Creation = { ownership, linkTo: () => undefined };
    added.push(
      (await existsIn(item))
        ? await item.read()
        : (await item.replace(body, { upsert: true, creation })).representation,
    );
  }
  return added;
}

/** The items that a request names by their keys. Those that do not exist are left out. */
async function readAll(
  { resource }: Role,
  { path }: ManyItems,
  { call, stored }: Write,
): Promise<readonly JsonObject[]> {
  const given = valueInside(call.body, path);
  const collection = resource as Collection;
  const keys = [given ?? []].flat().flatMap((one) => (isObject(one) ? (keyOf(collection, one) ?? []) : String(one)));
  const items = new Map((await stored.list()).map((item) => [keyOf(collection, item), item] as const));
  return [...new Set(keys)].flatMap((key): readonly JsonObject[] => {
    const item = items.get(key);
    return item ? [item] : [];
  });
}

/** The same change of all items whose keys are in a query parameter. @throws HttpError RESOURCE_NOT_FOUND */
async function changeSelected(
  { bodyPath, resource }: Role,
  parameter: string,
  { call, stored, ownership }: Write,
): Promise<readonly JsonObject[]> {
  const given = valueInside(call.body, bodyPath);
  const body = asRepresentation(isObject(given) ? given : {}, ownership);
  const changed: JsonObject[] = [];
  for (const key of namedKeys(call.parameters.query[parameter], resource.path)) {
    changed.push(
      await stored.item(key).change({ body, mediaType: 'application/json' }, undefined, undefined, ownership),
    );
  }
  return changed;
}

async function writeAll(role: Role, { path, property }: ManyItems, write: Write): Promise<readonly JsonObject[]> {
  const given = valueInside(write.call.body, path);
  const written: JsonObject[] = [];
  for (const value of Array.isArray(given) ? given : []) {
    const body = property === undefined ? value : { ...withoutProperty(write.call.body, path), [property]: value };
    if (isObject(body)) written.push(await writeOne(role, asRepresentation(body, write.ownership), write));
  }
  return written;
}

function withoutProperty(body: Json | undefined, [name]: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(isObject(body) ? body : {}).filter(([other]) => other !== name));
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
    const items: Json = await Promise.all(states.map((state) => present(state, world)));
    if (place.path.length === 0) return { status, body: deepFreeze(items) };
    const { body = {} } = await responseFrom({ contract, operation, response }, { world, accepts });
    const around = envelopeOf(contract.document, { operation, response, role, place }, { body, count: states.length });
    return { status, body: deepFreeze(putInEnvelope(around, place.path, items)) };
  };
}

interface Enveloped {
  readonly operation: Operation;
  readonly response: Response;
  readonly role: Role;
  readonly place: BodyLocation;
}

/** What is around the written items: their number, no items of other kinds of writes, and not the form of one item. */
function envelopeOf(
  document: JsonObject,
  { response, role, place }: Enveloped,
  { body, count }: { readonly body: Json; readonly count: number },
): Json {
  const schema = response.content.find(({ name }) => isJson(name) || name.includes('*'))?.schema;
  if (schema === undefined || !isObject(body)) return body;
  const [single] = role.many?.isOptional ? (role.inResponse?.path ?? []) : [];
  const around: Record<string, Json> = withoutProperty(body, single === place.path[0] ? [] : [single ?? '']);
  for (const [name, at] of propertyPlaces(document, schema)) {
    if (!Object.hasOwn(around, name) || name === place.path[0]) continue;
    const types = typesAt(document, at);
    const items = types.has('array') ? itemsPlace(document, at) : undefined;
    if (items !== undefined && isSame(document, items, place.schema)) setProperty(around, name, []);
    else if (types.has('integer') && COUNT.test(name)) setProperty(around, name, isOther(name, role.kind) ? 0 : count);
  }
  return around;
}

/** Names of numbers of written items. */
const COUNT = /(?:total|count|num|number|created|updated|deleted|processed|succeeded)/i;
const WORDS: Readonly<Record<string, RegExp>> = {
  create: /creat|add|insert|new/i,
  change: /updat|chang|modif/i,
  delete: /delet|remov|archiv/i,
};

/** Whether a number counts what another kind of write does, or errors. */
function isOther(name: string, kind: Role['kind']): boolean {
  const own = kind === 'replace' ? 'change' : kind;
  const isOfOther = Object.entries(WORDS).some(([other, words]) => other !== own && words.test(name));
  return isOfOther || /err|fail|skip|warn/i.test(name);
}
