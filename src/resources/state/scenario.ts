// A scenario: the initial state of a world. scenarios.ts reads scenarios from documents and files, save-scenario.ts makes one of
// the state of a world.
import { type AdjustableClock, isCalendarDay, isDateTimeYear, relativeTime } from '../../clock.ts';
import type { Json } from '../../json/value.ts';
import type { Settings } from '../../world-settings.ts';
import type { Inference } from '../infer/infer.ts';
import type { Collection, Resource } from '../infer/resource.ts';

/** The time with which a world begins. */
export interface ScenarioClock {
  /** A date-time, or a time relative to the one that the world would have without it: `now+P3D`. */
  readonly now: string | undefined;
  readonly frozen: boolean;
}

/** The initial state of a world. Resources that it does not contain have that of the document. */
export interface Scenario {
  /** The items of a collection, the object of a single resource, or null for none, by path. */
  readonly states: ReadonlyMap<string, Json>;
  /** Single items by the path of their collection, and by key. They replace what the collection begins with. Null for none. */
  readonly items: ReadonlyMap<string, ReadonlyMap<string, Json>>;
  /** The keys of the items that belong to an owner without a property that names it, by the nested path of the owner. */
  readonly links: ReadonlyMap<string, readonly string[]>;
  /** The paths of the toggles that are on. */
  readonly toggles: ReadonlySet<string>;
  /** Undefined if the clock is as without a scenario. */
  readonly clock: ScenarioClock | undefined;
  readonly settings: Settings;
}

export const NO_SCENARIO: Scenario = Object.freeze({
  states: new Map(),
  items: new Map(),
  links: new Map(),
  toggles: new Set<string>(),
  clock: undefined,
  settings: Object.freeze({}),
});

/** The moment that the clock of a scenario names. Undefined if it names none. @param before the time without the scenario */
export function momentOf(text: string, before: Date): Date | undefined {
  const moment = text.startsWith('now') ? relativeTime(text, before) : dateTimeOf(text);
  return moment && isDateTimeYear(moment) ? moment : undefined;
}

function dateTimeOf(text: string): Date | undefined {
  const moment =
    /^\d{4}-\d\d-\d\d(?:[Tt ]|$)/.test(text) && isCalendarDay(text.slice(0, 10)) ? new Date(text) : undefined;
  return moment && !Number.isNaN(moment.getTime()) ? moment : undefined;
}

/** Sets a clock as a scenario says. */
export function setClock(clock: AdjustableClock, { now, frozen }: ScenarioClock): void {
  const moment = now === undefined ? undefined : momentOf(now, clock.now());
  clock.change({ now: moment, frozen });
}

/** A scenario with other states for the resources that it does not contain. */
export function withBase(scenario: Scenario, base: Scenario['states']): Scenario {
  return { ...scenario, states: new Map([...base, ...scenario.states]) };
}

/** What a path with keys names. */
export type NamedState =
  | { readonly kind: 'resource'; readonly resource: Resource; readonly path: string }
  | { readonly kind: 'item'; readonly resource: Collection; readonly folder: string; readonly key: string };

/** The resource or the item at a path with keys, for example `/owners/7/pets` or `/owners/7`. */
export function findState(inference: Inference, given: string): NamedState | undefined {
  const path = withoutSlash(given);
  const exact = findResource(inference, path);
  if (exact) return { kind: 'resource', resource: exact, path: encoded(exact.path, path) };
  const slash = path.lastIndexOf('/');
  const above = slash > 0 ? findResource(inference, path.slice(0, slash)) : undefined;
  if (above?.kind !== 'collection') return undefined;
  return {
    kind: 'item',
    resource: above,
    folder: encoded(above.path, path.slice(0, slash)),
    key: decoded(path.slice(slash + 1)),
  };
}

/** The resource at a path with keys, for example `/owners/7/pets`. */
export function findResource(inference: Inference, path: string): Resource | undefined {
  const segments = withoutSlash(path).split('/');
  return inference.resources().find((resource) => isAt(resource.path.split('/'), segments));
}

/** Whether a path with keys is one of a template. */
export function matchesTemplate(template: string, path: string): boolean {
  return isAt(template.split('/'), path.split('/'));
}

function isAt(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length && template.every((part, index) => part === segments[index] || part === '{}')
  );
}

function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}

/** A path with its keys encoded as in the keys of the store. */
export function encoded(template: string, path: string): string {
  if (!template.includes('{}')) return path;
  const own = template.split('/');
  const segments = path.split('/');
  return segments.map((segment, at) => (own[at] === '{}' ? encodeURIComponent(decoded(segment)) : segment)).join('/');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
