// Writes the recorded state as scenarios: one for the end of the recording, and one for its start.
import type { Contract } from '../contract/contract.ts';
import { tokensOf } from '../json/pointer.ts';
import type { Json, JsonObject } from '../json/value.ts';
import { pluralize } from '../report/violation-text.ts';
import type { Inference } from '../resources/infer/infer.ts';
import type { Resource } from '../resources/infer/resource.ts';
import { isKey, keyOf, keyValue, withKey } from '../resources/state/keys.ts';
import { escapeTimes } from '../resources/state/relative-times.ts';
import { NO_SCENARIO, type Scenario } from '../resources/state/scenario.ts';
import { scenarioDocument } from '../resources/state/scenario-document.ts';
import type { DocumentItem } from './document-items.ts';
import type { Redactor } from './redact.ts';
import type { RecordedFolder, RecordedObject, RecordedState } from './state.ts';

export interface RecordedScenarios {
  /** By name: the state at the end, and at the start. Undefined without any state. */
  readonly scenarios: JsonObject | undefined;
  readonly resources: number;
  /** Items and objects in the state at the end. */
  readonly objects: number;
  /** What the scenarios leave out, and why. */
  readonly notes: readonly string[];
}

interface Writing {
  readonly contract: Contract;
  readonly redactor: Redactor;
  readonly documentItem: DocumentItem;
  readonly notes: Set<string>;
}

type RecordedMoment = 'start' | 'end';

/** The name of the scenario for the start of a recording. */
export function startOf(name: string): string {
  return `${name}-start`;
}

export function scenariosOf(
  state: RecordedState,
  {
    contract,
    inference,
    redactor,
    documentItem,
    name,
  }: {
    contract: Contract;
    inference: Inference;
    redactor: Redactor;
    documentItem: DocumentItem;
    name: string;
  },
): RecordedScenarios {
  const writing: Writing = { contract, redactor, documentItem, notes: new Set() };
  const end = scenarioAt(state, 'end', writing);
  const start = scenarioAt(state, 'start', writing);
  const resources = end.states.size + [...end.items.keys()].filter((path) => !end.states.has(path)).length;
  const sizes = [...end.states.values()].map((value) => (Array.isArray(value) ? value.length : value === null ? 0 : 1));
  const items = [...end.items.values()].map((own) => [...own.values()].filter((item) => item !== null).length);
  const scenarios = {
    [name]: scenarioDocument(inference, end),
    [startOf(name)]: scenarioDocument(inference, start),
  };
  return {
    scenarios: resources === 0 ? undefined : scenarios,
    resources,
    objects: [...sizes, ...items].reduce((sum, size) => sum + size, 0),
    notes: [...[...state.folders.values()].flatMap(unlistedNote), ...writing.notes],
  };
}

/** Without a list, nobody knows the other items of a collection. */
function unlistedNote({ resource, path, items, isListed }: RecordedFolder): readonly string[] {
  const seen = [...items.values()].filter(({ latest }) => latest !== undefined).length;
  if (isListed || resource.open || seen === 0) return [];
  return [`${path}: ${pluralize(seen, 'item')} seen, no list was recorded; the other items are those of the document`];
}

function scenarioAt(state: RecordedState, moment: RecordedMoment, writing: Writing): Scenario {
  const states = new Map<string, Json>();
  const items = new Map<string, ReadonlyMap<string, Json>>();
  for (const folder of state.folders.values()) addFolder(folder, { moment, writing, states, items });
  for (const [path, single] of state.singles) {
    const shown = isThere(single, moment) ? shownAt(single, moment) : null;
    states.set(path, (shown && writable(single.resource, shown, path, writing)) ?? null);
  }
  const links = [...state.links].map(
    ([path, { first, latest }]) => [path, moment === 'start' ? first : [...latest]] as const,
  );
  return { ...NO_SCENARIO, states, items, links: new Map(links) };
}

