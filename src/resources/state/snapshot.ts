// A snapshot of the state of one document in a world: its scenario, and what a scenario does not contain. It can be restored exactly.
import { isDeepStrictEqual } from 'node:util';
import { sentenceOf, shownValue } from '../../contract/validation/violations.ts';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import { SetupError } from '../../errors/setup-error.ts';
import { kindOfValue } from '../../errors/text-of-value.ts';
import { appendTokens, propertyPath } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import { memoryStore } from '../../store/memory.ts';
import { folderOfKey, type Store } from '../../store/store.ts';
import { LINKS, openedIn, storeKey } from './key-counters.ts';
import type { ResourceContext } from './repository.ts';
import { openAll, saveState, usedResources } from './save-scenario.ts';
import { findState, NO_SCENARIO, type Scenario } from './scenario.ts';
import { scenarioDocument } from './scenario-document.ts';
import { readScenarios } from './scenarios.ts';
import { type ServedResources, type State, violationsOf } from './state.ts';
import { TOGGLES, toggleKey } from './toggles.ts';

/** The parts of a snapshot. Every other property is a group of values without a path, such as `counters` and `private`. */
const SCENARIO = 'scenario';
/** The start of the URLs of sample files in generated values, which is that of the first request. */
const SAMPLES_URL = 'samplesUrl';
/** How many items resources ever had, by path. */
const COUNTERS = 'counters';
/** Stored values that a world with the scenario would not have. Null for those that only it would have. */
const STORED = 'stored';

/** The snapshot of one document. */
export async function snapshotOf(known: ServedResources, context: ResourceContext): Promise<JsonObject> {
  const saved = { ...NO_SCENARIO, ...(await saveState(known, context)) };
  const state = valuesIn(context.store);
  const groups = groupsOf(state);
  const { samplesUrl } = context;
  const scenario = scenarioDocument(known.inference, saved);
  const snapshot = { [SCENARIO]: scenario, ...(samplesUrl !== undefined && { [SAMPLES_URL]: samplesUrl }), ...groups };
  const restored = await valuesOf(known, context, saved, groups);
  const used = new Set(usedResources(known.inference, openedIn(context.store)).map(({ path }) => path));
  const stored: Record<string, Json> = {};
  for (const key of new Set([...Object.keys(state), ...Object.keys(restored)])) {
    // What nobody has used is in the scenario, but not in the state.
    const isKnown = key.startsWith('~') || used.has(folderOfKey(key));
    if (isKnown && !isDeepStrictEqual(state[key], restored[key])) setProperty(stored, key, state[key] ?? null);
  }
  return Object.keys(stored).length === 0 ? snapshot : { ...snapshot, [STORED]: stored };
}

/** The state of a document in a snapshot. */
export interface RestoredState {
  readonly values: readonly (readonly [key: string, value: Json])[];
  /** The start of the URLs of sample files in its generated values. */
  readonly samplesUrl: string | undefined;
}

/**
 * The state of a document in a snapshot, checked by its schemas. Changes nothing.
 * @param snapshot valid by the schema DocumentSnapshot of the control API
 * @param at its pointer in the request
 * @throws HttpError BODY_INVALID
 */
export async function restoredState(
  known: ServedResources,
  context: ResourceContext,
  snapshot: JsonObject,
  at: string,
): Promise<RestoredState> {
  const { [SCENARIO]: written = {}, [STORED]: stored = {}, [SAMPLES_URL]: url, ...groups } = snapshot;
  const scenario = readScenario(known, written, appendTokens(at, SCENARIO), context.clock.now());
  checkGroups(groups, at);
  checkCounters(known, groups.counters as JsonObject | undefined, appendTokens(at, COUNTERS));
  checkStored(known, stored as JsonObject, appendTokens(at, STORED));
  const samplesUrl = typeof url === 'string' ? url : context.samplesUrl;
  const values = new Map(Object.entries(await valuesOf(known, { ...context, samplesUrl }, scenario, groups as Groups)));
  for (const [key, value] of Object.entries(stored as JsonObject)) {
    if (value === null) values.delete(key);
    else values.set(key, value);
  }
  return { values: [...values], samplesUrl };
}

