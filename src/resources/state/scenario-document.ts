// Writes a scenario as scenarios.ts reads it: clock and settings, then the paths in the order of the document, links and toggles.
import type { Json, JsonObject } from '../../json/value.ts';
import type { Inference } from '../infer/infer.ts';
import { storeKey } from './key-counters.ts';
import { findState, type Scenario, type ScenarioClock } from './scenario.ts';

export function scenarioDocument(inference: Inference, scenario: Scenario): JsonObject {
  const { clock, settings, states, items, links, toggles } = scenario;
  const order = new Map(inference.resources().map((resource, index) => [resource, index]));
  const single = [...items].flatMap(([folder, own]) => [...own].map(([key, item]) => [storeKey(folder, key), item]));
  const paths = ([...states, ...single] as [string, Json][]).map(([path, state]) => {
    const resource = findState(inference, path)?.resource;
    return { path, state, index: (resource && order.get(resource)) ?? order.size };
  });
  // Sorting is stable: the items of a collection follow it in their order.
  paths.sort((one, other) => one.index - other.index || compareFolders(one.path, other.path, states));
  return {
    ...(clock && { clock: clockDocument(clock) }),
    ...(Object.keys(settings).length > 0 && { settings }),
    ...Object.fromEntries(paths.map(({ path, state }) => [path, state])),
    ...(links.size > 0 && { links: Object.fromEntries([...links].sort(byPath)) as JsonObject }),
    ...(toggles.size > 0 && { toggles: [...toggles].sort() }),
  };
}

function byPath([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return compareNaturally(one, other);
}

function compareNaturally(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

/** Orders the paths of one resource with different owners. */
function compareFolders(one: string, other: string, states: Scenario['states']): number {
  const [own, others] = [one, other].map((path) => (states.has(path) ? path : path.slice(0, path.lastIndexOf('/'))));
  return compareNaturally(own as string, others as string);
}

function clockDocument({ now, frozen }: ScenarioClock): Json {
  if (now !== undefined && frozen) return now;
  return { ...(now !== undefined && { now }), frozen };
}
