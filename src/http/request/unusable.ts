// Operations that a fault of the document makes unusable. This is no violation of the client or the server.

import { findContradiction } from '../../contract/check/contradictions.ts';
import type { Contract } from '../../contract/contract.ts';
import { contentFor } from '../../contract/operation/media-types.ts';
import { type Operation, responseFor } from '../../contract/operation/operations.ts';
import { HttpError } from '../../errors/http-error.ts';
import { textOfPlace } from '../../errors/setup-error.ts';
import type { Exchange, Routed } from './exchange.ts';

/** The step that refuses their requests. @throws HttpError OPERATION_UNUSABLE */
export function refuseUnusable(exchange: Exchange): void {
  const { document, route } = exchange as Routed;
  const message = unusableMessage(document.contract, route.plan.operation);
  throw new HttpError({ code: 'OPERATION_UNUSABLE', message });
}

/** The error for a response whose schema accepts no value, as far as its keywords show it; undefined for other responses. */
export function impossibleResponse(exchange: Exchange, status: number, mediaType: string): HttpError | undefined {
  const { contract } = exchange.document;
  const operation = exchange.route.plan?.operation;
  const contents = operation && responseFor(operation, status)?.content;
  const schema = contentFor(contents ?? [], mediaType)?.schema;
  const found = schema === undefined ? undefined : findContradiction(contract.document, schema);
  if (!operation || !found) return undefined;
  const what = `No value satisfies a schema of the response: ${found.reason}`;
  const { method, path } = operation;
  const unusable = { pointer: found.pointer, what, advice: 'Correct the schema' };
  const message = unusableMessage(contract, { method, path, unusable });
  return new HttpError({ code: 'OPERATION_UNUSABLE', message });
}

function unusableMessage(
  contract: Contract,
  { method, path, unusable }: Pick<Operation, 'method' | 'path' | 'unusable'>,
): string {
  const { pointer = '', what = '', advice = '' } = unusable ?? {};
  const place = textOfPlace(contract.place(pointer));
  return `The document has a fault, so ${method} ${path} cannot be served. ${what} (${place}). ${advice.replace(/(?<![.?!])$/, '.')}`;
}
