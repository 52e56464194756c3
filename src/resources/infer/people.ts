// People in a document: the collections of those who can sign in, and the operations by which they sign up.
import { lastWord, plainName } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import type { JsonObject } from '../../json/value.ts';
import type { Collection, Resource } from './resource.ts';

const PASSWORD = /^(?:pass|passwd|password|pwd)$/;
/** Properties with a token for the person in the same response. */
const TOKEN = /^(?:access|auth|id|session|bearer)?(?:token|jwt)$/;
/** Properties by which a person signs in. */
const IDENTITY = /^(?:email|emailaddress|username|login|loginname|userid|user|phone|phonenumber)$/;
/** Last words of paths by which people sign in. */
const LOGIN = /^(?:auth|authenticate|authentication|authorize|login|logon|session|sessions|signin|token|tokens)$/;
const REGISTRATION = /^(?:register|registration|registrations|signup)$/;
/** The names of collections of people. */
const PEOPLE =
  /^(?:account|accounts|admins|agents|authors|contacts|customers|employees|members|people|persons|players|profiles|staff|users)$/;

/** A property of a body with the identity of a person. */
export interface Identity {
  readonly name: string;
  /** The names of the properties that lead to it, with its own. */
  readonly path: readonly string[];
}

export function isPasswordName(name: string): boolean {
  return PASSWORD.test(plainName(name));
}

export function isIdentityName(name: string): boolean {
  return IDENTITY.test(plainName(name));
}

export function isTokenName(name: string): boolean {
  return TOKEN.test(plainName(name));
}

/** The identity in a body that has a password too. */
export function identityIn(document: JsonObject, { requestBody }: Operation): Identity | undefined {
  for (const { schema } of requestBody?.content ?? []) {
    if (schema === undefined) continue;
    const found = identityAt(document, schema, []) ?? identityInside(document, schema);
    if (found) return found;
  }
  return undefined;
}

function identityAt(document: JsonObject, schema: string, path: readonly string[]): Identity | undefined {
  const names = [...propertyPlaces(document, schema).keys()];
  if (!names.some(isPasswordName)) return undefined;
  const name = names.find(isIdentityName);
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

/** Whether a path is named like one by which people sign in. */
export function isLoginPath(path: string): boolean {
  return LOGIN.test(plainName(lastWord(path.replace(/:/g, '/'))));
}

/** Whether an operation is named like one by which people sign up. */
export function isRegistration({ method, path }: Operation): boolean {
  return method === 'POST' && REGISTRATION.test(plainName(lastWord(path.replace(/:/g, '/'))));
}

/** Whether a resource is a collection of people at the root, each of whom can have a token. */
export function isPeople(resource: Resource): resource is Collection {
  if (resource.kind !== 'collection' || resource.open || resource.path.includes('{}')) return false;
  return isPeopleName(resource.name);
}

export function isPeopleName(name: string): boolean {
  return PEOPLE.test(plainName(name));
}

/** The property of a person with a name in any spelling. */
export function propertyNamed(
  document: JsonObject,
  { schema }: Pick<Resource, 'schema'>,
  name: string,
): string | undefined {
  return [...propertyPlaces(document, schema).keys()].find((one) => plainName(one) === plainName(name));
}
