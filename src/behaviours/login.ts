// Login: a user who exists gets a token that later requests present. A user who does not exist is refused.
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/operation/media-types.ts';
import { lastWord, plainName } from '../contract/operation/names.ts';
import { type Operation, responseFor, successResponse } from '../contract/operation/operations.ts';
import { propertyPlaces, typesAt } from '../contract/schema/schema-places.ts';
import { HttpError } from '../errors/http-error.ts';
import { whenKnown } from '../eventually.ts';
import { appendTokens } from '../json/pointer.ts';
import { deepFreeze, isObject, type Json, type JsonObject, setProperty } from '../json/value.ts';
import type { Inference } from '../resources/infer/infer.ts';
import { once } from '../resources/infer/model.ts';
import type { Collection, Resource } from '../resources/infer/resource.ts';
import { keyOf } from '../resources/state/keys.ts';
import type { Behaviour, Call, HttpResponse } from './behaviour.ts';
import { tokenOf } from './items-of-world.ts';
import { isTokenName } from './known-values.ts';
import type { OpenResources } from './resource-of-call.ts';

const PASSWORD = /^(?:pass|passwd|password|pwd)$/;
/** Properties by which a person signs in. */
const IDENTITY = /^(?:email|emailaddress|username|login|loginname|userid|user|phone|phonenumber)$/;
const LOGIN = /^(?:auth|authenticate|authentication|authorize|login|logon|session|sessions|signin|token|tokens)$/;
const REGISTRATION = /^(?:register|registration|registrations|signup)$/;
/** The names of collections of people. */
const PEOPLE =
  /^(?:account|accounts|admins|agents|authors|contacts|customers|employees|members|people|persons|players|profiles|staff|users)$/;

/** A property of the body with the identity of a person, as a JSON pointer. */
interface Identity {
  readonly name: string;
  readonly path: readonly string[];
}

/** Whether an operation signs a person in: it takes a password, and returns a token or is named so. */
export function isLogin(contract: Contract, operation: Operation): boolean {
  return operation.method === 'POST' && identityIn(contract, operation) !== undefined;
}

function identityIn({ document }: Contract, operation: Operation): Identity | undefined {
  const word = plainName(lastWord(operation.path.replace(/:/g, '/')));
  if (REGISTRATION.test(word)) return undefined;
  if (!LOGIN.test(word) && !returnsToken(document, operation)) return undefined;
  for (const { schema } of operation.requestBody?.content ?? []) {
    if (schema === undefined) continue;
    const found = identityAt(document, schema, []) ?? identityInside(document, schema);
    if (found) return found;
  }
  return undefined;
}

function identityAt(document: JsonObject, schema: string, path: readonly string[]): Identity | undefined {
  const names = [...propertyPlaces(document, schema).keys()];
  if (!names.some((name) => PASSWORD.test(plainName(name)))) return undefined;
  const name = names.find((one) => IDENTITY.test(plainName(one)));
  return name === undefined ? undefined : { name, path: [...path, name] };
}

/** Some bodies have one object around the properties, for example `{ user: { email, password } }`. */
function identityInside(document: JsonObject, schema: string): Identity | undefined {
  for (const [name, place] of propertyPlaces(document, schema)) {
    const found = typesAt(document, place).has('object') ? identityAt(document, place, [name]) : undefined;
    if (found) return found;
  }
  return undefined;
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
  const identity = operation.method === 'POST' ? identityIn(sources.contract, operation) : undefined;
  const people = identity && peopleWith(sources, identity.name);
  return people && { ...people, path: identity.path };
}

/** Refuses a person who is in no collection of people. Other requests have the response of `next`. */
export function withKnownPeople(sources: LoginSources, operation: Operation, next: Behaviour): Behaviour {
  const { contract, resources } = sources;
  const identity = identityIn(contract, operation);
  if (!identity || operation.method !== 'POST') return next;
  const people = once(() => peopleWith(sources, identity.name));
  return (call) => {
    const given = valueAt(call.body, identity.path);
    const known = people();
    if (typeof given !== 'string' || !known) return next(call);
    return whenKnown(resources.at(call.world, known.collection, []).list(), (items) => {
      const person = items.find((item) => isEqual(item[known.property], given));
      if (!person && items.length > 0) throw unknownPerson(operation, identity, { given, items, known });
      const key = person && keyOf(known.collection, person);
      const token = key === undefined ? undefined : tokenOf({ path: known.collection.path, key });
      return whenKnown(next(call), (response) => withToken(contract, operation, { response, token }));
    });
  };
}

interface LoggedIn {
  readonly response: HttpResponse;
  readonly token: string | undefined;
}

/** The response with the token of the person, also in an object inside it. */
function withToken(contract: Contract, operation: Operation, { response, token }: LoggedIn): HttpResponse {
  const content = successResponse(operation)?.content.find(({ name }) => isJson(name));
  const { body } = response;
  if (token === undefined || content?.schema === undefined || !isObject(body as Json)) return response;
  return { ...response, body: tokenIn(contract, body as JsonObject, { schema: content.schema, token, depth: 0 }) };
}

interface TokenPlace {
  readonly schema: string;
  readonly token: string;
  readonly depth: number;
}

function tokenIn(contract: Contract, body: JsonObject, { schema, token, depth }: TokenPlace): JsonObject {
  const result: Record<string, Json> = { ...body };
  for (const [name, place] of propertyPlaces(contract.document, schema)) {
    const value = body[name];
    const isToken = typeof value === 'string' && isTokenName(name);
    if (isToken && contract.validator('response', place)(token).length === 0) setProperty(result, name, token);
    if (isObject(value) && depth < 1)
      setProperty(result, name, tokenIn(contract, value, { schema: place, token, depth: depth + 1 }));
  }
  return deepFreeze(result);
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
  const signsUp = contract.operations.some((one) => {
    return REGISTRATION.test(plainName(lastWord(one.path))) && inference.roleOf(one)?.kind !== 'create';
  });
  if (signsUp) return undefined;
  for (const resource of inference.resources()) {
    if (!isPeople(resource)) continue;
    const property = [...propertyPlaces(contract.document, resource.schema).keys()].find(
      (one) => plainName(one) === plainName(name),
    );
    if (property !== undefined) return { collection: resource, property };
  }
  return undefined;
}

/** Whether a resource is a collection of people at the root, each of whom can have a token. */
export function isPeople(resource: Resource): resource is Collection {
  if (resource.kind !== 'collection' || resource.open || resource.path.includes('{}')) return false;
  return PEOPLE.test(plainName(resource.name));
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
