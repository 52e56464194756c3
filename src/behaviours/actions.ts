// What an action on an item does: `POST /orders/{id}/cancel` sets the status that the verb names, `lock` sets `locked`, and the
// time that belongs to it is now.

import type { Clock } from '../clock.ts';
import { lastWord, plainName, wordsIn } from '../contract/operation/names.ts';
import type { Operation } from '../contract/operation/operations.ts';
import { propertyPlaces, typesAt } from '../contract/schema/schema-places.ts';
import { schemaViewAt } from '../contract/schema/schema-view.ts';
import { type Json, type JsonObject, setProperty } from '../json/value.ts';
import type { Resource, Role } from '../resources/infer/resource.ts';
import { type TimeForm, timeForm, timeValue } from '../resources/state/creation-values.ts';
import { isStatusName } from '../resources/state/meanings.ts';

/** The properties that an action sets. */
export interface Action {
  readonly values: ReadonlyMap<string, Json>;
  readonly times: ReadonlyMap<string, TimeForm>;
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
  const done = isUndone ? [] : forms;
  const values = new Map<string, Json>();
  const times = new Map<string, TimeForm>();
  for (const [name, place] of propertyPlaces(document, resource.schema)) {
    const types = typesAt(document, place);
    const own = plainName(name).replace(/^is/, '');
    if (isStatusName(name)) {
      const value = statusFor(document, place, done);
      if (value !== undefined) values.set(name, value);
    } else if (types.has('boolean')) {
      if (done.includes(own)) values.set(name, true);
      else if (undone.has(own)) values.set(name, false);
    }
    const form = timeForm(document, place, name);
    const words = wordsIn(name);
    if (form !== undefined && words.some((word) => done.includes(word))) times.set(name, form);
    else if (form !== undefined && types.has('null') && words.some((word) => undone.has(word))) values.set(name, null);
  }
  return values.size === 0 && times.size === 0 ? undefined : { values, times };
}

/** The names of the properties that an operation sets if it is an action on an item. */
export function setBy(document: JsonObject, operation: Operation, role: Role | undefined): readonly string[] {
  const action = role?.kind === 'part' ? actionOf(document, operation, role.resource) : undefined;
  return action ? [...action.values.keys(), ...action.times.keys()] : [];
}

/** The properties that an action sets at a moment. */
export function valuesAt({ values, times }: Action, clock: Clock): JsonObject {
  const result: Record<string, Json> = {};
  for (const [name, value] of values) setProperty(result, name, value);
  for (const [name, form] of times) setProperty(result, name, timeValue(clock, form));
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
