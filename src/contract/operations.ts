// The operation table: all that a request needs to know of the document, read out of it once, as plain data
// (OpenAPI 3.1, sections 4.8.8 to 4.8.17). Schemas and examples stay in the document and are named by pointer.
import { extend } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { METHODS } from './grammar.ts';
import { type Resolved, resolve, schemaName } from './resolve.ts';
import { basesOf } from './servers.ts';
import type { View } from './views.ts';

/** One media type of a request body or a response. */
export interface MediaType {
  /** As the document writes it, lower case, without parameters. */
  readonly name: string;
  /** Pointer of its schema, where it has one. */
  readonly schema?: string;
  /** Its examples in the document's order, each by name and by the pointer of its value. */
  readonly examples: readonly { readonly name: string; readonly pointer: string }[];
}

export interface Response {
  /** A status, a range as `4XX`, or `default`. */
  readonly status: string;
  readonly pointer: string;
  readonly content: readonly MediaType[];
}

export interface RequestBody {
  readonly required: boolean;
  readonly content: readonly MediaType[];
}

/** Alternatives, any of which suffices; in each, scheme names to the scopes asked for, all of which are needed. */
export type SecurityRequirements = readonly Readonly<Record<string, readonly string[]>>[];

export interface Operation {
  /** Its operationId, or `GET /path/{template}` where the document gives none or has given it before. */
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** The path template, in the document's spelling. */
  readonly path: string;
  /** The base paths of its servers, without a slash at the end; `''` for the root. */
  readonly bases: readonly string[];
  readonly pointer: string;
  readonly requestBody?: RequestBody;
  readonly responses: readonly Response[];
  readonly security: SecurityRequirements;
}

/** Reads the table out of a lifted, checked document, in document order. */
export function operationsOf(document: JsonObject): Operation[] {
  const operations: Operation[] = [];
  const ids = new Set<string>();
  const bases = basesOf(document.servers);
  for (const [path, written] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    if (path.startsWith('x-')) continue;
    const item = resolve(document, extend('/paths', path), written);
    for (const method of METHODS) {
      const pointer = extend(item.pointer, method);
      const operation = item.value[method];
      if (!isObject(operation)) continue;
      const given = operation.operationId;
      const id = typeof given === 'string' && !ids.has(given) ? given : `${method.toUpperCase()} ${path}`;
      ids.add(id);
      const servers = operation.servers ?? item.value.servers;
      const requestBody = isObject(operation.requestBody) && requestBodyOf(document, extend(pointer, 'requestBody'));
      operations.push({
        id,
        method: method.toUpperCase(),
        path,
        bases: servers === undefined ? bases : basesOf(servers),
        pointer,
        ...(requestBody && { requestBody }),
        responses: responsesOf(document, extend(pointer, 'responses'), operation.responses),
        security: (operation.security ?? document.security ?? []) as SecurityRequirements,
      });
    }
  }
  return operations;
}

function requestBodyOf(document: JsonObject, at: string): RequestBody {
  const body = resolve(document, at);
  return { required: body.value.required === true, content: contentOf(document, body) };
}

function responsesOf(document: JsonObject, at: string, written: Json | undefined): Response[] {
  const declared = Object.entries(resolve(document, at, written).value).filter(([status]) => !status.startsWith('x-'));
  return declared.map(([status, given]) => {
    const response = resolve(document, extend(at, status), given);
    return {
      status: status.toUpperCase().replace('DEFAULT', 'default'),
      pointer: response.pointer,
      content: contentOf(document, response),
    };
  });
}

function contentOf(document: JsonObject, { pointer, value }: Resolved<JsonObject>): MediaType[] {
  return Object.entries(isObject(value.content) ? value.content : {}).map(([name, mediaType]) => {
    const at = extend(pointer, 'content', name);
    const schema =
      isObject(mediaType) &&
      mediaType.schema !== undefined &&
      schemaName(document, extend(at, 'schema'), mediaType.schema);
    return {
      name: essenceOf(name),
      ...(typeof schema === 'string' && { schema }),
      examples: isObject(mediaType) ? examplesOf(document, at, mediaType) : [],
    };
  });
}

function examplesOf(document: JsonObject, at: string, mediaType: JsonObject): MediaType['examples'] {
  const named = Object.keys(isObject(mediaType.examples) ? mediaType.examples : {}).flatMap((name) => {
    const example = resolve(document, extend(at, 'examples', name));
    return example.value.value === undefined ? [] : [{ name, pointer: extend(example.pointer, 'value') }];
  });
  return mediaType.example === undefined ? named : [...named, { name: 'example', pointer: extend(at, 'example') }];
}

/** A media type without its parameters, in lower case (RFC 9110, section 8.3.1). */
export function essenceOf(mediaType: string): string {
  return (mediaType.split(';', 1)[0] as string).trim().toLowerCase();
}

/** The response that the document declares for a status: the status itself, else its range, else `default`. */
export function responseFor(operation: Operation, status: number): Response | undefined {
  const find = (wanted: string) => operation.responses.find((response) => response.status === wanted);
  return find(String(status)) ?? find(`${Math.floor(status / 100)}XX`) ?? find('default');
}

/** The response on success: the first declared 2XX, else `default`. */
export function successOf(operation: Operation): Response | undefined {
  const declared = operation.responses.find(({ status }) => status.startsWith('2'));
  return declared ?? operation.responses.find(({ status }) => status === 'default');
}

/** A change is judged by its members alone; the merged value is judged as a whole before it is committed. */
export function viewOfBody({ method }: Operation, mediaType: string): View {
  return method === 'PATCH' && mediaType.endsWith('json') ? 'patch' : 'request';
}

/** Every view of a schema that requests and answers of these operations can need, each once. */
export function viewsNeeded(operations: readonly Operation[]): { readonly view: View; readonly pointer: string }[] {
  const needed = new Map<string, { view: View; pointer: string }>();
  const add = (view: View, { schema }: MediaType) => {
    if (schema !== undefined) needed.set(`${view}:${schema}`, { view, pointer: schema });
  };
  for (const operation of operations) {
    for (const content of operation.requestBody?.content ?? []) add(viewOfBody(operation, content.name), content);
    for (const { content } of operation.responses) for (const mediaType of content) add('response', mediaType);
  }
  return [...needed.values()];
}
