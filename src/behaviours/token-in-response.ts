// Puts the token of a person in the response to signing in or up.
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/operation/media-types.ts';
import { type Operation, successResponse } from '../contract/operation/operations.ts';
import { propertyPlaces } from '../contract/schema/schema-places.ts';
import { deepFreeze, isObject, type Json, type JsonObject, setProperty } from '../json/value.ts';
import { isTokenName } from '../resources/infer/people.ts';
import type { HttpResponse } from './behaviour.ts';
import { type TokenOwner, tokenOf } from './signed-in.ts';

interface Owned {
  readonly response: HttpResponse;
  readonly owner: TokenOwner;
}

/** The response with the token of the owner, also in an object inside it. */
export function withTokenOf(contract: Contract, operation: Operation, { response, owner }: Owned): HttpResponse {
  const content = successResponse(operation)?.content.find(({ name }) => isJson(name));
  const body = response.body as Json;
  if (content?.schema === undefined || !isObject(body)) return response;
  return { ...response, body: tokenIn(contract, body, { schema: content.schema, token: tokenOf(owner), depth: 0 }) };
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
