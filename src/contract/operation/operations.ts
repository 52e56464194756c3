// The operation table: everything that a request needs from the document, as plain data (OpenAPI 3.1, sections 4.8.8 to
// 4.8.17). Schemas and examples stay in the document and are referred to by pointer.
import { appendTokens, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { METHODS } from '../document/grammar.ts';
import { type Resolved, resolve, schemaPointer } from '../document/resolve.ts';
import { basesOf } from '../document/servers.ts';
import { UNUSABLE, type Unusable } from '../document/unusable.ts';
import type { View } from '../schema/views.ts';
import { EVENT_STREAM, essenceOf } from './media-types.ts';
import { type Parameter, parametersOf, separatorOf } from './parameters.ts';
import { isStatus } from './status-key.ts';

/** One media type of a request body or a response. */
export interface MediaType {
  /** The key in the document, in lower case and without parameters. It can be a range such as `image/*`. */
  readonly name: string;
  readonly pointer: string;
  /** Pointer of its schema, if it has one. */
  readonly schema?: string;
  /** Pointer of the schema of one item of a sequence, such as one server-sent event. */
  readonly itemSchema?: string;
  /** Its examples in the order of the document, with the pointer of each value. */
  readonly examples: readonly { readonly name: string; readonly pointer: string }[];
}

/** A header that a response declares. Content-Type is ignored (section 4.8.17). */
export interface ResponseHeader {
  readonly name: string;
  readonly required: boolean;
  readonly explode: boolean;
  /** The text between the items of a list. */
  readonly separator: string;
  readonly schema?: string;
  readonly examples: MediaType['examples'];
}

export interface Response {
  /** A status, a range such as `4XX`, or `default`. */
  readonly status: string;
  readonly pointer: string;
  readonly headers: readonly ResponseHeader[];
  readonly content: readonly MediaType[];
}

export interface RequestBody {
  readonly required: boolean;
  /** True if a body can be a part of the resource: a PATCH with the same schema as the resource in other operations. */
  readonly partial?: boolean;
  readonly content: readonly MediaType[];
}

/**
 * Alternatives, one of which is enough. Each maps the names of schemes, all of which are required, to the required
 * scopes.
 */
export type SecurityRequirements = readonly Readonly<Record<string, readonly string[]>>[];

export interface Operation {
  /** Its operationId, or `GET /path/{template}` if it has none or another operation already uses it. */
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** The path template, as in the document. */
  readonly path: string;
  /** The base paths of its servers, without a trailing slash; `''` for the root. */
  readonly bases: readonly string[];
  readonly pointer: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody | undefined;
  readonly responses: readonly Response[];
  readonly security: SecurityRequirements;
  /** Why the operation cannot be served; undefined if it can. */
  readonly unusable?: Unusable;
}

/**
 * The operations of a lifted, checked document, in document order. Parameters, bodies and responses are read on first
 * use, so that operations that nobody calls cost nothing.
 */
export function operationsOf(document: JsonObject, { fullPatch = false } = {}): Operation[] {
  const operations: Operation[] = [];
  const ids = new Set<string>();
  const bases = basesOf(document.servers);
  for (const [path, pathItem] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    if (path.startsWith('x-')) continue;
    const item = resolve(document, appendTokens('/paths', path), pathItem);
    const siblings: Operation[] = [];
    for (const found of operationsIn(item)) {
      const { operation, method } = found;
      const { operationId } = operation;
      const isOwn = typeof operationId === 'string' && operationId !== '' && !ids.has(operationId);
      const id = isOwn ? operationId : `${method} ${path}`;
      ids.add(id);
      const servers = operation.servers ?? item.value.servers;
      const known = { id, path, bases: servers === undefined ? bases : basesOf(servers) };
      siblings.push(operationOf({ document, item, found, siblings, fullPatch }, known));
    }
    operations.push(...siblings);
  }
  return operations;
}

/**
 * The operations of a path item that is not under `paths`: of a callback or a webhook.
 * @param path the key of the path item, used in the place of a path
 */
export function operationsAt(document: JsonObject, pointer: string, path: string): Operation[] {
  const item = resolve(document, pointer);
  return operationsIn(item).map((found) => {
    const known = { id: `${found.method} ${path}`, path, bases: [] };
    return operationOf({ document, item, found, siblings: [], fullPatch: true }, known);
  });
}

interface OperationSource {
  readonly document: JsonObject;
  readonly item: Resolved<JsonObject>;
  readonly found: FoundOperation;
  /** The operations of the same path item. The list is complete after all have been read. */
  readonly siblings: readonly Operation[];
  /** True if a PATCH in plain JSON must have all properties that its schema requires. */
  readonly fullPatch: boolean;
}

function operationOf(
  { document, item, found, siblings, fullPatch }: OperationSource,
  known: Pick<Operation, 'id' | 'path' | 'bases'>,
): Operation {
  const { method, pointer, operation } = found;
  let parameters: readonly Parameter[] | undefined;
  let responses: readonly Response[] | undefined;
  let requestBody: RequestBody | null | undefined;
  return {
    id: known.id,
    method,
    path: known.path,
    bases: known.bases,
    pointer,
    get parameters() {
      parameters ??= parametersOf(document, item, { pointer, value: operation });
      return parameters;
    },
    get requestBody() {
      if (requestBody === undefined) {
        const { requestBody: source } = operation;
        const body = isObject(source) ? requestBodyOf(document, appendTokens(pointer, 'requestBody'), source) : null;
        requestBody = body && method === 'PATCH' ? markPartial(fullPatch ? [] : siblings, body) : body;
      }
      return requestBody ?? undefined;
    },
    get responses() {
      responses ??= responsesOf(document, appendTokens(pointer, 'responses'), operation.responses);
      return responses;
    },
    ...usabilityOf(document, operation),
  };
}

/** Nothing is required of a request to an operation that cannot be served. */
function usabilityOf(document: JsonObject, operation: JsonObject): Pick<Operation, 'security' | 'unusable'> {
  const unusable = operation[UNUSABLE] as Unusable | undefined;
  if (unusable !== undefined) return { security: [], unusable };
  return { security: (operation.security ?? document.security ?? []) as SecurityRequirements };
}

interface FoundOperation {
  readonly method: string;
  readonly pointer: string;
  readonly operation: JsonObject;
}

/** The operations of a path item: its fixed fields, then `additionalOperations` (OpenAPI 3.2, section 4.9.1). */
function operationsIn({ pointer, value }: Resolved<JsonObject>): FoundOperation[] {
  const found: FoundOperation[] = [];
  for (const name of METHODS) {
    const operation = value[name];
    if (isObject(operation))
      found.push({ method: name.toUpperCase(), pointer: appendTokens(pointer, name), operation });
  }
  const additional = isObject(value.additionalOperations) ? value.additionalOperations : {};
  for (const [method, operation] of Object.entries(additional)) {
    if (!isObject(operation)) continue;
    found.push({ method, pointer: appendTokens(pointer, 'additionalOperations', method), operation });
  }
  return found;
}

function requestBodyOf(document: JsonObject, at: string, source: Json): RequestBody {
  const body = resolve(document, at, source);
  return { required: body.value.required === true, content: contentOf(document, body) };
}

function responsesOf(document: JsonObject, at: string, source: Json | undefined): Response[] {
  const declared = Object.entries(resolve(document, at, source).value).filter(([status]) => isStatus(status));
  return declared.map(([status, value]) => {
    const response = resolve(document, appendTokens(at, status), value);
    return {
      status: status.toUpperCase().replace('DEFAULT', 'default'),
      pointer: response.pointer,
      headers: headersOf(document, response),
      content: contentOf(document, response),
    };
  });
}

function headersOf(document: JsonObject, { pointer, value }: Resolved<JsonObject>): ResponseHeader[] {
  const names = Object.keys(isObject(value.headers) ? value.headers : {});
  return names
    .filter((name) => name.toLowerCase() !== 'content-type')
    .map((name) => {
      const header = resolve(document, appendTokens(pointer, 'headers', name), (value.headers as JsonObject)[name]);
      return {
        name,
        required: header.value.required === true,
        explode: header.value.explode === true,
        separator: separatorOf(header.value).separator ?? ',',
        ...(header.value.schema !== undefined && {
          schema: schemaPointer(document, appendTokens(header.pointer, 'schema')),
        }),
        examples: examplesOf(document, header.pointer, header.value),
      };
    });
}

function contentOf(document: JsonObject, { pointer, value }: Resolved<JsonObject>): MediaType[] {
  const content =
    value.content === undefined ? undefined : resolve(document, appendTokens(pointer, 'content'), value.content);
  return Object.entries(content?.value ?? {}).map(([name, source]) => {
    const { pointer: at, value: mediaType } = resolve(
      document,
      appendTokens((content as Resolved).pointer, name),
      source,
    );
    const pointerOf = (field: 'schema' | 'itemSchema') =>
      mediaType[field] === undefined
        ? undefined
        : schemaPointer(document, appendTokens(at, field), mediaType[field] as Json);
    const schema = pointerOf('schema');
    const type = essenceOf(name);
    const itemSchema = pointerOf('itemSchema') ?? (type === EVENT_STREAM ? eventSchemaIn(document, schema) : undefined);
    return {
      name: type,
      pointer: at,
      ...(schema !== undefined && { schema }),
      ...(itemSchema !== undefined && { itemSchema }),
      examples: examplesOf(document, at, mediaType),
    };
  });
}

/** Before OpenAPI 3.2, documents declare the schema of one event, or that of the list of all events. */
function eventSchemaIn(document: JsonObject, schema: string | undefined): string | undefined {
  const list = schema === undefined ? undefined : valueAt(document, schema);
  if (!isObject(list) || list.type !== 'array' || list.items === undefined) return schema;
  return schemaPointer(document, appendTokens(schema as string, 'items'), list.items);
}

function examplesOf(document: JsonObject, at: string, mediaType: JsonObject): MediaType['examples'] {
  const named = Object.keys(isObject(mediaType.examples) ? mediaType.examples : {}).flatMap((name) => {
    const example = resolve(document, appendTokens(at, 'examples', name));
    return example.value.value === undefined ? [] : [{ name, pointer: appendTokens(example.pointer, 'value') }];
  });
  return mediaType.example === undefined
    ? named
    : [...named, { name: 'example', pointer: appendTokens(at, 'example') }];
}

/** The declared response for a status: by the status itself, else by its range, else `default`. */
export function responseFor(operation: Operation, status: number): Response | undefined {
  const find = (key: string) => operation.responses.find((response) => response.status === key);
  return find(String(status)) ?? find(`${Math.floor(status / 100)}XX`) ?? find('default');
}

/** The response to a valid request: the first declared 2XX, else a redirect, else `default`, else any other. */
export function successResponse({ responses }: Operation): Response | undefined {
  for (const expression of [/^2/, /^3/, /^d/, /^4/, /^/]) {
    const found = responses.find(({ status }) => expression.test(status));
    if (found) return found;
  }
  return undefined;
}

/** True if an operation declares a response for success. */
export function declaresSuccess({ responses }: Operation): boolean {
  return responses.some(({ status }) => /^[23d]/.test(status));
}

/** The status to send for a declared response: its own, the first of its range, 200 for `default`. */
export function statusOf({ status }: Pick<Response, 'status'>): number {
  return status === 'default' ? 200 : Number(status.replace(/XX$/, '00'));
}

/**
 * The view in which a request body is validated. A part of a resource is validated as `patch`; the merged value is
 * validated later.
 */
export function viewOfBody({ requestBody }: Operation, mediaType: string): View {
  return requestBody?.partial && mediaType.endsWith('json') ? 'patch' : 'request';
}

/** Marks the body of a PATCH as partial if it has the schema that other operations of its path use for the whole resource. */
function markPartial(siblings: readonly Operation[], body: RequestBody): RequestBody {
  const whole = new Set<string | undefined>(siblings.filter(({ method }) => method !== 'PATCH').flatMap(schemasOf));
  const partial = body.content.some(({ schema, name }) => whole.has(schema) || name.includes('merge-patch'));
  return partial ? { ...body, partial } : body;
}

/** The schemas of the request body and the successful responses of an operation. */
function schemasOf({ requestBody, responses }: Operation): string[] {
  const returned = responses.filter(({ status }) => status.startsWith('2')).flatMap(({ content }) => content);
  return [...returned, ...(requestBody?.content ?? [])].flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
}

/** Every view of a schema that requests and responses of these operations need, each once. */
export function viewsNeeded(operations: readonly Operation[]): { readonly view: View; readonly pointer: string }[] {
  const needed = new Map<string, { view: View; pointer: string }>();
  const add = (view: View, { schema }: { readonly schema?: string }) => {
    if (schema !== undefined) needed.set(`${view}:${schema}`, { view, pointer: schema });
  };
  for (const operation of operations) {
    for (const parameter of operation.parameters) add('request', parameter);
    for (const content of operation.requestBody?.content ?? []) add(viewOfBody(operation, content.name), content);
    for (const { content, headers } of operation.responses) {
      for (const part of [...content, ...headers]) add('response', part);
      for (const { itemSchema } of content) if (itemSchema !== undefined) add('response', { schema: itemSchema });
    }
  }
  return [...needed.values()];
}
