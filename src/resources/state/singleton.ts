// The rules of a singleton: its initial state, the effect of a change, and that no state is committed that violates its
// schema.

import type { Contract } from '../../contract/contract.ts';
import { type FillOptions, fillRequired } from '../../contract/sample/fill-required.ts';
import { lazySample } from '../../contract/sample/lazy-sample.ts';
import { HttpError } from '../../errors/http-error.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import { type Change, type Entry, INITIAL } from '../../store/store.ts';
import type { Collection, ResourceExample, Singleton } from '../infer/resource.ts';
import { ignoringMissing, type OpenCollection } from './collection-in-world.ts';
import { representationsIn, validExample } from './initial-state.ts';
import { concretePath, keyCountersChange, keyCountersOf, storeKey } from './key-counters.ts';
import { isCartName } from './meanings.ts';
import type { Ownership } from './ownership.ts';
import { resolveTimes } from './relative-times.ts';
import {
  basisOf,
  type ChangeRequest,
  type Precondition,
  type Replaced,
  type ReplaceOptions,
  type ResourceContext,
  type StoredResource,
} from './repository.ts';

import {
  acceptsAny,
  applyPatch,
  inDeclaredOrder,
  keepOwned,
  NO_CHANGE,
  type NormalizeOptions,
  normalize,
  type OperationRules,
  setChangeTimes,
  untilCommitted,
  type WriteRules,
  withoutWriteOnly,
  writeRulesOf,
  writtenBy,
} from './write-rules.ts';

export interface SingletonOptions {
  readonly contract: Contract;
  readonly resource: Singleton;
  readonly context: ResourceContext;
  readonly isControlInformation: (property: string) => boolean;
  /** Opens a collection of the same world. */
  readonly openSibling: (collection: Collection) => Eventually<OpenCollection>;
  /** Throws if the parent item does not exist. Undefined if the singleton has no parent. */
  readonly requireParent: (() => Eventually<unknown>) | undefined;
  /** Reads the singleton without the changes of the transaction. Undefined outside of a transaction. */
  readonly readOutside: (() => Eventually<unknown>) | undefined;
}

/** @param owners the keys on its path */
export function openSingleton(options: SingletonOptions, owners: readonly string[]): StoredResource {
  return new SingletonInWorld(compile(options, owners), undefined);
}

interface SingletonWrite {
  readonly serverValues: Partial<JsonObject> | undefined;
  readonly rules: OperationRules;
}

/** What all uses of one singleton in one world share. */
interface CompiledSingleton {
  readonly options: SingletonOptions;
  readonly owners: readonly string[];
  readonly path: string;
  /** The key in the store. */
  readonly key: string;
  readonly visible: (state: JsonObject) => JsonObject;
  readonly rules: WriteRules;
}

function compile(options: SingletonOptions, owners: readonly string[]): CompiledSingleton {
  const { contract, resource, isControlInformation } = options;
  const path = concretePath(resource.path, owners);
  const rules = writeRulesOf(contract.document, resource, isControlInformation);
  return { options, owners, path, key: storeKey(path), visible: withoutWriteOnly(resource.properties), rules };
}

/** One singleton in one world, as one exchange uses it. */
class SingletonInWorld implements StoredResource {
  readonly #compiled: CompiledSingleton;
  readonly #exchange: string | undefined;

  constructor(compiled: CompiledSingleton, exchange: string | undefined) {
    this.#compiled = compiled;
    this.#exchange = exchange;
  }

