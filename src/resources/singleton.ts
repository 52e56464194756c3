// The rules of a singleton: its initial state, the effect of a change, and that no state is committed that violates its
// schema.

import type { Contract } from '../contract/contract.ts';
import { fillRequired } from '../contract/fill-required.ts';
import { lazySample } from '../contract/lazy-sample.ts';
import { HttpError } from '../errors/http-error.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../json/value.ts';
import type { Entry } from '../store/store.ts';
import { representationsIn } from './initial-state.ts';
import { concretePath, keyCountersChange, keyCountersOf, storeKey } from './key-counters.ts';
import type { ChangeRequest, Precondition, ReplaceOptions, Repository, ResourceContext } from './repository.ts';
import type { ResourceExample, Singleton } from './resource.ts';
import { resolveTimes } from './scenarios.ts';
import {
  acceptsAny,
  applyBody,
  applyPatch,
  inDeclaredOrder,
  MAX_ATTEMPTS,
  normalize,
  withoutWriteOnly,
} from './write-rules.ts';

export interface SingletonOptions {
  readonly contract: Contract;
  readonly resource: Singleton;
  readonly context: ResourceContext;
  readonly isControlInformation: (property: string) => boolean;
  /** Throws if the parent item does not exist. Undefined if the singleton has no parent. */
  readonly requireParent: (() => Promise<void>) | undefined;
}

/** @param owners the keys on its path */
export function openSingleton(options: SingletonOptions, owners: readonly string[]): Repository {
  const { contract, resource, context, isControlInformation, requireParent } = options;
  const { store, clock } = context;
  const { properties, changedAt } = resource;
  const path = concretePath(resource.path, owners);
  const key = storeKey(path);
  const visible = withoutWriteOnly(properties);
  const writable = applyBody(properties, isControlInformation);
  const rules = { writable, limits: contract.limits };
  const entryIfPresent = async (): Promise<Entry | undefined> => {
    if (requireParent) await requireParent();
    return (await store.get(key)) ?? initialState(options, path, key);
  };
  const findEntry = async (): Promise<Entry> => {
    const entry = await entryIfPresent();
    if (entry) return entry;
    throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message: `There is no resource at ${path}.` });
  };
  const visibleIn = ({ value }: Entry) => visible(value as JsonObject);
  const normalized = (state: JsonObject, fillMissing = false) =>
    normalize({ contract, resource, visible, seed: context.seed, fillMissing }, state, path);
  const commit = (value: JsonObject, expected: number) => store.commit([{ kind: 'put', key, value, expected }]);
  const tooManyConflicts = () => new Error(`${path} was changed by other requests ${MAX_ATTEMPTS} times in a row`);
  return {
    read: requireParent
      ? () => findEntry().then(visibleIn)
      : () => store.get(key).then((entry) => (entry ? visibleIn(entry) : findEntry().then(visibleIn))),
    async change(request: ChangeRequest, serverValues?: Partial<JsonObject>, guard?: Precondition) {
      const changes = acceptsAny(request, writable);
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const entry = requireParent ? await findEntry() : ((await store.get(key)) ?? (await findEntry()));
        const { value, revision } = entry;
        guard?.(visibleIn(entry));
        if (!changes) return visible(value as JsonObject);
        const merged = applyPatch(value as JsonObject, request, rules);
        if (serverValues) Object.assign(merged, serverValues);
        else if (changedAt !== undefined) setProperty(merged, changedAt, clock.timestamp());
        const pending = normalized(merged);
        const next = pending instanceof Promise ? await pending : pending;
        if (await commit(next, revision)) return visible(next);
      }
      throw tooManyConflicts();
    },
    async replace(body, { serverValues, guard, upsert = true }: ReplaceOptions = {}) {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const entry = upsert ? await entryIfPresent() : await findEntry();
        guard?.(entry && visibleIn(entry));
        const before = entry ? (entry.value as JsonObject) : {};
        const next: Record<string, Json> = {};
        for (const [name, value] of Object.entries(body)) if (writable.takes(name)) setProperty(next, name, value);
        for (const [name, value] of Object.entries(before)) if (!writable.takes(name)) setProperty(next, name, value);
        if (serverValues) Object.assign(next, serverValues);
        else if (changedAt !== undefined) setProperty(next, changedAt, clock.timestamp());
        const frozen = await normalized(next, true);
        if (await commit(frozen, entry?.revision ?? 0))
          return { representation: visible(frozen), created: entry === undefined };
      }
      throw tooManyConflicts();
    },
    async remove(guard) {
      const entry = await findEntry();
      guard?.(visibleIn(entry));
      await store.commit([{ kind: 'delete', key }]);
      return visibleIn(entry);
    },
    list: () => Promise.reject(new Error(`${resource.path} is a single resource. It has no list`)),
    create: () => Promise.reject(new Error(`${resource.path} is a single resource. Items cannot be added to it`)),
    item: () => openSingleton(options, owners),
  };
}

function exampleOf(contract: Contract, [first]: readonly ResourceExample[]): JsonObject | undefined {
  return first && representationsIn(contract, first)[0];
}

/** Creates the initial state once. Undefined if the singleton was deleted, or if the scenario contains null for it. */
async function initialState(
  { contract, resource, context }: SingletonOptions,
  path: string,
  key: string,
): Promise<Entry | undefined> {
  const { store, scenario, seed } = context;
  if (await keyCountersOf(store, key)) return undefined;
  const first = scenario.has(path)
    ? resolveTimes(contract, resource.schema, scenario.get(path) as Json, context.clock.now())
    : (exampleOf(contract, resource.examples) ?? (await lazySample(contract, resource.schema, { seed, place: path })));
  const filled = isObject(first) ? await fillRequired(contract, resource.schema, first, { seed, place: path }) : {};
  const value = isObject(first)
    ? inDeclaredOrder(filled as JsonObject, resource.properties)
    : scenario.has(path)
      ? undefined
      : {};
  await store.commit([
    keyCountersChange(key, undefined),
    ...(value ? [{ kind: 'put' as const, key, value, expected: 0 }] : []),
  ]);
  return store.get(key);
}
