// The composition root: a document or a pack, a world, an application, a socket. Everything is put together here and
// nowhere else; what each part does is in its room.
import { randomUUID } from 'node:crypto';
import { chooseBehaviours } from './behaviours/choose.ts';
import type { Pack } from './behaviours/pack.ts';
import { frozenClock, systemClock } from './clock.ts';
import type { Contract } from './contract/contract.ts';
import { inferConvention } from './conventions/infer.ts';
import type { AnswerPolicy, BrokenAnswer } from './http/answers.ts';
import { type App, openApp } from './http/app.ts';
import { openSocket, type Socket } from './http/socket.ts';
import type { Json } from './json/value.ts';
import { BODY_LIMIT } from './options.ts';
import { uuidAt } from './random.ts';
import { type Inference, inferResources } from './resources/infer.ts';
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
  /** Is told of every answer that breaks the contract. */
  readonly report: (broken: BrokenAnswer) => void;
}

export interface Server {
  readonly contract: Contract;
  readonly inference: Inference;
  readonly app: App;
  readonly socket: Socket;
}

/** The seed of every world that is not told another. */
const SEED = 1;

/** Items that a collection without examples begins with. */
const COUNT = 3;
const NO_SCENARIO: ReadonlyMap<string, Json> = new Map();

export async function openServer({ served, now, answers, verify, report }: ServerOptions): Promise<Server> {
  const { contract, handlers, convention = inferConvention(contract) } = served;
  const clock = now ? frozenClock(now) : systemClock;
  const worlds = openWorlds((name) => ({
    name,
    clock,
    seed: SEED,
    count: COUNT,
    scenario: NO_SCENARIO,
    store: memoryStore(),
  }));
  const inference = inferResources(contract);
  const app = await openApp({
    contract,
    convention,
    behaviourOf: chooseBehaviours({ contract, convention, inference, handlers }),
    world: () => worlds.enter(DEFAULT_WORLD),
    newRequestId: now ? seededIds() : randomUUID,
    bodyLimit: BODY_LIMIT,
    verify,
    policy: answers,
    report,
  });
  return { contract, inference, app, socket: openSocket(() => app) };
}

/** Where time stands still everything repeats itself, the ids of requests included. */
function seededIds(): () => string {
  let ordinal = 0;
  return () => uuidAt(SEED, 'request', ordinal++);
}
