// Compares the requests that the API sends: webhooks and callbacks (OpenAPI 3.1, sections 4.8.1 and 4.8.18). Their directions are
// reversed: what the client gets must stay within what the old version could send, and the new version must accept every response of
// the client that the old one accepted.
import { appendTokens } from '../../json/pointer.ts';
import { isObject } from '../../json/value.ts';
import { callbacksOf, type OutgoingRequest } from '../callbacks/callbacks.ts';
import { contentFor } from '../operation/media-types.ts';
import { type MediaType, operationsAt, type Response } from '../operation/operations.ts';
import type { Parameter } from '../operation/parameters.ts';
import type { DiffOperation, DiffOutgoing } from './finding.ts';
import { type Matches, matchByKeys } from './match.ts';
import {
  type AddReported,
  type ContractComparison,
  type OperationPair,
  type ReportedDifference,
  schemaDifferences,
  startAt,
} from './reported.ts';
import { partOf, writtenAs } from './request.ts';
import { coveredBy, headerPointer, isSuccess } from './responses.ts';

/** @param add takes the webhook as an operation whose path is its name */
export function compareWebhooks(
  comparison: ContractComparison,
  add: (operation: DiffOperation, difference: ReportedDifference) => void,
): void {
  const requests = matched(webhooksOf(comparison.old), webhooksOf(comparison.new));
  compareMatched(comparison, requests, 'webhook', ({ operation: { method, path } }) => {
    return (difference) => add({ method, path }, difference);
  });
}

/** Compares the callbacks of an operation. */
export function compareCallbacks(comparison: ContractComparison, pair: OperationPair, add: AddReported): void {
  const old = callbacksOf({ document: comparison.old }, pair.old);
  const next = callbacksOf({ document: comparison.new }, pair.new);
  if (old.length + next.length > 0) compareMatched(comparison, matched(old, next), 'callback', () => add);
}

function webhooksOf(document: ContractComparison['old']): readonly OutgoingRequest[] {
  return Object.keys(isObject(document.webhooks) ? document.webhooks : {}).flatMap((name) =>
    operationsAt(document, appendTokens('/webhooks', name), name).map((operation) => ({
      name,
      target: name,
      operation,
    })),
  );
}

/** The name of a callback means nothing to a client, its URL does. */
function matched(old: readonly OutgoingRequest[], next: readonly OutgoingRequest[]): Matches<OutgoingRequest> {
  return matchByKeys(old, next, [
    ({ name, target, operation }) => [`${operation.method} ${target} ${name}`],
    ({ target, operation }) => [`${operation.method} ${target}`],
    ({ name, operation }) => [`${operation.method} ${name}`],
  ]);
}

function compareMatched(
  comparison: ContractComparison,
  { pairs, removed, added }: Matches<OutgoingRequest>,
  kind: DiffOutgoing['kind'],
  adderOf: (request: OutgoingRequest) => AddReported,
): void {
  const adder = (request: OutgoingRequest): AddReported => {
    const add = adderOf(request);
    return (difference) => add({ ...difference, outgoing: { kind, name: request.name } });
  };
  const facts = { direction: 'response', in: 'operation' } as const;
  for (const [old, next] of pairs) {
    if (old.target !== next.target) {
      const [oldPointer, newPointer] = [old.operation.pointer, next.operation.pointer];
      const values = { oldValue: old.target, newValue: next.target };
      adder(old)({ id: 'callback-url-changed', ...facts, ...values, oldPointer, newPointer });
    }
    compareOutgoing(comparison, { old: old.operation, new: next.operation }, adder(old));
  }
  for (const request of removed) {
    const pointers = { oldPointer: request.operation.pointer, newPointer: undefined };
    adder(request)({ id: `${kind}-removed`, ...facts, ...pointers });
  }
  for (const request of added) {
    const pointers = { oldPointer: undefined, newPointer: request.operation.pointer };
    adder(request)({ id: `${kind}-added`, ...facts, ...pointers });
  }
}

function compareOutgoing(comparison: ContractComparison, pair: OperationPair, add: AddReported): void {
  compareSentParameters(comparison, pair, add);
  compareSentBody(comparison, pair, add);
  for (const response of pair.old.responses) {
    const other = coveredBy(pair.new, response.status);
    if (other) compareAccepted(comparison, { old: response, new: other }, add);
    else {
      const id = isSuccess(pair.old, response.status)
        ? 'callback-success-status-removed'
        : 'callback-error-status-removed';
      add({ id, ...acceptedFacts(response), oldPointer: response.pointer, newPointer: pair.new.pointer });
    }
  }
  for (const response of pair.new.responses) {
    if (coveredBy(pair.old, response.status)) continue;
    const pointers = { oldPointer: pair.old.pointer, newPointer: response.pointer };
    add({ id: 'callback-status-added', ...acceptedFacts(response), ...pointers });
  }
}

function acceptedFacts({ status }: Response) {
  return { direction: 'request', in: 'status', status } as const;
}

