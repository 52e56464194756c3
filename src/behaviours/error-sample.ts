// The response of an operation with a status that nothing has caused: an error in the API's own format, or a declared response.
import type { Contract } from '../contract/contract.ts';
import { type Operation, responseFor } from '../contract/operation/operations.ts';
import type { Convention, ErrorBody, ExchangeFacts } from '../conventions/convention.ts';
import { type DeclaredErrors, errorIn, isErrorShown } from '../conventions/declared-errors.ts';
import { withOwnFacts } from '../conventions/error-body/own-facts.ts';
import { plannedError } from '../faults/planned-error.ts';
import type { Json } from '../json/value.ts';
import { uuidAt } from '../random.ts';
import type { WorldPart } from '../worlds/world.ts';
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

export interface SampleBody {
  readonly mediaType?: string | undefined;
  readonly body?: Json | undefined;
}

/** Where errors come from. */
interface ErrorSource {
  readonly errors: DeclaredErrors;
  /** The path that the document is served under. */
  readonly mount: string;
  /** Where the client reaches the server, for example `http://127.0.0.1:4010`. */
  readonly origin: string;
}

/** The declared response with a status. */
export async function declaredSample({ contract, operation, status, world }: SampledStatus): Promise<SampleBody> {
  const response = operation && responseFor(operation, status);
  return response ? responseFrom({ contract, operation, response, status }, { world, accepts: '' }) : {};
}

/** The error of a status from 400 on, as the server renders it. */
export async function errorSample(at: SampledStatus, source: ErrorSource): Promise<SampleBody> {
  const { convention, operation, status } = at;
  const { errors } = source;
  const error = plannedError(status);
  const facts = factsOf(at, source);
  const response = operation && responseFor(operation, status);
  const declared = errorIn(response?.content) ?? (operation ? errors.like(operation, status) : errors.common());
  const failure = await convention.failure?.(error, declared, facts);
  if (failure) return failure;
  if (response && isErrorShown(response, status)) {
    const sample = await declaredSample(at);
    return { ...sample, body: withOwnFacts(sample.body, facts) };
  }
  const inOwnFormat = (): ErrorBody | Promise<ErrorBody> => convention.error(error, undefined, facts);
  if (!declared) return inOwnFormat();
  try {
    return await convention.error(error, declared, facts);
  } catch {
    // The declared format has a part that cannot be filled.
    return inOwnFormat();
  }
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
