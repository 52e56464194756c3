// The rules of a singleton: its initial state, the effect of a change, and that no state is committed that violates its
// schema.

import type { Contract } from '../../contract/contract.ts';
import { fillRequired } from '../../contract/sample/fill-required.ts';
import { lazySample } from '../../contract/sample/lazy-sample.ts';
import { HttpError } from '../../errors/http-error.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import type { Entry } from '../../store/store.ts';
import type { ResourceExample, Singleton } from '../infer/resource.ts';
import { representationsIn } from './initial-state.ts';
import { concretePath, keyCountersChange, keyCountersOf, storeKey } from './key-counters.ts';
import type { ChangeRequest, ResourceContext, StoredResource } from './repository.ts';
import { resolveTimes } from './scenarios.ts';
import {
  acceptsAny,
  applyBody,
  applyPatch,
  inDeclaredOrder,
  normalize,
  untilCommitted,
  withoutWriteOnly,
} from './write-rules.ts';

export interface SingletonOptions {
  readonly contract: Contract;
  readonly resource: Singleton;
  readonly context: ResourceContext;
  readonly isControlInformation: (property: string) => boolean;
  /** Throws if the parent item does not exist. Undefined if the singleton has no parent. */
  readonly requireParent: (() => Eventually<unknown>) | undefined;
}

/** @param owners the keys on its path */
export function openSingleton(options: SingletonOptions, owners: readonly string[]): StoredResource {
  const { contract, resource, context, isControlInformation, requireParent } = options;
  const { store, clock } = context;
  const { properties, changedAt } = resource;
  const path = concretePath(resource.path, owners);
  const key = storeKey(path);
  const visible = withoutWriteOnly(properties);
  const writable = applyBody(properties, isControlInformation);
  const rules = { writable, limits: contract.limits };
  const entryIfPresent = (): Eventually<Entry | undefined> =>
    requireParent ? whenKnown(requireParent(), storedOrInitial) : storedOrInitial();
  const storedOrInitial = () => store.get(key) ?? initialState(options, path, key);
  const findEntry = (): Eventually<Entry> => {
    const found = requireParent ? undefined : store.get(key);
    return found ?? whenKnown(entryIfPresent(), present);
  };
  const present = (entry: Entry | undefined): Entry => {
    if (entry) return entry;
    throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message: `There is no resource at ${path}.` });
  };
  const visibleIn = ({ value }: Entry) => visible(value as JsonObject);
  const normalized = (state: JsonObject, fillMissing = false) =>
    normalize({ contract, resource, visible, seed: context.seed, fillMissing }, state, path);
  const commit = (value: JsonObject, expected: number) => store.commit([{ kind: 'put', key, value, expected }]);
  const setServerValues = (state: Record<string, Json>, serverValues: Partial<JsonObject> | undefined): void => {
    if (serverValues) Object.assign(state, serverValues);
    else if (changedAt !== undefined) setProperty(state, changedAt, clock.timestamp());
  };
  const changed = (entry: Entry, request: ChangeRequest, serverValues: Partial<JsonObject> | undefined) => {
    const merged = applyPatch(entry.value as JsonObject, request, rules);
    setServerValues(merged, serverValues);
    return whenKnown(normalized(merged), (next) =>
      whenKnown(commit(next, entry.revision), (committed) => (committed ? visible(next) : undefined)),
    );
  };
  const replacement = (entry: Entry | undefined, body: JsonObject, serverValues: Partial<JsonObject> | undefined) => {
    const next: Record<string, Json> = {};
    for (const [name, value] of Object.entries(body)) if (writable.takes(name)) setProperty(next, name, value);
    for (const [name, value] of Object.entries((entry?.value ?? {}) as JsonObject)) {
      if (!writable.takes(name)) setProperty(next, name, value);
    }
    setServerValues(next, serverValues);
    return whenKnown(normalized(next, true), (state) =>
      whenKnown(commit(state, entry?.revision ?? 0), (committed) =>
        committed ? { representation: visible(state), created: entry === undefined } : undefined,
      ),
    );
  };
  return {
    read() {
      const found = findEntry();
      return found instanceof Promise ? found.then(visibleIn) : visibleIn(found);
    },
    change(request, serverValues, guard) {
      const changes = acceptsAny(request, writable);
      return untilCommitted(path, () =>
        whenKnown(findEntry(), (entry) => {
          guard?.(visibleIn(entry));
          return changes ? changed(entry, request, serverValues) : visibleIn(entry);
        }),
      );
    },
    replace(body, { serverValues, guard, upsert = true } = {}) {
      return untilCommitted(path, () =>
        whenKnown(upsert ? entryIfPresent() : findEntry(), (entry) => {
          guard?.(entry && visibleIn(entry));
          return replacement(entry, body, serverValues);
        }),
      );
    },
    remove(guard) {
      return whenKnown(findEntry(), (entry) => {
        guard?.(visibleIn(entry));
        return whenKnown(store.commit([{ kind: 'delete', key }]), () => visibleIn(entry));
      });
    },
    list: () => {
      throw new Error(`${resource.path} is a single resource. It has no list`);
    },
    create: () => {
      throw new Error(`${resource.path} is a single resource. Items cannot be added to it`);
    },
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
  if (keyCountersOf(store, key)) return undefined;
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
