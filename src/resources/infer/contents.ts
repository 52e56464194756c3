// The bodies of operations that can contain a representation.
import { isJson } from '../../contract/operation/media-types.ts';
import { type MediaType, type Operation, successResponse } from '../../contract/operation/operations.ts';
import { itemsPlace, propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import type { JsonObject } from '../../json/value.ts';
import { findList, findSingle } from './envelope.ts';
import type { BodyLocation, ResourceExample } from './resource.ts';

/** The operation with a method, among those of one path. */
export function methodOf(operations: readonly Operation[], name: string): Operation | undefined {
  return operations.find((operation) => operation.method === name);
}

/** The JSON content of an operation's success response. */
export function successContent(operation: Operation | undefined): MediaType | undefined {
  const success = operation && successResponse(operation);
  return success && /^[2d]/.test(success.status)
    ? success.content.find(({ name }) => isJson(name) || name.includes('*'))
    : undefined;
}

/** The object content of a request body: JSON first, then forms. */
export function requestContent(operation: Operation | undefined): MediaType | undefined {
  const content = operation?.requestBody?.content ?? [];
  return (
    content.find(({ name }) => isJson(name) && !name.includes('patch')) ??
    content.find(({ name }) => isObjectMediaType(name))
  );
}

export function isObjectMediaType(mediaType: string): boolean {
  return isJson(mediaType) || mediaType.includes('*') || /x-www-form-urlencoded|multipart\/form-data/.test(mediaType);
}

/** The representation in a content. @param known the schemas of the representation that are already known */
export function singleIn(
  document: JsonObject,
  content: MediaType | undefined,
  known: readonly string[],
  name: string,
): BodyLocation | undefined {
  return content?.schema === undefined ? undefined : findSingle(document, content.schema, known, name);
}

/** The list of representations in a content. */
export function listIn(
  document: JsonObject,
  content: MediaType | undefined,
  known: readonly string[],
  name: string,
): BodyLocation | undefined {
  return content?.schema === undefined ? undefined : findList(document, content.schema, known, name);
}

/** The number that an operation returns: the body, as JSON or as text, or the only property of an object or the one named `count`. */
export function countIn(document: JsonObject, operation: Operation): BodyLocation | undefined {
  const [content] = successResponse(operation)?.content ?? [];
  const schema = content?.schema;
  if (schema === undefined) return undefined;
  if (isInteger(document, schema)) return { path: [], schema };
  const properties = [...propertyPlaces(document, schema)];
  const numbers = properties.filter(([, at]) => isInteger(document, at));
  const named = numbers.find(([name]) => /^(?:total|count|number|size)$|(?:total|_)count$|Count$/i.test(name));
  const [name, at] = named ?? (properties.length === 1 ? numbers[0] : undefined) ?? [];
  return name === undefined || at === undefined ? undefined : { path: [name], schema: at };
}

function isInteger(document: JsonObject, schema: string): boolean {
  return typesAt(document, schema).has('integer');
}

/** Whether a body is a JSON Patch (RFC 6902), under any media type. */
export function isPatchList(document: JsonObject, { name, schema = '' }: MediaType): boolean {
  const items = itemsPlace(document, schema);
  const properties = items === undefined ? new Map() : propertyPlaces(document, items);
  return name.includes('json-patch') || (properties.has('op') && properties.has('path'));
}

/** The examples of a representation in the success response of an operation. */
export function examplesIn(operation: Operation | undefined, place: BodyLocation | undefined): ResourceExample[] {
  const content = successContent(operation);
  return place ? (content?.examples ?? []).map(({ pointer }) => ({ pointer, path: place.path })) : [];
}