  read(): Eventually<JsonObject> {
    const found = this.#findEntry();
    return found instanceof Promise ? found.then((entry) => this.#shown(entry)) : this.#shown(found);
  }

  change(
    request: ChangeRequest,
    serverValues?: Partial<JsonObject>,
    guard?: Precondition,
    ownership?: Ownership,
  ): Eventually<JsonObject> {
    const rules = this.#compiled.rules.of(ownership);
    const changes = acceptsAny(request, rules.writable);
    return untilCommitted(this.#compiled.path, () =>
      whenKnown(this.#findEntry(), (entry) => {
        guard?.(this.#shown(entry));
        return changes ? this.#changed(entry, request, { serverValues, rules }) : this.#shown(entry);
      }),
    );
  }

  set(properties: Partial<JsonObject>, guard?: Precondition): Eventually<JsonObject> {
    const { resource, context } = this.#compiled.options;
    const { changedAt } = resource;
    const time = changedAt === undefined ? {} : { [changedAt]: context.clock.timestamp() };
    return untilCommitted(this.#compiled.path, () =>
      whenKnown(this.#findEntry(), (entry) => {
        guard?.(this.#shown(entry));
        return this.#changed(entry, NO_CHANGE, {
          serverValues: { ...time, ...properties },
          rules: this.#compiled.rules.of(),
        });
      }),
    );
  }

  replace(
    body: JsonObject,
    { serverValues, guard, upsert = true, creation }: ReplaceOptions = {},
  ): Eventually<Replaced<JsonObject>> {
    return untilCommitted(this.#compiled.path, () =>
      whenKnown(upsert ? this.#entryIfPresent() : this.#findEntry(), (entry) => {
        guard?.(entry && this.#shown(entry));
        return this.#replacement(entry, body, { serverValues, rules: this.#compiled.rules.of(creation?.ownership) });
      }),
    );
  }

  remove(guard?: Precondition): Eventually<JsonObject> {
    return untilCommitted(this.#compiled.path, () =>
      whenKnown(this.#findEntry(), (entry) => {
        guard?.(this.#shown(entry));
        const { resource, context } = this.#compiled.options;
        const { store } = context;
        if (isCartName(resource.name) && !resource.isCreated && resource.lists().length > 0) return this.#empty(entry);
        const change: Change = { kind: 'delete', key: this.#compiled.key, expected: entry.revision };
        return whenKnown(store.commit([change], this.#exchange), (committed) =>
          committed ? this.#shown(entry) : undefined,
        );
      }),
    );
  }

  /** Deletes what it contains. @returns what it was before. Undefined if another request was faster */
  async #empty(entry: Entry): Promise<JsonObject | undefined> {
    const { resource, context, openSibling } = this.#compiled.options;
    const { emptied } = await import('./references.ts');
    const value = emptied(resource, entry.value as JsonObject);
    const changes: Change[] = [{ kind: 'put', key: this.#compiled.key, value, expected: entry.revision }];
    for (const { collection } of resource.lists()) {
      const open = await openSibling(collection);
      changes.push(...(await open.removals({ owners: this.#compiled.owners }, new Set())));
    }
    return (await context.store.commit(changes, this.#exchange)) ? this.#shown(entry) : undefined;
  }

  list(): never {
    throw new Error(`${this.#compiled.options.resource.path} is a single resource. It has no list`);
  }

  create(): never {
    throw new Error(`${this.#compiled.options.resource.path} is a single resource. Items cannot be added to it`);
  }

  item(): StoredResource {
    return this;
  }

  by(exchange: string | undefined): StoredResource {
    return new SingletonInWorld(this.#compiled, exchange);
  }

  #entryIfPresent(): Eventually<Entry | undefined> {
    const { requireParent } = this.#compiled.options;
    return requireParent ? whenKnown(requireParent(), () => this.#storedOrInitial()) : this.#storedOrInitial();
  }

  #storedOrInitial(): Eventually<Entry | undefined> {
    return (
      this.#compiled.options.context.store.get(this.#compiled.key) ??
      initialState(this.#compiled.options, this.#compiled.path, this.#compiled.key)
    );
  }

  #findEntry(): Eventually<Entry> {
    const { requireParent, context } = this.#compiled.options;
    const found = requireParent ? undefined : context.store.get(this.#compiled.key);
    return found ?? whenKnown(this.#entryIfPresent(), (entry) => entry ?? this.#missing());
  }

  #missing(): never {
    throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message: `There is no resource at ${this.#compiled.path}.` });
  }

  #shown({ value }: Entry): JsonObject {
    return this.#compiled.visible(value as JsonObject);
  }

  /** The changed state. Undefined if another request was faster. */
  #changed(
    entry: Entry,
    request: ChangeRequest,
    { serverValues, rules: { writable, changeTimes } }: SingletonWrite,
  ): Eventually<JsonObject | undefined> {
    const { contract, context } = this.#compiled.options;
    const before = entry.value as JsonObject;
    const merged = applyPatch(before, request, { writable, contract });
    if (!serverValues) setChangeTimes(merged, { before, clock: context.clock, times: changeTimes });
    this.#setServerValues(merged, serverValues);
    return this.#commit(merged, entry.revision, { sent: request.body });
  }

  #replacement(
    entry: Entry | undefined,
    body: JsonObject,
    { serverValues, rules: { writable, ownership, changeTimes } }: SingletonWrite,
  ): Eventually<Replaced<JsonObject> | undefined> {
    const before = (entry?.value ?? {}) as JsonObject;
    const next = writtenBy(body, writable);
    for (const [name, value] of Object.entries(before)) if (!writable.takes(name)) setProperty(next, name, value);
    keepOwned(next, before, ownership);
    if (!serverValues)
      setChangeTimes(next, { before, clock: this.#compiled.options.context.clock, times: changeTimes });
    this.#setServerValues(next, serverValues);
    return whenKnown(
      this.#commit(next, entry?.revision ?? 0, { fillMissing: true }),
      (representation) => representation && { representation, created: entry === undefined },
    );
  }

  #setServerValues(state: Record<string, Json>, serverValues: Partial<JsonObject> | undefined): void {
    const { resource, context } = this.#compiled.options;
    if (serverValues) Object.assign(state, serverValues);
    else if (resource.changedAt !== undefined) setProperty(state, resource.changedAt, context.clock.timestamp());
  }

  /** The committed representation. Undefined if another request was faster. */
  #commit(
    state: JsonObject,
    expected: number,
    write: Pick<NormalizeOptions, 'fillMissing' | 'sent'>,
  ): Eventually<JsonObject | undefined> {
    const { contract, resource, context } = this.#compiled.options;
    const how = { contract, resource, visible: this.#compiled.visible, basis: basisOf(context), ...write };
    return whenKnown(normalize(how, state, this.#compiled.path), (value) =>
      whenKnown(
        context.store.commit([{ kind: 'put', key: this.#compiled.key, value, expected }], this.#exchange),
        (committed) => (committed ? this.#compiled.visible(value) : undefined),
      ),
    );
  }
}

function exampleOf(contract: Contract, [first]: readonly ResourceExample[]): JsonObject | undefined {
  return first && representationsIn(contract, first)[0];
}

/** Creates the initial state once. Undefined if the singleton was deleted, or if the scenario contains null for it. */
async function initialState(
  { contract, resource, context, openSibling, readOutside }: SingletonOptions,
  path: string,
  key: string,
): Promise<Entry | undefined> {
  const { store, scenario } = context;
  const { states } = scenario;
  if (keyCountersOf(store, key)) return undefined;
  if (readOutside) {
    await ignoringMissing(readOutside);
    const entry = store.get(key);
    if (entry || keyCountersOf(store, key)) return entry;
  }
  const at = { ...basisOf(context), place: path };
  const example = states.has(path) ? undefined : exampleOf(contract, resource.examples);
  const first = states.has(path)
    ? resolveTimes(contract, resource.schema, states.get(path) as Json, context.clock.now())
    : ((example && (await validExample(contract, resource.schema, example, at))) ??
      (await generated({ contract, resource, openSibling }, at)));
  const filled = isObject(first) ? await fillRequired(contract, resource.schema, first, at) : {};
  const value = isObject(first)
    ? inDeclaredOrder(filled as JsonObject, resource.properties)
    : states.has(path)
      ? undefined
      : {};
  await store.commit(
    [keyCountersChange(key, undefined), ...(value ? [{ kind: 'put' as const, key, value, expected: 0 }] : [])],
    INITIAL,
  );
  return store.get(key);
}

/** A generated state, with what it takes from the items that it refers to. A cart begins empty. */
async function generated(
  { contract, resource, openSibling }: Pick<SingletonOptions, 'contract' | 'resource' | 'openSibling'>,
  at: FillOptions,
): Promise<Json> {
  const sampled = await lazySample(contract, resource.schema, at);
  const references = resource.references();
  const isCart = isCartName(resource.name) && resource.lists().length > 0;
  if (!isObject(sampled) || !(references || isCart)) return sampled;
  const { emptied, related } = await import('./references.ts');
  if (isCart) return emptied(resource, sampled);
  const { seed, place } = at;
  return related({ contract, openSibling }, references, sampled, { sent: undefined, canSum: () => true, seed, place });
}