interface FolderTarget {
  readonly moment: RecordedMoment;
  readonly writing: Writing;
  readonly states: Map<string, Json>;
  readonly items: Map<string, ReadonlyMap<string, Json>>;
}

function addFolder(folder: RecordedFolder, { moment, writing, states, items }: FolderTarget): void {
  const { resource, path, isListed } = folder;
  const { contract } = writing;
  const ordered = inOrder(folder, moment);
  const existing = ordered.flatMap(([key, item]): [string, JsonObject][] => {
    const written = isThere(item, moment) ? writtenItem(folder, key, shownAt(item, moment), writing) : undefined;
    return written ? [[key, written]] : [];
  });
  const isList =
    !resource.open && existing.every(([key, item]) => keyOf(resource, item) === key && isKey(contract, resource, key));
  if (isListed && isList)
    states.set(
      path,
      existing.map(([, item]) => item),
    );
  else {
    if (isListed && !resource.open) states.set(path, []);
    const missing = isListed ? [] : ordered.filter(([, item]) => !isThere(item, moment));
    const own = [...existing, ...missing.map(([key]): [string, null] => [key, null])];
    if (own.length > 0) items.set(path, new Map<string, Json>(own));
  }
}

/** @param shown undefined for an item that was only named. The document can contain it */
function writtenItem(
  folder: RecordedFolder,
  key: string,
  shown: JsonObject | undefined,
  writing: Writing,
): JsonObject | undefined {
  const { resource, path } = folder;
  const { contract, documentItem } = writing;
  const item = shown ?? documentItem(folder, key) ?? {};
  const value = keyValue(contract, resource, key) ?? key;
  const isUnnamed = resource.key.path.length > 0 && keyOf(resource, item) === undefined;
  return writable(resource, isUnnamed ? withKey(resource, item, value) : item, `${path}/${key}`, writing);
}

/** The items with their keys, in the order of the first or the latest list. */
function inOrder(
  { items, firstOrder }: RecordedFolder,
  moment: RecordedMoment,
): readonly (readonly [string, RecordedObject])[] {
  if (moment === 'end' || !firstOrder) return [...items];
  const first = new Set(firstOrder);
  const listed = firstOrder.map((key) => [key, items.get(key) as RecordedObject] as const);
  return [...listed, ...[...items].filter(([key]) => !first.has(key))];
}

function isThere({ isCreated, isDeleted }: RecordedObject, moment: RecordedMoment): boolean {
  return moment === 'start' ? !isCreated : !isDeleted;
}

function shownAt({ first, latest }: RecordedObject, moment: RecordedMoment): JsonObject | undefined {
  return moment === 'start' ? first : latest;
}

/** An object without secrets, as a scenario can contain it. Undefined if its schema does not accept it. */
function writable(resource: Resource, object: JsonObject, path: string, writing: Writing): JsonObject | undefined {
  const { contract, redactor, notes } = writing;
  const invalid = (value: JsonObject) =>
    contract
      .validator(
        'response',
        resource.schema,
      )(value)
      .filter(({ rule }) => rule !== 'required');
  const redacted = redactor.value(object) as JsonObject;
  const [first] = invalid(redacted);
  if (!first) return escapeTimes(redacted) as JsonObject;
  // A text in place of a secret need not have its form. The server generates a property that is missing.
  const names = new Set(invalid(redacted).map(({ pointer }) => tokensOf(pointer)[0] ?? ''));
  const rest = Object.fromEntries(Object.entries(redacted).filter(([name]) => !names.has(name)));
  if (invalid(rest).length > 0) {
    notes.add(`${path} is not in the scenarios: ${first.pointer || 'it'} ${first.message}`);
    return undefined;
  }
  notes.add(`${path} has no ${[...names].join(', ')} in the scenarios, because the document does not allow the value`);
  return escapeTimes(rest) as JsonObject;
}
