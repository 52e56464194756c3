// The entity model of an OData service, inferred from its paths (CSDL XML 4.01, sections 8 and 13): entity sets, singletons
// and navigation properties.
import type { Contract } from '../../../contract/contract.ts';
import { isJson } from '../../../contract/operation/media-types.ts';
import { plainName } from '../../../contract/operation/names.ts';
import type { Operation } from '../../../contract/operation/operations.ts';
import { entityTypeOf } from '../entity-type.ts';
import { type BindingType, type Callable, callableOf } from './operations.ts';
import { identifier, type Structured, type Types } from './types.ts';

export interface Navigation extends BindingType {
  readonly name: string;
}

export interface EntityModel {
  readonly sets: readonly Navigation[];
  readonly singletons: readonly Navigation[];
  /** The types that a path returns. */
  readonly entities: ReadonlySet<Structured>;
  /** The key property of each type. */
  readonly keys: ReadonlyMap<Structured, string>;
  /** The navigation properties of each type. */
  readonly navigations: ReadonlyMap<Structured, readonly Navigation[]>;
  readonly callables: readonly Callable[];
}

/** One path segment with the segments below it. */
interface PathSegment {
  readonly name: string;
  readonly operations: Operation[];
  readonly below: Map<string, PathSegment>;
}

export function entityModelOf(contract: Contract, types: Types): EntityModel {
  const roots: Navigation[] = [];
  const entities = new Set<Structured>();
  const keys = new Map<Structured, string>();
  const navigations = new Map<Structured, Navigation[]>();
  const callables = new Map<string, Callable>();

  /** The type of the objects at a segment. Undefined if absent. */
  const typeAt = (segment: PathSegment): BindingType | undefined => {
    const item = itemOf(segment);
    const operations = [...(item?.operations ?? []), ...segment.operations];
    const many =
      item !== undefined || segment.operations.some((one) => one.method === 'GET' && entityTypeOf(contract, one).many);
    const places = operations.flatMap((one) => placesOf(contract, one));
    for (const place of places) {
      const { structured, many: list } = types.at(place, identifier(segment.name));
      if (structured && !list) return { type: structured, many };
    }
    const hasSegments = [...segment.below.values()].some(({ name }) => !name.startsWith('$'));
    return places.length === 0 && hasSegments ? { type: types.bare(identifier(segment.name)), many } : undefined;
  };

  const visit = (segment: PathSegment, parent: BindingType | undefined): void => {
    for (const next of segment.below.values()) {
      if (next.name.startsWith('$') || isKey(next.name)) continue;
      const found = isCallable(next) ? undefined : typeAt(next);
      if (found) enter(next, found, parent);
      else if (isCallable(next)) addCallable(next, parent);
    }
  };

  const enter = (segment: PathSegment, found: BindingType, parent: BindingType | undefined): void => {
    const { type, many } = found;
    const item = itemOf(segment);
    // A property that is an object without a key is a part of its parent, even if it has its own path.
    const isPart = parent?.type.names.has(segment.name) && !many && !type.names.has('id');
    if (!isPart) {
      const navigation = { ...found, name: identifier(segment.name) };
      if (parent) navigations.set(parent.type, [...(navigations.get(parent.type) ?? []), navigation]);
      else roots.push(navigation);
      entities.add(type);
      setKey(type, item);
    }
    visit(segment, found);
    if (item) visit(item, { type, many: false });
  };

  const setKey = (type: Structured, item: PathSegment | undefined): void => {
    const parameterName = plainName(/\{([^}]*)\}/.exec(item?.name ?? '')?.[1] ?? 'id');
    const key =
      [...type.names].find((name) => plainName(name) === parameterName) ?? (type.names.has('id') ? 'id' : undefined);
    let owner = type;
    for (let base = type.base; key !== undefined && base?.names.has(key); base = base.base) owner = base;
    if (key !== undefined && !keys.has(owner)) keys.set(owner, key);
  };

  const addCallable = (segment: PathSegment, bound: BindingType | undefined): void => {
    for (const operation of segment.operations) {
      const callable = callableOf(contract, types, { operation, segment: segment.name, bound });
      if (!callable) continue;
      const { kind, name, parameters } = callable;
      const parameterNames = parameters.map((parameter) => parameter.name);
      const signature = [
        kind,
        name,
        bound?.type.name,
        bound?.many,
        ...(kind === 'Function' ? parameterNames : []),
      ].join(' ');
      if (!callables.has(signature)) callables.set(signature, callable);
    }
  };

  visit(segmentsOf(contract.operations), undefined);
  return {
    sets: roots.filter(({ many }) => many),
    singletons: roots.filter(({ many }) => !many),
    entities,
    keys,
    navigations,
    callables: [...callables.values()],
  };
}

/** The paths as a tree. A key in parentheses, as in `people('{id}')`, becomes a separate segment. */
function segmentsOf(operations: readonly Operation[]): PathSegment {
  const root: PathSegment = { name: '', operations: [], below: new Map() };
  for (const operation of operations) {
    let at = root;
    for (const name of operation.path.split('/').flatMap(splitKey).filter(Boolean)) {
      const next = at.below.get(name) ?? { name, operations: [], below: new Map() };
      at.below.set(name, next);
      at = next;
    }
    at.operations.push(operation);
  }
  return root;
}

function splitKey(segment: string): string[] {
  const [, name, key] = /^(\w+)\('?(\{[^{}]+\})'?\)$/.exec(segment) ?? [];
  return name === undefined || key === undefined ? [segment] : [name, key];
}

function isKey(name: string): boolean {
  return name.includes('{') && !name.includes('(');
}

function itemOf({ below }: PathSegment): PathSegment | undefined {
  return [...below.values()].find(({ name }) => isKey(name));
}

/** Whether a segment is a function or an action: it has parentheses or a namespace, or only POST and no segments below it. */
function isCallable({ name, operations, below }: PathSegment): boolean {
  if (/[(.]/.test(name)) return true;
  return below.size === 0 && operations.length > 0 && operations.every(({ method }) => method === 'POST');
}

/** The schemas that an operation returns, and those of its request body. */
function placesOf(contract: Contract, operation: Operation): string[] {
  if (!/^(?:GET|POST|PUT|PATCH)$/.test(operation.method)) return [];
  const { place } = entityTypeOf(contract, operation);
  const bodySchema = operation.requestBody?.content.find(({ name }) => isJson(name))?.schema;
  return [place, operation.method === 'GET' ? undefined : bodySchema].flatMap((at) => at ?? []);
}
