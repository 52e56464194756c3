// Builds the request of an operation from the arguments of a tool: the URL, the headers, a credential and the body.
import { securitySchemePointer } from '../contract/contract.ts';
import { resolve } from '../contract/document/resolve.ts';
import { isJson } from '../contract/operation/media-types.ts';
import { serializeForm, serializeParameter } from '../contract/wire/serialize.ts';
import { WORLD_HEADER } from '../headers.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { carrierOf } from '../security/credentials.ts';
import type { OperationTool } from './operation-tool.ts';
import { type Arguments, ToolError } from './tool.ts';

export interface BuiltRequest {
  readonly method: string;
  /** The path and the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** @throws ToolError if a path parameter is missing, or if the body cannot be sent as its media type */
export async function operationRequest(tool: OperationTool, given: Arguments, world: string): Promise<BuiltRequest> {
  const { operation } = tool;
  const headers: Record<string, string> = { accept: 'application/json, */*;q=0.5' };
  const query: string[] = [];
  const cookies: string[] = [];
  let path = `${operation.bases[0] ?? ''}${operation.path}`;
  for (const [argument, parameter] of tool.parameters) {
    const value = given[argument];
    if (value === undefined) continue;
    const text = serializeParameter(parameter, value);
    if (parameter.in === 'path') path = path.replaceAll(`{${parameter.name}}`, () => text);
    else if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = decodeURIComponent(text);
    else (parameter.in === 'cookie' ? cookies : query).push(text);
  }
  addCredential(tool, { headers, query, cookies });
  Object.assign(headers, ownHeaders(given.headers));
  if (cookies.length > 0) headers.cookie = [headers.cookie, ...cookies].filter(Boolean).join('; ');
  headers[WORLD_HEADER] = world;
  const body = given.body === undefined ? undefined : await bodyOf(tool, given.body, given.contentType);
  if (body) headers['content-type'] = body.type;
  const url = `${path || '/'}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  return { method: operation.method, url, headers, ...(body && { body: body.content }) };
}

function ownHeaders(given: Json | undefined): Readonly<Record<string, string>> {
  if (!isObject(given)) return {};
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

interface OpenRequest {
  readonly headers: Record<string, string>;
  readonly query: string[];
  readonly cookies: string[];
}

/** Adds a well-formed credential for the first alternative that the operation accepts. */
function addCredential({ operation, document }: OperationTool, { headers, query, cookies }: OpenRequest): void {
  const { document: text } = document.contract;
  for (const name of Object.keys(operation.security[0] ?? {})) {
    const { example } = carrierOf(resolve(text, securitySchemePointer(name)).value);
    if (example.query !== undefined) query.push(example.query);
    if (example.header === undefined) continue;
    const [header, value] = example.header;
    if (header === 'Cookie') cookies.push(value);
    else headers[header.toLowerCase()] = value;
  }
}

interface BuiltBody {
  readonly type: string;
  readonly content: string | Uint8Array;
}

async function bodyOf(tool: OperationTool, body: Json, chosen: Json | undefined): Promise<BuiltBody> {
  const { content = [] } = tool.operation.requestBody ?? {};
  const declared = typeof chosen === 'string' ? chosen : (content[0]?.name ?? 'application/json');
  const type = declared.includes('*') ? 'application/octet-stream' : declared;
  if (isJson(type)) return { type, content: JSON.stringify(body) };
  if (type === 'multipart/form-data') return multipart(tool.name, body);
  if (type === 'application/x-www-form-urlencoded') return { type, content: serializeForm(body) };
  return { type, content: bytesOf(tool.name, body) };
}

async function multipart(tool: string, body: Json): Promise<BuiltBody> {
  if (!isObject(body)) {
    throw new ToolError(`The body of ${tool} must be an object, because it is sent as multipart/form-data.`);
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) for (const one of [value].flat()) addPart(form, name, one as Json);
  const encoded = new Response(form);
  const content = new Uint8Array(await encoded.arrayBuffer());
  return { type: encoded.headers.get('content-type') as string, content };
}

function addPart(form: FormData, name: string, value: Json): void {
  if (isBase64(value)) form.append(name, new Blob([Buffer.from(value.base64, 'base64')]), name);
  else if (typeof value === 'object')
    form.append(name, new Blob([JSON.stringify(value)], { type: 'application/json' }));
  else form.append(name, String(value));
}

/** A text is sent as UTF-8. Other bytes are `{ "base64": "…" }`. */
function bytesOf(tool: string, body: Json): string | Uint8Array {
  if (typeof body === 'string') return body;
  if (isBase64(body)) return Buffer.from(body.base64, 'base64');
  throw new ToolError(`The body of ${tool} is not JSON. To fix: send a text, or {"base64": "…"} for other bytes.`);
}

function isBase64(value: Json): value is JsonObject & { readonly base64: string } {
  return isObject(value) && typeof value.base64 === 'string' && Object.keys(value).length === 1;
}
