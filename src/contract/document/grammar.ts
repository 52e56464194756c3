// The structure of an OpenAPI document (OpenAPI 3.1, section 4.8) as one table, and the walk that follows it. Code that
// processes a whole document (bundling, lifting, checking) is a visitor of this walk.
import { extend } from '../../json/pointer.ts';
import { isObject, type Json } from '../../json/value.ts';

export type Kind =
  | 'document'
  | 'info'
  | 'contact'
  | 'license'
  | 'tag'
  | 'externalDocs'
  | 'server'
  | 'serverVariable'
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
  | 'flows'
  | 'flow'
  | 'discriminator'
  | 'xml'
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

/** The fixed fields of a path item that contain an operation. */
export const METHODS = Object.keys(METHOD_EDGES) as (keyof typeof METHOD_EDGES)[];

const PARAMETER: Record<string, Edge> = { schema: 'schema', content: 'content', examples: 'example{}' };

const GRAMMAR: Record<Kind, Record<string, Edge>> = {
  document: {
    info: 'info',
    servers: 'server[]',
    tags: 'tag[]',
    externalDocs: 'externalDocs',
    paths: 'pathItem{}',
    webhooks: 'pathItem{}',
    components: 'components',
    // Swagger 2.0 has these instead of components.
    definitions: 'schema{}',
    parameters: 'parameter{}',
    responses: 'response{}',
  },
  info: { contact: 'contact', license: 'license' },
  contact: {},
  license: {},
  tag: { externalDocs: 'externalDocs' },
  externalDocs: {},
  server: { variables: 'serverVariable{}' },
  serverVariable: {},
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
  pathItem: {
    additionalOperations: 'operation{}',
    parameters: 'parameter[]',
    servers: 'server[]',
    ...METHOD_EDGES,
  },
  operation: {
    externalDocs: 'externalDocs',
    servers: 'server[]',
    parameters: 'parameter[]',
    requestBody: 'requestBody',
    responses: 'response{}',
    callbacks: 'callback{}',
  },
  parameter: PARAMETER,
  header: PARAMETER,
  requestBody: { content: 'content' },
  // A response of Swagger 2.0 contains its schema directly.
  response: { headers: 'header{}', content: 'content', links: 'link{}', schema: 'schema' },
  // A map, not an object of the specification. Some authors share one with `$ref`.
  content: { '*': 'mediaType' },
  mediaType: { schema: 'schema', itemSchema: 'schema', examples: 'example{}', encoding: 'encoding{}' },
  encoding: { headers: 'header{}' },
  example: {},
  link: { server: 'server' },
  callback: { '*': 'pathItem' },
  securityScheme: { flows: 'flows' },
  flows: {
    implicit: 'flow',
    password: 'flow',
    clientCredentials: 'flow',
    authorizationCode: 'flow',
    deviceAuthorization: 'flow',
  },
  flow: {},
  discriminator: {},
  xml: {},
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
    discriminator: 'discriminator',
    xml: 'xml',
    externalDocs: 'externalDocs',
  },
};

/** A parsed edge: the kind of object, and whether there is one, an array or a map of them. */
export interface Step {
  readonly kind: Kind;
  readonly shape: 'one' | '[]' | '{}';
}

const STEPS = new Map(
  Object.entries(GRAMMAR).map(([kind, edges]) => {
    const steps = Object.entries(edges).map(([name, edge]) => [name, stepOf(edge)] as const);
    return [kind as Kind, new Map<string, Step>(steps)] as const;
  }),
);

function stepOf(edge: Edge): Step {
  const shape = edge.endsWith('[]') ? '[]' : edge.endsWith('{}') ? '{}' : 'one';
  return { kind: (shape === 'one' ? edge : edge.slice(0, -2)) as Kind, shape };
}

/** The keywords whose value is a schema, an array of schemas or a map of them. */
export const SUBSCHEMAS: Readonly<Record<string, Edge>> = Object.fromEntries(
  Object.entries(GRAMMAR.schema).filter(([, edge]) => stepOf(edge).kind === 'schema'),
);

