// The handlers for the history of a world: list changes, go back, compare and find who set a property.
import type { Fault, FaultKind, FaultWhen, Latency } from '../../faults/fault.ts';
import type { Stub } from '../../faults/stub.ts';
import type { Json } from '../../json/value.ts';
import type { Commit } from '../../store/commit.ts';
import {
  blame,
  type ChangedPlan,
  changesBetween,
  commitsOf,
  ownOf,
  pathsOf,
  plansOf,
  requestOf,
  resourcesAt,
  rewindTo,
  undo,
} from '../../worlds/history.ts';
import type { World } from '../../worlds/world.ts';
import type { ControlHandler } from './handler.ts';
import { existingWorld, findWorld, resourcesOf } from './lookup.ts';

export const listCommits: ControlHandler<'listCommits'> =
  (target) =>
  ({ parameters }) => {
    const { limit = 100, since, until, ...filter } = parameters.query ?? {};
    const world = existingWorld(target, parameters);
    const { first, revision } = world.log.history;
    const found = commitsOf(world, { ...filter, since: momentOf(since), until: momentOf(until) });
    const commits = found
      .slice(-limit)
      .reverse()
      .map((commit) => commitView(world, commit));
    return { status: 200, body: { first, revision, commits } };
  };

function momentOf(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time);
}

function commitView({ journal }: World, commit: Commit) {
  const { revision, time, exchange, part, replaces } = commit;
  const recorded = exchange === undefined ? undefined : journal?.find(exchange);
  const own = ownOf(commit);
  const plans = plansOf(commit);
  return {
    revision,
    time: new Date(time).toISOString(),
    ...(exchange !== undefined && { exchange }),
    ...(recorded && { request: requestOf(recorded), status: recorded.status }),
    ...(part !== undefined && { mount: part }),
    paths: [...pathsOf(commit)],
    ...(own.length > 0 && { own: [...own] }),
    ...(plans.length > 0 && { plans: plans.map(planView) }),
    ...(replaces && { replaces }),
  };
}

function planView({ kind, id, plan }: ChangedPlan) {
  const when: FaultWhen & { readonly operation?: string } = plan?.when ?? {};
  return {
    kind,
    id,
    ...(when.operation !== undefined && { operation: when.operation }),
    ...(plan && { effect: effectOf(plan) }),
    ...(when.probability !== undefined && { probability: when.probability }),
  };
}

/** What a plan does, in a few bytes: each commit that uses it repeats this. */
function effectOf(plan: Fault | Stub) {
  const effect: PlannedEffect = 'fault' in plan ? plan.fault : plan.response;
  const { kind, status, latency, body, template } = effect;
  return {
    ...(kind !== undefined && { kind }),
    ...(status !== undefined && { status }),
    ...(latency !== undefined && { latency }),
    ...((body ?? template) !== undefined && { hasBody: true }),
  };
}

/** The properties of faults and of the responses of stubs that a view of them uses. */
interface PlannedEffect {
  readonly kind?: FaultKind['kind'];
  readonly status?: number;
  readonly latency?: Latency;
  readonly body?: Json;
  readonly template?: Json;
}

export const getStateAt: ControlHandler<'getStateAt'> =
  (target) =>
  ({ parameters }) => {
    const { revision } = parameters.path;
    const documents = resourcesAt(existingWorld(target, parameters), revision);
    const body = Object.fromEntries([...documents].map(([mount, own]) => [mount, Object.fromEntries(own)]));
    return { status: 200, body: { revision, documents: body } };
  };

export const undoChanges: ControlHandler<'undoChanges'> =
  (target) =>
  async ({ parameters }) => ({ status: 200, body: rewoundView(await undo(existingWorld(target, parameters))) });

export const rewindWorld: ControlHandler<'rewindWorld'> =
  (target) =>
  async ({ parameters, body }) => ({
    status: 200,
    body: rewoundView(await rewindTo(existingWorld(target, parameters), body)),
  });

function rewoundView({ revision, removed }: Awaited<ReturnType<typeof undo>>) {
  return { revision, removed: [...removed] };
}

export const listChanges: ControlHandler<'listChanges'> =
  (target) =>
  ({ parameters }) => {
    const world = existingWorld(target, parameters);
    const { from, to, with: name } = parameters.query ?? {};
    const other = name === undefined ? world : findWorld(target, name);
    const first = from ?? (name === undefined ? other.log.history.first : other.log.revision);
    const changes = changesBetween(resourcesAt(other, first), resourcesAt(world, to ?? world.log.revision));
    return {
      status: 200,
      body: changes.map(({ patch, ...one }) => ({ ...one, patch: patch.map((step) => ({ ...step })) })),
    };
  };

export const blameResource: ControlHandler<'blameResource'> =
  (target) =>
  ({ parameters }) => {
    const world = existingWorld(target, parameters);
    const { path, pointer = '', mount } = parameters.query;
    const found = blame(world, resourcesOf(target, mount).mount, path, pointer);
    const { value, text, commit } = found;
    return { status: 200, body: { value, text, ...(commit && { commit: commitView(world, commit) }) } };
  };
