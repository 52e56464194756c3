// The state that recorded responses show: which items there were at the start and at the end of a recording.
import { parametersIn } from '../contract/operation/names.ts';
import { mergePatch } from '../json/merge.ts';
import { isObject, type Json, type JsonObject, valueInside } from '../json/value.ts';
import type { Inference } from '../resources/infer/infer.ts';
import type { Collection, KeyReferences, Role, Singleton } from '../resources/infer/resource.ts';
import { concretePath } from '../resources/state/key-counters.ts';
import { keyOf } from '../resources/state/keys.ts';
import { isSuccess, type MatchedCall } from './call.ts';

/** An object at the start and at the end. One without a representation was only named, by its owner's path or by a reference. */
export interface RecordedObject {
  /** The first representation. Undefined if it was only named. */
  first: JsonObject | undefined;
  /** The latest representation. Undefined if it was only named. */
  latest: JsonObject | undefined;
  /** Whether the recording created it, so that it did not exist at the start. */
  isCreated: boolean;
  isDeleted: boolean;
}

/** The items at one path with the keys of their owners. */
export interface RecordedFolder {
  readonly resource: Collection;
  readonly path: string;
  /** By key, in the order of the latest list. */
  readonly items: Map<string, RecordedObject>;
  /** The keys in the order of the first list. Undefined without a list of all items. */
  firstOrder: readonly string[] | undefined;
  /** Whether a list was recorded. Only a list shows which items do not exist. */
  isListed: boolean;
}

/** Keys of items by the nested path of an owner, if no property names the owner. */
export interface RecordedLinks {
  readonly first: readonly string[];
  readonly latest: Set<string>;
}

export class RecordedState {
  readonly folders = new Map<string, RecordedFolder>();
  readonly singles = new Map<string, RecordedObject & { readonly resource: Singleton }>();
  readonly links = new Map<string, RecordedLinks>();
  readonly #inference: Inference;

  constructor(inference: Inference) {
    this.#inference = inference;
  }

  /** Takes over what a call shows. The calls must come in their order. */
  add(call: MatchedCall): void {
    const role = this.#inference.roleOf(call.operation);
    if (!role || !isSuccess(call) || call.method === 'HEAD') return;
    const owners = role.owners.flatMap((name) => call.pathParameters[name] ?? []);
    if (owners.length < role.owners.length) return;
    const { resource, scope } = role;
    this.#nameOwner(scope?.parent ?? resource.parent, owners);
    this.#nameReferred(call, role);
    if (resource.kind === 'singleton') {
      this.#addSingle(call, role, resource, owners);
      return;
    }
    const depth = parametersIn(resource.path).length;
    if (scope !== undefined && depth > 0) return;
    this.#addItems(call, { role, resource, path: concretePath(resource.path, owners.slice(0, depth)), owners });
  }

  #addSingle(call: MatchedCall, role: Role, resource: Singleton, owners: readonly string[]): void {
    const path = concretePath(resource.path, owners);
    const known = this.singles.get(path) ?? { resource, ...newObject() };
    const shown =
      role.kind === 'delete' ? undefined : (representationIn(call, role) ?? writtenBy(call, role, known.latest));
    if (role.kind !== 'delete' && !shown) return;
    this.singles.set(path, known);
    if (role.kind === 'delete') known.isDeleted = true;
    else show(known, shown as JsonObject);
  }

  #addItems(call: MatchedCall, at: ItemsOfCall): void {
    const { kind } = at.role;
    if (kind === 'list') this.#addList(call, at);
    else if (kind === 'delete') this.#deleteItem(call, at);
    else if (kind !== 'count' && kind !== 'part') this.#addItem(call, at);
  }

  #deleteItem(call: MatchedCall, { role, resource, path }: ItemsOfCall): void {
    const key = keyIn(call, role);
    if (key === undefined) return;
    objectAt(this.#folder(resource, path), key).isDeleted = true;
    this.#deleteBelow(`${path}/${encodeURIComponent(key)}/`);
  }

  #addList(call: MatchedCall, { role, resource, path, owners }: ItemsOfCall): void {
    const list = role.inResponse && valueInside(call.response.body, role.inResponse.path);
    if (!Array.isArray(list)) return;
    const folder = this.#folder(resource, path);
    folder.isListed = true;
    const items = (list as readonly Json[]).filter(isObject);
    const keys = items.map((item) => keyOf(resource, item));
    for (const [index, item] of items.entries()) {
      const key = keys[index];
      // A list can have less of an item than a response of its own.
      if (key !== undefined) show(objectAt(folder, key), item, true);
    }
    const shown = keys.filter((key) => key !== undefined);
    if (role.scope && role.scope.property === undefined) this.#link(concretePath(role.scope.path, owners), shown);
    else if (!role.scope && call.query === '') reorder(folder, shown);
  }

  #addItem(call: MatchedCall, { role, resource, path, owners }: ItemsOfCall): void {
    const folder = this.#folder(resource, path);
    const representation = representationIn(call, role);
    const key = (representation && keyOf(resource, representation)) ?? keyIn(call, role) ?? keyInLocation(call, role);
    if (key === undefined) return;
    const isKnown = folder.items.has(key);
    const shown = representation ?? writtenBy(call, role, folder.items.get(key)?.latest);
    if (!shown && (role.kind === 'read' || call.lacksBody)) return;
    const item = objectAt(folder, key);
    if (role.kind === 'create' && !isKnown) item.isCreated = true;
    if (role.kind === 'replace' && !isKnown && call.status === 201) item.isCreated = true;
    if (shown) show(item, shown);
    if (role.kind === 'create' && role.scope && role.scope.property === undefined)
      this.#link(concretePath(role.scope.path, owners), [key], false);
  }

  #folder(resource: Collection, path: string): RecordedFolder {
    const known = this.folders.get(path);
    if (known) return known;
    const folder = { resource, path, items: new Map(), firstOrder: undefined, isListed: false };
    this.folders.set(path, folder);
    return folder;
  }

  /** The item that something recorded belongs to exists, even if no response shows it. */
  #nameOwner(parent: Collection | undefined, owners: readonly string[]): void {
    const depth = parent ? parametersIn(parent.path).length : 0;
    const key = owners[depth];
    if (!parent || key === undefined) return;
    const path = concretePath(parent.path, owners.slice(0, depth));
    objectAt(this.#folder(parent, path), key);
    this.#nameOwner(parent.parent, owners);
  }

  /** The items that an accepted request refers to exist, even if no response shows them. */
  #nameReferred({ request }: MatchedCall, { kind, resource, bodyPath }: Role): void {
    const references = resource.references();
    if (!references || (kind !== 'create' && kind !== 'replace' && kind !== 'change')) return;
    for (const { collection, key } of referredIn(references, valueInside(request.body, bodyPath))) {
      if (!collection.path.includes('{}')) objectAt(this.#folder(collection, collection.path), key);
    }
  }

  #link(path: string, keys: readonly string[], isFirst = true): void {
    const known = this.links.get(path);
    if (known) for (const key of keys) known.latest.add(key);
    else this.links.set(path, { first: isFirst ? keys : [], latest: new Set(keys) });
  }

  #deleteBelow(path: string): void {
    for (const [at, { items }] of this.folders)
      if (at.startsWith(path)) for (const item of items.values()) item.isDeleted = true;
    for (const [at, single] of this.singles) if (at.startsWith(path)) single.isDeleted = true;
  }
}

