// Reads scenarios, the named initial states of a document, from the document, a file or a program. For each path, a scenario contains
// the items of a collection, an object, or null for none. `settings`, `clock`, `links` and `toggles` contain the rest.
import type { Contract } from '../../contract/contract.ts';
import { shownValue } from '../../contract/validation/violations.ts';
import { type Place, SetupError } from '../../errors/setup-error.ts';
import { findParseError, type ParseError } from '../../json/parse.ts';
import { appendTokens, propertyPath } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { findInvalidSetting, type KnownSettings, type Settings } from '../../world-settings.ts';
import type { Inference } from '../infer/infer.ts';
import type { Collection, Resource } from '../infer/resource.ts';
import { keyOf } from './keys.ts';
import { linkTemplates } from './links.ts';
import { resolveTimes } from './relative-times.ts';
import {
  encoded,
  findState,
  matchesTemplate,
  momentOf,
  type NamedState,
  type Scenario,
  type ScenarioClock,
} from './scenario.ts';
import { withoutWriteOnly } from './write-rules.ts';

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
    const reading: ScenarioReading = { contract, inference, now, knownSettings, ...errorsIn(source) };
    if (!isObject(scenarios))
      throw reading.invalid(pointer, 'The scenarios must be an object', 'Use the names of scenarios as properties');
    for (const [name, scenario] of Object.entries(scenarios)) {
      const at = appendTokens(pointer, name);
      if (!isObject(scenario)) {
        throw reading.invalid(
          at,
          `The scenario ${JSON.stringify(name)} must be an object`,
          'Use the paths of resources as properties',
        );
      }
      found.set(name, readScenario(reading, scenario, at));
    }
  }
  return found;
}

/** What every part of a scenario is read with. */
interface ScenarioReading {
  readonly contract: Contract;
  readonly inference: Inference;
  readonly now: Date;
  readonly knownSettings: KnownSettings;
  readonly invalid: (pointer: string, what: string, advice: string) => SetupError;
}

function errorsIn(source: Pick<ScenarioSource, 'place'>): Pick<ScenarioReading, 'invalid'> {
  return {
    invalid: (pointer, what, advice) =>
      new SetupError({ code: 'SCENARIO_INVALID', what, advice, ...source.place(pointer) }),
  };
}

function readScenario(reading: ScenarioReading, scenario: JsonObject, at: string): Scenario {
  const { settings = {}, clock, links = {}, toggles = [], ...paths } = scenario;
  const states = new Map<string, Json>();
  const items = new Map<string, Map<string, Json>>();
  checkSettings(reading, settings, appendTokens(at, 'settings'));
  for (const [path, state] of Object.entries(paths)) {
    const found = checkState(reading, { path, state, at: appendTokens(at, path) });
    if (found.kind === 'resource') states.set(found.path, state);
    else items.set(found.folder, (items.get(found.folder) ?? new Map()).set(found.key, state));
  }
  return {
    states,
    items,
    links: readLinks(reading, links, appendTokens(at, 'links')),
    toggles: readToggles(reading, toggles, appendTokens(at, 'toggles')),
    clock: clock === undefined ? undefined : readClock(reading, clock, appendTokens(at, 'clock')),
    settings: settings as Settings,
  };
}

function checkSettings({ invalid, knownSettings }: ScenarioReading, settings: Json, at: string): void {
  if (!isObject(settings))
    throw invalid(at, 'The settings must be an object', 'Use the names of settings as properties');
  const invalidSetting = findInvalidSetting(knownSettings, settings as Settings);
  if (!invalidSetting) return;
  const { name, what, advice } = invalidSetting;
  throw invalid(appendTokens(at, name), what, advice);
}

const CLOCK_ADVICE =
  'Use a date and time such as 2026-01-31T12:00:00Z, a relative time such as now+P3D, or an object of now and frozen';

function readClock({ invalid, now: before }: ScenarioReading, clock: Json, at: string): ScenarioClock {
  const { now, frozen = true, ...others } = isObject(clock) ? clock : { now: clock };
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw invalid(appendTokens(at, unknown), `A clock has no ${JSON.stringify(unknown)}`, CLOCK_ADVICE);
  if (typeof frozen !== 'boolean')
    throw invalid(appendTokens(at, 'frozen'), 'frozen must be true or false', CLOCK_ADVICE);
  if (now !== undefined && (typeof now !== 'string' || !momentOf(now, before)))
    throw invalid(
      isObject(clock) ? appendTokens(at, 'now') : at,
      `The clock cannot be ${JSON.stringify(now)}`,
      CLOCK_ADVICE,
    );
  return { now, frozen };
}

function readLinks(reading: ScenarioReading, links: Json, at: string): Scenario['links'] {
  const { inference, invalid } = reading;
  if (!isObject(links))
    throw invalid(at, 'The links must be an object', 'Use the nested paths of owners as properties');
  const templates = linkTemplates(inference);
  return new Map(
    Object.entries(links).map(([path, keys]) => {
      const place = appendTokens(at, path);
      const template = templates.find((one) => matchesTemplate(one, path));
      if (template === undefined) {
        const what = `The links name ${JSON.stringify(path)}, which is no path of items without a property that names their owner`;
        throw invalid(place, what, `Paths of such items: ${templates.slice(0, 8).join(', ') || 'none'}`);
      }
      return [encoded(template, path), readTexts(reading, keys, place)];
    }),
  );
}

