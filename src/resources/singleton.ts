// The rules of reading and changing a singleton: its first state, what of a change is kept, and that nothing is committed
// which its schema would not accept.

import type { Contract } from '../contract/contract.ts';
import { fillRequired } from '../contract/fill-required.ts';
import { lazySample } from '../contract/lazy-sample.ts';
import { HttpError } from '../errors/http-error.ts';
import { isObject, type Json, type JsonObject, setMember } from '../json/value.ts';
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
  hideWriteOnly,
  inDeclaredOrder,
  MAX_ATTEMPTS,
  normalize,
} from './write-rules.ts';

export interface SingletonOptions {
  readonly contract: Contract;
  readonly resource: Singleton;
  readonly context: ResourceContext;
  readonly isControlInformation: (member: string) => boolean;
  /** Throws where it lives under something that does not exist; undefined where it lives under nothing. */
  readonly requireParent: (() => Promise<void>) | undefined;
}

/** @param owners the keys on its path */
export function openSingleton(options: SingletonOptions, owners: readonly string[]): Repository {
  const { contract, resource, context, isControlInformation, requireParent } = options;
  const { store, clock } = context;
  const { properties, changedAt } = resource;
  const path = concretePath(resource.path, owners);
  const key = storeKey(path);
  const shown = hideWriteOnly(properties);
  const written = applyBody(properties, isControlInformation);
  const present = async (): Promise<Entry | undefined> => {
    if (requireParent) await requireParent();
    return (await store.get(key)) ?? initialState(options, path, key);
  };
  const found = async (): Promise<Entry> => {
    const entry = await present();
    if (entry) return entry;
    throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message: `There is nothing at ${path}.` });
  };
  const shownIn = ({ value }: Entry) => shown(value as JsonObject);
  const settled = (state: JsonObject, whole = false) =>
    normalize({ contract, resource, shown, seed: context.seed, whole }, state, path);
  const committed = (value: JsonObject, expected: number) => store.commit([{ kind: 'put', key, value, expected }]);
  const outrun = () => new Error(`${path} was changed by others ${MAX_ATTEMPTS} times in a row`);
  return {
    read: requireParent
      ? () => found().then(shownIn)
      : () => store.get(key).then((entry) => (entry ? shownIn(entry) : found().then(shownIn))),
    async change(request: ChangeRequest, kept?: Partial<JsonObject>, guard?: Precondition) {
      const changes = acceptsAny(request, written);
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const entry = requireParent ? await found() : ((await store.get(key)) ?? (await found()));
        const { value, revision } = entry;
        guard?.(shownIn(entry));
        if (!changes) return shown(value as JsonObject);
        const merged = applyPatch(value as JsonObject, request, written);
        if (kept) Object.assign(merged, kept);
        else if (changedAt !== undefined) setMember(merged, changedAt, clock.timestamp());
        const settling = settled(merged);
        const next = settling instanceof Promise ? await settling : settling;
        if (await committed(next, revision)) return shown(next);
      }
      throw outrun();
    },
    async replace(body, { serverValues, guard, upsert = true }: ReplaceOptions = {}) {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const entry = upsert ? await present() : await found();
        guard?.(entry && shownIn(entry));
        const before = entry ? (entry.value as JsonObject) : {};
        const next: Record<string, Json> = {};
        for (const [name, value] of Object.entries(body)) if (written.takes(name)) setMember(next, name, value);
        for (const [name, value] of Object.entries(before)) if (!written.takes(name)) setMember(next, name, value);
        if (serverValues) Object.assign(next, serverValues);
        else if (changedAt !== undefined) setMember(next, changedAt, clock.timestamp());
        const frozen = await settled(next, true);
        if (await committed(frozen, entry?.revision ?? 0))
          return { representation: shown(frozen), created: entry === undefined };
      }
      throw outrun();
    },
    async remove(guard) {
      const entry = await found();
      guard?.(shownIn(entry));
      await store.commit([{ kind: 'delete', key }]);
      return shownIn(entry);
    },
    list: () => Promise.reject(new Error(`${resource.path} is a single resource and has no list`)),
    create: () => Promise.reject(new Error(`${resource.path} is a single resource; nothing is added to it`)),
    item: () => openSingleton(options, owners),
  };
}

function exampleOf(contract: Contract, [first]: readonly ResourceExample[]): JsonObject | undefined {
  return first && representationsIn(contract, first)[0];
}

/** The state at first, once; nothing where it was removed since, or where the scenario says that there is none. */
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
  const whole = isObject(first) ? await fillRequired(contract, resource.schema, first, { seed, place: path }) : {};
  const value = isObject(first)
    ? inDeclaredOrder(whole as JsonObject, resource.properties)
    : scenario.has(path)
      ? undefined
      : {};
  await store.commit([
    keyCountersChange(key, undefined),
    ...(value ? [{ kind: 'put' as const, key, value, expected: 0 }] : []),
  ]);
  return store.get(key);
}
