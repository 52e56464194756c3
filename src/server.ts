// The composition root of a server: documents, worlds, the control API, a socket. service.ts puts together each document.
import { getHeapStatistics } from 'node:v8';
import type { InjectOptions } from 'fastify';
import { webhooksOf } from './contract/callbacks/callbacks.ts';
import type { ControlAccess } from './control/guard.ts';
import type { ControlTarget, ServerAccess } from './control/target.ts';
import { SetupError } from './errors/setup-error.ts';
import { networkFaults } from './faults/network.ts';
import type { Plans } from './faults/plans.ts';
import type { App } from './http/app.ts';
import { docsLinksFor } from './http/docs/links.ts';
import { hostOf, pathOf } from './http/inject.ts';
import { openSocket, type Socket } from './http/listen/listener.ts';
import { OWN } from './http/request/routes.ts';
import { openServiceRouter } from './http/service-router.ts';
import { corsPolicyOf } from './http/syntax/cors.ts';
import { isObject } from './json/value.ts';
import type { Limits } from './limits.ts';
import type { McpService } from './mcp-service.ts';
import { randomUuid } from './random.ts';
import { Metrics } from './report/metrics.ts';
import { requestFamilies } from './report/metrics-text.ts';
import { ProcessMetrics } from './report/process-metrics.ts';
import { JournalBytes } from './report/recent-entries.ts';
import type { RecordedExchange } from './report/record.ts';
import { ignoredProperties, type Report, reportOf } from './report/report.ts';
import { requestLogOf } from './report/request-log.ts';
import { inspect } from './resources/infer/inspect.ts';
import type { StateMismatch } from './resources/state/migrate-state.ts';
import { knownSettingsOf, openService, type Service, type ServiceOptions, type ServingOptions } from './service.ts';
import { HistoryBytes } from './store/history.ts';
import type { SharedLog } from './store/redis/shared-log.ts';
import { UsageRecorder } from './usage/record-usage.ts';
import {
  defaultsOf,
  findInvalidSetting,
  type KnownSettings,
  mergeKnownSettings,
  type Settings,
} from './world-settings.ts';
import { prefixBelow, worldPrefix } from './worlds/address.ts';
import { ClosedWorlds, countedIn } from './worlds/closed-worlds.ts';
import { openInitialScenarios } from './worlds/initial-scenarios.ts';
import type { KeptWorld, KeptWorlds } from './worlds/kept-worlds.ts';
import type { OwnWorld } from './worlds/own-world.ts';
import type { JournalFacts } from './worlds/shared-journal.ts';
import type { SharedWorlds } from './worlds/shared-worlds.ts';
import { initialValues, openWorld, type Scenarios, type World } from './worlds/world.ts';
import { openWorlds, type Worlds } from './worlds/worlds.ts';

export interface ServerOptions extends ServingOptions {
  readonly services: readonly ServiceOptions[];
  /** The path that all URLs of the server begin with, such as `/mock`; empty for none. */
  readonly base: string;
  /** The settings of every world, unless it sets its own. */
  readonly settings: Settings;
  /** Milliseconds after which a world that no request has named is deleted. */
  readonly worldIdle: number;
  /** Exchanges that the journal of each world keeps; 0 for no journal. */
  readonly journalSize: number;
  /** Adds the stubs and faults that every world begins with. */
  readonly plan: (plans: Plans) => void;
  /** Who can use the control API. */
  readonly control: ControlAccess;
  /** The version of this package. */
  readonly version: string;
  /** Called with every new world except the default one. */
  readonly worldOpened: (world: World) => void;
  /** The seed of generated values. */
  readonly seed: number;
  /** Items that a collection begins with if the document has no examples of them. */
  readonly count: number;
  /** Whether it records what clients use. */
  readonly recordsUsage: boolean;
  /** The folder that keeps the state; undefined if state ends with the server. */
  readonly keep: KeepServerOptions | undefined;
  /** The Redis that other processes share the state in; undefined if state belongs to this process. */
  readonly store: StoreOptions | undefined;
}

interface StoreOptions {
  readonly url: string;
  /** Whether requests do not wait for the changes of other processes. */
  readonly staleReads: boolean;
}