interface ItemsOfCall {
  readonly role: Role;
  readonly resource: Collection;
  /** The path of the collection with the keys of its owners. */
  readonly path: string;
  readonly owners: readonly string[];
}

interface ReferredKey {
  readonly collection: Collection;
  readonly key: string;
}

function referredIn(references: KeyReferences, value: Json | undefined): readonly ReferredKey[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => referredIn(references, item));
  if (!isObject(value)) return [];
  const own = references.own.flatMap(({ property, collection }): ReferredKey[] => {
    const key = value[property];
    return typeof key === 'string' || typeof key === 'number' ? [{ collection, key: String(key) }] : [];
  });
  return [...own, ...[...references.inner].flatMap(([property, inner]) => referredIn(inner, value[property]))];
}

function newObject(): RecordedObject {
  return { first: undefined, latest: undefined, isCreated: false, isDeleted: false };
}

function objectAt({ items }: RecordedFolder, key: string): RecordedObject {
  const known = items.get(key) ?? newObject();
  items.set(key, known);
  return known;
}

function show(object: RecordedObject, shown: JsonObject, isPart = false): void {
  object.first ??= shown;
  object.latest = isPart ? { ...object.latest, ...shown } : shown;
  object.isDeleted = false;
}

/** Brings the items into the order of a list that shows all of them. */
function reorder(folder: RecordedFolder, keys: readonly string[]): void {
  const { items } = folder;
  const shown = new Set(keys);
  if ([...items].some(([key, { isDeleted }]) => !isDeleted && !shown.has(key))) return;
  folder.firstOrder ??= keys;
  const others = [...items].filter(([key]) => !shown.has(key));
  const ordered = keys.map((key) => [key, items.get(key) as RecordedObject] as const);
  items.clear();
  for (const [key, item] of [...ordered, ...others]) items.set(key, item);
}

/** The representation in a response. If a write returns the object that contains the item, it is not the item. */
function representationIn({ response }: MatchedCall, { inResponse, whole }: Role): JsonObject | undefined {
  if (!inResponse || whole) return undefined;
  const found = valueInside(response.body, inResponse.path);
  return isObject(found) ? found : undefined;
}

/** What a write without a representation in its response leaves: the object of its request, or the known one with its changes. */
function writtenBy(
  { request, method, lacksBody, response }: MatchedCall,
  { kind, bodyPath }: Role,
  known: JsonObject | undefined,
): JsonObject | undefined {
  if (lacksBody || response.body !== undefined || (kind !== 'create' && kind !== 'replace' && kind !== 'change'))
    return undefined;
  const sent = valueInside(request.body, bodyPath);
  if (!isObject(sent)) return undefined;
  return method === 'PATCH' ? (mergePatch(known ?? {}, sent) as JsonObject) : { ...known, ...sent };
}

function keyIn({ pathParameters, request }: MatchedCall, { key }: Role): string | undefined {
  if (key?.in === 'path') return pathParameters[key.name];
  const value = key && valueInside(request.body, key.path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** The key of a new item, if only the header Location has it. */
function keyInLocation({ response: { headers } }: MatchedCall, { kind }: Role): string | undefined {
  const segment = kind === 'create' ? /\/([^/?#]+)\/?(?:[?#].*)?$/.exec(headers.location ?? '')?.[1] : undefined;
  try {
    return segment === undefined ? undefined : decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
