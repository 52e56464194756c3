// The composition root: a document or a pack, a world, an application, a socket. Everything is put together here and
// nowhere else; what each part does is in its room.
import { randomUUID } from 'node:crypto';
import { chooseBehaviours } from './behaviours/choose.ts';
import type { Pack } from './behaviours/pack.ts';
import { frozenClock, systemClock } from './clock.ts';
import type { Contract } from './contract/contract.ts';
import { inferConvention } from './conventions/infer.ts';
import { SetupError } from './errors/setup.ts';
import type { AnswerPolicy, BrokenAnswer } from './http/answers.ts';
import { type App, openApp } from './http/app.ts';
import { openSocket, type Socket } from './http/socket.ts';
import { BODY_LIMIT } from './options.ts';
import { uuidAt } from './random.ts';
import { type Inference, inferResources } from './resources/infer.ts';
import { readScenarios, SCENARIOS, type Scenario, type ScenarioSource } from './resources/scenarios.ts';
import type { VerifyCredential } from './security/requirements.ts';
import { memoryStore } from './store/memory.ts';
import { DEFAULT_WORLD, openWorlds } from './worlds/world.ts';

/** What is served: a pack, or a contract alone, whose convention is then inferred. */
export type Served = Pack | (Pick<Pack, 'contract' | 'handlers'> & { readonly convention?: undefined });

export interface ServerOptions {
  readonly served: Served;
  /** Freezes the clock of every world. */
  readonly now: Date | undefined;
  readonly answers: AnswerPolicy;
  readonly verify: VerifyCredential | undefined;
  /** What every generated value is a function of. */
  readonly seed: number;
  /** Items that a collection without examples begins with. */
  readonly count: number;
  /** Scenarios beside those of the document, and the one to begin with. */
  readonly scenarios: readonly ScenarioSource[];
  readonly scenario: string | undefined;
  /** Is told of every answer that breaks the contract. */
  readonly report: (broken: BrokenAnswer) => void;
}

export interface Server {
  readonly contract: Contract;
  readonly inference: Inference;
  readonly app: App;
  readonly socket: Socket;
}

/** @throws SetupError for a handler, a scenario or an extension that the document does not bear out */
export async function openServer(options: ServerOptions): Promise<Server> {
  const { served, now, answers, verify, seed, count, report } = options;
  const { contract, handlers, convention = inferConvention(contract) } = served;
  const clock = now ? frozenClock(now) : systemClock;
  const inference = inferResources(contract);
  const scenario = firstScenario(options, inference, clock.now());
  const worlds = openWorlds((name) => ({ name, clock, seed, count, scenario, store: memoryStore() }));
  const app = await openApp({
    contract,
    convention,
    behaviourOf: chooseBehaviours({ contract, convention, inference, handlers }),
    world: () => worlds.enter(DEFAULT_WORLD),
    newRequestId: now ? seededIds(seed) : randomUUID,
    bodyLimit: BODY_LIMIT,
    verify,
    policy: answers,
    report,
  });
  return { contract, inference, app, socket: openSocket(() => app) };
}

/** The scenario that worlds begin with; an empty one where none is asked for. @throws SetupError SCENARIO_UNKNOWN */
function firstScenario({ served, scenarios, scenario }: ServerOptions, inference: Inference, now: Date): Scenario {
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
