// The state of a world as plain JSON: read, restore and compare it, and get or set one resource by its path.

import { isDeepStrictEqual } from 'node:util';
import type { Contract } from '../../contract/contract.ts';
import { sentenceOf, sentenceWithValue } from '../../contract/validation/violations.ts';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import { appendTokens, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { folderOfKey } from '../../store/store.ts';
import { inTransaction } from '../../store/transaction.ts';
import type { Inference } from '../infer/infer.ts';
import type { Resource } from '../infer/resource.ts';
import { concretePath, itemOfKey, pathOfKey } from './key-counters.ts';
import { keyOf } from './keys.ts';
import { openResources } from './open.ts';
import { resolveTimes } from './relative-times.ts';
import type { ResourceContext, StoredResource } from './repository.ts';
import { findResource } from './scenario.ts';
import { withoutWriteOnly } from './write-rules.ts';

/** Values by store key. */
export type State = Readonly<Record<string, Json>>;

/** One difference between two states. */
export interface Difference {
  /** The path of the resource. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly from?: Json;
  readonly to?: Json;
}

/** The resources of a served document. */
export interface ServedResources {
  readonly contract: Contract;
  readonly inference: Inference;
  /** True for a property that is control information and not data. */
  readonly isControlInformation: (property: string) => boolean;
}

async function readState({ store }: ResourceContext): Promise<State> {
  const entries = Object.entries(store.snapshot());
  return Object.fromEntries(entries.map(([key, { value }]) => [key, value]));
}

/** What is wrong with a stored value, by pointers into it. Values without a path are not checked. */
export function violationsOf({ contract, inference }: ServedResources, key: string, value: Json): readonly Violation[] {
  if (key.startsWith('~')) return [];
  const resource = key.includes('/') ? findResource(inference, folderOfKey(key)) : undefined;
  const isNamed = resource?.kind !== 'collection' || !key.endsWith('/');
  if (!resource || !isNamed || !canBeDecoded(key)) {
    return [{ pointer: '', rule: 'resource', message: `is no resource of the document. ${knownResources(inference)}` }];
  }
  if (!isObject(value)) return [{ pointer: '', rule: 'type', message: 'must be an object' }];
  const visible = withoutWriteOnly(resource.properties)(value);
  return [...contract.validator('response', resource.schema)(visible), ...otherKey(resource, itemOfKey(key), value)];
}

/** The differences, ordered by path. Resources that only one world has used are initialized in the other one first. */
export async function differences(
  known: ServedResources,
  from: ResourceContext,
  to: ResourceContext,
): Promise<readonly Difference[]> {
  const open = async (context: ResourceContext, other: ResourceContext) => {
    const folders = new Set(
      Object.keys(await readState(other))
        .filter(isResource)
        .map(folderOfKey),
    );
    for (const path of folders) await readPath(known, context, path).catch(() => undefined);
  };
  await open(from, to);
  await open(to, from);
  const [before, after] = await Promise.all([readState(from), readState(to)]);
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(isResource).sort();
  return keys.flatMap((key): Difference[] => {
    const path = pathOfKey(key);
    const one = before[key];
    const other = after[key];
    if (one === undefined) return [{ path, kind: 'added', to: other as Json }];
    if (other === undefined) return [{ path, kind: 'removed', from: one }];
    return isDeepStrictEqual(one, other) ? [] : [{ path, kind: 'changed', from: one, to: other }];
  });
}

function isResource(key: string): boolean {
  return !key.startsWith('~');
}

export interface StateTarget {
  readonly resource: Resource;
  readonly stored: StoredResource;
  /** Whether the path is the path of an item of a collection. */
  readonly isItem: boolean;
  /** The key of the item. */
  readonly key?: string;
  /** The folder in the store. */
  readonly folder: string;
}

/** @throws HttpError RESOURCE_NOT_FOUND if the document has no resource at the path */
export function stateTargetAt(
  { contract, inference, isControlInformation }: ServedResources,
  context: ResourceContext,
  path: string,
): StateTarget {
  if (!canBeDecoded(path)) throw noResource(inference, path);
  const resources = openResources(contract, isControlInformation, context);
  const plain = path.length > 1 ? path.replace(/\/$/, '') : path;
  const exact = findResource(inference, plain);
  if (exact) {
    const owners = keysIn(exact.path, plain);
    const own = concretePath(exact.path, owners);
    return { resource: exact, stored: resources(exact, { owners }), isItem: false, folder: own };
  }
  const folder = plain.slice(0, plain.lastIndexOf('/'));
  const above = findResource(inference, folder);
  if (above?.kind === 'collection') {
    const key = decodeURIComponent(plain.slice(folder.length + 1));
    const owners = keysIn(above.path, folder);
    const own = concretePath(above.path, owners);
    return { resource: above, stored: resources(above, { owners, key }), isItem: true, key, folder: own };
  }
  throw noResource(inference, path);
}

function noResource(inference: Inference, path: string): HttpError {
  const message = `The document has no resource '${path}'. ${knownResources(inference)}.`;
  return new HttpError({ code: 'RESOURCE_NOT_FOUND', message });
}

/** The first resources of a document, for a message. */
function knownResources(inference: Inference): string {
  const paths = inference.resources().map((one) => one.path);
  return paths.length === 0 ? 'The document has no resources' : `Resources: ${paths.slice(0, 8).join(', ')}`;
}

/** Whether all percent-escapes of a path are valid. */
function canBeDecoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** The keys on a path of a template. */
export function keysIn(template: string, path: string): string[] {
  const own = path.split('/');
  return template.split('/').flatMap((segment, at) => (segment === '{}' ? [decodeURIComponent(own[at] ?? '')] : []));
}

/** The list of a collection, or the object at the path. @throws HttpError RESOURCE_NOT_FOUND */
export async function readPath(known: ServedResources, context: ResourceContext, path: string): Promise<Json> {
  const { resource, stored, isItem } = stateTargetAt(known, context, path);
  return resource.kind === 'collection' && !isItem ? stored.list() : stored.read();
}

/**
 * Sets the resource at a path, including its read-only properties. The value is a list for a collection, an object for an
 * item or a singleton, or null to remove it.
 * @throws HttpError RESOURCE_NOT_FOUND, BODY_INVALID or STATE_INVALID
 */
export async function setPath(
  known: ServedResources,
  context: ResourceContext,
  path: string,
  value: Json,
): Promise<void> {
  const target = stateTargetAt(known, context, path);
  const { resource, stored, isItem, folder } = target;
  const many = resource.kind === 'collection' && !isItem;
  if (value === null && !many) {
    await stored.remove();
    return;
  }
  const items = validStates(known, context, target, value, many);
  if (!many) {
    const item = items[0] as JsonObject;
    await stored.replace(item, { serverValues: item, upsert: true });
    return;
  }
  await stored.list();
  await inOneCommit(context, path, async (own) => {
    const list = stateTargetAt(known, own, path).stored;
    for (const [key] of own.store.list(folder)) await list.item(itemOfKey(key)).remove();
    for (const [index, one] of items.entries()) await createdAt(index, () => list.create(one, one));
  });
}

/** The objects of a value to set, with absolute times. @throws HttpError BODY_INVALID */
export function validStates(
  { contract }: ServedResources,
  { clock }: ResourceContext,
  target: StateTarget,
  value: Json,
  many: boolean,
): readonly JsonObject[] {
  const { schema } = target.resource;
  const items = statesIn(value, many).map((one) => resolveTimes(contract, schema, one, clock.now()) as JsonObject);
  const violations = items.flatMap((one, index) => {
    const found = contract.validator('response', schema)(one);
    const own = [...found.filter(({ rule }) => rule !== 'required'), ...otherKey(target.resource, target.key, one)];
    return own.map((violation) => ({
      ...violation,
      pointer: many ? `/${index}${violation.pointer}` : violation.pointer,
    }));
  });
  if (violations.length > 0) throw invalidState(violations, many ? items : (items[0] as Json));
  return items;
}

/** Runs writes as one change, again if somebody else was faster. An error changes nothing. */
export function inOneCommit<T>(
  context: ResourceContext,
  path: string,
  run: (context: ResourceContext) => Promise<T>,
): Promise<T> {
  return inTransaction(context.store, (store) => run({ ...context, store }), { what: path });
}

/** The objects of a value to set: those of a list, or the value itself. @throws HttpError BODY_INVALID */
function statesIn(value: Json, many: boolean): readonly JsonObject[] {
  if (many && value === null) return [];
  if (many !== Array.isArray(value)) throw mismatch('', many ? 'must be a list' : 'must be an object', value);
  const states = [value].flat();
  const other = states.findIndex((one) => !isObject(one));
  if (other >= 0) throw mismatch(many ? `/${other}` : '', 'must be an object', value);
  return states as readonly JsonObject[];
}

/** The violation of an item whose key is not the one in its path. */
function otherKey(resource: Resource, key: string | undefined, item: JsonObject): readonly Violation[] {
  if (resource.kind !== 'collection' || key === undefined || resource.key.path.length === 0) return [];
  const own = keyOf(resource, item);
  if (own === undefined || own === key) return [];
  const message = `must be ${key}, the key in the path`;
  return [{ pointer: appendTokens('', ...resource.key.path), rule: 'key', message }];
}

function mismatch(pointer: string, message: string, value: Json): HttpError {
  const found = valueAt(value, pointer);
  const seen = Array.isArray(found) ? 'a list' : isObject(found) ? 'an object' : JSON.stringify(found)?.slice(0, 80);
  return invalidState([{ pointer, rule: 'type', message: `${message}, not ${seen}` }]);
}

/** @param value what the violations are about, if their messages do not contain what was seen */
function invalidState(violations: readonly Violation[], value?: Json): HttpError {
  const first = violations[0] as Violation;
  const message = value === undefined ? sentenceOf(first, 'body') : sentenceWithValue(first, 'body', value);
  return new HttpError({ code: 'BODY_INVALID', message, violations });
}

/** Creates an item of a list. @throws HttpError that names the item, if its key is in use */
async function createdAt(index: number, create: () => unknown): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 409) throw error;
    const message = `Item ${index + 1}: ${error.message}`;
    const violations = [{ pointer: `/${index}`, rule: 'key', message: 'has the key of another item' }];
    throw new HttpError({ code: error.code, message, violations });
  }
}
