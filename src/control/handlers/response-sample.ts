// The handler that shows the response of a fault with a status: an error in the API's own format, or a declared response.
import { originOf } from '../../behaviours/behaviour.ts';
import { responseFrom } from '../../behaviours/sampled.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { responseFor } from '../../contract/operation/operations.ts';
import type { ErrorBody, ExchangeFacts } from '../../conventions/convention.ts';
import { errorIn, isErrorShown, openDeclaredErrors } from '../../conventions/declared-errors.ts';
import { withOwnFacts } from '../../conventions/error-body/own-facts.ts';
import { HttpError } from '../../errors/http-error.ts';
import { plannedError } from '../../faults/planned-error.ts';
import type { Json } from '../../json/value.ts';
import { uuidAt } from '../../random.ts';
import type { World } from '../../worlds/world.ts';
import type { ControlledDocument, ControlTarget } from '../target.ts';
import type { ControlHandler } from './handler.ts';
import { worldOf } from './lookup.ts';

/** What a fault with a status responds to. */
interface FaultTarget {
  readonly document: ControlledDocument;
  /** Undefined for a fault of all operations. */
  readonly operation: Operation | undefined;
  readonly status: number;
  readonly world: World;
}

interface SampleBody {
  readonly mediaType?: string | undefined;
  readonly body?: Json | undefined;
}

export const sampleResponse: ControlHandler<'sampleResponse'> =
  (target) =>
  async ({ parameters, headers }) => {
    const { status, operation: id } = parameters.query;
    const at = { ...targetOf(target, id), status, world: worldOf(target, parameters) };
    const { body, mediaType } = await (status < 400 ? declaredSample(at) : errorSample(at, originOf(headers)));
    const declared = at.operation !== undefined && responseFor(at.operation, status) !== undefined;
    return { status: 200, body: { declared, ...(body !== undefined && { body, ...(mediaType && { mediaType }) }) } };
  };

/** @throws HttpError PARAMETER_INVALID if no document has the operation */
function targetOf(target: ControlTarget, id: string | undefined): Pick<FaultTarget, 'document' | 'operation'> {
  const documents = target.documents();
  if (id === undefined) return { document: documents[0] as ControlledDocument, operation: undefined };
  for (const document of documents) {
    const operation = document.contract.operations.find((one) => one.id === id);
    if (operation) return { document, operation };
  }
  const message = `The query parameter 'operation' must be the id of an operation, not '${id}'.`;
  throw new HttpError({ code: 'PARAMETER_INVALID', message });
}

async function declaredSample({ document, operation, status, world }: FaultTarget): Promise<SampleBody> {
  const response = operation && responseFor(operation, status);
  if (!response) return {};
  const { contract, mount } = document;
  return responseFrom({ contract, operation, response, status }, { world: world.part(mount), accepts: '' });
}

async function errorSample(at: FaultTarget, origin: string): Promise<SampleBody> {
  const { document, operation, status } = at;
  const { contract, convention } = document;
  const error = plannedError(status);
  const facts = factsOf(at, origin);
  const errors = openDeclaredErrors(contract);
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
function factsOf({ document, operation, status, world }: FaultTarget, origin: string): ExchangeFacts {
  const { id = '', method = 'GET', path = '/', bases = [''] } = operation ?? {};
  return {
    requestId: uuidAt(world.seed, 'sample', document.mount, id, status),
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
