// Makes a scenario of the state of a world, for a world that is to begin with it. It contains only what a world without a scenario
// would not begin with. A collection in it is complete, and in order.
import { isDeepStrictEqual } from 'node:util';
import { type Json, type JsonObject, setProperty } from '../../json/value.ts';
import { memoryStore } from '../../store/memory.ts';
import type { Store } from '../../store/store.ts';
import type { Inference } from '../infer/infer.ts';
import type { Collection, Resource } from '../infer/resource.ts';
import { embeddedIn } from './embedded.ts';
import { concretePath, itemOfKey, openedIn, storeKey } from './key-counters.ts';
import { isKey, keyOf } from './keys.ts';
import { linksIn } from './links.ts';
import { openResources } from './open.ts';
import { escapeTimes } from './relative-times.ts';
import type { ResourceContext } from './repository.ts';
import { findResource, NO_SCENARIO, type Scenario } from './scenario.ts';
import { keysIn, type ServedResources } from './state.ts';
import { togglesOn } from './toggles.ts';

/** The part of a scenario that is the state of one document. */
export type SavedState = Pick<Scenario, 'states' | 'items' | 'links' | 'toggles'>;

interface GrowingState extends SavedState {
  readonly states: Map<string, Json>;
  readonly items: Map<string, ReadonlyMap<string, Json>>;
  readonly links: Map<string, readonly string[]>;
  readonly toggles: Set<string>;
}

/** A resource that has its initial state, at a path with keys. */
export interface UsedResource {
  readonly resource: Resource;
  readonly path: string;
  readonly owners: readonly string[];
}

/** The items of a collection with their keys, in order. Null for an item that an open collection does not have. */
type KeyedItems = readonly (readonly [key: string, item: JsonObject | null])[];

/**
 * The state of a world as a scenario. A resource of its present scenario that nobody has used stays as it is written there.
 * Owners decide what the resources of theirs begin with. So what differs is added, owners first, until a world with the scenario
 * has the same state.
 */
export async function saveState(known: ServedResources, context: ResourceContext): Promise<SavedState> {
  const { store, scenario, ...unchanged } = context;
  const world = { known, store, used: usedResources(known.inference, openedIn(store)) };
  const saved = unusedState(known.inference, context, world.used);
  let pending = world.used;
  for (;;) {
    const like = { ...unchanged, store: memoryStore(), scenario: { ...NO_SCENARIO, ...saved } };
    await openAll(world, like);
    const other = { ...world, store: like.store };
    const differing = pending.filter(
      (one) => scenario.states.has(one.path) || !isDeepStrictEqual(stateOf(world, one), stateOf(other, one)),
    );
    const first = withoutOwned(differing);
    for (const one of first) addState(saved, world, one, scenario.states.has(one.path) ? undefined : other);
    pending = pending.filter((one) => !first.includes(one));
    if (
      differing.length === 0 &&
      !addLinks(saved, linksIn(known.inference, store), linksIn(known.inference, like.store))
    )
      break;
  }
  for (const path of togglesOn(store, scenario)) saved.toggles.add(path);
  return saved;
}

/** A world whose state is read. */
interface ReadWorld {
  readonly known: ServedResources;
  readonly store: Store;
  /** What is used in the world that is saved. */
  readonly used: readonly UsedResource[];
}

/** What the present scenario contains and nobody has used. */
function unusedState(
  inference: Inference,
  { store, scenario }: ResourceContext,
  used: readonly UsedResource[],
): GrowingState {
  const paths = new Set(used.map(({ path }) => path));
  const unused = <Value>(all: ReadonlyMap<string, Value>) => new Map([...all].filter(([path]) => !paths.has(path)));
  const owners = linksIn(inference, store);
  return {
    states: unused(scenario.states),
    items: unused(scenario.items),
    links: new Map([...scenario.links].filter(([owner]) => !owners.has(owner))),
    toggles: new Set(),
  };
}

/**
 * The resources that have their initial state, parents first.
 * @param marks what has its initial state, as in the keys of the counters
 */
export function usedResources(inference: Inference, marks: readonly string[]): readonly UsedResource[] {
  const found = new Map<string, UsedResource>();
  for (const opened of marks) {
    const path = opened.replace(/\/$/, '');
    const resource = findResource(inference, path);
    // The mark of a single resource ends with a slash. KeyedItems have marks, too.
    if (resource && (resource.kind === 'singleton') === (path !== opened))
      found.set(path, { resource, path, owners: keysIn(resource.path, path) });
  }
  return [...found.values()].sort((one, other) => one.owners.length - other.owners.length);
}

/** The resources that no other resource owns; all resources, if they own each other. */
function withoutOwned(all: readonly UsedResource[]): readonly UsedResource[] {
  const present = new Set(all.map(({ resource }) => resource));
  const first = all.filter(({ resource }) => !ownersOf(resource).some((owner) => present.has(owner)));
  return first.length === 0 ? all : first;
}

