// The options of a served document: what its requests depend on.
import type { IncomingHttpHeaders } from 'node:http';
import type { Behaviour } from '../../behaviours/behaviour.ts';
import type { Authorize } from '../../behaviours/pack.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import type { Convention } from '../../conventions/convention.ts';
import type { Violation } from '../../errors/http-error.ts';
import type { Coverage } from '../../report/coverage.ts';
import type { Metrics } from '../../report/metrics.ts';
import type { BehaviourFacts } from '../../report/record.ts';
import type { RequestLog } from '../../report/request-log.ts';
import type { VerifyCredential } from '../../security/requirements.ts';
import type { Settings } from '../../world-settings.ts';
import type { WorldOfCredentials, WorldPrefix } from '../../worlds/address.ts';
import type { PreparedWorld } from '../../worlds/shared-worlds.ts';
import type { World } from '../../worlds/world.ts';
import type { CorsPolicy } from '../syntax/cors.ts';
import type { CallbackRules } from './callbacks.ts';
import type { PagePlaces } from './routes.ts';

/** What happens to a response that violates the contract: it is sent and reported, or replaced by a 500 that names the violation. */
export type InvalidResponsePolicy = 'send' | 'refuse';

export interface InvalidResponse {
  readonly operation: string;
  readonly status: number;
  readonly violations: readonly Violation[];
}

/** Whether requests can ask for faults. The control API ignores such requests, and all preferences. */
export type FaultRule = 'allowed' | 'refused' | 'ignored';

/** Throws if a request is not allowed. It is not called for operations without security. @param remote the address of the client */
export type RequestGuard = (headers: IncomingHttpHeaders, remote: string | undefined) => void;

export interface ServedOptions {
  readonly contract: Contract;
  readonly convention: Convention;
  /** The path that the document is served under, empty for the root. */
  readonly mount: string;
  readonly cors: CorsPolicy;
  /** The paths of the pages. */
  readonly places: PagePlaces;
  /** Returns the world of a name. @throws HttpError WORLD_INVALID or TOO_MANY_WORLDS */
  readonly world: (name: string) => World;
  /** Makes the world of a name current, if other processes use it too. Undefined if none does. */
  readonly prepare?: ((name: string) => Promise<PreparedWorld>) | undefined;
  /** Returns the part of a URL that names a world. */
  readonly prefixOf: WorldPrefix;
  /** Returns the world of a request that names none itself. */
  readonly worldOf?: WorldOfCredentials | undefined;
  /** Which parts of the document are covered. */
  readonly coverage: Coverage;
  /** Counts requests. Undefined if they are not counted. */
  readonly metrics?: Metrics | undefined;
  /** Where request lines are written. Undefined if there are none. */
  readonly log?: RequestLog | undefined;
  readonly invalidResponses: InvalidResponsePolicy;
  /** Called with every response that violates the contract. */
  readonly onInvalidResponse: (response: InvalidResponse) => void;
  readonly behaviourOf: (operation: Operation) => Behaviour;
  /** Decides which credentials are accepted. Default: all that are well formed. */
  readonly verify: VerifyCredential | undefined;
  /** Decides which requests the service accepts at all. Default: all. */
  readonly authorize?: Authorize | undefined;
  /** How an operation responds in worlds with these settings. */
  readonly describeBehaviour: (operation: Operation, settings: Settings) => BehaviourFacts;
  readonly callbacks: CallbackRules;
  /** Whether a request with an undeclared query parameter is refused. Default: the parameter is noted, and ignored. */
  readonly refusesUndeclaredQuery?: boolean | undefined;
  /** Whether a request can ask for a fault by its header, or for an error by its status. */
  readonly faults: FaultRule;
  readonly guard?: RequestGuard | undefined;
}
