// The control API as a service: the engine serves its document in a world of its own, behind a guard.
import { randomUUID } from 'node:crypto';
import { chooseBehaviours } from './behaviours/choose.ts';
import { controlGuard, type GuardOptions } from './control/guard.ts';
import { controlPack } from './control/pack.ts';
import type { ControlTarget } from './control/target.ts';
import { type App, openApp } from './http/app.ts';
import { controlCors } from './http/cors.ts';
import type { DocsLink } from './http/docs-links.ts';
import { OWN } from './http/routes.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { openCoverage } from './report/coverage.ts';
import { inferResources } from './resources/infer.ts';
import { noWorldPrefix } from './worlds/address.ts';
import { DEFAULT_WORLD, openWorld } from './worlds/world.ts';

const NO_SETTINGS = Object.freeze({});

/** Bytes of a request body: it can hold a whole state. */
const CONTROL_BODY_LIMIT = 32 * DEFAULT_LIMITS.bodyBytes;

/** @param docsLinks the other docs pages that its docs page links to */
export async function openControlService(
  target: ControlTarget,
  options: GuardOptions,
  docsLinks: () => readonly DocsLink[],
): Promise<App> {
  const { contract, convention, handlers } = controlPack(target);
  const world = openWorld({
    name: DEFAULT_WORLD,
    seed: 1,
    count: 0,
    now: undefined,
    scenario: undefined,
    scenarios: { find: () => undefined, settings: () => NO_SETTINGS },
    journalSize: 0,
    plan: () => undefined,
    randomId: randomUUID,
  });
  const inference = inferResources(contract);
  return openApp({
    contract,
    convention,
    mount: '',
    behaviourOf: chooseBehaviours({ contract, convention, inference, handlers, handlerLimit: undefined }),
    world: () => world,
    prefixOf: noWorldPrefix,
    bodyLimit: CONTROL_BODY_LIMIT,
    verify: undefined,
    invalidResponses: 'send',
    onInvalidResponse: () => undefined,
    callbacks: { callbacksTo: [], onSent: () => undefined, webhooks: [] },
    coverage: openCoverage(contract),
    docsLinks,
    pages: { own: `${OWN}/control`, homes: [OWN, `${OWN}/`, `${OWN}/control`] },
    faults: 'ignored',
    cors: controlCors(options.origins),
    requestGuard: controlGuard(options),
  });
}