function readToggles(reading: ScenarioReading, toggles: Json, at: string): Scenario['toggles'] {
  const paths = readTexts(reading, toggles, at);
  const templates = paths.length === 0 ? [] : reading.contract.operations.map(({ path }) => path);
  for (const [index, path] of paths.entries()) {
    if (templates.some((template) => endsLike(path, template))) continue;
    const what = `The toggles name ${JSON.stringify(path)}, which is no path of the document`;
    throw reading.invalid(appendTokens(at, index), what, 'Use the path of a request, such as /songs/2/star');
  }
  return new Set(paths);
}

/** Whether a path is one of a template, with or without a base path. */
function endsLike(path: string, template: string): boolean {
  const parts = template.split(/\{[^{}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^(?:/.*)?${parts.join('[^/]+')}$`).test(path);
}

function readTexts({ invalid }: ScenarioReading, texts: Json, at: string): readonly string[] {
  const isValid = (one: unknown) => typeof one === 'string' || typeof one === 'number';
  if (!Array.isArray(texts) || !texts.every(isValid))
    throw invalid(at, 'The value must be a list of texts', 'Use a list, such as [a, b]');
  return texts.map(String);
}

interface StateAt {
  readonly path: string;
  readonly state: Json;
  readonly at: string;
  /** Of an item in its list. */
  readonly index?: number;
}

/** @returns what the path names */
function checkState(reading: ScenarioReading, { path, state, at }: StateAt): NamedState {
  const { inference, invalid } = reading;
  const found = findState(inference, path);
  if (!found) {
    const known = inference.resources().map((one) => one.path);
    const advice =
      known.length === 0
        ? 'The document has no resources; run standin inspect for details'
        : `Known resources: ${known.slice(0, 8).join(', ')}`;
    throw invalid(at, `A scenario names ${JSON.stringify(path)}, which is not a resource of the document`, advice);
  }
  if (state === null) return found;
  const many = found.kind === 'resource' && found.resource.kind === 'collection';
  if (many !== Array.isArray(state) || (!many && !isObject(state))) {
    throw invalid(
      at,
      `The state of ${path} must be ${many ? 'a list' : 'an object'}, not ${Array.isArray(state) ? 'a list' : typeof state}`,
      many ? 'Use the list of its items, or null for none' : 'Use an object, or null for none',
    );
  }
  const items = [state].flat() as readonly Json[];
  for (const [index, item] of items.entries()) {
    checkItem(reading, found.resource, {
      path,
      state: item,
      ...(many ? { at: appendTokens(at, index), index } : { at }),
    });
  }
  if (found.resource.kind === 'collection' && many) checkRepeated(reading, found.resource, { path, items, at });
  if (found.kind === 'item') checkKey(reading, found, { path, state, at });
  return found;
}

interface ItemsAt {
  readonly path: string;
  readonly items: readonly Json[];
  readonly at: string;
}

function checkRepeated({ invalid }: ScenarioReading, resource: Collection, { path, items, at }: ItemsAt): void {
  const indexes = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const key = isObject(item) ? keyOf(resource, item) : undefined;
    if (key === undefined) continue;
    const other = indexes.get(key);
    if (other !== undefined) {
      const what = `In the state of ${path}, the items ${other + 1} and ${index + 1} have the key ${key}`;
      throw invalid(appendTokens(at, index), what, 'Give each item a key of its own');
    }
    indexes.set(key, index);
  }
}

/** What to do about a value that requests cannot contain either. */
const PARSE_ADVICE: Readonly<Record<ParseError['rule'], string>> = {
  utf8: 'Write the file in UTF-8',
  syntax: 'Correct the text at this place',
  depth: 'Use fewer levels, or raise --limit nesting',
  properties: 'Use fewer properties, or raise --limit properties',
  name: 'Remove the property: every JavaScript object inherits its name',
  number: 'Use a smaller number, or a text',
};

/** Validates an object of a scenario or of data. Properties that are missing are generated later. */
export function checkItem(
  { contract, invalid, now }: Pick<ScenarioReading, 'contract' | 'invalid' | 'now'>,
  resource: Resource,
  { path, state, at, index }: StateAt,
): void {
  const unusable = findParseError(state, contract.inherited, contract.limits);
  if (unusable) {
    const { rule, pointer, message } = unusable;
    const what = `In the state of ${path}, ${subjectOf(pointer, index)} ${message}`;
    throw invalid(`${at}${pointer}`, what, PARSE_ADVICE[rule]);
  }
  const value = resolveTimes(contract, resource.schema, state, now);
  const visible = isObject(value) ? withoutWriteOnly(resource.properties)(value) : value;
  const [first] = contract
    .validator(
      'response',
      resource.schema,
    )(visible)
    .filter(({ rule }) => rule !== 'required');
  if (!first) return;
  const shown = shownValue(first, value);
  const message = shown === undefined ? first.message : `${first.message}, not ${shown}`;
  throw invalid(
    `${at}${first.pointer}`,
    `In the state of ${path}, ${subjectOf(first.pointer, index)} ${message}`,
    'Use a value that the schema of the resource accepts',
  );
}

/** What a sentence about a state is about: `price of item 2`, `name`, or `it` for the whole state. */
function subjectOf(pointer: string, index: number | undefined): string {
  const property = propertyPath(pointer);
  if (index === undefined) return property || 'it';
  return `${property && `${property} of `}item ${index + 1}`;
}

/** An item of an open collection can be like the example of the document, with its key. */
function checkKey(
  { invalid }: ScenarioReading,
  { resource, key }: NamedState & { readonly kind: 'item' },
  at: StateAt,
): void {
  const own = keyOf(resource, at.state as JsonObject);
  if (own === undefined || own === key || resource.open) return;
  const name = resource.key.path.join('.');
  const what = `In the state of ${at.path}, ${name} is ${own}, but the key in the path is ${key}`;
  throw invalid(appendTokens(at.at, ...resource.key.path), what, 'Use the same key in both places');
}
