// Links in the store: which items belong to an owner that none of their properties names.
import type { Store } from '../../store/store.ts';
import type { Inference } from '../infer/infer.ts';
import { itemOfKey, LINKS, storeKey } from './key-counters.ts';
import { matchesTemplate } from './scenario.ts';

/** The keys of the existing items that belong to each owner, in order, by its nested path. Owners without items are left out. */
export function linksIn(inference: Inference, store: Store): ReadonlyMap<string, readonly string[]> {
  const collections = collectionsOfLinks(inference);
  const found = new Map<string, string[]>();
  for (const key of Object.keys(store.snapshot())) {
    if (!key.startsWith(`${LINKS}/`)) continue;
    const owner = decodeURIComponent(key.slice(LINKS.length + 1, key.lastIndexOf('/')));
    const item = itemOfKey(key);
    const folder = collections.find(({ template }) => matchesTemplate(template, owner))?.folder ?? '{}';
    // A link to a deleted item stays. The folder of a collection with owners is not known.
    if (folder.includes('{}') || store.get(storeKey(folder, item))) {
      const items = found.get(owner) ?? [];
      found.set(owner, items);
      items.push(item);
    }
  }
  for (const items of found.values()) items.sort();
  return found;
}

/** The nested paths of owners, with the path of the collection of their items. */
function collectionsOfLinks(inference: Inference): readonly { readonly template: string; readonly folder: string }[] {
  return inference.resources().flatMap((resource) => {
    if (resource.kind !== 'collection') return [];
    const scopes = resource.scopes().filter(({ property }) => property === undefined);
    return scopes.map(({ path }) => ({ template: path, folder: resource.path }));
  });
}

/** The nested paths whose items have no property that names their owner. */
export function linkTemplates(inference: Inference): readonly string[] {
  return collectionsOfLinks(inference).map(({ template }) => template);
}
