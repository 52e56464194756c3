// Which object of an OpenAPI document lies where (OpenAPI 3.1, section 4.8), as one table, and the walk that follows it.
// Everything that looks at a whole document (bundling, lifting, checking) is a visitor of this walk.
import { extend } from '../json/pointer.ts';
import { isObject, type Json } from '../json/value.ts';

export type Kind =
  | 'document'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'response'
  | 'header'
  | 'content'
  | 'mediaType'
  | 'encoding'
  | 'example'
  | 'link'
  | 'callback'
  | 'securityScheme'
  | 'schema';

type Edge = Kind | `${Kind}[]` | `${Kind}{}`;

const METHOD_EDGES = {
  get: 'operation',
  put: 'operation',
  post: 'operation',
  delete: 'operation',
  options: 'operation',
  head: 'operation',
  patch: 'operation',
  trace: 'operation',
  query: 'operation',
} as const satisfies Record<string, Edge>;

/** The fixed fields of a path item that hold an operation, in the document's spelling. */
export const METHODS = Object.keys(METHOD_EDGES) as (keyof typeof METHOD_EDGES)[];

const PARAMETER: Record<string, Edge> = { schema: 'schema', content: 'content', examples: 'example{}' };

const GRAMMAR: Record<Kind, Record<string, Edge>> = {
  document: {
    paths: 'pathItem{}',
    webhooks: 'pathItem{}',
    components: 'components',
    // Where Swagger 2.0 keeps what components hold.
    definitions: 'schema{}',
    parameters: 'parameter{}',
    responses: 'response{}',
  },
  components: {
    schemas: 'schema{}',
    responses: 'response{}',
    parameters: 'parameter{}',
    examples: 'example{}',
    requestBodies: 'requestBody{}',
    headers: 'header{}',
    securitySchemes: 'securityScheme{}',
    links: 'link{}',
    callbacks: 'callback{}',
    pathItems: 'pathItem{}',
    mediaTypes: 'mediaType{}',
  },
  pathItem: { additionalOperations: 'operation{}', parameters: 'parameter[]', ...METHOD_EDGES },
  operation: {
    parameters: 'parameter[]',
    requestBody: 'requestBody',
    responses: 'response{}',
    callbacks: 'callback{}',
  },
  parameter: PARAMETER,
  header: PARAMETER,
  requestBody: { content: 'content' },
  // A response of Swagger 2.0 holds its schema itself.
  response: { headers: 'header{}', content: 'content', links: 'link{}', schema: 'schema' },
  // A map, not an object of the specification; some authors share one by `$ref`.
  content: { '*': 'mediaType' },
  mediaType: { schema: 'schema', itemSchema: 'schema', examples: 'example{}', encoding: 'encoding{}' },
  encoding: { headers: 'header{}' },
  example: {},
  link: {},
  callback: { '*': 'pathItem' },
  securityScheme: {},
  schema: {
    properties: 'schema{}',
    patternProperties: 'schema{}',
    additionalProperties: 'schema',
    unevaluatedProperties: 'schema',
    propertyNames: 'schema',
    dependentSchemas: 'schema{}',
    items: 'schema',
    prefixItems: 'schema[]',
    unevaluatedItems: 'schema',
    contains: 'schema',
    allOf: 'schema[]',
    oneOf: 'schema[]',
    anyOf: 'schema[]',
    not: 'schema',
    if: 'schema',
    then: 'schema',
    else: 'schema',
    contentSchema: 'schema',
    $defs: 'schema{}',
    definitions: 'schema{}',
  },
};

/** The keywords whose value is a schema, an array of schemas or a map of them. */
export const SUBSCHEMAS: Readonly<Record<string, Edge>> = GRAMMAR.schema;

/** A place that the walk has come to; `node` may be anything a faulty document puts there. */
export interface Visit {
  readonly kind: Kind;
  readonly node: Json;
  readonly pointer: string;
}

/**
 * Walks every object of the document, each once, in document order, without recursion.
 * The visitor may change the node before the walk goes on into it, and may return further places to walk.
 */
export function walk(start: Visit, visit: (place: Visit) => readonly Visit[] | undefined): void {
  const visited = new Set<Json>();
  const stack: Visit[] = [start];
  for (let place = stack.pop(); place; place = stack.pop()) {
    if (typeof place.node === 'object' && place.node !== null) {
      if (visited.has(place.node)) continue;
      visited.add(place.node);
    }
    const further = visit(place) ?? [];
    stack.push(...further, ...childrenOf(place).reverse());
  }
}

function childrenOf({ kind, node, pointer }: Visit): Visit[] {
  if (!isObject(node)) return [];
  const children: Visit[] = [];
  const edges = GRAMMAR[kind];
  for (const [name, child] of Object.entries(node)) {
    const edge = Object.hasOwn(edges, name) ? edges[name] : edges['*'];
    if (edge === undefined || (edges['*'] && /^(?:x-|\$ref$)/.test(name))) continue;
    addChildren(children, edge, child, extend(pointer, name));
  }
  return children;
}

function addChildren(children: Visit[], edge: Edge, value: Json, pointer: string): void {
  if (edge.endsWith('{}')) {
    const kind = edge.slice(0, -2) as Kind;
    const extensible = kind === 'pathItem' || kind === 'response';
    for (const [key, node] of Object.entries(isObject(value) ? value : {})) {
      if (extensible && key.startsWith('x-')) continue;
      children.push({ kind, node, pointer: extend(pointer, key) });
    }
  } else if (edge.endsWith('[]')) {
    const kind = edge.slice(0, -2) as Kind;
    for (const [index, node] of (Array.isArray(value) ? value : []).entries()) {
      children.push({ kind, node, pointer: extend(pointer, index) });
    }
  } else {
    children.push({ kind: edge as Kind, node: value, pointer });
  }
}
