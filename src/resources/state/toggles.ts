// Toggles in the store: paths that requests switch on and off. A scenario contains those that are on at first.
import type { Store } from '../../store/store.ts';
import type { Scenario } from './scenario.ts';

export const TOGGLES = '~toggles';

export function toggleKey(path: string): string {
  return `${TOGGLES}/${encodeURIComponent(path)}`;
}

export function isToggledOn(store: Store, { toggles }: Pick<Scenario, 'toggles'>, path: string): boolean {
  const entry = store.get(toggleKey(path));
  return entry ? entry.value === true : toggles.has(path);
}

/** The paths of the toggles that are on. */
export function togglesOn(store: Store, { toggles }: Pick<Scenario, 'toggles'>): readonly string[] {
  const stored = store.list(TOGGLES).map(([key]) => decodeURIComponent(key.slice(TOGGLES.length + 1)));
  return [...new Set([...toggles, ...stored])].filter((path) => isToggledOn(store, { toggles }, path));
}
