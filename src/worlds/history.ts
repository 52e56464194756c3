// The history of a world: which changes there were, and how to go back to a point of it.
import { HttpError } from '../errors/http-error.ts';
import { isPending } from '../eventually.ts';
import type { Fault } from '../faults/fault.ts';
import { idOfPlan, kindOfPlan, type PlanKind } from '../faults/plan-values.ts';
import type { Stub } from '../faults/stub.ts';
import { diffOf, type PatchOperation } from '../json/diff.ts';
import { valueAt } from '../json/pointer.ts';
import type { Json } from '../json/value.ts';
import type { RecordedExchange } from '../report/record.ts';
import { type BaseState, type Commit, type LoggedChange, partsOf } from '../store/commit.ts';
import { apply, baseOf, type PartValues } from '../store/history.ts';
import type { World } from './world.ts';

/** One point of a history: the state before or after an exchange, or after a commit. */
export interface PointInHistory {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly revision?: number | undefined;
}

export interface CommitFilter {
  readonly exchange?: string | undefined;
  readonly operation?: string | undefined;
  /** The path of a resource: the commits that change it, or something below it. */
  readonly path?: string | undefined;
  /** In milliseconds, by the clock of the world. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** The commits that a filter selects, oldest first. */
export function commitsOf({ log, journal }: World, filter: CommitFilter): readonly Commit[] {
  const { exchange, operation, path, since = -Infinity, until = Infinity } = filter;
  return log.history.commits.filter((commit) => {
    if (exchange !== undefined && commit.exchange !== exchange) return false;
    if (commit.time < since || commit.time > until) return false;
    if (path !== undefined && !pathsOf(commit).some((one) => isWithin(one, path))) return false;
    if (operation === undefined) return true;
    return commit.exchange !== undefined && journal?.find(commit.exchange)?.operation?.id === operation;
  });
}

function isWithin(path: string, above: string): boolean {
  return path === above || path.startsWith(above.endsWith('/') ? above : `${above}/`);
}

/** The paths of the resources that a commit changes, percent-encoded. */
export function pathsOf(commit: Commit): readonly string[] {
  return partsOf(commit)
    .filter(({ part }) => part !== undefined)
    .flatMap(({ changes }) => changes.map(({ key }) => key))
    .filter(isResource)
    .map(pathOfKey);
}

/** The values of the world itself that a commit changes. */
export function ownOf(commit: Commit): readonly string[] {
  const own = partsOf(commit).filter(({ part }) => part === undefined);
  return [...new Set(own.flatMap(({ changes }) => changes.map(({ key }) => key)))];
}

/** A stub or a fault that a commit changes. Without a plan, it was removed. */
export interface ChangedPlan {
  readonly kind: PlanKind;
  readonly id: string;
  readonly plan: Stub | Fault | undefined;
}

/** The stubs and faults that a commit changes, as they are after it. */
export function plansOf(commit: Commit): readonly ChangedPlan[] {
  const own = partsOf(commit).filter(({ part }) => part === undefined);
  const latest = new Map(own.flatMap(({ changes }) => changes.map(({ key, value }) => [key, value] as const)));
  return [...latest].flatMap(([key, value]): ChangedPlan[] => {
    const kind = kindOfPlan(key);
    const { plan } = (value ?? {}) as { readonly plan?: unknown };
    return kind ? [{ kind, id: idOfPlan(key), plan: plan as ChangedPlan['plan'] }] : [];
  });
}

export function isResource(key: string): boolean {
  return !key.startsWith('~');
}

/** The key of a single resource ends with a slash. */
export function pathOfKey(key: string): string {
  return key.length > 1 && key.endsWith('/') ? key.slice(0, -1) : key;
}

/**
 * The revision of a point.
 * @throws HttpError RESOURCE_NOT_FOUND for an exchange that neither the journal nor the history has, and for a revision that does
 * not exist any more or yet
 */
function revisionAt(world: World, { before, after, revision }: PointInHistory): number {
  const id = before ?? after;
  if (id === undefined) return checkedRevision(world, revision ?? world.log.revision);
  const own = world.log.history.commits.filter(({ exchange }) => exchange === id);
  const [first] = own;
  const last = own.at(-1);
  if (first && last) return before === undefined ? last.revision : first.revision - 1;
  const index = indexOf(world, id);
  if (index < 0) {
    const message = `There is no exchange '${id}' in the journal or the history of the world '${world.name}'.${beginning(world)}`;
    throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message });
  }
  // An exchange without changes.
  return checkedRevision(world, world.journal?.revisions()[index] ?? 0);
}

/** @throws HttpError RESOURCE_NOT_FOUND */
function checkedRevision(world: World, revision: number): number {
  const { first, revision: last } = world.log.history;
  if (revision >= first && revision <= last) return revision;
  const message = `The world '${world.name}' has no state with the revision ${revision}. It has the revisions ${first} to ${last}.${beginning(world)}`;
  throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message });
}

/** Says what the history has forgotten. */
function beginning({ log: { history } }: World): string {
  return history.first === 0 ? '' : ` Its history begins at revision ${history.first}: older changes were forgotten.`;
}

function indexOf({ journal }: World, id: string): number {
  return journal?.exchanges().findIndex((exchange) => exchange.id === id) ?? -1;
}

export interface Rewound {
  readonly revision: number;
  /** The ids of the exchanges that left the journal. */
  readonly removed: readonly string[];
}

/** Goes back to a point. @throws HttpError RESOURCE_NOT_FOUND */
export async function rewindTo(world: World, point: PointInHistory): Promise<Rewound> {
  const revision = revisionAt(world, point);
  const removed = exchangesAfter(world, revision, point);
  const rewound = world.rewind(revision, removed);
  if (isPending(rewound)) await rewound;
  return { revision, removed: removed.map(({ id }) => id) };
}