interface KeepServerOptions {
  readonly folder: string;
  /** Whether a change waits until the disk has confirmed it. */
  readonly sync: boolean;
}

/** What a server keeps in a folder. */
export interface KeptState {
  /** The folder, as an absolute path. */
  readonly folder: string;
  /** The number of kept worlds. */
  readonly worlds: number;
  /** What happened to the kept state, such as a line that was not written completely; a sentence each. */
  readonly notices: readonly string[];
}

export interface Server {
  /** The document at the root first. */
  services(): readonly Service[];
  /** The application for a URL: of a document in a world, or of the control API. */
  appAt(url: string, host: string | undefined): App | Promise<App>;
  report(): Promise<Report>;
  /** What clients use. Undefined if it is not recorded. */
  readonly usage: UsageRecorder | undefined;
  readonly worlds: Worlds;
  /** Undefined if state ends with the server. */
  kept(): KeptState | undefined;
  readonly socket: Socket;
  /**
   * Replaces the document at a mount. In-flight requests finish on the old one. State that is still valid is kept.
   * @returns the state that is not valid any more
   * @throws SetupError if the new document cannot be served; the old one is then still served
   */
  reload(next: ServiceOptions): Promise<readonly StateMismatch[]>;
  close(): Promise<void>;
}

/** @throws SetupError for a handler, a scenario, a webhook, a setting or an extension that does not match the documents */
export async function openServer(options: ServerOptions): Promise<Server> {
  const { seed, count, now: frozen, journalSize, base } = options;
  const cors = corsPolicyOf(options.cors);
  const log = requestLogOf(options.log);
  const metrics = new Metrics();
  const processMetrics = new ProcessMetrics();
  const network = networkFaults(options);
  const plan = (plans: Plans) => {
    // The plan that is added last is asked first.
    for (const fault of network.toReversed()) plans.faults.add(fault);
    options.plan(plans);
  };
  refuseUnknownWebhooks(options);
  const known = mergeKnownSettings(options.services.map(({ served }) => knownSettingsOf(served)));
  refuseUnknownSettings(known, options.settings);
  let services: readonly Service[] = [];
  let hasTildePaths = false;
  const closedWorlds = new ClosedWorlds(options.limits.violationsKept);
  const journalBytes = journalBytesOf(options.limits);
  const historyBytes = new HistoryBytes(Math.min(options.limits.historyBytes, getHeapStatistics().heap_size_limit / 4));
  const initialSettings = { ...defaultsOf(known), ...options.settings };
  const scenarios = openInitialScenarios(() => services, initialSettings);
  const nameOf = (alias: string) => worldNameIn(options.services, alias);
  const isAlias = (name: string) => nameOf(name) !== undefined;
  let keptWorlds: KeptWorlds | undefined;
  let sharedWorlds: SharedWorlds | undefined;
  const open = (name: string, { now, ...own }: OwnWorld, kept?: KeptWorld, shared?: SharedLog) =>
    openWorld({
      name,
      seed: own.seed ?? seed,
      count,
      now: now ?? frozen,
      ownNow: now !== undefined,
      scenario: own.scenario,
      settings: own.settings,
      test: own.test,
      scenarios,
      journalSize,
      violationsKept: options.limits.violationsKept,
      journalBytes,
      plan,
      // Two processes would begin with the same ids.
      hasOwnIds: shared === undefined,
      randomId: randomUuid,
      historyCommits: options.limits.historyCommits,
      historyBytes,
      sink: kept?.log,
      kept: kept?.history,
      shared,
    });
  const worlds = openWorlds({
    nameOf,
    open: (name, own) => keptWorlds?.enter(name, { ...own, seed: own.seed ?? seed }, open) ?? open(name, own),
    openLike: (own) => open('like', own),
    kept: () => keptWorlds,
    shared: () => sharedWorlds,
    idle: options.worldIdle,
    limit: options.limits.worlds,
    opened: options.worldOpened,
    dropped(world) {
      closedWorlds.take(world);
      world.journal?.clearExchanges();
      world.close().catch(() => undefined);
    },
  });
  const prefixOf = prefixBelow(base, (url) => (hasTildePaths ? '' : worldPrefix(url, isAlias)));
  const docsLinks = (mount?: string) => docsLinksFor(services, mount);
  const prepare = options.store && ((name: string) => (sharedWorlds as SharedWorlds).prepare(name));
  const openDocument = (service: ServiceOptions) =>
    openService(service, options, { cors, log, metrics, worlds, prepare, prefixOf, docsLinks });
  services = await Promise.all(options.services.map(openDocument));
  let router = openServiceRouter(services);
  hasTildePaths = services.some(hasTildePath);
  const clearViolations = (world: string | undefined) => {
    for (const one of worlds.list()) if (world === undefined || one.name === world) one.journal?.clear();
    closedWorlds.forget(world);
  };
  const usage = options.recordsUsage ? recordUsageIn(worlds, () => services) : undefined;
  const target: ControlTarget = {
    usage,
    version: options.version,
    worlds,
    knownSettings: known,
    initialSettings,
    documents: () => services,
    inspect: () => services.flatMap(inspect),
    violations: (world) => countedIn(worlds, closedWorlds, world).violations,
    clearViolations(world) {
      clearViolations(world);
      sharedWorlds?.journal?.clear('violations', world);
    },
    report: () =>
      reportOf({
        version: options.version,
        exchanges: worlds.list().reduce((sum, { journal }) => sum + (journal?.total ?? 0), closedWorlds.exchanges),
        ...countedIn(worlds, closedWorlds),
        documents: services,
        ignored: ignoredProperties(worlds.list().flatMap(({ journal }) => journal?.exchanges() ?? [])),
      }),
    faults: options.faults,
    keepsState: options.keep !== undefined || options.store !== undefined,
    access: () => accessOf(socket, options.control),
    metrics: () => [...requestFamilies(metrics), ...processMetrics.families()],
  };
  let control: Promise<App> | undefined;
  let mcp: Promise<McpService> | undefined;
  const appAt = (url: string, host: string | undefined): App | Promise<App> => {
    const prefix = prefixOf(url);
    const path = prefix === base ? url.slice(base.length) : url;
    if (!isControl(path)) return router(url.slice(prefix.length), host).app;
    if (isMcp(path)) {
      mcp ??= openMcp(options, { services: () => services, appAt, socket: () => socket });
      return mcp;
    }
    control ??= import('./control-service.ts')
      .then(({ openControlService }) =>
        openControlService(target, { access: options.control, base, limits: options.limits, docsLinks }),
      )
      .catch((error) => {
        // The next request tries again.
        control = undefined;
        throw error;
      });
    return control;
  };
  const socket = openSocket(appAt);
  sharedWorlds =
    options.store &&
    (await openSharedWorlds(options, options.store, {
      worlds,
      scenarios,
      plan,
      historyBytes,
      open: (name, own, log) => open(name, own, undefined, log),
      services: () => services,
      clearViolations,
    }));
  keptWorlds = options.keep && (await openKeptWorlds(options.keep, options.limits, () => services));
  try {
    for (const name of keptWorlds?.names() ?? []) worlds.enter(name);
  } catch (error) {
    await keptWorlds?.close();
    throw error;
  }
  return {
    services: () => services,
    appAt,
    report: target.report,
    usage,
    worlds,
    kept() {
      if (keptWorlds === undefined) return undefined;
      const { folder, notices } = keptWorlds;
      return { folder, notices, worlds: keptWorlds.names().length };
    },
    socket,
    async reload(next) {
      const old = services.find(({ mount }) => mount === next.mount) as Service;
      const service = await openDocument(next);
      const { migrateState } = await import('./resources/state/migrate-state.ts');
      services = services.map((one) => (one === old ? service : one));
      router = openServiceRouter(services);
      hasTildePaths = services.some(hasTildePath);
      const mismatches: StateMismatch[] = [];
      for (const world of worlds.list()) {
        mismatches.push(...(await migrateState(service.contract, service.inference, world.part(next.mount))));
      }
      await old.app.fastify.close();
      await (await mcp)?.toolsChanged();
      return mismatches;
    },
    async close() {
      // Streams of events would keep their connections open.
      worlds.close();
      await (await mcp)?.fastify.close();
      processMetrics.close();
      await socket.close();
      log?.flush();
      await Promise.all(services.map(({ app }) => app.fastify.close()));
      await (await control)?.fastify.close();
      await keptWorlds?.close();
      sharedWorlds?.close();
    },
  };
}

