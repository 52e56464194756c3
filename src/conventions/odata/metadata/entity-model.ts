// What an OData service has at its paths (CSDL XML 4.01, sections 8 and 13): entity sets and singletons, and what leads from
// one entity to others that are its own.
import type { Contract } from '../../../contract/contract.ts';
import { isJson } from '../../../contract/media-types.ts';
import { plainName } from '../../../contract/names.ts';
import type { Operation } from '../../../contract/operations.ts';
import { entityTypeOf } from '../entity-type.ts';
import { type BindingType, type Callable, callableOf } from './operations.ts';
import { identifier, type Structured, type Types } from './types.ts';

export interface Navigation extends BindingType {
  readonly name: string;
}

export interface EntityModel {
  readonly sets: readonly Navigation[];
  readonly singletons: readonly Navigation[];
  /** Types of which a path shows one or many. */
  readonly entities: ReadonlySet<Structured>;
  /** The property that tells one entity of a type from the others. */
  readonly keys: ReadonlyMap<Structured, string>;
  /** By type, what leads on from its entities. */
  readonly navigations: ReadonlyMap<Structured, readonly Navigation[]>;
  readonly callables: readonly Callable[];
}

/** One segment of the paths, with what is below it. */
interface Segment {
  readonly name: string;
  readonly operations: Operation[];
  readonly below: Map<string, Segment>;
}

export function entityModelOf(contract: Contract, types: Types): EntityModel {
  const roots: Navigation[] = [];
  const entities = new Set<Structured>();
  const keys = new Map<Structured, string>();
  const navigations = new Map<Structured, Navigation[]>();
  const callables = new Map<string, Callable>();

  /** What the paths below a segment are about; undefined where that is no object. */
  const shownAt = (segment: Segment): BindingType | undefined => {
    const item = itemOf(segment);
    const operations = [...(item?.operations ?? []), ...segment.operations];
    const many =
      item !== undefined || segment.operations.some((one) => one.method === 'GET' && entityTypeOf(contract, one).many);
    const places = operations.flatMap((one) => placesOf(contract, one));
    for (const place of places) {
      const { structured, many: list } = types.at(place, identifier(segment.name));
      if (structured && !list) return { type: structured, many };
    }
    const leadsOn = [...segment.below.values()].some(({ name }) => !name.startsWith('$'));
    return places.length === 0 && leadsOn ? { type: types.bare(identifier(segment.name)), many } : undefined;
  };

  const visit = (segment: Segment, holder: BindingType | undefined): void => {
    for (const next of segment.below.values()) {
      if (next.name.startsWith('$') || isKey(next.name)) continue;
      const found = isCallable(next) ? undefined : shownAt(next);
      if (found) enter(next, found, holder);
      else if (isCallable(next)) call(next, holder);
    }
  };

  const enter = (segment: Segment, found: BindingType, holder: BindingType | undefined): void => {
    const { type, many } = found;
    const item = itemOf(segment);
    // A member that is an object without a key is a part of its holder, though it has a path of its own.
    const isPart = holder?.type.names.has(segment.name) && !many && !type.names.has('id');
    if (!isPart) {
      const navigation = { ...found, name: identifier(segment.name) };
      if (holder) navigations.set(holder.type, [...(navigations.get(holder.type) ?? []), navigation]);
      else roots.push(navigation);
      entities.add(type);
      tellKey(type, item);
    }
    visit(segment, found);
    if (item) visit(item, { type, many: false });
  };

  const tellKey = (type: Structured, item: Segment | undefined): void => {
    const asked = plainName(/\{([^}]*)\}/.exec(item?.name ?? '')?.[1] ?? 'id');
    const key = [...type.names].find((name) => plainName(name) === asked) ?? (type.names.has('id') ? 'id' : undefined);
    let owner = type;
    for (let base = type.base; key !== undefined && base?.names.has(key); base = base.base) owner = base;
    if (key !== undefined && !keys.has(owner)) keys.set(owner, key);
  };

  const call = (segment: Segment, bound: BindingType | undefined): void => {
    for (const operation of segment.operations) {
      const callable = callableOf(contract, types, { operation, segment: segment.name, bound });
      if (!callable) continue;
      const { kind, name, parameters } = callable;
      const given = parameters.map((parameter) => parameter.name);
      const sign = [kind, name, bound?.type.name, bound?.many, ...(kind === 'Function' ? given : [])].join(' ');
      if (!callables.has(sign)) callables.set(sign, callable);
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

/** The paths as a tree; a key in brackets, as `people('{id}')`, is a segment below. */
function segmentsOf(operations: readonly Operation[]): Segment {
  const root: Segment = { name: '', operations: [], below: new Map() };
  for (const operation of operations) {
    let at = root;
    for (const name of operation.path.split('/').flatMap(keyApart).filter(Boolean)) {
      const next = at.below.get(name) ?? { name, operations: [], below: new Map() };
      at.below.set(name, next);
      at = next;
    }
    at.operations.push(operation);
  }
  return root;
}

function keyApart(segment: string): string[] {
  const [, name, key] = /^(\w+)\('?(\{[^{}]+\})'?\)$/.exec(segment) ?? [];
  return name === undefined || key === undefined ? [segment] : [name, key];
}

function isKey(name: string): boolean {
  return name.includes('{') && !name.includes('(');
}

function itemOf({ below }: Segment): Segment | undefined {
  return [...below.values()].find(({ name }) => isKey(name));
}

/** What has brackets or a namespace, or takes POST alone and has nothing below it, is called. */
function isCallable({ name, operations, below }: Segment): boolean {
  if (/[(.]/.test(name)) return true;
  return below.size === 0 && operations.length > 0 && operations.every(({ method }) => method === 'POST');
}

/** The schemas of what an operation shows, or takes where it shows nothing. */
function placesOf(contract: Contract, operation: Operation): string[] {
  if (!/^(?:GET|POST|PUT|PATCH)$/.test(operation.method)) return [];
  const { place } = entityTypeOf(contract, operation);
  const taken = operation.requestBody?.content.find(({ name }) => isJson(name))?.schema;
  return [place, operation.method === 'GET' ? undefined : taken].flatMap((at) => at ?? []);
}
