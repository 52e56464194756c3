// What an action on an item does: `POST /orders/{id}/cancel` sets the status that the verb names, `lock` sets `locked`, and the
// time that belongs to it is now.

import type { Clock } from '../clock.ts';
import { isJson } from '../contract/operation/media-types.ts';
import { lastWord, plainName, wordsIn } from '../contract/operation/names.ts';
import { type Operation, successResponse } from '../contract/operation/operations.ts';
import { propertyPlaces, typesAt } from '../contract/schema/schema-places.ts';
import { schemaViewAt } from '../contract/schema/schema-view.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../json/value.ts';
import { queryProperties } from '../resources/infer/query-properties.ts';
import type { Resource, Role } from '../resources/infer/resource.ts';
import { type TimeForm, timeForm, timeValue } from '../resources/state/creation-values.ts';
import { isStatusName } from '../resources/state/meanings.ts';

/** The properties that an action sets. */
export interface Action {
  readonly values: ReadonlyMap<string, Json>;
  readonly times: ReadonlyMap<string, TimeForm>;
  /** The action in objects that contain the state of the item. */
  readonly inner: ReadonlyMap<string, Action>;
}

/** States after a verb that are not its past participle. The participle comes first. */
const OTHER_FORMS: Readonly<Record<string, readonly string[]>> = {
  activate: ['active', 'enabled'],
  approve: ['accepted'],
  begin: ['begun', 'started', 'running', 'inprogress', 'active'],
  build: ['built'],
  capture: ['completed', 'paid'],
  checkin: ['checkedin'],
  checkout: ['checkedout'],
  complete: ['complete', 'done', 'finished'],
  deactivate: ['inactive', 'disabled'],
  disable: ['inactive'],
  enable: ['active'],
  finalize: ['final', 'open'],
  finish: ['done', 'complete', 'completed'],
  freeze: ['frozen'],
  hide: ['hidden'],
  hold: ['held', 'onhold'],
  kill: ['killed', 'exited', 'dead'],
  launch: ['running', 'active'],
  open: ['open'],
  pay: ['paid'],
  publish: ['live', 'active', 'public'],
  reactivate: ['active'],
  reject: ['declined', 'denied'],
  reopen: ['open', 'opened'],
  restart: ['running', 'started', 'active'],
  restore: ['active', 'open', 'available'],
  resume: ['active', 'running', 'inprogress', 'open', 'started'],
  retry: ['pending', 'queued', 'retrying'],
  run: ['running'],
  sell: ['sold'],
  send: ['sent'],
  show: ['visible', 'shown'],
  start: ['running', 'inprogress', 'active', 'open', 'up'],
  stop: ['inactive', 'exited', 'down'],
  submit: ['pending', 'inreview'],
  suspend: ['inactive'],
  unarchive: ['active', 'open'],
  unban: ['active'],
  unblock: ['active'],
  unlock: ['open', 'active'],
  unpause: ['active', 'running'],
  unpublish: ['draft', 'private', 'inactive'],
  unsuspend: ['active'],
  verify: ['active'],
  void: ['void'],
  withdraw: ['withdrawn'],
};

/** The action that an operation below an item does. Undefined if its verb names no property or value of the item. */
export function actionOf(document: JsonObject, operation: Operation, resource: Resource): Action | undefined {
  const verb = verbOf(operation.path);
  if (verb === undefined || operation.method === 'GET') return undefined;
  const isUndone = operation.method === 'DELETE';
  const opposite = /^un(?=\w{3})/.test(verb) ? verb.slice(2) : undefined;
  const forms = formsOf(verb);
  const undone = new Set(isUndone ? forms : opposite === undefined ? [] : formsOf(opposite));
  return actionAt(document, resource.schema, { done: isUndone ? [] : forms, undone });
}

/** The plain states that a verb leads to, best first, and those that it ends. */
interface States {
  readonly done: readonly string[];
  readonly undone: ReadonlySet<string>;
}