/** Records the exchanges of all worlds. */
function recordUsageIn(worlds: Worlds, services: () => readonly Service[]): UsageRecorder {
  const recorder = new UsageRecorder(
    (mount) => services().find((service) => service.mount === mount)?.contract.document,
  );
  observeWorlds(worlds, (exchange) => recorder.record(exchange));
  return recorder;
}

/** Calls the listener with every exchange of every world, after its response was sent. It needs a journal. */
export function observeWorlds(worlds: Worlds, listener: (exchange: RecordedExchange) => void): void {
  const observe = ({ journal }: World) => void journal?.subscribe(listener);
  worlds.list().forEach(observe);
  worlds.listen(observe);
}

interface SharedContext {
  readonly worlds: Worlds;
  readonly scenarios: Scenarios;
  readonly plan: (plans: Plans) => void;
  readonly historyBytes: HistoryBytes;
  readonly open: (name: string, own: OwnWorld, log: SharedLog) => World;
  readonly services: () => readonly Service[];
  readonly clearViolations: (world: string | undefined) => void;
}

/** The text of an error without its full stop. */
function sentence({ message }: Error): string {
  return message.replace(/\.$/, '');
}

/** @throws SetupError STORE_UNAVAILABLE */
async function openSharedWorlds(
  { seed, now: frozen, limits, worldIdle, keep, journalSize }: ServerOptions,
  { url, staleReads }: StoreOptions,
  { worlds, scenarios, plan, historyBytes, open, services, clearViolations }: SharedContext,
): Promise<SharedWorlds> {
  if (keep !== undefined) {
    const what = '--keep and --store cannot be used together';
    throw new SetupError({
      code: 'OPTION_INVALID',
      what,
      advice: 'Let Redis keep the state: configure its persistence',
    });
  }
  const [{ RedisConnection }, { SharedWorlds }] = await Promise.all([
    import('./store/redis/connection.ts'),
    import('./worlds/shared-worlds.ts'),
  ]);
  const connection = await RedisConnection.open(url);
  return SharedWorlds.open({
    connection,
    local: worlds,
    open,
    initialValues: ({ now, seed: ownSeed = seed, scenario }) =>
      initialValues({ now: now ?? frozen, ownNow: now !== undefined, seed: ownSeed, plan, scenarios }, scenario),
    own: { seed },
    historyCommits: limits.historyCommits,
    historyBytes,
    idle: worldIdle,
    limit: limits.worlds,
    staleReads,
    journal: journalSize === 0 ? undefined : journalOf(worlds, services, clearViolations),
    // An operator sees it even with --quiet.
    notice: (text) => console.error(text),
  }).catch((cause: Error) => {
    connection.close();
    const { shown } = connection.address;
    const advice = 'Correct the address with --store';
    throw new SetupError({
      code: 'STORE_UNAVAILABLE',
      what: `The store at ${shown} cannot be used: ${sentence(cause)}`,
      advice,
      cause,
    });
  });
}

