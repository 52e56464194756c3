// The structure of an OpenAPI document (OpenAPI 3.1, section 4.8) as one table, and the walk that follows it. Code that
// processes a whole document (bundling, lifting, checking) is a visitor of this walk.
import { appendTokens, tokensOf } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

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
  const steps = STEPS.get(kind) as ReadonlyMap<string, Step>;
  const step = steps.get(name) ?? steps.get('*');
  return step && steps.get(name) === undefined && isNoEntry(name) ? undefined : step;
}

/** The places in the value of a field. */
export function placesIn({ kind, shape }: Step, value: Json, pointer: string): readonly Visit[] {
  if (shape === 'one') return [{ kind, node: value, pointer }];
  if (Array.isArray(value)) {
    return shape === '[]' ? value.map((node, index) => ({ kind, node, pointer: appendTokens(pointer, index) })) : [];
  }
  if (shape === '[]' || !isObject(value)) return [];
  const names = Object.keys(value).filter((name) => !isExtensible(kind) || !name.startsWith('x-'));
  return names.map((name) => ({ kind, node: value[name] as Json, pointer: appendTokens(pointer, name) }));
}

/** A place that the walk visits. In a faulty document `node` can be any value. */
export interface Visit {
  readonly kind: Kind;
  readonly node: Json;
  readonly pointer: string;
}

/**
 * A place that the walk reaches. Its pointer is text only if somebody reads it, because a large document has a million places
 * and hardly any of them is reported.
 */
class WalkedPlace implements Visit {
  readonly kind: Kind;
  readonly node: Json;
  readonly #parent: Visit;
  readonly #name: string;
  /** The name or the index in a map or an array below `#name`. */
  readonly #key: string | number | undefined;

  constructor(step: Step, node: Json, parent: Visit, name: string, key?: string | number) {
    this.kind = step.kind;
    this.node = node;
    this.#parent = parent;
    this.#name = name;
    this.#key = key;
  }

  get pointer(): string {
    const field = appendTokens(this.#parent.pointer, this.#name);
    return this.#key === undefined ? field : appendTokens(field, this.#key);
  }
}

interface WalkOptions {
  /** True if no object of the document is in two places, so that the walk does not have to remember them. */
  readonly isTree?: boolean;
  /** The objects of a tree that are in several places nevertheless. The visitor can add to them. */
  readonly shared?: ReadonlySet<Json>;
}

/**
 * Visits every object of the document once, in document order, without recursion. The visitor can change the node before the
 * walk continues into it, and can return more places to visit. They are visited after the others.
 */
export function walk(
  start: Visit,
  visit: (place: Visit) => readonly Visit[] | undefined,
  { isTree = false, shared = NOTHING_SHARED }: WalkOptions = {},
): void {
  const later: Visit[] = [];
  const visited = new Set<Json>();
  let remembersAll = !isTree;
  const walkFrom = (first: Visit): void => {
    const stack = [first];
    for (let place = stack.pop(); place; place = stack.pop()) {
      const { node } = place;
      if (typeof node === 'object' && node !== null && (remembersAll || (shared.size > 0 && shared.has(node)))) {
        if (visited.has(node)) continue;
        visited.add(node);
      }
      const more = visit(place);
      if (more) later.push(...more);
      pushChildren(stack, place);
    }
  };
  walkFrom(start);
  remembersAll = true;
  // The list grows while it is read.
  for (let index = 0; index < later.length; index++) walkFrom(later[index] as Visit);
}

const NOTHING_SHARED: ReadonlySet<Json> = new Set();

/** The places inside a place, in document order. */
export function childrenOf(place: Visit): Visit[] {
  const children: Visit[] = [];
  pushChildren(children, place);
  return children.reverse();
}

/** The last child is pushed first, so that the first child is visited first. */
function pushChildren(stack: Visit[], place: Visit): void {
  const { kind, node } = place;
  const steps = STEPS.get(kind) as ReadonlyMap<string, Step>;
  if (steps.size === 0 || !isObject(node)) return;
  const other = steps.get('*');
  const names = Object.keys(node);
  for (let index = names.length - 1; index >= 0; index--) {
    const name = names[index] as string;
    const step = steps.get(name) ?? other;
    if (step === undefined || (other && isNoEntry(name))) continue;
    const value = node[name] as Json;
    if (step.shape === 'one') stack.push(new WalkedPlace(step, value, place, name));
    else pushEntries(stack, place, name, step);
  }
}

function pushEntries(stack: Visit[], place: Visit, name: string, step: Step): void {
  const value = (place.node as JsonObject)[name];
  if (Array.isArray(value)) {
    if (step.shape === '{}') return;
    for (let index = value.length - 1; index >= 0; index--)
      stack.push(new WalkedPlace(step, value[index] as Json, place, name, index));
  } else if (step.shape === '{}' && isObject(value)) {
    // A reference in the place of a map.
    if (typeof value.$ref === 'string') return;
    const keys = Object.keys(value);
    for (let index = keys.length - 1; index >= 0; index--) {
      const key = keys[index] as string;
      if (isExtensible(step.kind) && key.startsWith('x-')) continue;
      stack.push(new WalkedPlace(step, value[key] as Json, place, name, key));
    }
  }
}

/** The kinds of object that a Reference Object can replace, and those whose references other code follows. */
const REFERENCEABLE: ReadonlySet<Kind> = new Set([
  ...(['pathItem', 'parameter', 'requestBody', 'response', 'header', 'example', 'link', 'callback'] as const),
  ...(['securityScheme', 'schema', 'mediaType', 'content'] as const),
]);

/** Fields without objects of the structure whose values can contain anything, also a property named `$ref`. */
const FREE_VALUES: ReadonlySet<string> = new Set([
  ...['default', 'const', 'example', 'examples', 'value', 'dataValue', 'parameters', 'requestBody', 'mapping'],
]);

/** True for a reference where OpenAPI has no Reference Object: in the place of a map, an array or another value. */
export function isMisplacedReference(kind: Kind, name: string, value: Json, step: Step | undefined): boolean {
  if (!isObject(value) || typeof value.$ref !== 'string') return false;
  if (step) return step.shape !== 'one' || !REFERENCEABLE.has(step.kind);
  return !FREE_VALUES.has(name) && !name.startsWith('x-') && kind !== 'content' && kind !== 'callback';
}

/** True if the walk from the root of a document reaches the object at a pointer without following a reference. */
export function isWalked(pointer: string): boolean {
  const tokens = tokensOf(pointer);
  let kind: Kind = 'document';
  for (let index = 0; index < tokens.length; index++) {
    const steps = STEPS.get(kind) as ReadonlyMap<string, Step>;
    const name = tokens[index] as string;
    const step = steps.get(name) ?? (isNoEntry(name) ? undefined : steps.get('*'));
    if (step === undefined) return false;
    kind = step.kind;
    if (step.shape === 'one') continue;
    index += 1;
    const key = tokens[index];
    if (key === undefined || (step.shape === '{}' && isExtensible(kind) && key.startsWith('x-'))) return false;
  }
  return true;
}

/** True for names in a map of any names that are no entries of it. */
function isNoEntry(name: string): boolean {
  return name === '$ref' || name.startsWith('x-');
}

/** True for kinds whose maps can have extensions between their entries. */
function isExtensible(kind: Kind): boolean {
  return kind === 'pathItem' || kind === 'response';
}
