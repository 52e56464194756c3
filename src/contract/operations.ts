// The operation table: all that a request needs to know of the document, read out of it once, as plain data
// (OpenAPI 3.1, sections 4.8.8 to 4.8.17). Schemas and examples stay in the document and are named by pointer.
import { extend } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { METHODS } from './grammar.ts';
import { essenceOf } from './media-types.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import { type Resolved, resolve, schemaPointer } from './resolve.ts';
import { basesOf } from './servers.ts';
import type { View } from './views.ts';
import { isStatus } from './warnings.ts';

/** One media type of a request body or a response. */
export interface MediaType {
  /** As the document writes it, lower case, without parameters; may be a range as `image/*`. */
  readonly name: string;
  readonly pointer: string;
  /** Pointer of its schema, where it has one. */
  readonly schema?: string;
  /** Its examples in the document's order, each by name and by the pointer of its value. */
  readonly examples: readonly { readonly name: string; readonly pointer: string }[];
}

/** A header that a response declares; Content-Type is not among them (section 4.8.17). */
export interface ResponseHeader {
  readonly name: string;
  readonly required: boolean;
  readonly explode: boolean;
  readonly schema?: string;
  readonly examples: MediaType['examples'];
}

export interface Response {
  /** A status, a range as `4XX`, or `default`. */
  readonly status: string;
  readonly pointer: string;
  readonly headers: readonly ResponseHeader[];
  readonly content: readonly MediaType[];
}

export interface RequestBody {
  readonly required: boolean;
  /** Whether it is part of what it is written for: a PATCH by the very schema that the resource is shown or put by. */
  readonly partial?: boolean;
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
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody | undefined;
  readonly responses: readonly Response[];
  readonly security: SecurityRequirements;
}

/**
 * Reads the table out of a lifted, checked document, in document order. What an operation takes and answers is read when it
 * is first asked for, so that a document of many operations is not paid for by those that nobody calls.
 */
export function operationsOf(document: JsonObject, { fullPatch = false } = {}): Operation[] {
  const operations: Operation[] = [];
  const ids = new Set<string>();
  const bases = basesOf(document.servers);
  for (const [path, written] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    if (path.startsWith('x-')) continue;
    const item = resolve(document, extend('/paths', path), written);
    const siblings: Operation[] = [];
    for (const found of operationsIn(item)) {
      const { operation, method } = found;
      const given = operation.operationId;
      const id = typeof given === 'string' && !ids.has(given) ? given : `${method} ${path}`;
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
 * The operations of a path item that stands elsewhere than under `paths`: of a callback, of a webhook.
 * @param path what stands in the place of the path
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
  /** All operations of the path item, once they have been read. */
  readonly siblings: readonly Operation[];
  /** Whether a PATCH in plain JSON is asked for all that its schema requires. */
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
        const { requestBody: written } = operation;
        const body = isObject(written) ? requestBodyOf(document, extend(pointer, 'requestBody'), written) : null;
        requestBody = body && method === 'PATCH' ? markPartial(fullPatch ? [] : siblings, body) : body;
      }
      return requestBody ?? undefined;
    },
    get responses() {
      responses ??= responsesOf(document, extend(pointer, 'responses'), operation.responses);
      return responses;
    },
    security: (operation.security ?? document.security ?? []) as SecurityRequirements,
  };
}

interface FoundOperation {
  readonly method: string;
  readonly pointer: string;
  readonly operation: JsonObject;
}

/** The operations of a path item: its fixed fields, then those of methods that OpenAPI has no field for (3.2, section 4.9.1). */
function operationsIn({ pointer, value }: Resolved<JsonObject>): FoundOperation[] {
  const further = isObject(value.additionalOperations) ? value.additionalOperations : {};
  const fixed = METHODS.map((name) => ({
    method: name.toUpperCase(),
    at: extend(pointer, name),
    operation: value[name],
  }));
  const others = Object.entries(further).map(([method, operation]) => ({
    method,
    at: extend(pointer, 'additionalOperations', method),
    operation,
  }));
  return [...fixed, ...others].flatMap(({ method, at, operation }) =>
    isObject(operation) ? [{ method, pointer: at, operation }] : [],
  );
}

function requestBodyOf(document: JsonObject, at: string, written: Json): RequestBody {
  const body = resolve(document, at, written);
  return { required: body.value.required === true, content: contentOf(document, body) };
}

