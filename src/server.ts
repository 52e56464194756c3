// The composition root: documents or packs, worlds, applications, a socket. Everything is put together here and
// nowhere else; what each part does is in its room.
import { randomUUID } from 'node:crypto';
import { chooseBehaviours } from './behaviours/choose.ts';
import type { Pack } from './behaviours/pack.ts';
import { webhooksOf } from './contract/callbacks.ts';
import type { Contract } from './contract/contract.ts';
import { mounted } from './contract/mount.ts';
import { hostsOf } from './contract/servers.ts';
import type { GuardOptions } from './control/guard.ts';
import type { ControlTarget } from './control/target.ts';
import type { Convention } from './conventions/convention.ts';
import { inferConvention } from './conventions/infer.ts';
import { SetupError } from './errors/setup.ts';
import type { Plans } from './faults/plans.ts';
import type { AnswerPolicy, BrokenAnswer } from './http/answers.ts';
import { type App, openApp } from './http/app.ts';
import { type Listed, openDirectory } from './http/directory.ts';
import type { Upstream } from './http/proxy.ts';
import { OWN } from './http/routes.ts';
import { openSocket, type Socket } from './http/socket.ts';
import { BODY_LIMIT } from './options.ts';
import { type Coverage, openCoverage } from './report/coverage.ts';
import type { SentRequest } from './report/record.ts';
import { type Report, reportOf } from './report/report.ts';
import { type Inference, inferResources } from './resources/infer.ts';
import type { Misfit } from './resources/refit.ts';
import { readScenarios, SCENARIOS, type Scenario, type ScenarioSource } from './resources/scenarios.ts';
import type { VerifyCredential } from './security/requirements.ts';
import { type Choices, COMMON_CHOICES, defaultsOf, faultIn, joinedChoices, type Settings } from './settings.ts';
import { noWorldPrefix, type WorldPrefix, worldPrefix } from './worlds/address.ts';
import { openBeginnings } from './worlds/beginnings.ts';
import { openDeparted, violationsIn } from './worlds/departed.ts';
import { openWorld, type World } from './worlds/world.ts';
import { openWorlds, type Worlds } from './worlds/worlds.ts';

/** What is served: a pack, or a contract alone, whose convention is then inferred. */
export type Served = Omit<Pack, 'convention'> & { readonly convention?: Convention };

/** A document that is served, and where. */
export interface ServiceOptions {
  readonly served: Served;
  /** The path that it is served under, empty for the root. */
  readonly mount: string;
  /** The mount of the document beside which it is served at its own paths too; undefined for one that stands alone. */
  readonly beside?: string | undefined;
  /** Scenarios beside those of the document, and the one to begin with. */
  readonly scenarios: readonly ScenarioSource[];
  readonly scenario: string | undefined;
  /** Milliseconds that a handler may take to answer; undefined where the handlers are none of a user's. */
  readonly handlerLimit: number | undefined;
}

export interface ServerOptions {
  readonly services: readonly ServiceOptions[];
  /** What is set in every world, unless it says otherwise itself. */
  readonly settings: Settings;
  /** Freezes the clock of every world, until it is told otherwise. */
  readonly now: Date | undefined;
  /** Milliseconds after which a world that nobody has asked for is dropped. */
  readonly worldIdle: number;
  /** Exchanges that each world remembers, 0 for none. */
  readonly remembered: number;
  /** Adds the stubs and faults that every world begins with. */
  readonly plan: (plans: Plans) => void;
  /** Whether failures may be asked for. */
  readonly faults: boolean;
  /** Who may steer. */
  readonly control: GuardOptions;
  /** Of this package. */
  readonly version: string;
  /** Is told of every world that is made beside the default one. */
  readonly worldOpened: (world: World) => void;
  readonly answers: AnswerPolicy;
  readonly verify: VerifyCredential | undefined;
  /** What every generated value is a function of. */
  readonly seed: number;
  /** Items that a collection without examples begins with. */
  readonly count: number;
  /** Hosts beside loopback that callbacks and webhooks may go to. */
  readonly callbacksTo: readonly string[];
  /** Webhooks of the documents that are sent after every change, by name, with where they go. */
  readonly webhooks: Readonly<Record<string, string>>;
  readonly tellSent: (sent: SentRequest) => void;
  /** Is told of every answer that breaks the contract. */
  readonly report: (broken: BrokenAnswer) => void;
  /** The service that is asked instead of answering here. */
  readonly upstream: Upstream | undefined;
}

/** A document as it is served now. */
export interface Service extends Listed {
  readonly contract: Contract;
  readonly inference: Inference;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** The scenario that its worlds are to begin with; undefined where nobody has said one. */
  readonly scenario: Scenario | undefined;
  readonly firstScenario: Pack['firstScenario'] | undefined;
  /** What may be set in worlds. */
  readonly choices: Choices;
  /** What of the document was exercised, in all worlds together. */
  readonly coverage: Coverage;
  readonly convention: Convention;
  /** Whether an operation has code of its own. */
  handles(operation: string): boolean;
  readonly app: App;
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
  reload(next: ServiceOptions): Promise<readonly Misfit[]>;
  close(): Promise<void>;
}