/** The exchanges from a point on: the given one or those after it, and those that saw later changes. */
function exchangesAfter(
  world: World,
  revision: number,
  { before, after }: PointInHistory,
): readonly RecordedExchange[] {
  const { journal } = world;
  if (!journal) return [];
  const changed = journal.revisions().findIndex((one) => one > revision);
  const named =
    before === undefined ? (after === undefined ? -1 : indexOf(world, after) + 1 || -1) : indexOf(world, before);
  const from = Math.min(...[changed, named].filter((index) => index >= 0));
  return Number.isFinite(from) ? journal.exchanges().slice(from) : [];
}

/** Undoes the last exchange that changed something, or the last change of other code. @throws HttpError RESOURCE_NOT_FOUND */
export async function undo(world: World): Promise<Rewound> {
  const last = world.log.history.commits.at(-1);
  if (!last) {
    const message = `Nothing can be undone in the world '${world.name}': its history has no changes.${beginning(world)}`;
    throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message });
  }
  return rewindTo(world, last.exchange === undefined ? { revision: last.revision - 1 } : { before: last.exchange });
}

/** The whole state of a world at a point, for another world. */
export function stateAtPoint(world: World, point: PointInHistory | undefined): BaseState {
  if (!point) return world.log.state();
  const revision = revisionAt(world, point);
  return baseOf(revision, world.log.history.valuesAt(revision));
}

/** The values of resources after a commit, by mount and path. Initial items of resources that nothing had changed are included. */
export function resourcesAt(world: World, revision: number): ReadonlyMap<string, ReadonlyMap<string, Json>> {
  const values: PartValues = world.log.history.valuesAt(checkedRevision(world, revision), true);
  const documents = [...values].flatMap(([mount, own]) => (mount === undefined ? [] : [[mount, own] as const]));
  return new Map(
    documents.map(([mount, own]) => {
      const resources = [...own].filter(([key]) => isResource(key));
      return [mount, new Map(resources.map(([key, value]) => [pathOfKey(key), value] as const))] as const;
    }),
  );
}

/** The change of one resource. */
export interface ResourcePatch {
  readonly mount: string;
  readonly path: string;
  readonly patch: readonly PatchOperation[];
}

/** The differences between two states, ordered by path. */
export function changesBetween(
  from: ReturnType<typeof resourcesAt>,
  to: ReturnType<typeof resourcesAt>,
): readonly ResourcePatch[] {
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((mount) => {
    const [before, after] = [from.get(mount), to.get(mount)];
    const paths = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort();
    return paths
      .map((path) => ({ mount, path, patch: diffOf(before?.get(path), after?.get(path)) }))
      .filter(({ patch }) => patch.length > 0);
  });
}

export interface Blame {
  readonly value: Json;
  /** The commit that last set the value. Undefined if it is the initial one, or older than the history. */
  readonly commit: Commit | undefined;
  readonly text: string;
}

/** Finds the commit that last set a property. @throws HttpError RESOURCE_NOT_FOUND for a resource or a property that does not exist */
export function blame(world: World, mount: string, path: string, pointer: string): Blame {
  const { history } = world.log;
  if (pointer !== '' && !pointer.startsWith('/')) {
    const message = `'${pointer}' is not a JSON pointer. Use a slash before each name, for example /owner/name.`;
    throw new HttpError({ code: 'PARAMETER_INVALID', message });
  }
  const current = resourcesAt(world, history.revision).get(mount)?.get(path);
  const value = current === undefined ? undefined : valueAt(current, pointer);
  if (value === undefined) {
    const what = current === undefined ? `no resource ${path}` : `no value at ${pointer} of ${path}`;
    const message = `There is ${what} in the world '${world.name}'. Read it with a request first if it was never used.`;
    throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message });
  }
  const commit = lastSetter(world, { mount, path, pointer });
  return { value, commit, text: commit ? textOf(world, commit) : unknownOrigin(world) };
}

interface BlamedValue {
  readonly mount: string;
  readonly path: string;
  readonly pointer: string;
}

function lastSetter({ log: { history } }: World, { mount, path, pointer }: BlamedValue): Commit | undefined {
  const values = history.valuesAt(history.first, true);
  const valueNow = () => {
    const own = values.get(mount);
    const stored = own?.get(path) ?? own?.get(`${path}/`);
    return stored === undefined ? undefined : valueAt(stored, pointer);
  };
  let before = valueNow();
  let setter: Commit | undefined;
  for (const commit of history.commits) {
    if (commit.part !== mount && !commit.replaces) continue;
    // Initial items are older than the commit that logs them.
    if (commit.initial) before = initialValue(commit.initial, { path, pointer, mount }) ?? before;
    apply(values, commit);
    const after = valueNow();
    if (after !== undefined && diffOf(before, after).length > 0) setter = commit;
    before = after;
  }
  return setter;
}

function initialValue(initial: readonly LoggedChange[], { path, pointer }: BlamedValue): Json | undefined {
  const found = initial.find(({ key }) => pathOfKey(key) === path)?.value;
  return found === undefined ? undefined : valueAt(found, pointer);
}

function textOf({ journal }: World, { exchange, time }: Commit): string {
  const at = new Date(time).toISOString();
  if (exchange === undefined) return `set by the control API or code of the process, ${at}`;
  const found = journal?.find(exchange);
  return found ? `set by ${requestOf(found)}, exchange ${exchange}, ${at}` : `set by exchange ${exchange}, ${at}`;
}

export function requestOf({ method, path }: RecordedExchange): string {
  return `${method} ${path}`;
}

function unknownOrigin({ log: { history } }: World): string {
  return history.first === 0 ? 'initial value' : `initial value, or set before revision ${history.first}`;
}
