// An error as a response: in the shape that the document declares for it, else in that of the convention.
import { isHtml } from '../contract/operation/media-types.ts';
import { type Operation, responseFor } from '../contract/operation/operations.ts';
import type { Convention, DeclaredError, ExchangeFacts } from '../conventions/convention.ts';
import { type DeclaredErrors, isErrorShown, shapelessErrorIn } from '../conventions/declared-errors.ts';
import { withOwnFacts } from '../conventions/error-body/own-facts.ts';
import { HttpError } from '../errors/http-error.ts';
import { type Eventually, whenKnown } from '../eventually.ts';
import { escapeHtml } from '../html.ts';
import type { Json } from '../json/value.ts';
import type { HttpResponse } from './behaviour.ts';

/** An error as a response. */
export type ErrorResponse = HttpResponse & { readonly mediaType: string; readonly body: Json };

/** What decides the form of an error. */
interface ErrorForm {
  readonly convention: Convention;
  readonly declared: DeclaredError | undefined;
  /** The media type of an error that is declared as text or without a schema. */
  readonly shapeless: string | undefined;
}

/** An error in its declared shape. If the shape cannot be filled, in the convention's own. */
export function errorResponse(
  error: HttpError,
  { convention, declared, shapeless }: ErrorForm,
  facts: ExchangeFacts,
): Eventually<ErrorResponse> {
  const { status, headers } = error;
  if (shapeless?.startsWith('text/')) {
    const body = isHtml(shapeless) ? escapeHtml(error.message) : error.message;
    return { status, headers, mediaType: shapeless, body };
  }
  const ownShape = () =>
    whenKnown(convention.error(error, undefined, facts), ({ mediaType, body }) => ({
      status,
      headers,
      mediaType: shapeless ?? mediaType,
      body,
    }));
  if (shapeless || !declared) return ownShape();
  try {
    const shown = isHtml(declared.mediaType) ? escapedForHtml(error) : error;
    const filled = convention.error(shown, declared, facts);
    if (filled instanceof Promise) return filled.then((rendered) => ({ status, headers, ...rendered }), ownShape);
    return { status, headers, ...filled };
  } catch {
    return ownShape();
  }
}

/** Messages repeat what the client sent. */
function escapedForHtml(error: HttpError): HttpError {
  const { code, status, headers, publicCode, cause } = error;
  const violations = error.violations.map((violation) => ({
    ...violation,
    pointer: escapeHtml(violation.pointer),
    message: escapeHtml(violation.message),
  }));
  return new HttpError({ code, status, headers, publicCode, cause, message: escapeHtml(error.message), violations });
}

/** An error that was asked for or planned. */
interface PlannedErrorForm {
  readonly convention: Convention;
  readonly declaredErrors: DeclaredErrors;
  /** Undefined for a request that matches no operation. */
  readonly operation: Operation | undefined;
  /** The response that the operation declares for the status, with an example or a sample as its body. */
  readonly sample: () => Eventually<HttpResponse | undefined>;
}

/**
 * As the service itself fails, else as the document shows the error, else in the shape that the operation declares for it or for
 * its other errors.
 */
export async function plannedErrorResponse(
  error: HttpError,
  { convention, declaredErrors, operation, sample }: PlannedErrorForm,
  facts: ExchangeFacts,
): Promise<HttpResponse> {
  const { status, headers } = error;
  const response = operation && responseFor(operation, status);
  const declared = declaredErrors.of(operation, status);
  const failure = await convention.failure?.(error, declared, facts);
  if (failure) return { status, ...failure, headers };
  const shown = response && isErrorShown(response, status) ? await sample() : undefined;
  if (shown) return { ...shown, body: withOwnFacts(shown.body, facts) };
  return errorResponse(error, { convention, declared, shapeless: shapelessErrorIn(response?.content) }, facts);
}
