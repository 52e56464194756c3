// One served document: its contract, convention, resources and scenarios, and the application that responds for it.

import { setBy } from './behaviours/actions.ts';
import { chooseBehaviours, hasHandler } from './behaviours/choose.ts';
import { changesNothing } from './behaviours/no-state.ts';
import type { Pack } from './behaviours/pack.ts';
import { webhooksOf } from './contract/callbacks/callbacks.ts';
import type { Contract } from './contract/contract.ts';
import { hostsOf } from './contract/document/servers.ts';
import { mountContract } from './contract/mount.ts';
import type { Operation } from './contract/operation/operations.ts';
import type { Convention } from './conventions/convention.ts';
import type { DeclaredErrors } from './conventions/declared-errors.ts';
import { inferConvention } from './conventions/infer.ts';
import { nearest } from './edit-distance.ts';
import { placesIn, SetupError } from './errors/setup-error.ts';
import type { NetworkProfile } from './faults/network.ts';
import { type App, type AppOptions, openApp } from './http/app.ts';
import type { DocsLink } from './http/docs/links.ts';
import type { Upstream } from './http/proxy/proxy.ts';
import type { InvalidResponse, InvalidResponsePolicy } from './http/request/document.ts';
import { NO_CALLBACKS } from './http/request/plan.ts';
import { pagesAt } from './http/request/routes.ts';
import type { RoutedService } from './http/service-router.ts';
import type { CorsPolicy } from './http/syntax/cors.ts';
import { appendTokens } from './json/pointer.ts';
import { type Json, valueInside } from './json/value.ts';
import type { Limits } from './limits.ts';
import { Coverage } from './report/coverage.ts';
import type { Metrics } from './report/metrics.ts';
import type { SentRequest } from './report/record.ts';
import type { LogFormat, RequestLog, RequestLogOptions } from './report/request-log.ts';
import { type Inference, inferResources } from './resources/infer/infer.ts';
import type { DataSource } from './resources/state/data.ts';
import { ignoredIn, ownershipOf } from './resources/state/ownership.ts';
import { NO_SCENARIO, type Scenario, withBase } from './resources/state/scenario.ts';
import { readScenarios, SCENARIOS, type ScenarioSource } from './resources/state/scenarios.ts';
import type { VerifyCredential } from './security/requirements.ts';
import { COMMON_SETTINGS, type KnownSettings, type Settings } from './world-settings.ts';
import type { WorldPrefix } from './worlds/address.ts';
import type { PreparedWorld } from './worlds/shared-worlds.ts';
import type { Worlds } from './worlds/worlds.ts';

/** A pack, or a contract alone; its convention is then inferred. */
export type ServedPack = Omit<Pack, 'convention'> & { readonly convention?: Convention };

/** A document to serve. */
export interface ServiceOptions {
  readonly served: ServedPack;
  /** The path that the document is served under, empty for the root. */
  readonly mount: string;
  /** The mount of the document that it is a companion of; undefined for others. A companion is served at its own paths, too. */
  readonly parentMount?: string | undefined;
  /** Scenarios in addition to those of the document. */
  readonly scenarios: readonly ScenarioSource[];
  /** Items that collections begin with, unless a scenario contains the collection. */
  readonly data: DataSource | undefined;
  /** The scenario that worlds begin with. */
  readonly scenario: string | undefined;
  /** Milliseconds that a handler can take; undefined if there are no handlers of a user. */
  readonly handlerLimit: number | undefined;
}

/** Options of every document of a server. */
export interface ServingOptions {
  /** Freezes the clock of every world until the control API changes it. */
  readonly now: Date | undefined;
  readonly invalidResponses: InvalidResponsePolicy;
  /** Decides which credentials are accepted, instead of the pack. */
  readonly verify: VerifyCredential | undefined;
  /** Called with every response that violates the contract. */
  readonly onInvalidResponse: (response: InvalidResponse) => void;
  /** Hosts that callbacks and webhooks can go to, in addition to loopback. */
  readonly callbacksTo: readonly string[];
  /** Webhooks of the documents to send after every change, by name, with the URL of the receiver. */
  readonly webhooks: Readonly<Record<string, string>>;
  /** The secret that signs callbacks and webhooks; undefined if they are not signed. */
  readonly webhookSecret: string | undefined;
  readonly onSent: (sent: SentRequest) => void;
  /** Milliseconds to wait before each response. */
  readonly latency: number | undefined;
  readonly network: NetworkProfile | undefined;
  /** The origins whose pages can read responses; undefined for any. */
  readonly cors: readonly string[] | undefined;
  readonly log: LogFormat | RequestLogOptions;
  /** Whether failures may be asked for. */
  readonly faults: boolean;
  readonly limits: Limits;
  /** The real service that requests go to, instead of a response from here. */
  readonly upstream: Upstream | undefined;
}

