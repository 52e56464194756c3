// Compares the webhooks of two versions. Their requests go from the API to the client, so that their bodies are compared as responses
// are: the new ones must stay within what the old ones allowed (OpenAPI 3.1, section 4.8.1).
import { appendTokens } from '../../json/pointer.ts';
import { isObject } from '../../json/value.ts';
import { contentFor } from '../operation/media-types.ts';
import { type Operation, operationsAt } from '../operation/operations.ts';
import type { DiffOperation } from './finding.ts';
import {
  type AddReported,
  type ContractComparison,
  type ReportedDifference,
  schemaDifferences,
  startAt,
} from './reported.ts';

/** @param add takes the webhook as an operation whose path is its name */
export function compareWebhooks(
  comparison: ContractComparison,
  add: (operation: DiffOperation, difference: ReportedDifference) => void,
): void {
  const before = webhooksOf(comparison.old);
  const after = webhooksOf(comparison.new);
  const facts = { direction: 'response', in: 'operation' } as const;
  for (const [key, webhook] of before) {
    const names = { method: webhook.method, path: webhook.path };
    const other = after.get(key);
    if (other) compareBodies(comparison, [webhook, other], (difference) => add(names, difference));
    else add(names, { id: 'webhook-removed', ...facts, oldPointer: webhook.pointer, newPointer: undefined });
  }
  for (const [key, { method, path, pointer }] of after) {
    if (before.has(key)) continue;
    add({ method, path }, { id: 'webhook-added', ...facts, oldPointer: undefined, newPointer: pointer });
  }
}

function webhooksOf(document: ContractComparison['old']): ReadonlyMap<string, Operation> {
  const names = Object.keys(isObject(document.webhooks) ? document.webhooks : {});
  const operations = names.flatMap((name) => operationsAt(document, appendTokens('/webhooks', name), name));
  return new Map(operations.map((operation) => [operation.id, operation]));
}

function compareBodies(
  comparison: ContractComparison,
  [old, next]: readonly [Operation, Operation],
  add: AddReported,
): void {
  for (const content of old.requestBody?.content ?? []) {
    const place = { direction: 'response', in: 'body', mediaType: content.name } as const;
    const other = contentFor(next.requestBody?.content ?? [], content.name);
    if (!other) {
      add({ id: 'response-media-type-removed', ...place, oldPointer: content.pointer, newPointer: next.pointer });
      continue;
    }
    const schemas = [startAt(comparison.old, content.schema), startAt(comparison.new, other.schema)] as const;
    for (const one of schemaDifferences(comparison.response.compare(...schemas), place)) add(one);
  }
}
