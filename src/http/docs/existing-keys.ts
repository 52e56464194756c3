// Items that exist in a world: the keys for the path parameters of its operations, and values for request bodies. The item that a
// request created last comes first.
import { HttpError } from '../../errors/http-error.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { Collection } from '../../resources/infer/resource.ts';
import { keyValueIn } from '../../resources/state/keys.ts';
import type { ResourceContext } from '../../resources/state/repository.ts';
import { readPath, type ServedResources } from '../../resources/state/state.ts';

/** Items of a collection that are tried until one has items below it. */
const MAX_TRIED = 5;

/** A key with its text in a path. */
type ItemKey = string | number;

export class ExistingKeys {
  readonly #served: ServedResources;
  readonly #world: ResourceContext;
  /** The store keys of the items that requests created, the last one at the end. */
  readonly #created: readonly string[];
  readonly #read = new Map<string, Promise<readonly ItemKey[]>>();

  constructor(served: ServedResources, world: ResourceContext, created: readonly string[]) {
    this.#served = served;
    this.#world = world;
    this.#created = created;
  }

  /** A key for each parameter of a path, by its name, as far as there are items. */
  async ofPath(path: string): Promise<ReadonlyMap<string, ItemKey>> {
    const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name as string);
    if (names.length === 0) return NO_KEYS;
    const shape = path.replace(/\{[^{}]*\}/g, '{}');
    const keys = await this.#find(shape.split('/').slice(1), 0, '');
    return new Map(keys.map((key, index) => [names[index] as string, key]));
  }

  /** The key of an item of a collection that is below no item. */
  async ofCollection({ path }: Collection): Promise<ItemKey | undefined> {
    return path.includes('{}') ? undefined : (await this.#keysAt(path, path))[0];
  }

  /** A property of the first item of such a collection. */
  async propertyOf({ path }: Collection, property: string): Promise<Json | undefined> {
    const [item] = path.includes('{}') ? [] : await this.#itemsAt(path);
    return item?.[property];
  }

  /**
   * The keys of a path from a segment on, as many as there are.
   * @param at the index of the segment @param before the path before it, with keys in the place of its parameters
   */
  async #find(segments: readonly string[], at: number, before: string): Promise<readonly ItemKey[]> {
    const segment = segments[at];
    if (segment === undefined) return [];
    if (segment !== '{}') {
      return segment.includes('{}') ? [] : this.#find(segments, at + 1, `${before}/${segment}`);
    }
    const template = segments
      .slice(0, at)
      .map((one) => `/${one}`)
      .join('');
    let longest: readonly ItemKey[] = [];
    const most = segments.slice(at).filter((one) => one === '{}').length;
    for (const key of (await this.#keysAt(template, before)).slice(0, MAX_TRIED)) {
      const found = [key, ...(await this.#find(segments, at + 1, `${before}/${encodeURIComponent(key)}`))];
      if (found.length > longest.length) longest = found;
      if (longest.length === most) break;
    }
    return longest;
  }

  /** @param template the path with `{}` for each parameter */
  #keysAt(template: string, path: string): Promise<readonly ItemKey[]> {
    const known = this.#read.get(path);
    if (known) return known;
    const keys = this.#readKeys(template, path);
    this.#read.set(path, keys);
    return keys;
  }

  async #readKeys(template: string, path: string): Promise<readonly ItemKey[]> {
    const collection = this.#served.inference.resourceAt(template);
    if (collection?.kind !== 'collection') return [];
    const items = await this.#itemsAt(path);
    const keys = items.map((item) => keyValueIn(collection, item)).filter((key) => key !== undefined);
    return this.#lastCreatedFirst(path, keys);
  }

  /** An item counts as created together with the last item that was created below it. */
  #lastCreatedFirst(path: string, keys: readonly ItemKey[]): readonly ItemKey[] {
    const ranks = new Map<string, number>();
    for (const [rank, created] of this.#created.entries()) {
      if (created.startsWith(`${path}/`)) ranks.set(created.slice(path.length + 1).split('/', 1)[0] as string, rank);
    }
    const rankOf = (key: ItemKey) => ranks.get(encodeURIComponent(key)) ?? -1;
    return ranks.size === 0 ? keys : [...keys].sort((one, other) => rankOf(other) - rankOf(one));
  }

  async #itemsAt(path: string): Promise<readonly JsonObject[]> {
    try {
      const items: Json = await readPath(this.#served, this.#world, path);
      return Array.isArray(items) ? items.filter(isObject) : [];
    } catch (error) {
      // A collection below an item that does not exist has none.
      if (error instanceof HttpError) return [];
      throw error;
    }
  }
}

const NO_KEYS: ReadonlyMap<string, ItemKey> = new Map();