function compareSentParameters(
  comparison: ContractComparison,
  { old, new: next }: OperationPair,
  add: AddReported,
): void {
  const isSame = (one: Parameter, other: Parameter) =>
    one.in === other.in && one.name.toLowerCase() === other.name.toLowerCase();
  for (const parameter of old.parameters) {
    const other = next.parameters.find((one) => isSame(one, parameter));
    const facts = { direction: 'response', in: partOf(parameter), name: parameter.name } as const;
    const pointers = { oldPointer: parameter.pointer, newPointer: other?.pointer ?? next.pointer };
    if (!other) {
      const id = parameter.required ? 'callback-required-parameter-removed' : 'callback-parameter-removed';
      add({ id, ...facts, ...pointers });
      continue;
    }
    if (parameter.required && !other.required) add({ id: 'callback-parameter-became-optional', ...facts, ...pointers });
    const [oldValue, newValue] = [writtenAs(comparison.old, parameter), writtenAs(comparison.new, other)];
    if (oldValue !== newValue) {
      add({ id: 'callback-parameter-serialization-changed', ...facts, oldValue, newValue, ...pointers });
    }
    const schemas = [startAt(comparison.old, parameter.schema), startAt(comparison.new, other.schema)] as const;
    for (const one of schemaDifferences(comparison.responseText.compare(...schemas), facts)) add(one);
  }
  for (const parameter of next.parameters) {
    if (old.parameters.some((one) => isSame(one, parameter))) continue;
    const facts = { direction: 'response', in: partOf(parameter), name: parameter.name } as const;
    add({ id: 'callback-parameter-added', ...facts, oldPointer: old.pointer, newPointer: parameter.pointer });
  }
}

/** The client cannot choose between media types, so that one that is gone takes nothing away, and a new one can be sent. */
function compareSentBody(comparison: ContractComparison, { old, new: next }: OperationPair, add: AddReported): void {
  const [before, after] = [old.requestBody, next.requestBody];
  const facts = { direction: 'response', in: 'body', oldPointer: old.pointer, newPointer: next.pointer } as const;
  if (before && !after) add({ id: 'callback-body-removed', ...facts });
  if (!before && after) add({ id: 'callback-body-added', ...facts });
  if (!before || !after) return;
  if (before.required && !after.required) add({ id: 'callback-body-became-optional', ...facts });
  for (const content of before.content) {
    const { name: mediaType, pointer } = content;
    const other = contentFor(after.content, mediaType);
    if (other) compareContent(comparison, [content, other], { direction: 'response' }, add);
    else add({ ...facts, id: 'callback-media-type-removed', mediaType, oldPointer: pointer });
  }
  for (const { name: mediaType, pointer } of after.content) {
    if (contentFor(before.content, mediaType)) continue;
    add({ ...facts, id: 'callback-media-type-added', mediaType, newPointer: pointer });
  }
}

function compareContent(
  comparison: ContractComparison,
  [old, next]: readonly [MediaType, MediaType],
  facts: Pick<ReportedDifference, 'direction' | 'status'>,
  add: AddReported,
): void {
  const schemas = [startAt(comparison.old, old.schema), startAt(comparison.new, next.schema)] as const;
  const place = { ...facts, in: 'body', mediaType: old.name } as const;
  for (const one of schemaDifferences(comparison[facts.direction].compare(...schemas), place)) add(one);
}

/** Compares what the API accepts as the response of a client. */
function compareAccepted(
  comparison: ContractComparison,
  { old, new: next }: { readonly old: Response; readonly new: Response },
  add: AddReported,
): void {
  const { status } = old;
  const facts = {
    direction: 'request',
    in: 'body',
    status,
    oldPointer: old.pointer,
    newPointer: next.pointer,
  } as const;
  if (old.content.length === 0 && next.content.length > 0) add({ id: 'callback-response-body-added', ...facts });
  for (const content of old.content) {
    const other = contentFor(next.content, content.name);
    if (other) compareContent(comparison, [content, other], { direction: 'request', status }, add);
    // Without content, nothing is required of the body.
    else if (next.content.length > 0) {
      const place = { mediaType: content.name, oldPointer: content.pointer };
      add({ ...facts, id: 'callback-response-media-type-removed', ...place });
    }
  }
  for (const header of next.headers) {
    const known = old.headers.find(({ name }) => name.toLowerCase() === header.name.toLowerCase());
    const place = { direction: 'request', in: 'header', name: header.name, status } as const;
    if (header.required && !known?.required) {
      const newPointer = headerPointer(next, header.name);
      add({ id: 'callback-response-header-required', ...place, oldPointer: old.pointer, newPointer });
    }
    if (!known) continue;
    const schemas = [startAt(comparison.old, known.schema), startAt(comparison.new, header.schema)] as const;
    for (const one of schemaDifferences(comparison.requestText.compare(...schemas), place)) add(one);
  }
}
