// One document put together: what is served of it, in which worlds, and the application that answers for it.
import { chooseBehaviours } from './behaviours/choose.ts';
import type { Pack } from './behaviours/pack.ts';
import { webhooksOf } from './contract/callbacks.ts';
import type { Contract } from './contract/contract.ts';
import { mounted } from './contract/mount.ts';
import { hostsOf } from './contract/servers.ts';
import type { Convention } from './conventions/convention.ts';
import { inferConvention } from './conventions/infer.ts';
import { SetupError } from './errors/setup-error.ts';
import { type App, openApp } from './http/app.ts';
import type { DocsLink } from './http/docs-links.ts';
import type { Upstream } from './http/proxy.ts';
import type { InvalidResponse, InvalidResponsePolicy } from './http/responses.ts';
import type { RoutedService } from './http/service-router.ts';
import { BODY_LIMIT } from './options.ts';
import { type Coverage, openCoverage } from './report/coverage.ts';
import type { SentRequest } from './report/record.ts';
import { type Inference, inferResources } from './resources/infer.ts';
import { readScenarios, SCENARIOS, type Scenario, type ScenarioSource } from './resources/scenarios.ts';
import type { VerifyCredential } from './security/requirements.ts';
import { COMMON_SETTINGS, type KnownSettings } from './world-settings.ts';
import type { WorldPrefix } from './worlds/address.ts';
import type { Worlds } from './worlds/worlds.ts';

/** What is served: a pack, or a contract alone, whose convention is then inferred. */
export type ServedPack = Omit<Pack, 'convention'> & { readonly convention?: Convention };

/** A document that is served, and where. */
export interface ServiceOptions {
  readonly served: ServedPack;
  /** The path that it is served under, empty for the root. */
  readonly mount: string;
  /** The mount of the document beside which it is served at its own paths too; undefined for one that stands alone. */
  readonly parentMount?: string | undefined;
  /** Scenarios beside those of the document, and the one to begin with. */
  readonly scenarios: readonly ScenarioSource[];
  readonly scenario: string | undefined;
  /** Milliseconds that a handler may take to answer; undefined where the handlers are none of a user's. */
  readonly handlerLimit: number | undefined;
}

/** What holds for every document of a server. */
export interface ServingOptions {
  /** Freezes the clock of every world, until it is told otherwise. */
  readonly now: Date | undefined;
  readonly invalidResponses: InvalidResponsePolicy;
  /** Says which credentials are good, before a pack is asked. */
  readonly verify: VerifyCredential | undefined;
  /** Is told of every answer that breaks the contract. */
  readonly onInvalidResponse: (broken: InvalidResponse) => void;
  /** Hosts beside loopback that callbacks and webhooks may go to. */
  readonly callbacksTo: readonly string[];
  /** Webhooks of the documents that are sent after every change, by name, with where they go. */
  readonly webhooks: Readonly<Record<string, string>>;
  readonly onSent: (sent: SentRequest) => void;
  /** Whether failures may be asked for. */
  readonly faults: boolean;
  /** The service that is asked instead of answering here. */
  readonly upstream: Upstream | undefined;
}

/** A document as it is served now. */
export interface Service extends RoutedService {
  readonly contract: Contract;
  readonly inference: Inference;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** The scenario that its worlds are to begin with; undefined where nobody has said one. */
  readonly scenario: Scenario | undefined;
  readonly firstScenario: Pack['initialScenario'] | undefined;
  /** What of the document was exercised, in all worlds together. */
  readonly coverage: Coverage;
  readonly convention: Convention;
  /** Whether an operation has code of its own. */
  handles(operation: string): boolean;
  readonly app: App;
}

/** What a document shares with the others of its server. */
export interface ServiceContext {
  readonly worlds: Worlds;
  readonly prefixOf: WorldPrefix;
  /** The docs pages beside the one of the document at a mount. */
  readonly docsLinks: (mount: string) => readonly DocsLink[];
}

/** What may be set in worlds of a document. */
export function knownSettingsOf({ knownSettings }: ServedPack): KnownSettings {
  return { ...COMMON_SETTINGS, ...knownSettings };
}

/** @throws SetupError for a handler, a scenario or an extension that the document does not bear out */
export async function openService(
  service: ServiceOptions,
  options: ServingOptions,
  { worlds, prefixOf, docsLinks }: ServiceContext,
): Promise<Service> {
  const { now, invalidResponses, verify, onInvalidResponse, callbacksTo, webhooks, onSent, faults, upstream } = options;
  const { served, mount, parentMount, handlerLimit } = service;
  const {
    handlers,
    variants,
    convention = inferConvention(served.contract),
    worldOf,
    authorize,
    initialScenario,
  } = served;
  const contract = mounted(served.contract, ...[mount, parentMount].filter((path) => path !== undefined));
  const inference = inferResources(contract);
  const scenarios = knownScenarios(service, inference, now ?? new Date());
  const coverage = openCoverage(contract);
  const handles = (operation: string) => Object.hasOwn(handlers, operation);
  const world = (name: string) => worlds.enter(name);
  const common = {
    ...{ contract, convention, mount, world, prefixOf, worldOf, coverage, invalidResponses, onInvalidResponse },
    docsLinks: () => docsLinks(mount),
  };
  const app = upstream
    ? await import('./http/proxy.ts').then(({ openProxy }) => openProxy({ ...common, upstream }))
    : await openApp({
        ...common,
        behaviourOf: chooseBehaviours({ contract, convention, inference, handlers, variants, handlerLimit }),
        bodyLimit: BODY_LIMIT,
        verify: verify ?? served.verify,
        authorize,
        // Who says himself which credentials are good need not take those that are issued here.
        signIn: verify ? undefined : served.signIn,
        faults,
        callbacks: { callbacksTo, onSent, webhooks: webhooksOf(contract, webhooks).found },
      });
  return {
    mount,
    parentMount,
    hosts: hostsOf(served.contract.document.servers),
    contract,
    inference,
    scenarios,
    scenario: scenarioOf(service, scenarios),
    firstScenario: initialScenario,
    coverage,
    convention,
    handles,
    app,
  };
}

function knownScenarios(
  { served, scenarios }: ServiceOptions,
  inference: Inference,
  now: Date,
): ReadonlyMap<string, Scenario> {
  const { contract, scenarios: packed } = served;
  const own = contract.document[SCENARIOS];
  const place = (pointer: string) => contract.place(pointer);
  const sources = [
    ...(own === undefined ? [] : [{ scenarios: own, pointer: `/${SCENARIOS}`, place }]),
    ...(packed === undefined ? [] : [{ scenarios: packed, pointer: '', place: (pointer: string) => ({ pointer }) }]),
    ...scenarios,
  ];
  return sources.length === 0
    ? NO_SCENARIOS
    : readScenarios(contract, inference, { sources, now, knownSettings: knownSettingsOf(served) });
}

const NO_SCENARIOS: ReadonlyMap<string, Scenario> = new Map();

/** The scenario that worlds are to begin with; undefined where none is asked for. @throws SetupError SCENARIO_UNKNOWN */
function scenarioOf({ scenario }: ServiceOptions, known: ReadonlyMap<string, Scenario>): Scenario | undefined {
  if (scenario === undefined) return undefined;
  const chosen = known.get(scenario);
  if (chosen) return chosen;
  throw new SetupError({
    code: 'SCENARIO_UNKNOWN',
    what: `There is no scenario ${scenario}`,
    advice:
      known.size === 0
        ? `Write it under ${SCENARIOS} in the document, or in a file given by --scenarios`
        : `Give one of ${[...known.keys()].join(', ')}`,
  });
}
