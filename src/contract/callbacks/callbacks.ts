// Callbacks and webhooks: requests that the API sends (OpenAPI 3.1, sections 4.8.18 and 4.8.1).
import { appendTokens } from '../../json/pointer.ts';
import { isObject } from '../../json/value.ts';
import type { Contract } from '../contract.ts';
import { resolve } from '../document/resolve.ts';
import { type Operation, operationsAt } from '../operation/operations.ts';

/** A request that the server sends after the response to an operation. */
export interface OutgoingRequest {
  /** The name of the callback or the webhook. */
  readonly name: string;
  /** A URL or a runtime expression. */
  readonly target: string;
  readonly operation: Operation;
}

/** The callbacks that an operation declares. */
export function callbacksOf(
  { document }: Pick<Contract, 'document'>,
  { pointer }: Operation,
): readonly OutgoingRequest[] {
  const { callbacks } = resolve(document, pointer).value;
  return Object.keys(isObject(callbacks) ? callbacks : {}).flatMap((name) => {
    const callback = resolve(document, appendTokens(pointer, 'callbacks', name));
    const targets = Object.keys(callback.value).filter((target) => !target.startsWith('x-'));
    return targets.flatMap((target) =>
      operationsAt(document, appendTokens(callback.pointer, target), target).map((operation) => ({
        name,
        target,
        operation,
      })),
    );
  });
}

/**
 * The webhooks of a document that have a target URL.
 * @param targets URLs by the name of a webhook
 * @returns also the names that the document does not declare
 */
export function webhooksOf(
  { document }: Contract,
  targets: Readonly<Record<string, string>>,
): { readonly found: readonly OutgoingRequest[]; readonly unknown: readonly string[] } {
  const webhooks = isObject(document.webhooks) ? document.webhooks : {};
  const known = Object.entries(targets).filter(([name]) => Object.hasOwn(webhooks, name));
  const found = known.flatMap(([name, target]) =>
    operationsAt(document, appendTokens('/webhooks', name), name).map((operation) => ({ name, target, operation })),
  );
  return { found, unknown: Object.keys(targets).filter((name) => !Object.hasOwn(webhooks, name)) };
}
