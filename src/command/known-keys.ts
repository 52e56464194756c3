// Keys of items that exist at a service: from its lists, and those that a check created.
import { shapeOfPath } from '../contract/operation/names.ts';
import type { Operation } from '../contract/operation/operations.ts';
import type { Json } from '../json/value.ts';

export class KnownKeys {
  readonly #listed = new Map<string, Json>();
  readonly #own = new Map<string, Json>();

  /** The value of a path parameter: the key of an own item, else of a listed one. */
  before(path: string, parameter: string): Json | undefined {
    const at = shapeOfPath(path.slice(0, path.indexOf(`/{${parameter}}`)));
    return this.#own.get(at) ?? this.#listed.get(at);
  }

  /** @param path of a collection */
  learn(path: string, key: Json): void {
    const at = shapeOfPath(path);
    if (!this.#listed.has(at)) this.#listed.set(at, key);
  }

  own(path: string, key: Json): void {
    this.#own.set(shapeOfPath(path), key);
  }

  disown(path: string): void {
    this.#own.delete(shapeOfPath(path));
  }

  /** Whether the item at the end of a path was created by the check, so that it can be changed. */
  isOwn({ path }: Operation): boolean {
    const segments = path.split('/');
    const last = segments.findLastIndex((segment) => segment.startsWith('{'));
    return last > 0 && this.#own.has(shapeOfPath(segments.slice(0, last).join('/')));
  }
}