type Groups = Readonly<Record<string, JsonObject>>;

/** What a scenario contains in its own form. */
const IN_SCENARIO = new Set([LINKS, TOGGLES]);

/** The values without a path, by the names of their groups and their own. */
function groupsOf(state: State): Groups {
  const groups: Record<string, Record<string, Json>> = {};
  for (const [key, value] of Object.entries(state).sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (!key.startsWith('~')) continue;
    const slash = key.indexOf('/');
    if (IN_SCENARIO.has(key.slice(0, slash))) continue;
    const group = key.slice(1, slash);
    groups[group] ??= {};
    setProperty(groups[group], decodeURIComponent(key.slice(slash + 1)), value);
  }
  return groups;
}

/** The stored values of a world with a scenario in which the same resources were used. */
async function valuesOf(
  known: ServedResources,
  context: ResourceContext,
  scenario: Scenario,
  groups: Groups,
): Promise<State> {
  const like = { ...context, store: memoryStore(), scenario };
  const marks = [...Object.keys(groups.counters ?? {}), ...scenario.states.keys(), ...scenario.items.keys()];
  const single = [...scenario.states.keys()].map((path) => `${path}/`);
  await openAll({ known, store: context.store, used: usedResources(known.inference, [...marks, ...single]) }, like);
  for (const path of scenario.toggles) await like.store.commit([{ kind: 'put', key: toggleKey(path), value: true }]);
  const values = { ...valuesIn(like.store) };
  for (const [group, own] of Object.entries(groups)) {
    for (const [name, value] of Object.entries(own)) setProperty(values, storeKey(`~${group}`, name), value);
  }
  return values;
}

function valuesIn(store: Store): Record<string, Json> {
  return Object.fromEntries(Object.entries(store.snapshot()).map(([key, { value }]) => [key, value]));
}

function readScenario({ contract, inference }: ServedResources, written: Json, at: string, now: Date): Scenario {
  const source = { scenarios: { one: written }, pointer: '', place: (pointer: string) => ({ pointer }) };
  try {
    return readScenarios(contract, inference, { sources: [source], now, knownSettings: {} }).get('one') ?? NO_SCENARIO;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const { place, what, advice } = error;
    const pointer = at + (place.pointer ?? '').slice('/one'.length);
    const violation = { pointer, rule: 'scenario', message: `is invalid: ${what}` };
    throw invalid(violation, `${what}. ${advice}.`);
  }
}

/** The schema of a snapshot does not know all groups. */
function checkGroups(groups: JsonObject, at: string): void {
  const [name, value] = Object.entries(groups).find(([, group]) => !isObject(group)) ?? [];
  if (name === undefined) return;
  throw invalid({
    pointer: appendTokens(at, name),
    rule: 'type',
    message: `must be an object, not ${kindOfValue(value)}`,
  });
}

/** Only resources, and items of open collections, have counters. */
function checkCounters({ inference }: ServedResources, counters: JsonObject = {}, at: string): void {
  const other = Object.keys(counters).find((path) => !findState(inference, path));
  if (other === undefined) return;
  throw invalid({ pointer: appendTokens(at, other), rule: 'resource', message: 'is not the path of a resource' });
}

function checkStored(known: ServedResources, stored: JsonObject, at: string): void {
  for (const [key, value] of Object.entries(stored)) {
    const [first] = value === null ? [] : violationsOf(known, key, value);
    if (!first) continue;
    const { pointer, message } = first;
    const shown = shownValue(first, value);
    const subject = `The stored value of '${key}'`;
    const start = pointer === '' ? subject : `${subject} is invalid: its property '${propertyPath(pointer)}'`;
    const violation = { ...first, pointer: `${appendTokens(at, key)}${pointer}` };
    throw invalid(violation, `${start} ${message}${shown === undefined ? '' : `, not ${shown}`}.`);
  }
}

function invalid(violation: Violation, message = sentenceOf(violation, 'body')): HttpError {
  return new HttpError({ code: 'BODY_INVALID', message, violations: [violation] });
}
