// The composition root: documents, their worlds, the control API, a socket. Each document is put together in service.ts;
// what each part does is in its room.
import { randomUUID } from 'node:crypto';
import { webhooksOf } from './contract/callbacks.ts';
import type { GuardOptions } from './control/guard.ts';
import type { ControlTarget } from './control/target.ts';
import { SetupError } from './errors/setup-error.ts';
import type { Plans } from './faults/plans.ts';
import type { App } from './http/app.ts';
import { docsLinksFor } from './http/docs-links.ts';
import { OWN } from './http/routes.ts';
import { openServiceRouter } from './http/service-router.ts';
import { openSocket, type Socket } from './http/socket.ts';
import { type Report, reportOf } from './report/report.ts';
import type { StateMismatch } from './resources/migrate-state.ts';
import { knownSettingsOf, openService, type Service, type ServiceOptions, type ServingOptions } from './service.ts';
import {
  defaultsOf,
  findInvalidSetting,
  type KnownSettings,
  mergeKnownSettings,
  type Settings,
} from './world-settings.ts';
import { noWorldPrefix, worldPrefix } from './worlds/address.ts';
import { openClosedWorlds, violationsIn } from './worlds/closed-worlds.ts';
import { openInitialScenarios } from './worlds/initial-scenarios.ts';
import { openWorld, type World } from './worlds/world.ts';
import { openWorlds, type Worlds } from './worlds/worlds.ts';

export interface ServerOptions extends ServingOptions {
  readonly services: readonly ServiceOptions[];
  /** What is set in every world, unless it says otherwise itself. */
  readonly settings: Settings;
  /** Milliseconds after which a world that nobody has asked for is dropped. */
  readonly worldIdle: number;
  /** Exchanges that each world remembers, 0 for none. */
  readonly journalSize: number;
  /** Adds the stubs and faults that every world begins with. */
  readonly plan: (plans: Plans) => void;
  /** Who may steer. */
  readonly control: GuardOptions;
  /** Of this package. */
  readonly version: string;
  /** Is told of every world that is made beside the default one. */
  readonly worldOpened: (world: World) => void;
  /** What every generated value is a function of. */
  readonly seed: number;
  /** Items that a collection without examples begins with. */
  readonly count: number;
}

export interface Server {
  /** In the order in which they were given. */
  services(): readonly Service[];
  /** The application that answers a URL, be it of a world, or of the control API. */
  appAt(url: string, host: string | undefined): App | Promise<App>;
  report(): Promise<Report>;
  readonly worlds: Worlds;
  readonly socket: Socket;
  /**
   * Serves a document instead of the one at its mount; what is under way is answered by the old one, and the state stays.
   * @returns what of the state does not fit any more
   * @throws SetupError where it cannot be served; the old one then goes on
   */
  reload(next: ServiceOptions): Promise<readonly StateMismatch[]>;
  close(): Promise<void>;
}

/** @throws SetupError for a handler, a scenario or an extension that a document does not bear out */
export async function openServer(options: ServerOptions): Promise<Server> {
  const { seed, count, now: frozen, journalSize, plan } = options;
  refuseUnknownWebhooks(options);
  const choices = mergeKnownSettings(options.services.map(({ served }) => knownSettingsOf(served)));
  refuseUnknownSettings(choices, options.settings);
  let services: readonly Service[] = [];
  const scenarios = openInitialScenarios(() => services, { ...defaultsOf(choices), ...options.settings });
  const worlds = openWorlds({
    open: (name, { now = frozen, scenario, ...own }) =>
      openWorld({
        name,
        seed: own.seed ?? seed,
        count,
        now,
        scenario,
        settings: own.settings,
        scenarios,
        journalSize,
        plan,
        randomId: randomUUID,
      }),
    idle: options.worldIdle,
    opened: options.worldOpened,
    dropped: (world) => departed.take(world),
  });
  const departed = openClosedWorlds();
  const prefixOf = (url: string) => (tildes ? noWorldPrefix : worldPrefix)(url);
  let tildes = false;
  const docsLinks = (mount?: string) => docsLinksFor(services, mount);
  const open = (service: ServiceOptions) => openService(service, options, { worlds, prefixOf, docsLinks });
  services = await Promise.all(options.services.map(open));
  let directory = openServiceRouter(services);
  tildes = services.some(takesTildes);
  const target: ControlTarget = {
    version: options.version,
    worlds,
    knownSettings: choices,
    documents: () => services,
    violations: (world) => violationsIn(worlds, departed, world),
    clearViolations(world) {
      for (const one of worlds.list()) if (world === undefined || one.name === world) one.journal?.clear();
      departed.forget(world);
    },
    report: () =>
      reportOf({
        version: options.version,
        exchanges: worlds.list().reduce((sum, { journal }) => sum + (journal?.total ?? 0), departed.exchanges()),
        violations: violationsIn(worlds, departed, undefined),
        documents: services,
      }),
    faults: options.faults,
  };
  let control: Promise<App> | undefined;
  const appAt = (url: string, host: string | undefined): App | Promise<App> => {
    if (!isControl(url)) return directory(url.slice(prefixOf(url).length), host).app;
    control ??= import('./control-service.ts').then(({ openControlService }) =>
      openControlService(target, options.control, docsLinks),
    );
    return control;
  };
  const socket = openSocket(appAt);
  return {
    services: () => services,
    appAt,
    report: target.report,
    worlds,
    socket,
    async reload(next) {
      const old = services.find(({ mount }) => mount === next.mount) as Service;
      const service = await open(next);
      const { migrateState } = await import('./resources/migrate-state.ts');
      services = services.map((one) => (one === old ? service : one));
      directory = openServiceRouter(services);
      tildes = services.some(takesTildes);
      const misfits: StateMismatch[] = [];
      for (const world of worlds.list()) {
        misfits.push(...(await migrateState(service.contract, service.inference, world.part(next.mount))));
      }
      await old.app.fastify.close();
      return misfits;
    },
    async close() {
      await socket.close();
      worlds.close();
      await Promise.all(services.map(({ app }) => app.fastify.close()));
      await (await control)?.fastify.close();
    },
  };
}

/** @throws SetupError OPTION_INVALID for a webhook that no document declares */
function refuseUnknownWebhooks({ services, webhooks }: ServerOptions): void {
  const unknown = services.map(({ served }) => webhooksOf(served.contract, webhooks).unknown);
  const name = Object.keys(webhooks).find((one) => unknown.every((names) => names.includes(one)));
  if (name === undefined) return;
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: `The webhook ${name} is declared by no document`,
    advice: 'Name one of the members of webhooks in the document',
  });
}

/** Whether a URL is the control API's: all below our own path but the pages of the document at the root. */
function isControl(url: string): boolean {
  return (
    url.startsWith(OWN) && /^(?:[/?]|$)(?!docs(?:[/?]|$)|openapi\.(?:json|yaml)(?:\?|$))/.test(url.slice(OWN.length))
  );
}

/** Whether a document has paths that look as if they named a world. */
function takesTildes({ contract, mount }: Service): boolean {
  return (
    contract.operations.some(({ path, bases }) => bases.some((base) => `${base}${path}`.startsWith('/~'))) ||
    mount.startsWith('/~')
  );
}

/** @throws SetupError OPTION_INVALID */
function refuseUnknownSettings(choices: KnownSettings, settings: Settings): void {
  const invalid = findInvalidSetting(choices, settings);
  if (!invalid) return;
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: invalid.problem,
    advice: invalid.advice,
  });
}