/** The resources that decide what a resource begins with, and their owners. */
function ownersOf(resource: Resource, found = new Set<Resource>()): readonly Resource[] {
  const whole = resource.kind === 'collection' ? resource.whole()?.resource : undefined;
  const scopes = resource.kind === 'collection' ? resource.scopes().map(({ parent }) => parent) : [];
  for (const owner of [resource.parent, whole, ...scopes, ...referredBy(resource.references())]) {
    if (!owner || owner === resource || found.has(owner)) continue;
    found.add(owner);
    ownersOf(owner, found);
  }
  return [...found].filter((owner) => owner !== resource);
}

/** The collections to whose items the items of a resource refer. */
function referredBy(references: ReturnType<Resource['references']>): readonly Collection[] {
  if (!references) return [];
  return [...references.own.map(({ collection }) => collection), ...[...references.inner.values()].flatMap(referredBy)];
}

/**
 * Gives resources their initial state. One whose owner does not exist has none.
 * @param world what to open, and the items of open collections
 */
export async function openAll({ known, store, used }: ReadWorld, context: ResourceContext): Promise<void> {
  const resources = openResources(known.contract, known.isControlInformation, context);
  const attempt = async (read: () => unknown) => {
    try {
      await read();
    } catch {
      // The owner or the item does not exist.
    }
  };
  for (const { resource, owners, path } of used) {
    const stored = resources(resource, { owners });
    await attempt(() => (resource.kind === 'collection' ? stored.list() : stored.read()));
    // KeyedItems of an open collection exist on first use.
    if (resource.kind !== 'collection' || !resource.open) continue;
    for (const [key] of store.list(path)) await attempt(() => stored.item(itemOfKey(key)).read());
  }
}

function stateOf(world: ReadWorld, used: UsedResource): JsonObject | undefined | KeyedItems {
  const { resource, path } = used;
  if (resource.kind === 'singleton') return world.store.get(storeKey(path))?.value as JsonObject | undefined;
  return itemsOf(world, { ...used, resource });
}

function itemsOf(
  world: ReadWorld,
  { resource, path, owners }: UsedResource & { readonly resource: Collection },
): KeyedItems {
  const { store } = world;
  const items = store.list(path).map(([stored, { value }]) => {
    const key = itemOfKey(stored);
    return [key, wholeItem(world, resource, [...owners, key], value as JsonObject)] as const;
  });
  if (!resource.open) return items;
  const there = new Set(items.map(([key]) => key));
  const marked = openedIn(store).filter((one) => one.startsWith(`${path}/`) && !one.includes('/', path.length + 1));
  const removed = marked.map(itemOfKey).filter((key) => key !== '' && !there.has(key));
  return [...items, ...removed.map((key) => [key, null] as const)];
}

/** An item with the items below it that it lists, as they are now. @param keys the keys on its path, its own as the last */
function wholeItem(world: ReadWorld, resource: Collection, keys: readonly string[], item: JsonObject): JsonObject {
  const { known, used } = world;
  const whole: Record<string, Json> = { ...item };
  for (const { property, count, child } of embeddedIn(known.contract.document, resource)) {
    const path = concretePath(child.path, keys);
    if (!Object.hasOwn(item, property) || !used.some((one) => one.path === path)) continue;
    const list = itemsOf(world, { resource: child, path, owners: keys }).map(([, one]) => one as Json);
    setProperty(whole, property, list);
    if (count !== undefined) setProperty(whole, count, list.length);
  }
  return whole;
}

/** @param other only items of an open collection that differ from this world are written; all items if undefined */
function addState(saved: GrowingState, world: ReadWorld, used: UsedResource, other: ReadWorld | undefined): void {
  const { resource, path } = used;
  const state = stateOf(world, used);
  if (resource.kind === 'singleton') {
    saved.states.set(path, state === undefined ? null : escapeTimes(state as JsonObject));
    return;
  }
  const items = (state as KeyedItems).map(([key, item]) => [key, item && escapeTimes(item)] as const);
  if (resource.open && other) {
    const others = new Map(stateOf(other, used) as KeyedItems);
    const own = new Map(state as KeyedItems);
    const differing = items.filter(([key]) => !isDeepStrictEqual(own.get(key), others.get(key)));
    saved.items.set(path, new Map(differing));
    return;
  }
  const existing = items.flatMap(([key, item]) => (item === null ? [] : [[key, item as JsonObject] as const]));
  const isList = existing.every(([key, item]) => isUnderOwnKey(world.known, resource, key, item));
  saved.states.set(path, isList ? existing.map(([, item]) => item) : []);
  if (!isList) saved.items.set(path, new Map(existing));
}

/** Whether a list of items shows the key of an item, so that it needs no path of its own. */
function isUnderOwnKey({ contract }: ServedResources, resource: Collection, key: string, item: JsonObject): boolean {
  return keyOf(resource, item) === key && isKey(contract, resource, key);
}

type Links = ReturnType<typeof linksIn>;

/** Adds the links that differ. @returns whether there are any */
function addLinks({ links }: GrowingState, own: Links, other: Links): boolean {
  const owners = [...new Set([...own.keys(), ...other.keys()])].filter((owner) => !links.has(owner));
  const differing = owners.filter((owner) => !isDeepStrictEqual(own.get(owner), other.get(owner)));
  for (const owner of differing.sort()) links.set(owner, own.get(owner) ?? []);
  return differing.length > 0;
}
