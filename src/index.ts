// The public face: a standin server inside your own process.
import { setImmediate } from 'node:timers/promises';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { UntypedHandlers } from './behaviours/handlers.ts';
import type { Contract } from './contract/contract.ts';
import type { Warning } from './contract/doubts.ts';
import { examine } from './contract/examine.ts';
import type { LoadStep } from './contract/load.ts';
import { SetupError } from './errors/setup.ts';
import type { AnswerPolicy, BrokenAnswer } from './http/answers.ts';
import type { JsonObject } from './json/value.ts';
import { DEFAULT_COUNT, DEFAULT_HOST, DEFAULT_SEED } from './options.ts';
import { type Inspected, inspect } from './resources/inspect.ts';
import type { ScenarioSource } from './resources/scenarios.ts';
import type { VerifyCredential } from './security/requirements.ts';
import { openServer, type Served } from './server.ts';

export type { Answer } from './behaviours/behaviour.ts';
export type {
  AnswerOf,
  BodyOf,
  Handler,
  HandlerCall,
  Handlers,
  ParametersOf,
  PassedOn,
  ShownBy,
  UntypedHandlers,
} from './behaviours/handlers.ts';
export type { Contract, Validator } from './contract/contract.ts';
export type { Warning } from './contract/doubts.ts';
export type { LoadStep } from './contract/load.ts';
export type { Operation } from './contract/operations.ts';
export { type AnswerCode, AnswerError, type Violation } from './errors/answer.ts';
export { type Place, type SetupCode, SetupError } from './errors/setup.ts';
export type { AnswerPolicy, BrokenAnswer } from './http/answers.ts';
export type { Json, JsonObject } from './json/value.ts';
export type { Inspected } from './resources/inspect.ts';
export type { Repository } from './resources/repository.ts';
export type { PresentedCredential, VerifyCredential } from './security/requirements.ts';

export interface StandinOptions {
  /** The OpenAPI document: a path to YAML or JSON, or the document as a value. Without it the one in the box is served. */
  readonly document?: string | JsonObject | undefined;
  /** Whether a `$ref` may leave the document's folder, or reach another host; not unless it is said. */
  readonly allowRemoteRefs?: boolean | undefined;
  /** Refuses a document that has faults, even those that it could be served with; and asks a PATCH for all that its schema requires. */
  readonly strict?: boolean | undefined;
  /** Is told what comes next while a document is loaded. */
  readonly onStep?: ((step: LoadStep) => void) | undefined;
  /** Code for single operations, by operationId; for the one in the box these stand in front of its own. */
  readonly handlers?: UntypedHandlers | undefined;
  /** What every generated value is a function of; 1 without it. */
  readonly seed?: number | undefined;
  /** Items that a collection begins with of which the document shows none; 3 without it. */
  readonly count?: number | undefined;
  /** Named first states beside those of the document: a path to YAML or JSON, or a value. */
  readonly scenarios?: string | JsonObject | undefined;
  /** The scenario to begin with. */
  readonly scenario?: string | undefined;
  /** Freezes the server's clock at this moment. */
  readonly now?: Date | undefined;
  /** What becomes of an answer that breaks the contract: a 500 that names it (`refuse`, the default), or it is sent all the same. */
  readonly answers?: AnswerPolicy | undefined;
  /** Says which well-formed credentials are good; without it all of them are. */
  readonly verifyCredential?: VerifyCredential | undefined;
  /** Is told of every answer that breaks the contract. */
  readonly onBrokenAnswer?: ((broken: BrokenAnswer) => void) | undefined;
}

export interface ListenOptions {
  /** 0, the default, for any free port. */
  readonly port?: number | undefined;
  /** An address of this machine; loopback unless told otherwise. */
  readonly host?: string | undefined;
}

export interface Standin {
  /** The compiled document: its operations and its validators. */
  readonly contract: Contract;
  /** What in the document is doubtful, and served nevertheless. */
  readonly warnings: readonly Warning[];
  /**
   * Compiles what only the first request would, and holds every example against its schema, operation by operation, so that
   * requests are answered meanwhile.
   * @returns all warnings, those known before among them
   */
  examine(): Promise<readonly Warning[]>;
  /** What each operation is taken to do, in the document's order. */
  inspect(): readonly Inspected[];
  /** The origin it listens on, as `http://127.0.0.1:4010`; undefined while it does not listen. */
  readonly url: string | undefined;
  /** Opens the port and answers its origin. @throws SetupError PORT_TAKEN or LISTEN_FAILED */
  listen(options?: ListenOptions): Promise<string>;
  /** Answers one request without a port, as light-my-request does. */
  inject(request: InjectOptions | string): Promise<LightMyRequestResponse>;
  /** Answers what is under way, then closes port and server. */
  close(): Promise<void>;
}

/**
 * A server that behaves as an OpenAPI document says, and remembers.
 * @throws SetupError for a document that cannot be served (with file, line and JSON pointer) or a handler that names no operation
 */
export async function createStandin(options: StandinOptions = {}): Promise<Standin> {
  const { now, answers = 'refuse', verifyCredential: verify, onBrokenAnswer = () => undefined } = options;
  const { seed = DEFAULT_SEED, count = DEFAULT_COUNT, scenario } = options;
  const scenarios = await scenariosOf(options);
  const served = await servedBy(options);
  const state = { seed, count, scenarios, scenario };
  const server = await openServer({ served, now, answers, verify, ...state, report: onBrokenAnswer });
  const { contract, inference, app, socket } = server;
  const warnings = [...contract.warnings, ...app.routes.warnings];
  const examined = async () => {
    const found = [...warnings];
    for (const doubts of examine(contract)) {
      found.push(...doubts);
      await setImmediate();
    }
    return found;
  };
  if (options.strict) refuseDoubts(contract, await examined());
  return {
    contract,
    warnings,
    examine: examined,
    inspect: () => inspect(contract, inference),
    get url() {
      return socket.url;
    },
    listen: ({ port = 0, host = DEFAULT_HOST } = {}) => socket.listen({ port, host }),
    inject: (request) => app.fastify.inject(request),
    async close() {
      await socket.close();
      await app.fastify.close();
    },
  };
}

async function scenariosOf({ scenarios }: StandinOptions): Promise<readonly ScenarioSource[]> {
  if (scenarios === undefined) return [];
  if (typeof scenarios !== 'string') return [{ scenarios, pointer: '', place: (pointer) => ({ pointer }) }];
  const { loadScenarios } = await import('./sources/scenarios.ts');
  return [await loadScenarios(scenarios)];
}

function refuseDoubts(contract: Contract, [first, ...others]: readonly Warning[]): void {
  if (!first) return;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  throw new SetupError({
    code: 'DOCUMENT_DOUBTFUL',
    what: `${first.message}${more}`,
    advice: 'Mend the document, or serve it without --strict; standin check lists everything',
    ...contract.place(first.pointer),
  });
}

async function servedBy({
  document,
  handlers = {},
  allowRemoteRefs: remoteRefs,
  strict: wholePatches,
  onStep,
}: StandinOptions): Promise<Served> {
  if (document === undefined) {
    const { microsoftGraph } = await import('./microsoft-graph/pack.ts');
    return { ...microsoftGraph, handlers: { ...microsoftGraph.handlers, ...handlers } };
  }
  const { contractFromValue, loadContract } = await import('./contract/load.ts');
  const contract = await (typeof document === 'string'
    ? loadContract(document, { remoteRefs, wholePatches, onStep })
    : contractFromValue(document, { remoteRefs, wholePatches, onStep }));
  return { contract, handlers };
}
