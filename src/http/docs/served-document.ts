// The document as this server serves it: with the server's own URLs, and without requirements that the server does not have.
import type { Contract } from '../../contract/contract.ts';
import { METHODS } from '../../contract/document/grammar.ts';
import { resolve } from '../../contract/document/resolve.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { DocsLink } from './links.ts';

/** Where the client reaches this server. */
export interface Here {
  /** For example `http://127.0.0.1:4010`. */
  readonly origin: string;
  /** The part of the path that names the world. */
  readonly prefix: string;
  /** The other documents of this server. */
  readonly others: readonly DocsLink[];
}

export function servedDocument({ document, bases, operations }: Contract, here: Here): JsonObject {
  const served: Record<string, Json> = { ...document, servers: serversHere(bases, here) };
  if (document.paths !== undefined) served.paths = pathsHere(document, bases, { operations, here });
  const components = isObject(document.components) ? document.components : {};
  if (isObject(components.securitySchemes)) {
    const schemes = Object.entries(components.securitySchemes).map(([name, scheme]) => [
      name,
      schemeHere(scheme, here),
    ]);
    served.components = { ...components, securitySchemes: Object.fromEntries(schemes) as JsonObject };
  }
  return served;
}

function serversHere(bases: readonly string[], { prefix }: Here): Json {
  return bases.map((base) => ({ url: `${prefix}${base}` || '/', description: 'This standin server' }));
}

interface ServedOperations {
  readonly operations: readonly Operation[];
  readonly here: Here;
}

function pathsHere(document: JsonObject, bases: readonly string[], { operations, here }: ServedOperations): JsonObject {
  const known = new Map(operations.map((operation) => [operation.pointer, operation]));
  const paths = Object.entries(isObject(document.paths) ? document.paths : {}).map(([path, item]): [string, Json] => {
    if (!isObject(item)) return [path, item];
    const { servers, ...own } = item;
    const members = Object.entries(own).map(([name, member]): [string, Json] => {
      if (!METHODS.includes(name as (typeof METHODS)[number]) || !isObject(member)) return [name, member];
      const operation = known.get(appendTokens('/paths', path, name));
      const hasServers = servers !== undefined || member.servers !== undefined;
      return [
        name,
        {
          ...member,
          ...(operation?.requestBody?.partial && { requestBody: partialBody(document, operation, member) }),
          // Operations and path items with servers of their own get the base paths of these servers here.
          ...(hasServers && { servers: serversHere(operation?.bases ?? bases, here) }),
        },
      ];
    });
    return [path, Object.fromEntries(members)];
  });
  return Object.fromEntries(paths);
}

/** The body of a PATCH, none of whose properties the server requires. Generated clients would send all of them otherwise. */
function partialBody(document: JsonObject, { pointer }: Operation, { requestBody }: JsonObject): Json {
  const body = resolve(document, appendTokens(pointer, 'requestBody'), requestBody);
  const content = Object.entries(isObject(body.value.content) ? body.value.content : {}).map(([name, media]) => {
    if (!isObject(media) || !name.endsWith('json') || media.schema === undefined) return [name, media];
    const at = appendTokens(body.pointer, 'content', name, 'schema');
    return [name, { ...media, schema: withoutRequired(document, at, media.schema) }];
  });
  return { ...body.value, content: Object.fromEntries(content) as JsonObject };
}

/** Schemas deeper in `allOf` stay as they are. */
const MAX_DEPTH = 8;

function withoutRequired(document: JsonObject, pointer: string, schema: Json, depth = 0): Json {
  const { pointer: at, value } = resolve(document, pointer, schema);
  if (!isObject(schema) || depth > MAX_DEPTH || !requiresAny(document, at, depth)) return schema;
  const { required: _required, title: _title, allOf, ...rest } = value;
  if (!Array.isArray(allOf)) return rest;
  const parts = allOf.map((part: Json, index) =>
    withoutRequired(document, appendTokens(at, 'allOf', index), part, depth + 1),
  );
  return { ...rest, allOf: parts };
}

function requiresAny(document: JsonObject, pointer: string, depth: number): boolean {
  const { pointer: at, value } = resolve(document, pointer);
  if (Array.isArray(value.required) && value.required.length > 0) return true;
  const parts = Array.isArray(value.allOf) && depth <= MAX_DEPTH ? value.allOf : [];
  return parts.some((_, index) => requiresAny(document, appendTokens(at, 'allOf', index), depth + 1));
}

/** URLs of the OAuth flows lead to this server, if one of its documents stands in for their host. */
function schemeHere(scheme: Json, here: Here): Json {
  if (!isObject(scheme) || !isObject(scheme.flows)) return scheme;
  const flows = Object.entries(scheme.flows).map(([name, flow]) => {
    if (!isObject(flow)) return [name, flow];
    const members = Object.entries(flow).map(([key, value]) => [
      key,
      /Url$/.test(key) && typeof value === 'string' ? urlHere(value, here) : value,
    ]);
    return [name, Object.fromEntries(members)];
  });
  return { ...scheme, flows: Object.fromEntries(flows) as JsonObject };
}

function urlHere(url: string, { origin, prefix, others }: Here): string {
  if (!URL.canParse(url)) return url;
  const { hostname, pathname, search } = new URL(url);
  const other = others.find(({ hosts }) => hosts.includes(hostname));
  return other ? `${origin}${prefix}${other.mount}${pathname}${search}` : url;
}