/** @throws SetupError for a handler, a scenario or an extension that a document does not bear out */
export async function openServer(options: ServerOptions): Promise<Server> {
  const { seed, count, now: frozen, remembered, plan } = options;
  refuseUnknownWebhooks(options);
  const choices = joinedChoices(options.services.map(({ served }) => choicesOf(served)));
  refuseUnknownSettings(choices, options.settings);
  let services: readonly Service[] = [];
  const scenarios = openBeginnings(() => services, { ...defaultsOf(choices), ...options.settings });
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
        remembered,
        plan,
        randomId: randomUUID,
      }),
    idle: options.worldIdle,
    opened: options.worldOpened,
    dropped: (world) => departed.take(world),
  });
  const departed = openDeparted();
  const prefixOf = (url: string) => (tildes ? noWorldPrefix : worldPrefix)(url);
  let tildes = false;
  const open = (service: ServiceOptions) => openService(service, options, { worlds, prefixOf });
  services = await Promise.all(options.services.map(open));
  let directory = openDirectory(services);
  tildes = services.some(takesTildes);
  const target: ControlTarget = {
    version: options.version,
    worlds,
    choices,
    documents: () => services,
    violations: (world) => violationsIn(worlds, departed, world),
    forgetViolations(world) {
      for (const one of worlds.list()) if (world === undefined || one.name === world) one.ledger?.clear();
      departed.forget(world);
    },
    report: () =>
      reportOf({
        version: options.version,
        exchanges: worlds.list().reduce((sum, { ledger }) => sum + (ledger?.total ?? 0), departed.exchanges()),
        violations: violationsIn(worlds, departed, undefined),
        documents: services,
      }),
    faults: options.faults,
  };
  let control: Promise<App> | undefined;
  const appAt = (url: string, host: string | undefined): App | Promise<App> => {
    if (!isControl(url)) return directory(url.slice(prefixOf(url).length), host).app;
    control ??= import('./steering.ts').then(({ openControl }) => openControl(target, options.control));
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
      const { refit } = await import('./resources/refit.ts');
      services = services.map((one) => (one === old ? service : one));
      directory = openDirectory(services);
      tildes = services.some(takesTildes);
      const misfits: Misfit[] = [];
      for (const world of worlds.list()) {
        misfits.push(...(await refit(service.contract, service.inference, world.part(next.mount))));
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

function choicesOf({ choices }: Served): Choices {
  return { ...COMMON_CHOICES, ...choices };
}

/** @throws SetupError OPTION_INVALID */
function refuseUnknownSettings(choices: Choices, settings: Settings): void {
  const fault = faultIn(choices, settings);
  if (!fault) return;
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: `The setting ${JSON.stringify(fault.name)} ${fault.what}`,
    advice: `${fault.instead.charAt(0).toUpperCase()}${fault.instead.slice(1)}`,
  });
}

async function openService(
  service: ServiceOptions,
  options: ServerOptions,
  { worlds, prefixOf }: { readonly worlds: Worlds; readonly prefixOf: WorldPrefix },
): Promise<Service> {
  const { now, answers: policy, verify, report, callbacksTo, webhooks, tellSent, faults, upstream } = options;
  const { served, mount, beside, handlerLimit } = service;
  const { handlers, variants, convention = inferConvention(served.contract), worldOf, admit, firstScenario } = served;
  const contract = mounted(served.contract, ...[mount, beside].filter((path) => path !== undefined));
  const inference = inferResources(contract);
  const scenarios = knownScenarios(service, inference, now ?? new Date());
  const coverage = openCoverage(contract);
  const handles = (operation: string) => Object.hasOwn(handlers, operation);
  const world = (name: string) => worlds.enter(name);
  const common = { contract, convention, mount, world, prefixOf, worldOf, coverage, policy, report };
  const app = upstream
    ? await import('./http/proxy.ts').then(({ openProxy }) => openProxy({ ...common, upstream }))
    : await openApp({
        ...common,
        behaviourOf: chooseBehaviours({ contract, convention, inference, handlers, variants, handlerLimit }),
        bodyLimit: BODY_LIMIT,
        verify: verify ?? served.verify,
        admit,
        // Who says himself which credentials are good need not take those that are issued here.
        signIn: verify ? undefined : served.signIn,
        faults,
        outgoing: { callbacksTo, tellSent, webhooks: webhooksOf(contract, webhooks).found },
      });
  return {
    mount,
    beside,
    hosts: hostsOf(served.contract.document.servers),
    contract,
    inference,
    scenarios,
    scenario: scenarioOf(service, scenarios),
    firstScenario,
    choices: choicesOf(served),
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
    : readScenarios(contract, inference, { sources, now, choices: choicesOf(served) });
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
