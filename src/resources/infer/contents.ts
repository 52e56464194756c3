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

/** Whether an operation returns an integer, as JSON or as text. */
export function returnsInteger(document: JsonObject, operation: Operation): boolean {
  const [content] = successResponse(operation)?.content ?? [];
  return content?.schema !== undefined && typesAt(document, content.schema).has('integer');
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