/** What a verb sets in an object, and in the object that contains its state. */
function actionAt(document: JsonObject, schema: string, states: States, levels = 1): Action | undefined {
  const { done, undone } = states;
  const values = new Map<string, Json>();
  const times = new Map<string, TimeForm>();
  const inner = new Map<string, Action>();
  const places = propertyPlaces(document, schema);
  const status = [...places].flatMap(([name, place]) =>
    isStatusName(name) ? [{ name, value: statusFor(document, place, done), all: statesAt(document, place) }] : [],
  );
  for (const [name, place] of places) {
    const types = typesAt(document, place);
    const own = plainName(name).replace(/^is/, '');
    if (isStatusName(name)) {
      const inside = levels > 0 && types.has('object') ? actionAt(document, place, states, levels - 1) : undefined;
      if (inside) inner.set(name, inside);
    } else if (types.has('boolean')) {
      // Of the switches that are named like the values of a status, the one of its value is on.
      const isNow = status.find(({ value, all }) => value !== undefined && all.includes(own))?.value;
      if (done.includes(own) || (isNow !== undefined && plainName(String(isNow)) === own)) values.set(name, true);
      else if (undone.has(own) || isNow !== undefined) values.set(name, false);
    }
    const form = timeForm(document, place, name);
    const words = wordsIn(name);
    if (form !== undefined && words.some((word) => done.includes(word))) times.set(name, form);
    else if (form !== undefined && types.has('null') && words.some((word) => undone.has(word))) values.set(name, null);
  }
  for (const { name, value } of status) if (value !== undefined) values.set(name, value);
  return values.size + times.size + inner.size === 0 ? undefined : { values, times, inner };
}

/** The plain values of a status. */
function statesAt(document: JsonObject, place: string): readonly string[] {
  return (schemaViewAt(document, place).enum ?? []).map((value) => plainName(String(value)));
}

/** An action that sets nothing of its own. */
export const NO_VALUES: Action = { values: new Map(), times: new Map(), inner: new Map() };

/** Whether an operation below an item takes properties of the item and returns nothing else than the item. */
export function storesArguments(document: JsonObject, operation: Operation, role: Role): boolean {
  return argumentsOf(document, operation, role).length > 0;
}

/** The properties of the item that are the arguments of an operation below it. None if there are other arguments. */
function argumentsOf(
  document: JsonObject,
  operation: Operation,
  { kind, resource, inResponse }: Role,
): readonly string[] {
  const { method, requestBody } = operation;
  const isAlone = inResponse !== undefined || (successResponse(operation)?.content.length ?? 0) === 0;
  if (kind !== 'part' || !/^(?:POST|PUT|PATCH)$/.test(method) || !isAlone) return [];
  const inQuery = [...queryProperties(document, operation, resource.schema).keys()];
  const schema = requestBody?.content.find(({ name }) => isJson(name) || name.includes('form'))?.schema;
  const inBody = schema === undefined ? [] : [...propertyPlaces(document, schema).keys()];
  const { declared, readOnly } = resource.properties;
  return inBody.every((name) => declared.has(name) && !readOnly.has(name)) ? [...inQuery, ...inBody] : [];
}

/** The names of the properties that an operation sets if it is an action on an item. */
export function setBy(document: JsonObject, operation: Operation, role: Role | undefined): readonly string[] {
  const given = role ? argumentsOf(document, operation, role) : [];
  if (given.length > 0) return given;
  const action = role?.kind === 'part' ? actionOf(document, operation, role.resource) : undefined;
  return action ? [...action.values.keys(), ...action.times.keys(), ...action.inner.keys()] : [];
}

/** The properties that an action sets at a moment. @param before the item before */
export function valuesAt({ values, times, inner }: Action, clock: Clock, before: JsonObject): JsonObject {
  const result: Record<string, Json> = {};
  for (const [name, value] of values) setProperty(result, name, value);
  for (const [name, form] of times) setProperty(result, name, timeValue(clock, form));
  for (const [name, action] of inner) {
    const inside = before[name];
    const own = isObject(inside) ? inside : {};
    setProperty(result, name, { ...own, ...valuesAt(action, clock, own) });
  }
  return result;
}

/** The verb of a path: after a colon, or the last literal segment. */
function verbOf(path: string): string | undefined {
  const [, custom] = /:([A-Za-z]\w*)$/.exec(path) ?? [];
  const words = wordsIn(custom ?? lastWord(path));
  const [first, ...rest] = words;
  // `mark-as-read`, `setActive`: what follows is the state.
  if ((first === 'mark' || first === 'set' || first === 'make') && rest.length > 0)
    return rest.filter((word) => word !== 'as').join('');
  return words.length === 0 ? undefined : words.join('');
}

/** The value of a status that is a form of a verb. */
function statusFor(document: JsonObject, place: string, forms: readonly string[]): Json | undefined {
  const values = schemaViewAt(document, place).enum ?? [];
  for (const form of forms) {
    const found = values.find((value) => typeof value === 'string' && plainName(value) === form);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The plain states that a verb leads to, best first. */
function formsOf(verb: string): readonly string[] {
  const [, stem] = /^(.*[^aeiou])y$/.exec(verb) ?? [];
  const regular = verb.endsWith('e') ? `${verb}d` : stem === undefined ? `${verb}ed` : `${stem}ied`;
  const doubled = /[aeiou][bdglmnprt]$/.test(verb) ? [`${verb}${verb.at(-1)}ed`] : [];
  return [...new Set([regular, ...doubled, ...(OTHER_FORMS[verb] ?? []), verb])];
}