function responsesOf(document: JsonObject, at: string, written: Json | undefined): Response[] {
  const declared = Object.entries(resolve(document, at, written).value).filter(([status]) => isStatus(status));
  return declared.map(([status, given]) => {
    const response = resolve(document, extend(at, status), given);
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
      const header = resolve(document, extend(pointer, 'headers', name), (value.headers as JsonObject)[name]);
      return {
        name,
        required: header.value.required === true,
        explode: header.value.explode === true,
        ...(header.value.schema !== undefined && { schema: schemaPointer(document, extend(header.pointer, 'schema')) }),
        examples: examplesOf(document, header.pointer, header.value),
      };
    });
}

function contentOf(document: JsonObject, { pointer, value }: Resolved<JsonObject>): MediaType[] {
  const content =
    value.content === undefined ? undefined : resolve(document, extend(pointer, 'content'), value.content);
  return Object.entries(content?.value ?? {}).map(([name, given]) => {
    const { pointer: at, value: mediaType } = resolve(document, extend((content as Resolved).pointer, name), given);
    const { schema: written } = mediaType;
    const schema = written !== undefined && schemaPointer(document, extend(at, 'schema'), written);
    return {
      name: essenceOf(name),
      pointer: at,
      ...(typeof schema === 'string' && { schema }),
      examples: examplesOf(document, at, mediaType),
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

/** The response that the document declares for a status: the status itself, else its range, else `default`. */
export function responseFor(operation: Operation, status: number): Response | undefined {
  const find = (wanted: string) => operation.responses.find((response) => response.status === wanted);
  return find(String(status)) ?? find(`${Math.floor(status / 100)}XX`) ?? find('default');
}

/** What is answered to a valid request: the first declared 2XX, else a redirect, else `default`, else what there is. */
export function successResponse({ responses }: Operation): Response | undefined {
  for (const wanted of [/^2/, /^3/, /^d/, /^4/, /^/]) {
    const found = responses.find(({ status }) => wanted.test(status));
    if (found) return found;
  }
  return undefined;
}

/** Whether an operation says what it answers when all goes well. */
export function declaresSuccess({ responses }: Operation): boolean {
  return responses.some(({ status }) => /^[23d]/.test(status));
}

/** The status that stands for a response: its own, the first of its range, 200 for `default`. */
export function statusOf({ status }: Pick<Response, 'status'>): number {
  return status === 'default' ? 200 : Number(status.replace(/XX$/, '00'));
}

/** A part of a resource is judged by its members alone; the merged value is judged as a whole before it is committed. */
export function viewOfBody({ requestBody }: Operation, mediaType: string): View {
  return requestBody?.partial && mediaType.endsWith('json') ? 'patch' : 'request';
}

/** A change, marked where it is written in the schema of the whole, by which the other operations of its path show or take it. */
function markPartial(siblings: readonly Operation[], body: RequestBody): RequestBody {
  const whole = new Set<string | undefined>(siblings.filter(({ method }) => method !== 'PATCH').flatMap(schemasOf));
  const partial = body.content.some(({ schema, name }) => whole.has(schema) || name.includes('merge-patch'));
  return partial ? { ...body, partial } : body;
}

/** The schemas in which an operation takes or shows a resource. */
function schemasOf({ requestBody, responses }: Operation): string[] {
  const shown = responses.filter(({ status }) => status.startsWith('2')).flatMap(({ content }) => content);
  return [...shown, ...(requestBody?.content ?? [])].flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
}

/** Every view of a schema that requests and answers of these operations can need, each once. */
export function viewsNeeded(operations: readonly Operation[]): { readonly view: View; readonly pointer: string }[] {
  const needed = new Map<string, { view: View; pointer: string }>();
  const add = (view: View, { schema }: { readonly schema?: string }) => {
    if (schema !== undefined) needed.set(`${view}:${schema}`, { view, pointer: schema });
  };
  for (const operation of operations) {
    for (const parameter of operation.parameters) add('request', parameter);
    for (const content of operation.requestBody?.content ?? []) add(viewOfBody(operation, content.name), content);
    for (const { content, headers } of operation.responses) {
      for (const shown of [...content, ...headers]) add('response', shown);
    }
  }
  return [...needed.values()];
}
