// Login: a user who exists gets a token that later requests present. A user who does not exist is refused.
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/operation/media-types.ts';
import { type Operation, responseFor, successResponse } from '../contract/operation/operations.ts';
import { propertyPlaces } from '../contract/schema/schema-places.ts';
import { HttpError } from '../errors/http-error.ts';
import { whenKnown } from '../eventually.ts';
import { appendTokens } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Inference } from '../resources/infer/infer.ts';
import { once } from '../resources/infer/model.ts';
import {
  type Identity,
  identityIn,
  isLoginPath,
  isPeople,
  isRegistration,
  isTokenName,
  propertyNamed,
} from '../resources/infer/people.ts';
import type { Collection, Role } from '../resources/infer/resource.ts';
import { keyOf } from '../resources/state/keys.ts';
import type { Behaviour, Call, HttpResponse } from './behaviour.ts';
import { type RegisteredPeople, storesPerson, takenIdentity } from './registered-people.ts';
import type { OpenResources } from './resource-of-call.ts';
import { rememberSignedIn, type TokenOwner } from './signed-in.ts';
import { withTokenOf } from './token-in-response.ts';

/** Whether an operation signs a person in: it takes a password, and returns a token or is named so. */
export function isLogin(contract: Contract, operation: Operation): boolean {
  return identityOfLogin(contract, operation) !== undefined;
}

/** The identity in the body of an operation that signs a person in. */
function identityOfLogin({ document }: Contract, operation: Operation): Identity | undefined {
  if (operation.method !== 'POST' || isRegistration(operation)) return undefined;
  return isLoginPath(operation.path) || returnsToken(document, operation) ? identityIn(document, operation) : undefined;
}

function returnsToken(document: JsonObject, operation: Operation): boolean {
  const content = successResponse(operation)?.content.find(({ name }) => isJson(name));
  if (content?.schema === undefined) return false;
  const places = propertyPlaces(document, content.schema);
  const inner = [...places.values()].flatMap((place) => [...propertyPlaces(document, place).keys()]);
  return [...places.keys(), ...inner].some(isTokenName);
}

export interface LoginSources {
  readonly contract: Contract;
  readonly inference: Inference;
  readonly resources: OpenResources;
  readonly registered: RegisteredPeople;
}

/** A person whom a login names: the property of the body, and the collection with a property of the same value. */
export interface LoginPerson extends People {
  readonly path: readonly string[];
}

/** Undefined for an operation that is no login, or if any person can log in. */
export function personOfLogin(
  sources: Pick<LoginSources, 'contract' | 'inference'>,
  operation: Operation,
): LoginPerson | undefined {
  const identity = identityOfLogin(sources.contract, operation);
  const people = identity && peopleWith(sources, identity.name);
  return people && { ...people, path: identity.path };
}

/** What somebody who is in no collection has in place of its path. */
const NO_COLLECTION = '';

/**
 * Refuses a person who is in no collection of people. The token in the response is that of the person. Without a token, and for a
 * session, the world remembers who has signed in.
 */
export function withKnownPeople(sources: LoginSources, operation: Operation, next: Behaviour): Behaviour {
  const { contract, inference, resources, registered } = sources;
  const identity = identityOfLogin(contract, operation);
  if (!identity) return next;
  const people = once(() => peopleWith(sources, identity.name));
  const isRemembered = once(() => inference.isSession(operation) || !returnsToken(contract.document, operation));
  const remembered = async (call: Call, owner: TokenOwner): Promise<HttpResponse> => {
    const response = await next(call);
    if (isRemembered()) await rememberSignedIn(call.world, owner, call.id);
    return response;
  };
  const signIn = async (call: Call, owner: TokenOwner): Promise<HttpResponse> =>
    withTokenOf(contract, operation, { response: await remembered(call, owner), owner });
  return async (call) => {
    const given = valueAt(call.body, identity.path);
    if (typeof given !== 'string') return next(call);
    const registration = await registered.named(call.world, given);
    if (registration) return signIn(call, registration.owner);
    const known = people();
    const anybody = { path: NO_COLLECTION, key: given };
    if (!known) return remembered(call, anybody);
    const items = await resources.at(call.world, known.collection, []).list();
    const person = items.find((item) => isEqual(item[known.property], given));
    if (!person && items.length > 0) throw unknownPerson(operation, identity, { given, items, known });
    const key = person && keyOf(known.collection, person);
    return key === undefined ? remembered(call, anybody) : signIn(call, { path: known.collection.path, key });
  };
}

/** Refuses to sign a person up whose email address or user name another one has. */
export function withNewPeople(
  { contract, resources }: LoginSources,
  { operation, role }: { readonly operation: Operation; readonly role: Role },
  next: Behaviour,
): Behaviour {
  const { resource: collection, kind } = role;
  const identity =
    kind === 'create' && isRegistration(operation) ? identityIn(contract.document, operation) : undefined;
  const property = identity && propertyNamed(contract.document, collection, identity.name);
  if (!identity || property === undefined || !isPeople(collection)) return next;
  const signedUp = async (response: HttpResponse, call: Call, given: string): Promise<HttpResponse> => {
    const items = await resources.at(call.world, collection, []).list();
    const key = keyOf(collection, items.find((item) => isEqual(item[property], given)) ?? {});
    const { path } = collection;
    return key === undefined ? response : withTokenOf(contract, operation, { response, owner: { path, key } });
  };
  return (call) => {
    const given = valueAt(call.body, identity.path);
    if (typeof given !== 'string') return next(call);
    return whenKnown(resources.at(call.world, collection, []).list(), (items) => {
      if (items.some((item) => isEqual(item[property], given))) throw takenIdentity(identity, given);
      return whenKnown(next(call), (response) => signedUp(response, call, given));
    });
  };
}

interface People {
  readonly collection: Collection;
  readonly property: string;
}

/** The collection of people who have the property. Undefined if people can sign up by an operation that stores nothing. */
function peopleWith(
  { contract, inference }: Pick<LoginSources, 'contract' | 'inference'>,
  name: string,
): People | undefined {
  const { document, operations } = contract;
  const isUnknown = (one: Operation) =>
    isRegistration(one) && inference.roleOf(one)?.kind !== 'create' && !storesPerson(contract, inference, one);
  const signsUp = operations.some(isUnknown);
  if (signsUp) return undefined;
  for (const resource of inference.resources()) {
    const property = isPeople(resource) ? propertyNamed(document, resource, name) : undefined;
    if (property !== undefined) return { collection: resource as Collection, property };
  }
  return undefined;
}

/** Email addresses and names of users do not depend on case. */
function isEqual(value: Json | undefined, given: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === given.toLowerCase();
}

interface UnknownPerson {
  readonly given: string;
  readonly items: readonly JsonObject[];
  readonly known: People;
}

function unknownPerson(operation: Operation, identity: Identity, { given, items, known }: UnknownPerson): HttpError {
  const { property, collection } = known;
  const some = items.slice(0, 3).flatMap((item) => (typeof item[property] === 'string' ? [item[property]] : []));
  const message = `There is no user with the ${identity.name} ${JSON.stringify(given)} in ${collection.path}. Known: ${some.join(', ')}.`;
  if (responseFor(operation, 401)) return new HttpError({ code: 'CREDENTIAL_REFUSED', message });
  const violation = {
    pointer: appendTokens('', ...identity.path),
    rule: 'exists',
    message: 'must belong to a user who exists',
  };
  return new HttpError({ code: 'BODY_INVALID', message, violations: [violation] });
}

function valueAt(body: Call['body'], path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((at, name) => (isObject(at) ? at[name] : undefined), body as Json | undefined);
}
