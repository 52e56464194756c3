// Compares what two versions of an operation can respond: statuses, media types, headers and bodies.
import { appendTokens, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { resolve } from '../document/resolve.ts';
import { contentFor } from '../operation/media-types.ts';
import type { Operation, Response, ResponseHeader } from '../operation/operations.ts';
import {
  type AddReported,
  type ContractComparison,
  type OperationPair,
  schemaDifferences,
  startAt,
} from './reported.ts';
import { canonicalText } from './schema-facts.ts';

interface ResponsePair {
  readonly old: Response;
  readonly new: Response;
}

export function compareResponses(comparison: ContractComparison, pair: OperationPair, add: AddReported): void {
  for (const responses of pairsOf(pair)) {
    compareHeaders(comparison, responses, add);
    compareContents(comparison, responses, add);
    compareLinks(comparison, responses, add);
  }
  reportRemoved(pair, add);
  for (const response of pair.new.responses) {
    if (coveredBy(pair.old, response.status)) continue;
    const id = isSuccess(pair.new, response.status) ? 'response-success-status-added' : 'response-error-status-added';
    add({ id, ...statusFacts(response.status), oldPointer: responsesOf(pair.old), newPointer: response.pointer });
  }
}

function statusFacts(status: string) {
  return { direction: 'response', in: 'status', status } as const;
}

function responsesOf({ pointer }: Operation): string {
  return appendTokens(pointer, 'responses');
}

/** The responses that a client can take for each other: of the same status, else of the range or the default that includes it. */
function pairsOf({ old, new: next }: OperationPair): readonly ResponsePair[] {
  const pairs: ResponsePair[] = [];
  for (const response of old.responses) {
    const other = coveredBy(next, response.status);
    if (other) pairs.push({ old: response, new: other });
  }
  for (const response of next.responses) {
    const other = coveredBy(old, response.status);
    if (other && other.status !== response.status) pairs.push({ old: other, new: response });
  }
  return pairs;
}

/** The declared response for a status, a range or the default. */
export function coveredBy({ responses }: Operation, status: string): Response | undefined {
  const find = (key: string) => responses.find((response) => response.status === key);
  return find(status) ?? find(`${status.charAt(0)}XX`) ?? find('default');
}

/** `default` is the response of success if no other one is declared. */
export function isSuccess({ responses }: Operation, status: string): boolean {
  if (status !== 'default') return /^[23]/.test(status);
  return !responses.some((response) => /^[23]/.test(response.status));
}

function reportRemoved({ old, new: next }: OperationPair, add: AddReported): void {
  const missing = old.responses.filter(({ status }) => coveredBy(next, status) === undefined);
  const successes = old.responses.filter(({ status }) => isSuccess(old, status));
  const isNoneLeft = successes.length > 0 && successes.every((response) => missing.includes(response));
  const left = next.responses.filter(({ status }) => isSuccess(next, status)).map(({ status }) => status);
  for (const { status, pointer } of missing) {
    const facts = { ...statusFacts(status), oldPointer: pointer, newPointer: responsesOf(next) };
    if (!isSuccess(old, status)) add({ id: 'response-error-status-removed', ...facts });
    else if (!isNoneLeft) add({ id: 'response-success-status-removed', ...facts, oldValue: status });
    else {
      const newValue = left.length > 0 ? left.join(', ') : 'not declared';
      add({ id: 'response-only-success-status-removed', ...facts, oldValue: status, newValue });
    }
  }
}

function compareContents(comparison: ContractComparison, { old, new: next }: ResponsePair, add: AddReported): void {
  const facts = { direction: 'response', in: 'body', status: old.status } as const;
  for (const content of old.content) {
    const counterpart = contentFor(next.content, content.name);
    if (!counterpart) {
      const pointers = { oldPointer: content.pointer, newPointer: next.pointer };
      add({ ...facts, id: 'response-media-type-removed', mediaType: content.name, ...pointers });
      continue;
    }
    const place = { ...facts, mediaType: content.name };
    for (const field of ['schema', 'itemSchema'] as const) {
      if (field === 'itemSchema' && content.itemSchema === undefined) continue;
      const schemas = [startAt(comparison.old, content[field]), startAt(comparison.new, counterpart[field])] as const;
      for (const one of schemaDifferences(comparison.response.compare(...schemas), place)) add(one);
    }
  }
  for (const { name, pointer } of next.content) {
    if (contentFor(old.content, name)) continue;
    add({ ...facts, id: 'response-media-type-added', mediaType: name, oldPointer: old.pointer, newPointer: pointer });
  }
}

export function headerPointer({ pointer }: Response, name: string): string {
  return appendTokens(pointer, 'headers', name);
}

function compareHeaders(comparison: ContractComparison, pair: ResponsePair, add: AddReported): void {
  const facts = { direction: 'response', in: 'header', status: pair.old.status } as const;
  const find = (headers: readonly ResponseHeader[], name: string) =>
    headers.find((header) => header.name.toLowerCase() === name.toLowerCase());
  for (const header of pair.old.headers) {
    const { name } = header;
    const other = find(pair.new.headers, name);
    const oldPointer = headerPointer(pair.old, name);
    if (!other) {
      const id = header.required ? 'response-required-header-removed' : 'response-header-removed';
      add({ id, ...facts, name, oldPointer, newPointer: pair.new.pointer });
      continue;
    }
    if (header.required && !other.required) {
      add({
        id: 'response-header-became-optional',
        ...facts,
        name,
        oldPointer,
        newPointer: headerPointer(pair.new, other.name),
      });
    }
    const schemas = [startAt(comparison.old, header.schema), startAt(comparison.new, other.schema)] as const;
    for (const one of schemaDifferences(comparison.responseText.compare(...schemas), { ...facts, name })) add(one);
  }
  for (const { name } of pair.new.headers) {
    if (find(pair.old.headers, name)) continue;
    add({
      id: 'response-header-added',
      ...facts,
      name,
      oldPointer: pair.old.pointer,
      newPointer: headerPointer(pair.new, name),
    });
  }
}

/** Links are no part of a response: they say how its values are used in other requests. */
function compareLinks(comparison: ContractComparison, pair: ResponsePair, add: AddReported): void {
  const before = linksOf(comparison.old, pair.old);
  const after = linksOf(comparison.new, pair.new);
  const place = { direction: 'response', in: 'status', status: pair.old.status } as const;
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, next] = [before.get(name), after.get(name)];
    if (old !== undefined && next !== undefined && old.text === next.text) continue;
    const id = !old ? 'response-link-added' : !next ? 'response-link-removed' : 'response-link-changed';
    const pointers = { oldPointer: old?.pointer ?? pair.old.pointer, newPointer: next?.pointer ?? pair.new.pointer };
    add({ id, ...place, name, ...pointers });
  }
}

/** The links of a response, with where they lead to and the values that they pass. */
function linksOf(document: JsonObject, { pointer }: Response): ReadonlyMap<string, { text: string; pointer: string }> {
  const response = valueAt(document, pointer);
  const links = isObject(response) && isObject(response.links) ? response.links : {};
  return new Map(
    Object.keys(links).map((name) => {
      const link = resolve(document, appendTokens(pointer, 'links', name));
      const { operationId, operationRef, parameters, requestBody } = link.value;
      const followed = { operationId, operationRef, parameters, requestBody };
      return [name, { text: canonicalText(followed as unknown as Json), pointer: link.pointer }];
    }),
  );
}