/** A served document. */
export interface Service extends RoutedService {
  readonly contract: Contract;
  readonly inference: Inference;
  /** Whether an operation changes no state although its method says so. */
  readonly changesNothing: (operation: Operation) => boolean;
  /** The properties that an action on an item sets. */
  readonly setBy: (operation: Operation) => readonly string[];
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** The scenario that worlds begin with; undefined if none was named. */
  readonly scenario: Scenario | undefined;
  /** What a world without any scenario begins with; undefined for the initial state of the document. */
  readonly data: Scenario | undefined;
  readonly firstScenario: Pack['initialScenario'] | undefined;
  /** The coverage of the document in all worlds together. */
  readonly coverage: Coverage;
  readonly convention: Convention;
  readonly declaredErrors: DeclaredErrors;
  readonly app: App;
}

/** What all documents of a server share. */
interface ServiceContext {
  readonly cors: CorsPolicy;
  /** Where request lines are written; undefined if there are none. */
  readonly log: RequestLog | undefined;
  readonly metrics: Metrics;
  readonly worlds: Worlds;
  /** Makes a world current that other processes use too. Undefined if none does. */
  readonly prepare: ((name: string) => Promise<PreparedWorld>) | undefined;
  readonly prefixOf: WorldPrefix;
  /** The other docs pages that the docs page of a document links to. */
  readonly docsLinks: (mount: string) => readonly DocsLink[];
}

/** The settings that exist in worlds of a document. */
export function knownSettingsOf({ knownSettings }: ServedPack): KnownSettings {
  return { ...COMMON_SETTINGS, ...knownSettings };
}

/** @throws SetupError for a handler, a scenario or an extension that does not match the document */
export async function openService(
  service: ServiceOptions,
  options: ServingOptions,
  { cors, log, metrics, worlds, prepare, prefixOf, docsLinks }: ServiceContext,
): Promise<Service> {
  const { now, invalidResponses, verify, onInvalidResponse, onSent, faults, upstream } = options;
  const { served, mount, parentMount, handlerLimit } = service;
  const {
    handlers,
    variants,
    convention = inferConvention(served.contract),
    worldOf,
    authorize,
    initialScenario,
  } = served;
  const limited = served.contract.withLimits(options.limits);
  const contract = mountContract(limited, ...[mount, parentMount].filter((path) => path !== undefined));
  const inference = inferResources(contract);
  const data = await dataOf(service, contract, inference, now ?? new Date());
  const scenarios = knownScenarios(service, inference, { data: data.states, now: now ?? new Date() });
  const coverage = new Coverage(contract);
  const sent = (request: SentRequest) => {
    log?.callback(request);
    onSent(request);
  };
  const isWithoutEffect = (operation: Operation) =>
    !hasHandler(served, operation.id, {}) && changesNothing(contract, inference, operation);
  const common = {
    contract,
    convention,
    mount,
    world: (name: string) => worlds.enter(name),
    prepare,
    prefixOf,
    worldOf,
    coverage,
    invalidResponses,
    onInvalidResponse,
    cors,
    log,
    metrics,
    docsLinks: () => docsLinks(mount),
    describeBehaviour: (operation: Operation, settings: Settings) => ({
      hasHandler: hasHandler(served, operation.id, settings),
      role: roleFacts(inference, operation),
      ignored: (body: Json | undefined) => ignoredOf(contract, inference, { operation, body }),
      place: (pointer: string) => contract.place(pointer),
    }),
  };
  const app = upstream
    ? await openProxyApp(common, upstream)
    : await openApp({
        ...common,
        behaviourOf: chooseBehaviours({ contract, convention, inference, handlers, variants, handlerLimit }),
        bodyLimit: options.limits.bodyBytes,
        verify: verify ?? served.verify,
        verifies: (verify ?? served.verify) !== undefined,
        authorize,
        // A verifier of the user does not know the tokens that are issued here.
        signIn: verify ? undefined : served.signIn,
        docsState: {
          resources: { contract, inference, isControlInformation: convention.isControlInformation },
          changesNothing: isWithoutEffect,
        },
        faults: faults ? 'allowed' : 'refused',
        callbacks: {
          callbacksTo: options.callbacksTo,
          onSent: sent,
          webhooks: webhooksOf(contract, options.webhooks).found,
          secret: options.webhookSecret,
          closing: worlds.closing,
        },
      });
  return {
    mount,
    parentMount,
    hosts: hostsOf(served.contract.document.servers),
    contract,
    inference,
    changesNothing: isWithoutEffect,
    setBy: (operation) => setBy(contract.document, operation, inference.roleOf(operation)),
    scenarios,
    scenario: scenarioOf(service, scenarios),
    data: data === NO_SCENARIO ? undefined : data,
    firstScenario: initialScenario,
    coverage,
    convention,
    declaredErrors: app.declaredErrors,
    app,
  };
}