/** How exchanges of other processes are counted here. */
function journalOf(
  worlds: Worlds,
  services: () => readonly Service[],
  clearViolations: SharedContext['clearViolations'],
): JournalFacts {
  const serviceAt = (mount: string) => services().find((service) => service.mount === mount);
  return {
    operationOf: (mount, id) => serviceAt(mount)?.contract.operations.find((operation) => operation.id === id),
    covered({ recorded, violations }) {
      const { operation, mount, status, requestBody } = recorded;
      if (!operation || status === 0) return;
      const isInvalid = violations.some(({ direction }) => direction === 'request');
      const body = isInvalid ? undefined : requestBody;
      serviceAt(mount)?.coverage.record({ ...recorded, operation, requestBody: body });
    },
    cleared(kind, world) {
      if (kind === 'violations') clearViolations(world);
      else if (world !== undefined)
        worlds
          .list()
          .find(({ name }) => name === world)
          ?.journal?.clearExchanges();
    },
  };
}

/** The world that a service knows by another name. */
function worldNameIn(services: readonly ServiceOptions[], alias: string): string | undefined {
  for (const { served } of services) {
    const name = served.worldNameOf?.(alias);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** @throws SetupError KEEP_UNAVAILABLE or KEEP_IN_USE */
async function openKeptWorlds(
  { folder, sync }: KeepServerOptions,
  { snapshotCommits, snapshotBytes }: Limits,
  services: () => readonly Service[],
): Promise<KeptWorlds> {
  const { openKeepFolder } = await import('./worlds/kept-worlds.ts');
  return openKeepFolder({ folder, sync, snapshotCommits, snapshotBytes }, services);
}

/** @throws SetupError OPTION_INVALID for a webhook that no document declares */
function refuseUnknownWebhooks({ services, webhooks }: ServerOptions): void {
  const unknown = services.map(({ served }) => webhooksOf(served.contract, webhooks).unknown);
  const name = Object.keys(webhooks).find((one) => unknown.every((names) => names.includes(one)));
  if (name === undefined) return;
  const declared = services.flatMap(({ served: { contract } }) => {
    return isObject(contract.document.webhooks) ? Object.keys(contract.document.webhooks) : [];
  });
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: `Unknown webhook ${JSON.stringify(name)}`,
    advice:
      declared.length === 0 ? 'Declare it under webhooks in the document' : `Known webhooks: ${declared.join(', ')}`,
  });
}

