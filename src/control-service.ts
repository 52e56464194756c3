// The control API as a service: the engine serves its document in a world of its own, behind a guard.
import { randomUUID } from 'node:crypto';
import { chooseBehaviours } from './behaviours/choose.ts';
import { type ControlAccess, controlGuard } from './control/guard.ts';
import { controlPack } from './control/pack.ts';
import type { ControlTarget } from './control/target.ts';
import { type App, openApp } from './http/app.ts';
import type { DocsLink } from './http/docs/links.ts';
import { NO_CALLBACKS } from './http/request/plan.ts';
import { OWN } from './http/request/routes.ts';
import { controlCors } from './http/syntax/cors.ts';
import type { Limits } from './limits.ts';
import { Coverage } from './report/coverage.ts';
import { JournalBytes } from './report/recent-entries.ts';
import { inferResources } from './resources/infer/infer.ts';
import { HistoryBytes } from './store/history.ts';
import { noWorldPrefix, prefixBelow } from './worlds/address.ts';
import { DEFAULT_WORLD, openWorld } from './worlds/world.ts';

function notRecorded(): never {
  throw new Error('The control API records no exchanges');
}

const NO_SETTINGS = Object.freeze({});

interface ControlServiceOptions {
  readonly access: ControlAccess;
  /** The path that all URLs of the server begin with; empty for none. */
  readonly base: string;
  readonly limits: Limits;
  /** The other docs pages that its docs page links to. */
  readonly docsLinks: () => readonly DocsLink[];
}

export async function openControlService(
  target: ControlTarget,
  { access, base, limits, docsLinks }: ControlServiceOptions,
): Promise<App> {
  const { contract: printed, convention, handlers } = controlPack(target);
  // A state has no more properties than bytes.
  const contract = printed.withLimits({ ...limits, properties: limits.controlBodyBytes });
  const world = openWorld({
    name: DEFAULT_WORLD,
    seed: 1,
    count: 0,
    now: undefined,
    scenario: undefined,
    scenarios: { find: () => undefined, settings: () => NO_SETTINGS, clock: () => undefined },
    journalSize: 0,
    violationsKept: 0,
    journalBytes: new JournalBytes(0, 0),
    plan: () => undefined,
    randomId: randomUUID,
    historyCommits: 0,
    historyBytes: new HistoryBytes(0),
  });
  const inference = inferResources(contract);
  return openApp({
    contract,
    convention,
    mount: '',
    behaviourOf: chooseBehaviours({ contract, convention, inference, handlers, handlerLimit: undefined }),
    world: () => world,
    prefixOf: prefixBelow(base, noWorldPrefix),
    bodyLimit: limits.controlBodyBytes,
    verify: undefined,
    verifies: false,
    invalidResponses: 'send',
    onInvalidResponse: () => undefined,
    describeBehaviour: notRecorded,
    callbacks: NO_CALLBACKS,
    coverage: new Coverage(contract),
    docsLinks,
    places: { own: `${OWN}/control`, homes: [`${OWN}/control`], console: OWN },
    faults: 'ignored',
    refusesUndeclaredQuery: true,
    cors: controlCors(access.origins),
    guard: controlGuard(access),
  });
}
