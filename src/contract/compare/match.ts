// Finds the counterparts of two versions: by the first key that both have, then by the next one.

export interface Matches<Item> {
  readonly pairs: ReadonlyMap<Item, Item>;
  readonly removed: ReadonlySet<Item>;
  readonly added: readonly Item[];
}

/** @param keyFunctions from the most exact one to the least; each can give an item several keys */
export function matchByKeys<Item>(
  old: readonly Item[],
  next: readonly Item[],
  keyFunctions: readonly ((item: Item) => readonly string[])[],
): Matches<Item> {
  const pairs = new Map<Item, Item>();
  const removed = new Set(old);
  const added = new Set(next);
  for (const keysOf of keyFunctions) {
    const known = new Map([...added].flatMap((item) => keysOf(item).map((key) => [key, item] as const)));
    for (const item of removed) {
      const counterpart = keysOf(item)
        .map((key) => known.get(key))
        .find((found) => found !== undefined && added.has(found));
      if (counterpart === undefined) continue;
      pairs.set(item, counterpart);
      removed.delete(item);
      added.delete(counterpart);
    }
  }
  return { pairs, removed, added: [...added] };
}
