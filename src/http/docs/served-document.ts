// The document as this server serves it: with the server's own URLs, and without requirements that the server does not have.
import type { Contract } from '../../contract/contract.ts';
import { METHODS } from '../../contract/document/grammar.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { DocsLink } from './links.ts';
import { RequestSchemas } from './request-schemas.ts';

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
  const schemas = new RequestSchemas(document);
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
          ...(operation?.requestBody && { requestBody: schemas.body(operation, member.requestBody as Json) }),
          // Operations and path items with servers of their own get the base paths of these servers here.
          ...(hasServers && { servers: serversHere(operation?.bases ?? bases, here) }),
        },
      ];
    });
    return [path, Object.fromEntries(members)];
  });
  return Object.fromEntries(paths);
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