/** The objects that a field contains; undefined if the field contains other values. */
export function stepTo(kind: Kind, name: string): Step | undefined {
  const steps = STEPS.get(kind);
  return steps?.get(name) ?? (/^(?:x-|\$ref$)/.test(name) ? undefined : steps?.get('*'));
}

/** The places in the value of a field. */
export function placesIn(step: Step, value: Json, pointer: string): Visit[] {
  const places: Visit[] = [];
  addChildren(places, step, value, pointer);
  return places;
}

/** A place that the walk visits. In a faulty document `node` can be any value. */
export interface Visit {
  readonly kind: Kind;
  readonly node: Json;
  readonly pointer: string;
}

/**
 * Visits every object of the document once, in document order, without recursion. The visitor can change the node
 * before the walk continues into it, and can return more places to visit.
 */
export function walk(start: Visit, visit: (place: Visit) => readonly Visit[] | undefined): void {
  const visited = new Set<Json>();
  const stack: Visit[] = [start];
  for (let place = stack.pop(); place; place = stack.pop()) {
    if (typeof place.node === 'object' && place.node !== null) {
      if (visited.has(place.node)) continue;
      visited.add(place.node);
    }
    for (const more of visit(place) ?? []) stack.push(more);
    // The last child is pushed first, so that the first child is visited first. No spread: a map can have more entries
    // than a call can have arguments.
    const children = childrenOf(place);
    for (let child = children.pop(); child; child = children.pop()) stack.push(child);
  }
}

/** The places inside a place, in document order. */
export function childrenOf({ kind, node, pointer }: Visit): Visit[] {
  const children: Visit[] = [];
  const steps = STEPS.get(kind);
  if (!steps?.size || !isObject(node)) return children;
  const other = steps.get('*');
  for (const name of Object.keys(node)) {
    const step = steps.get(name) ?? other;
    if (step === undefined || (other && /^(?:x-|\$ref$)/.test(name))) continue;
    addChildren(children, step, node[name] as Json, extend(pointer, name));
  }
  return children;
}

function addChildren(children: Visit[], { kind, shape }: Step, value: Json, pointer: string): void {
  if (shape === 'one') {
    children.push({ kind, node: value, pointer });
  } else if (shape === '{}' && isObject(value)) {
    // A reference in the place of a map.
    if (typeof value.$ref === 'string') return;
    const extensible = kind === 'pathItem' || kind === 'response';
    for (const key of Object.keys(value)) {
      if (extensible && key.startsWith('x-')) continue;
      children.push({ kind, node: value[key] as Json, pointer: extend(pointer, key) });
    }
  } else if (shape === '[]' && Array.isArray(value)) {
    for (const [index, node] of value.entries()) children.push({ kind, node, pointer: extend(pointer, index) });
  }
}

/** The kinds of object that a Reference Object can replace, and those whose references other code follows. */
const REFERENCEABLE: ReadonlySet<Kind> = new Set([
  ...(['pathItem', 'parameter', 'requestBody', 'response', 'header', 'example', 'link', 'callback'] as const),
  ...(['securityScheme', 'schema', 'mediaType', 'content'] as const),
]);

/** Fields without objects of the structure whose values can contain anything, also a property named `$ref`. */
const FREE_VALUES: ReadonlySet<string> = new Set([
  ...['default', 'const', 'enum', 'example', 'examples', 'value', 'dataValue', 'parameters', 'requestBody', 'mapping'],
]);

/** True for a reference where OpenAPI has no Reference Object: in the place of a map, an array or another value. */
export function isMisplacedReference(kind: Kind, name: string, value: Json, step: Step | undefined): boolean {
  if (!isObject(value) || typeof value.$ref !== 'string') return false;
  if (step) return step.shape !== 'one' || !REFERENCEABLE.has(step.kind);
  return !FREE_VALUES.has(name) && !name.startsWith('x-') && kind !== 'content' && kind !== 'callback';
}
