// The response of an operation with a status that nothing has caused: an error in the API's own format, or a declared response.
import type { Contract } from '../contract/contract.ts';
import { type Operation, responseFor } from '../contract/operation/operations.ts';
import type { Convention, ExchangeFacts } from '../conventions/convention.ts';
import type { DeclaredErrors } from '../conventions/declared-errors.ts';
import { plannedError } from '../faults/planned-error.ts';
import { uuidAt } from '../random.ts';
import type { WorldPart } from '../worlds/world.ts';
import type { HttpResponse } from './behaviour.ts';
import { plannedErrorResponse } from './error-response.ts';
import { responseFrom } from './sampled.ts';

/** A status without a cause. */
export interface SampledStatus {
  readonly contract: Contract;
  readonly convention: Convention;
  /** Undefined for an error of all operations. */
  readonly operation: Operation | undefined;
  readonly status: number;
  readonly world: WorldPart;
}

/** Where errors come from. */
interface ErrorSource {
  readonly declaredErrors: DeclaredErrors;
  /** The path that the document is served under. */
  readonly mount: string;
  /** Where the client reaches the server, for example `http://127.0.0.1:4010`. */
  readonly origin: string;
}

/** The declared response with a status. */
export async function declaredSample({ contract, operation, status, world }: SampledStatus): Promise<HttpResponse> {
  const response = operation && responseFor(operation, status);
  return response ? responseFrom({ contract, operation, response, status }, { world, accepts: '' }) : { status };
}

/** The error of a status from 400 on, as the server renders it. */
export async function errorSample(at: SampledStatus, source: ErrorSource): Promise<HttpResponse> {
  const { convention, operation, status } = at;
  const { declaredErrors } = source;
  const sample = () => declaredSample(at);
  return plannedErrorResponse(
    plannedError(status),
    { convention, declaredErrors, operation, sample },
    factsOf(at, source),
  );
}

/** A request that nobody has sent. */
function factsOf({ operation, status, world: part }: SampledStatus, { mount, origin }: ErrorSource): ExchangeFacts {
  const { id = '', method = 'GET', path = '/', bases = [''] } = operation ?? {};
  const { world } = part;
  return {
    requestId: uuidAt(world.seed, 'sample', mount, id, status),
    clientRequestId: undefined,
    contentType: undefined,
    now: world.clock.now,
    method,
    origin,
    path: `${bases[0] ?? ''}${path}`,
    body: undefined,
    settings: world.settings,
  };
}