/** Whether a URL belongs to the control API: every path below /_standin except the pages of the document at the root. */
function isControl(url: string): boolean {
  return (
    url.startsWith(OWN) &&
    /^(?:[/?]|$)(?!docs(?:[/?]|$)|samples\/|(?:openapi\.(?:json|yaml)|source)(?:\?|$))/.test(url.slice(OWN.length))
  );
}

/** Whether a URL is the endpoint of the Model Context Protocol. */
function isMcp(url: string): boolean {
  return /^\/mcp(?:\?|$)/.test(url.slice(OWN.length));
}

interface McpContext {
  readonly services: () => readonly Service[];
  readonly appAt: Server['appAt'];
  readonly socket: () => Socket;
}

async function openMcp(
  { version, control: access, base, limits }: ServerOptions,
  { services, appAt, socket }: McpContext,
): Promise<McpService> {
  const [{ openMcpService }, control] = await Promise.all([
    import('./mcp-service.ts'),
    appAt(`${base}${OWN}/health`, undefined),
  ]);
  const service = {
    version,
    access,
    base,
    bodyLimit: limits.controlBodyBytes,
    documents: services,
    url: () => socket().url,
    inject: async (request: InjectOptions) => (await appAt(pathOf(request), hostOf(request))).fastify.inject(request),
  };
  return openMcpService(service, control);
}

/** Whether a document has a path that looks like the prefix of a world. */
function hasTildePath({ contract, mount }: Service): boolean {
  return (
    contract.operations.some(({ path, bases }) => bases.some((base) => `${base}${path}`.startsWith('/~'))) ||
    mount.startsWith('/~')
  );
}

/** @throws SetupError OPTION_INVALID */
function refuseUnknownSettings(known: KnownSettings, settings: Settings): void {
  const invalid = findInvalidSetting(known, settings);
  if (invalid) throw new SetupError({ code: 'OPTION_INVALID', what: invalid.what, advice: invalid.advice });
}

/** The journals of all worlds never take more than a quarter of the heap. */
function journalBytesOf({ journalBytes, journalBytesOfAll }: Limits): JournalBytes {
  const most = Math.min(journalBytesOfAll, getHeapStatistics().heap_size_limit / 4);
  return new JournalBytes(Math.min(journalBytes, most), most);
}

async function accessOf({ url }: Socket, { host, token }: ControlAccess): Promise<ServerAccess> {
  if (url === undefined) return { addresses: [], token };
  const { originsForOthers } = await import('./http/listen/network-origins.ts');
  return { addresses: originsForOthers(url, host), token };
}
