// The state of a world as plain JSON: read, restore and compare it, and get or set one resource by its path.

import { isDeepStrictEqual } from 'node:util';
import type { Contract } from '../../contract/contract.ts';
import { sentenceOf } from '../../contract/validation/violations.ts';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import { appendTokens } from '../../json/pointer.ts';
import { deepFreeze, isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { Entry } from '../../store/store.ts';
import type { Inference } from '../infer/infer.ts';
import type { Resource } from '../infer/resource.ts';
import { concretePath, itemOfKey } from './key-counters.ts';
import { openResources } from './open.ts';
import type { ResourceContext, StoredResource } from './repository.ts';
import { findResource, resolveTimes } from './scenarios.ts';
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

export async function readState({ store }: ResourceContext): Promise<State> {
  const entries = Object.entries(store.snapshot());
  return Object.fromEntries(entries.map(([key, { value }]) => [key, value]));
}

/** Replaces the state. @throws HttpError BODY_INVALID if a resource violates its schema */
export async function restoreState(
  known: ServedResources,
  { store }: ResourceContext,
  state: State,
  at: string,
): Promise<void> {
  const violations = Object.entries(state).flatMap(([key, value]) =>
    violationsOf(known, key, value, appendTokens(at, key)),
  );
  const [first] = violations;
  if (first) {
    throw new HttpError({
      code: 'BODY_INVALID',
      message: sentenceOf(first, 'state'),
      violations,
    });
  }
  // Higher revisions, so that changes in progress fail and are retried on the new state.
  const before = store.snapshot();
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
  const visible = withoutWriteOnly(resource.properties)(value);
  const violations = contract.validator('response', resource.schema)(visible);
  return violations.map((violation) => ({ ...violation, pointer: `${at}${violation.pointer}` }));
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
        .map(pathOfFolder),
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

function pathOfFolder(key: string): string {
  return key.slice(0, key.lastIndexOf('/'));
}

function pathOfKey(key: string): string {
  const item = itemOfKey(key);
  return item === '' ? pathOfFolder(key) : `${pathOfFolder(key)}/${item}`;
}

interface StateTarget {
  readonly resource: Resource;
  readonly stored: StoredResource;
  /** Whether the path is the path of an item of a collection. */
  readonly isItem: boolean;
  /** The folder in the store. */
  readonly folder: string;
}

/** @throws HttpError RESOURCE_NOT_FOUND if the document has no resource at the path */
function stateTargetAt(
  { contract, inference, isControlInformation }: ServedResources,
  context: ResourceContext,
  path: string,
): StateTarget {
  const resources = openResources(contract, isControlInformation, context);
  const plain = path.length > 1 ? path.replace(/\/$/, '') : path;
  const whole = findResource(inference, plain);
  if (whole) {
    const owners = keysIn(whole.path, plain);
    const own = concretePath(whole.path, owners);
    return { resource: whole, stored: resources(whole, { owners }), isItem: false, folder: own };
  }
  const folder = plain.slice(0, plain.lastIndexOf('/'));
  const above = findResource(inference, folder);
  if (above?.kind === 'collection') {
    const key = decodeURIComponent(plain.slice(folder.length + 1));
    const owners = keysIn(above.path, folder);
    const own = concretePath(above.path, owners);
    return { resource: above, stored: resources(above, { owners, key }), isItem: true, folder: own };
  }
  const paths = inference.resources().map((one) => one.path);
  const advice = paths.length === 0 ? 'The document has no resources' : `Resources: ${paths.slice(0, 8).join(', ')}`;
  throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message: `The document has no resource '${path}'. ${advice}.` });
}

function keysIn(template: string, path: string): string[] {
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
  const { resource, stored, isItem, folder } = stateTargetAt(known, context, path);
  const many = resource.kind === 'collection' && !isItem;
  const now = context.clock.now();
  const absolute =
    value === null ? null : resolveTimes(known.contract, resource.schema, many ? [value].flat() : value, now);
  const items = absolute === null ? [] : ([absolute].flat() as readonly Json[]);
  if (value !== null && many !== Array.isArray(value)) throw mismatch(many ? 'must be a list' : 'must be an object');
  if (!items.every(isObject)) throw mismatch('must be a list of objects');
  const violations = items.flatMap((one, index) => {
    const found = known.contract.validator('response', resource.schema)(one);
    const own = found.filter(({ rule }) => rule !== 'required');
    return own.map((violation) => ({
      ...violation,
      pointer: many ? `/${index}${violation.pointer}` : violation.pointer,
    }));
  });
  const [first] = violations;
  if (first) {
    throw new HttpError({
      code: 'BODY_INVALID',
      message: sentenceOf(first, 'state'),
      violations,
    });
  }
  if (many) {
    const before = await readState(context);
    try {
      await stored.list();
      for (const [key] of context.store.list(folder)) await stored.item(itemOfKey(key)).remove();
      for (const one of items as readonly JsonObject[]) await stored.create(one, one);
    } catch (error) {
      await restoreState(known, context, before, '');
      throw error;
    }
  } else if (value === null) await stored.remove();
  else await stored.replace(items[0] as JsonObject, { serverValues: items[0] as JsonObject, upsert: true });
}

function mismatch(message: string): HttpError {
  const violations = [{ pointer: '', rule: 'type', message }];
  return new HttpError({ code: 'BODY_INVALID', message: `The state ${message}.`, violations });
}
