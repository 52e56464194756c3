// The handler that shows the response of a fault with a status: an error in the API's own format, or a declared response.
import { originOf } from '../../behaviours/behaviour.ts';
import { declaredSample, errorSample } from '../../behaviours/error-sample.ts';
import { type Operation, responseFor } from '../../contract/operation/operations.ts';
import type { ControlledDocument, ControlTarget } from '../target.ts';
import type { ControlHandler } from './handler.ts';
import { worldOf } from './lookup.ts';
import { requireOperation } from './requirements.ts';

/** What a fault with a status responds to. */
interface FaultTarget {
  readonly document: ControlledDocument;
  /** Undefined for a fault of all operations. */
  readonly operation: Operation | undefined;
}

export const sampleResponse: ControlHandler<'sampleResponse'> =
  (target) =>
  async ({ parameters, headers }) => {
    const { status, operation: id } = parameters.query;
    const { document, operation } = targetOf(target, id);
    const { contract, convention, declaredErrors, mount } = document;
    const at = { contract, convention, operation, status, world: worldOf(target, parameters).part(mount) };
    const source = { declaredErrors, mount, origin: originOf(headers) };
    const { body, mediaType } = await (status < 400 ? declaredSample(at) : errorSample(at, source));
    const declared = operation !== undefined && responseFor(operation, status) !== undefined;
    return { status: 200, body: { declared, ...(body !== undefined && { body, ...(mediaType && { mediaType }) }) } };
  };

/** @throws HttpError PARAMETER_INVALID if no document has the operation */
function targetOf(target: ControlTarget, id: string | undefined): FaultTarget {
  requireOperation(target, id);
  const documents = target.documents();
  for (const document of documents) {
    const operation = id === undefined ? undefined : document.contract.operations.find((one) => one.id === id);
    if (operation) return { document, operation };
  }
  return { document: documents[0] as ControlledDocument, operation: undefined };
}
