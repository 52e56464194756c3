// The rules of reading and changing a singleton: its first state, what of a change is kept, and that nothing is committed
// which its schema would not accept.
import type { Clock } from '../clock.ts';
import { type Contract, firstExample } from '../contract/contract.ts';
import { AnswerError } from '../errors/answer.ts';
import { type Choice, mergePatch, mergePlain } from '../json/merge.ts';
import { deepFreeze, isObject, type Json, type JsonObject, setMember } from '../json/value.ts';
import type { Entry, Store } from '../store/store.ts';
import type { MemberTree, Resource } from './resource.ts';

/** A change as it came: validated against the request's schema, of a media type that the resource takes. */
export interface ChangeRequest {
  readonly body: JsonObject;
  readonly mediaType: string;
}

/** A resource in one world. `Shown` is its representation. */
export interface Repository<Shown = JsonObject> {
  /** The representation as it is; the same object until the state changes. */
  read(): Promise<Shown>;
  /**
   * Applies a change and answers the representation after it. Read-only members and control information in the body are
   * ignored; a body that names nothing else changes nothing.
   * @param kept members that the server sets along with the change, instead of those it would infer
   * @throws AnswerError STATE_INVALID where the changed resource would break its schema; the state is then as it was
   */
  change(request: ChangeRequest, kept?: Partial<Shown>): Promise<Shown>;
}

export interface RepositoryOptions {
  readonly contract: Contract;
  readonly resource: Resource;
  readonly store: Store;
  readonly clock: Clock;
  /** Makes up a first state where the document has no example of one. */
  readonly sampled: () => Promise<Json>;
  readonly isControl: (member: string) => boolean;
}

/** Commits that may lose to another writer before a change is given up. */
const ATTEMPTS = 100;

export function openSingleton(options: RepositoryOptions): Repository {
  const { contract, resource, store, clock, isControl } = options;
  const { key, members, changedAt, schema } = resource;
  const shown = shownOf(members);
  const written = writtenBy(members, isControl);
  return {
    read: () =>
      store
        .get(key)
        .then((entry) =>
          entry ? shown(entry.value as JsonObject) : seed(options).then(({ value }) => shown(value as JsonObject)),
        ),
    async change({ body, mediaType }, kept) {
      const merge = mediaType === 'application/merge-patch+json' ? mergePatch : mergePlain;
      const changes = takesAny(body, written);
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const { value, revision } = (await store.get(key)) ?? (await seed(options));
        if (!changes) return shown(value as JsonObject);
        const merged = merge(value, body, written) as Record<string, Json>;
        if (kept) Object.assign(merged, kept);
        else if (changedAt !== undefined) setMember(merged, changedAt, clock.timestamp());
        const next = deepFreeze(inOrder(merged, members));
        validateState(contract, schema, shown(next));
        if (await store.commit([{ kind: 'put', key, value: next, expected: revision }])) return shown(next);
      }
      throw new Error(`${key} was changed by others ${ATTEMPTS} times in a row`);
    },
  };
}

function takesAny(body: JsonObject, { takes }: Choice): boolean {
  for (const name in body) if (takes(name)) return true;
  return false;
}

async function seed({ contract, resource, store, sampled }: RepositoryOptions): Promise<Entry> {
  const { key, examples, members } = resource;
  const first = firstExample(contract, examples) ?? (await sampled());
  const value = isObject(first) ? inOrder(first, members) : {};
  await store.commit([{ kind: 'put', key, value, expected: 0 }]);
  return (await store.get(key)) as Entry;
}

function validateState(contract: Contract, schema: string, state: JsonObject): void {
  const violations = contract.validator('response', schema)(state);
  if (violations.length === 0) return;
  throw new AnswerError({
    code: 'STATE_INVALID',
    message: 'The change would leave the resource in a state that its schema does not allow.',
    violations,
  });
}

/** What of a change is written: neither members that the server keeps nor control information. */
function writtenBy(tree: MemberTree, isControl: (member: string) => boolean): Choice {
  const inner = new Map(
    [...tree.inner].map(([name, inside]): [string, Choice] => [name, writtenBy(inside, isControl)]),
  );
  const free: Choice = { takes: () => true, inside: () => free };
  return {
    takes: (name) => !tree.readOnly.has(name) && (tree.declared.has(name) || !isControl(name)),
    inside: (name) => inner.get(name) ?? free,
  };
}

/** The declared members in the document's order, then the others in theirs. What is in order already is answered as it is. */
function inOrder(value: JsonObject, { order, declared }: MemberTree): JsonObject {
  if (isInOrder(value, order)) return value;
  const names = Object.keys(value);
  const ordered: Record<string, Json> = {};
  for (const name of order) if (Object.hasOwn(value, name)) setMember(ordered, name, value[name] as Json);
  for (const name of names) if (!declared.has(name)) setMember(ordered, name, value[name] as Json);
  return ordered;
}

function isInOrder(value: JsonObject, order: readonly string[]): boolean {
  let index = 0;
  for (const name in value) if (name !== order[index++]) return false;
  return index === order.length;
}

/** Leaves write-only members out; what it answers is the same object as long as the state is. */
function shownOf({ writeOnly }: MemberTree): (state: JsonObject) => JsonObject {
  if (writeOnly.size === 0) return (state) => state;
  const known = new WeakMap<JsonObject, JsonObject>();
  return (state) => {
    let shown = known.get(state);
    if (!shown) {
      shown = deepFreeze(Object.fromEntries(Object.entries(state).filter(([name]) => !writeOnly.has(name))));
      known.set(state, shown);
    }
    return shown;
  };
}
