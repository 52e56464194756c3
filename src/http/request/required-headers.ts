// The headers that the document requires of an error response. A response without one would violate the contract.
import { headersOf } from '../../behaviours/response-headers.ts';
import { type ResponseHeader, responseFor } from '../../contract/operation/operations.ts';
import { fieldValue } from '../../contract/wire/header-fields.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { Exchange } from './exchange.ts';

const NONE: Readonly<Record<string, string>> = Object.freeze({});

/**
 * The required headers of this status that the response does not have yet, in lower case. A header that the request has too,
 * such as `X-Request-ID`, keeps its value: services return the id that the client gave.
 */
export function missingRequiredHeaders(
  { document, route, request, output }: Exchange,
  status: number,
): Eventually<Readonly<Record<string, string>>> {
  const operation = route.plan?.operation;
  const declared = operation && responseFor(operation, status);
  const missing = declared?.headers.filter(
    ({ name, required }) => required && output.headers[name.toLowerCase()] === undefined,
  );
  if (!operation || !declared || !missing || missing.length === 0) return NONE;
  const place = { seed: route.world.seed, place: `${operation.id} ${declared.status}` };
  return whenKnown(headersOf(document.contract, { ...declared, headers: missing }, place), (generated) => ({
    ...generated,
    ...returned(missing, request.headers),
  }));
}

function returned(headers: readonly ResponseHeader[], sent: Exchange['request']['headers']): Record<string, string> {
  const pairs = headers.flatMap(({ name }) => {
    const value = sent[name.toLowerCase()];
    return typeof value === 'string' && value !== '' ? [[name.toLowerCase(), fieldValue(value)] as const] : [];
  });
  return Object.fromEntries(pairs);
}