function roleFacts(inference: Inference, operation: Operation) {
  const role = inference.roleOf(operation);
  return role && { kind: role.kind, reason: role.reason, resource: role.resource.path };
}

/** The pointers of the properties of a request that its operation leaves out, because the server owns them. */
function ignoredOf(
  { document }: Contract,
  inference: Inference,
  { operation, body }: { readonly operation: Operation; readonly body: Json | undefined },
): readonly string[] {
  const role = inference.roleOf(operation);
  if (!role || !/^(?:create|replace|change)$/.test(role.kind)) return [];
  const ownership = ownershipOf(document, operation, role);
  const path = role.many?.path ?? role.bodyPath;
  const value = valueInside(body, path);
  if (Array.isArray(value))
    return value.flatMap((item, index) => ignoredIn(item, ownership, appendTokens('', ...path, index)));
  return ignoredIn(value, ownership, appendTokens('', ...path));
}

/** A document whose requests go to the real service. */
async function openProxyApp(
  common: Omit<AppOptions, 'behaviourOf' | 'bodyLimit' | 'verify' | 'verifies' | 'faults' | 'callbacks'>,
  upstream: Upstream,
): Promise<App> {
  const { openForward } = await import('./http/proxy/proxy.ts');
  return openApp({
    ...common,
    places: { ...pagesAt(common.mount), homes: [] },
    behaviourOf: () => neverCalled,
    bodyLimit: common.contract.limits.proxyBodyBytes,
    verify: undefined,
    // The service itself verifies them.
    verifies: true,
    faults: 'ignored',
    callbacks: NO_CALLBACKS,
    openForward: (app, document) => openForward(app, document, upstream),
  });
}

function neverCalled(): never {
  throw new Error('A proxy has no behaviours');
}

function knownScenarios(
  { served, scenarios }: ServiceOptions,
  inference: Inference,
  { data, now }: { readonly data: Scenario['states']; readonly now: Date },
): ReadonlyMap<string, Scenario> {
  const { contract, scenarios: packed } = served;
  const own = contract.document[SCENARIOS];
  const place = (pointer: string) => contract.place(pointer);
  const sources = [
    ...(own === undefined ? [] : [{ scenarios: own, pointer: `/${SCENARIOS}`, place }]),
    ...(packed === undefined ? [] : [{ scenarios: packed, pointer: '', place: placesIn() }]),
    ...scenarios,
  ];
  if (sources.length === 0) return NO_SCENARIOS;
  const known = readScenarios(contract, inference, { sources, now, knownSettings: knownSettingsOf(served) });
  if (data.size === 0) return known;
  return new Map([...known].map(([name, scenario]) => [name, withBase(scenario, data)]));
}

/** The data of the options as a scenario. @throws SetupError DATA_INVALID */
async function dataOf(
  { data }: ServiceOptions,
  contract: Contract,
  inference: Inference,
  now: Date,
): Promise<Scenario> {
  if (data === undefined) return NO_SCENARIO;
  const { readData } = await import('./resources/state/data.ts');
  return { ...NO_SCENARIO, states: readData(contract, inference, data, now) };
}

const NO_SCENARIOS: ReadonlyMap<string, Scenario> = new Map();

/** The scenario that worlds begin with; undefined if none is named. @throws SetupError SCENARIO_UNKNOWN */
function scenarioOf({ scenario }: ServiceOptions, known: ReadonlyMap<string, Scenario>): Scenario | undefined {
  if (scenario === undefined) return undefined;
  const chosen = known.get(scenario);
  if (chosen) return chosen;
  const near = nearest(scenario, known.keys());
  throw new SetupError({
    code: 'SCENARIO_UNKNOWN',
    what: `Unknown scenario ${JSON.stringify(scenario)}`,
    advice:
      known.size === 0
        ? `Define it under ${SCENARIOS} in the document, or in a file that --scenarios names`
        : `${near === undefined ? '' : `Did you mean ${JSON.stringify(near)}? `}Known scenarios: ${[...known.keys()].join(', ')}`,
  });
}
