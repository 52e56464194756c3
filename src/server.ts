// The composition root: documents or packs, worlds, applications, a socket. Everything is put together here and
// nowhere else; what each part does is in its room.
import { randomUUID } from 'node:crypto';
import { chooseBehaviours } from './behaviours/choose.ts';
import type { Pack } from './behaviours/pack.ts';
import { frozenClock, systemClock } from './clock.ts';
import { webhooksOf } from './contract/callbacks.ts';
import type { Contract } from './contract/contract.ts';
import { mounted } from './contract/mount.ts';
import { inferConvention } from './conventions/infer.ts';
import { SetupError } from './errors/setup.ts';
import type { AnswerPolicy, BrokenAnswer } from './http/answers.ts';
import { type App, openApp } from './http/app.ts';
import type { SentRequest } from './http/outgoing.ts';
import { openSocket, type Socket } from './http/socket.ts';
import { BODY_LIMIT } from './options.ts';
import { uuidAt } from './random.ts';
import { type Inference, inferResources } from './resources/infer.ts';
import type { Misfit } from './resources/refit.ts';
import { readScenarios, SCENARIOS, type Scenario, type ScenarioSource } from './resources/scenarios.ts';
import type { VerifyCredential } from './security/requirements.ts';
import { memoryStore } from './store/memory.ts';
import type { Store } from './store/store.ts';
import { DEFAULT_WORLD, openWorlds, type World } from './worlds/world.ts';

/** What is served: a pack, or a contract alone, whose convention is then inferred. */
export type Served = Pack | (Pick<Pack, 'contract' | 'handlers'> & { readonly convention?: undefined });

/** A document that is served, and where. */
export interface ServiceOptions {
  readonly served: Served;
  /** The path that it is served under, empty for the root. */
  readonly mount: string;
  /** Scenarios beside those of the document, and the one to begin with. */
  readonly scenarios: readonly ScenarioSource[];
  readonly scenario: string | undefined;
  /** Milliseconds that a handler may take to answer; undefined where the handlers are none of a user's. */
  readonly handlerLimit: number | undefined;
}

export interface ServerOptions {
  readonly services: readonly ServiceOptions[];
  /** Freezes the clock of every world. */
  readonly now: Date | undefined;
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
}

/** A document as it is served now. */
export interface Service {
  readonly mount: string;
  readonly contract: Contract;
  readonly inference: Inference;
  readonly app: App;
  readonly world: (name: string) => World;
}

export interface Server {
  /** In the order in which they were given. */
  services(): readonly Service[];
  /** The one that answers a URL. */
  at(url: string): Service;
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
  const stores = new Map<string, Store>();
  const storeOf = (mount: string, world: string) => {
    const store = stores.get(`${mount} ${world}`) ?? memoryStore();
    stores.set(`${mount} ${world}`, store);
    return store;
  };
  refuseUnknownWebhooks(options);
  let services: readonly Service[] = await Promise.all(
    options.services.map((service) => openService(service, options, storeOf)),
  );
  let byLength = longestFirst(services);
  const at = (url: string) => byLength.find(({ mount }) => isUnder(url, mount)) ?? (services[0] as Service);
  const socket = openSocket((url) => at(url).app);
  return {
    services: () => services,
    at,
    socket,
    async reload(next) {
      const old = services.find(({ mount }) => mount === next.mount) as Service;
      const service = await openService(next, options, storeOf);
      const { refit } = await import('./resources/refit.ts');
      const misfits = await refit(service.contract, service.inference, service.world(DEFAULT_WORLD));
      services = services.map((one) => (one === old ? service : one));
      byLength = longestFirst(services);
      await old.app.fastify.close();
      return misfits;
    },
    async close() {
      await socket.close();
      await Promise.all(services.map(({ app }) => app.fastify.close()));
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

function longestFirst(services: readonly Service[]): readonly Service[] {
  return [...services].sort((a, b) => b.mount.length - a.mount.length);
}

function isUnder(url: string, mount: string): boolean {
  return url.startsWith(mount) && (mount === '' || /^(?:[/?]|$)/.test(url.slice(mount.length)));
}

async function openService(
  service: ServiceOptions,
  { now, answers, verify, seed, count, report, ...sending }: ServerOptions,
  storeOf: (mount: string, world: string) => Store,
): Promise<Service> {
  const { served, mount, handlerLimit } = service;
  const { handlers, convention = inferConvention(served.contract) } = served;
  const contract = mounted(served.contract, mount);
  const clock = now ? frozenClock(now) : systemClock;
  const inference = inferResources(contract);
  const scenario = firstScenario(service, inference, clock.now());
  const worlds = openWorlds((name) => ({ name, clock, seed, count, scenario, store: storeOf(mount, name) }));
  const app = await openApp({
    contract,
    convention,
    mount,
    behaviourOf: chooseBehaviours({ contract, convention, inference, handlers, handlerLimit }),
    world: () => worlds.enter(DEFAULT_WORLD),
    newRequestId: now ? seededIds(seed) : randomUUID,
    bodyLimit: BODY_LIMIT,
    verify,
    policy: answers,
    report,
    outgoing: { ...sending, webhooks: webhooksOf(contract, sending.webhooks).found },
  });
  return { mount, contract, inference, app, world: (name) => worlds.enter(name) };
}

/** The scenario that worlds begin with; an empty one where none is asked for. @throws SetupError SCENARIO_UNKNOWN */
function firstScenario({ served, scenarios, scenario }: ServiceOptions, inference: Inference, now: Date): Scenario {
  const { contract } = served;
  const own = contract.document[SCENARIOS];
  const place = (pointer: string) => contract.place(pointer);
  const sources = [...(own === undefined ? [] : [{ scenarios: own, pointer: `/${SCENARIOS}`, place }]), ...scenarios];
  const known =
    sources.length === 0 ? new Map<string, Scenario>() : readScenarios(contract, inference, { sources, now });
  if (scenario === undefined) return NO_SCENARIO;
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

const NO_SCENARIO: Scenario = new Map();

/** Where time stands still everything repeats itself, the ids of requests included. */
function seededIds(seed: number): () => string {
  let ordinal = 0;
  return () => uuidAt(seed, 'request', ordinal++);
}
