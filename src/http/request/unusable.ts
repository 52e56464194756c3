// The step for operations that a fault of the document makes unusable. It is no violation of the client or the server.
import type { Contract } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { HttpError } from '../../errors/http-error.ts';
import { textOfPlace } from '../../errors/setup-error.ts';
import type { Exchange, Routed } from './exchange.ts';

/** @throws HttpError OPERATION_UNUSABLE */
export function refuseUnusable(exchange: Exchange): void {
  const { document, route } = exchange as Routed;
  const message = unusableMessage(document.contract, route.plan.operation);
  throw new HttpError({ code: 'OPERATION_UNUSABLE', message });
}

function unusableMessage(contract: Contract, { method, path, unusable }: Operation): string {
  const { pointer = '', what = '', advice = '' } = unusable ?? {};
  const place = textOfPlace(contract.place(pointer));
  return `The document has a fault, so ${method} ${path} cannot be served. ${what} (${place}). ${advice.replace(/(?<![.?!])$/, '.')}`;
}
