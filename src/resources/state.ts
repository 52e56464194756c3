// The state of a world as plain JSON: taken, put back, compared; and one resource of it read and set by its path.

import { isDeepStrictEqual } from 'node:util';
import type { Contract } from '../contract/contract.ts';
import { HttpError, type Violation } from '../errors/http-error.ts';
import { extend } from '../json/pointer.ts';
import { deepFreeze, isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Entry } from '../store/store.ts';
import type { Inference } from './infer.ts';
import { concretePath, itemOfKey } from './key-counters.ts';
import { openResources } from './open.ts';
import type { Repository, ResourceContext } from './repository.ts';
import type { Resource } from './resource.ts';
import { findResource, resolveTimes } from './scenarios.ts';
import { hideWriteOnly } from './write-rules.ts';

/** Values by the keys of the store. */
export type State = Readonly<Record<string, Json>>;

/** One difference between two states. */
export interface Difference {
  /** The concrete path of what it belongs to. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly from?: Json;
  readonly to?: Json;
}

/** A document's resources, as they are told apart. */
export interface ServedResources {
  readonly contract: Contract;
  readonly inference: Inference;
  /** True for a member that steers an exchange and is no data. */
  readonly isControlInformation: (member: string) => boolean;
}

export async function readState({ store }: ResourceContext): Promise<State> {
  const entries = Object.entries(await store.snapshot());
  return Object.fromEntries(entries.map(([key, { value }]) => [key, value]));
}

/** Puts a state in the place of what is there. @throws HttpError BODY_INVALID where a resource breaks its schema */
export async function restoreState(
  known: ServedResources,
  { store }: ResourceContext,
  state: State,
  at: string,
): Promise<void> {
  const violations = Object.entries(state).flatMap(([key, value]) => violationsOf(known, key, value, extend(at, key)));
  const [first] = violations;
  if (first) {
    throw new HttpError({ code: 'BODY_INVALID', message: `${first.pointer} ${first.message}.`, violations });
  }
  // A change that is under way does not fit what stood before any more.
  const before = await store.snapshot();
  const entries = Object.entries(state).map(([key, value]): [string, Entry] => {
    return [key, { value: deepFreeze(value), revision: (before[key]?.revision ?? 0) + 1 }];
  });
  await store.restore(Object.fromEntries(entries));
}

function violationsOf(
  { contract, inference }: ServedResources,
  key: string,
  value: Json,
  at: string,
): readonly Violation[] {
  if (key.startsWith('~')) return [];
  const resource = key.includes('/') ? findResource(inference, key.slice(0, key.lastIndexOf('/'))) : undefined;
  if (!resource) return [{ pointer: at, rule: 'resource', message: 'is no resource of the document' }];
  if (!isObject(value)) return [{ pointer: at, rule: 'type', message: 'must be object' }];
  const shown = hideWriteOnly(resource.properties)(value);
  const violations = contract.validator('response', resource.schema)(shown);
  return violations.map((violation) => ({ ...violation, pointer: `${at}${violation.pointer}` }));
}

/** What is different, in order of path. What only one of the two has seen is asked for in the other first. */
export async function differences(
  known: ServedResources,
  from: ResourceContext,
  to: ResourceContext,
): Promise<readonly Difference[]> {
  const open = async (around: ResourceContext, other: ResourceContext) => {
    const folders = new Set(
      Object.keys(await readState(other))
        .filter(isResource)
        .map(pathOfFolder),
    );
    for (const path of folders) await readPath(known, around, path).catch(() => undefined);
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

function pathOfFolder(key: string): string {
  return key.slice(0, key.lastIndexOf('/'));
}

function pathOfKey(key: string): string {
  const item = itemOfKey(key);
  return item === '' ? pathOfFolder(key) : `${pathOfFolder(key)}/${item}`;
}

interface StateTarget {
  readonly resource: Resource;
  readonly repository: Repository;
  /** The path names an item of a collection. */
  readonly item: boolean;
  /** Where the store keeps it. */
  readonly folder: string;
}

/** @throws HttpError RESOURCE_NOT_FOUND where the document has no resource at the path */
function stateTargetAt(
  { contract, inference, isControlInformation }: ServedResources,
  around: ResourceContext,
  path: string,
): StateTarget {
  const repositories = openResources(contract, isControlInformation, around);
  const plain = path.length > 1 ? path.replace(/\/$/, '') : path;
  const whole = findResource(inference, plain);
  if (whole) {
    const owners = keysIn(whole.path, plain);
    const own = concretePath(whole.path, owners);
    return { resource: whole, repository: repositories(whole, { owners }), item: false, folder: own };
  }
  const folder = plain.slice(0, plain.lastIndexOf('/'));
  const above = findResource(inference, folder);
  if (above?.kind === 'collection') {
    const key = decodeURIComponent(plain.slice(folder.length + 1));
    const owners = keysIn(above.path, folder);
    const own = concretePath(above.path, owners);
    return { resource: above, repository: repositories(above, { owners, key }), item: true, folder: own };
  }
  const paths = inference.resources().map((one) => one.path);
  const some = paths.length === 0 ? 'the document has none' : `there are ${paths.slice(0, 8).join(', ')}`;
  throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message: `${path} is no resource; ${some}.` });
}

function keysIn(template: string, path: string): string[] {
  const own = path.split('/');
  return template.split('/').flatMap((segment, at) => (segment === '{}' ? [decodeURIComponent(own[at] ?? '')] : []));
}

/** The list of a collection, or the object at the path. @throws HttpError RESOURCE_NOT_FOUND */
export async function readPath(known: ServedResources, around: ResourceContext, path: string): Promise<Json> {
  const { resource, repository, item } = stateTargetAt(known, around, path);
  return resource.kind === 'collection' && !item ? repository.list() : repository.read();
}

/**
 * Sets what is at a path, read-only members too: a list in the place of a collection, an object in the place of an item or a
 * singleton, null for none.
 * @throws HttpError RESOURCE_NOT_FOUND, BODY_INVALID or STATE_INVALID
 */
export async function setPath(
  known: ServedResources,
  around: ResourceContext,
  path: string,
  value: Json,
): Promise<void> {
  const { resource, repository, item, folder } = stateTargetAt(known, around, path);
  const many = resource.kind === 'collection' && !item;
  const now = around.clock.now();
  const told =
    value === null ? null : resolveTimes(known.contract, resource.schema, many ? [value].flat() : value, now);
  const items = told === null ? [] : ([told].flat() as readonly Json[]);
  if (value !== null && many !== Array.isArray(value)) throw mismatch(many ? 'must be array' : 'must be object');
  if (!items.every(isObject)) throw mismatch('must be object');
  const violations = items.flatMap((one, index) => {
    const found = known.contract.validator('response', resource.schema)(one);
    const own = found.filter(({ rule }) => rule !== 'required');
    return own.map((violation) => ({
      ...violation,
      pointer: many ? `/${index}${violation.pointer}` : violation.pointer,
    }));
  });
  const [first] = violations;
  if (first) throw new HttpError({ code: 'BODY_INVALID', message: `${first.pointer} ${first.message}.`, violations });
  if (many) {
    const before = await readState(around);
    try {
      await repository.list();
      for (const [key] of await around.store.list(folder)) await repository.item(itemOfKey(key)).remove();
      for (const one of items as readonly JsonObject[]) await repository.create(one, one);
    } catch (error) {
      await restoreState(known, around, before, '');
      throw error;
    }
  } else if (value === null) await repository.remove();
  else await repository.replace(items[0] as JsonObject, { serverValues: items[0] as JsonObject, upsert: true });
}

function mismatch(message: string): HttpError {
  const violations = [{ pointer: '', rule: 'type', message }];
  return new HttpError({ code: 'BODY_INVALID', message: `The state ${message}.`, violations });
}
