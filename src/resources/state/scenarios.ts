// Scenarios: named initial states. For each resource path, a scenario contains the items of a collection, the object of a
// single resource, or null for none. Times can be relative to the clock. Other resources start with the state of the document.
// `settings` contains the settings of worlds with this scenario.
import { clampToDateTimeYears, relativeTime } from '../../clock.ts';
import type { Contract } from '../../contract/contract.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces } from '../../contract/schema/schema-places.ts';
import { type Place, SetupError } from '../../errors/setup-error.ts';
import { appendTokens, propertyPath } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import { findInvalidSetting, type KnownSettings, type Settings } from '../../world-settings.ts';
import type { Inference } from '../infer/infer.ts';
import type { Resource } from '../infer/resource.ts';

/** The initial state of a world. */
export interface Scenario {
  /** The initial state by resource path, as written. */
  readonly states: ReadonlyMap<string, Json>;
  readonly settings: Settings;
}

export const NO_SCENARIO: Scenario = Object.freeze({ states: new Map(), settings: Object.freeze({}) });

/** The source of scenarios: the document, or a separate file. */
export interface ScenarioSource {
  readonly scenarios: Json;
  /** The pointer of the scenarios in their source. */
  readonly pointer: string;
  place(pointer: string): Place;
}

export const SCENARIOS = 'x-standin-scenarios';

export interface ScenarioRules {
  readonly sources: readonly ScenarioSource[];
  readonly now: Date;
  /** The settings that a scenario can contain. */
  readonly knownSettings: KnownSettings;
}

/**
 * All scenarios by name. Later sources override earlier ones. Every property is validated against the schema of its resource.
 * @throws SetupError SCENARIO_INVALID with file, line and pointer
 */
export function readScenarios(
  contract: Contract,
  inference: Inference,
  { sources, now, knownSettings }: ScenarioRules,
): ReadonlyMap<string, Scenario> {
  const found = new Map<string, Scenario>();
  for (const source of sources) {
    const { scenarios, pointer } = source;
    if (!isObject(scenarios))
      throw invalid(source, pointer, 'The scenarios must be an object', 'Use the names of scenarios as properties');
    for (const [name, states] of Object.entries(scenarios)) {
      const at = appendTokens(pointer, name);
      if (!isObject(states))
        throw invalid(
          source,
          at,
          `The scenario ${JSON.stringify(name)} must be an object`,
          'Use the paths of resources as properties',
        );
      const { settings = {}, ...paths } = states;
      checkSettings(source, { at: appendTokens(at, 'settings'), settings, knownSettings });
      for (const [path, state] of Object.entries(paths)) {
        checkState(contract, inference, { source, at: appendTokens(at, path), path, state, now });
      }
      const byPath = Object.entries(paths).map(([path, state]): [string, Json] => [withoutSlash(path), state]);
      found.set(name, { states: new Map(byPath), settings: settings as Settings });
    }
  }
  return found;
}

interface CheckedSettings {
  readonly at: string;
  readonly settings: Json;
  readonly knownSettings: KnownSettings;
}

function checkSettings(source: ScenarioSource, { at, settings, knownSettings }: CheckedSettings): void {
  if (!isObject(settings))
    throw invalid(source, at, 'The settings must be an object', 'Use the names of settings as properties');
  const invalidSetting = findInvalidSetting(knownSettings, settings as Settings);
  if (!invalidSetting) return;
  const { name, what, advice } = invalidSetting;
  throw invalid(source, appendTokens(at, name), what, advice);
}

interface CheckedState {
  readonly source: ScenarioSource;
  readonly at: string;
  readonly path: string;
  readonly state: Json;
  readonly now: Date;
}

function checkState(contract: Contract, inference: Inference, { source, at, path, state, now }: CheckedState): void {
  const resource = findResource(inference, path);
  if (!resource) {
    const known = inference.resources().map((one) => one.path);
    const advice =
      known.length === 0
        ? 'The document has no resources; run standin inspect for details'
        : `Known resources: ${known.slice(0, 8).join(', ')}`;
    throw invalid(
      source,
      at,
      `A scenario names ${JSON.stringify(path)}, which is not a resource of the document`,
      advice,
    );
  }
  if (state === null) return;
  const many = resource.kind === 'collection';
  if (many !== Array.isArray(state) || (!many && !isObject(state))) {
    throw invalid(
      source,
      at,
      `The state of ${path} must be ${many ? 'a list' : 'an object'}, not ${Array.isArray(state) ? 'a list' : typeof state}`,
      many ? 'Use the list of its items, or null for none' : 'Use an object, or null for none',
    );
  }
  const items = [state].flat() as readonly Json[];
  for (const [index, item] of items.entries()) {
    const place = many ? appendTokens(at, index) : at;
    const violations = contract
      .validator(
        'response',
        resource.schema,
      )(resolveTimes(contract, resource.schema, item, now))
      .filter(({ rule }) => rule !== 'required');
    const [first] = violations;
    if (!first) continue;
    const property = propertyPath(first.pointer) || 'it';
    throw invalid(
      source,
      `${place}${first.pointer}`,
      `In the state of ${path}, ${property} ${first.message}`,
      'Use a value that the schema of the resource accepts',
    );
  }
}

function invalid(source: ScenarioSource, pointer: string, what: string, advice: string): SetupError {
  return new SetupError({ code: 'SCENARIO_INVALID', what, advice, ...source.place(pointer) });
}

/** The resource at a path with keys, for example `/owners/7/pets`. */
export function findResource(inference: Inference, path: string): Resource | undefined {
  const segments = withoutSlash(path).split('/');
  return inference.resources().find((resource) => {
    const own = resource.path.split('/');
    return own.length === segments.length && own.every((part, index) => part === segments[index] || part === '{}');
  });
}

function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}

/** The state with every relative time as an absolute one, as a date or a date-time according to the schema. */
export function resolveTimes(contract: Contract, schema: string | undefined, value: Json, now: Date): Json {
  if (typeof value === 'string') {
    const moment = value.startsWith('now') ? relativeTime(value, now) : undefined;
    return moment === undefined ? value : timeAs(contract, schema, moment);
  }
  if (Array.isArray(value)) {
    const items = schema === undefined ? undefined : itemsPlace(contract.document, schema);
    return value.map((item) => resolveTimes(contract, items, item as Json, now));
  }
  if (!isObject(value)) return value;
  const properties = schema === undefined ? undefined : propertyPlaces(contract.document, schema);
  const result: Record<string, Json> = {};
  for (const [name, property] of Object.entries(value as JsonObject)) {
    setProperty(result, name, resolveTimes(contract, properties?.get(name), property, now));
  }
  return result;
}

function timeAs({ document }: Contract, schema: string | undefined, moment: Date): Json {
  const formats = schema === undefined ? [] : sameValuePlaces(document, schema).map(({ value }) => value.format);
  const text = clampToDateTimeYears(moment).toISOString();
  return formats.includes('date') ? text.slice(0, 10) : text;
}
