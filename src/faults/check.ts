// Stubs and faults held against the contract before they are planned.
import { addDuration } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import { contentFor, isJson } from '../contract/media-types.ts';
import { type Operation, responseFor, statusOf, successResponse } from '../contract/operations.ts';
import { nearest } from '../edit-distance.ts';
import type { Violation } from '../errors/http-error.ts';
import type { Json } from '../json/value.ts';
import type { Fault } from './fault.ts';
import { invalidPatternsIn } from './matcher.ts';
import type { Stub } from './stub.ts';

/** What is wrong with a stub, by pointer into it; nothing where it keeps to the contract or says that it does not. */
export function stubViolations(
  contracts: readonly Contract[],
  { when, response, allowInvalid }: Stub,
): readonly Violation[] {
  const matchers = invalidPatternsIn(when).map(({ pointer, message }) => ({
    pointer: `/when${pointer}`,
    rule: 'pattern',
    message,
  }));
  const found = named(contracts, when.operation);
  if (!found) return [...matchers, unknownOperation(contracts, '/when/operation', when.operation)];
  if (allowInvalid) return matchers;
  return [...matchers, ...responseViolations(found, response)];
}

/** What is wrong with a fault, by pointer into it. */
export function faultViolations(contracts: readonly Contract[], { when = {}, fault }: Fault): readonly Violation[] {
  const violations: Violation[] = [];
  const { operation, lasts } = when;
  const found = operation === undefined ? undefined : named(contracts, operation);
  if (operation !== undefined && !found) violations.push(unknownOperation(contracts, '/when/operation', operation));
  if (lasts !== undefined && addDuration(new Date(), lasts) === undefined) {
    violations.push({ pointer: '/when/lasts', rule: 'format', message: 'must be an ISO 8601 duration as PT5M' });
  }
  if (when.rate && !((addDuration(new Date(0), when.rate.per)?.getTime() ?? 0) > 0)) {
    violations.push({ pointer: '/when/rate/per', rule: 'format', message: 'must be an ISO 8601 duration as PT10S' });
  }
  if (fault.kind === 'latency' && typeof fault.latency === 'object' && 'min' in fault.latency) {
    const { min, max } = fault.latency;
    if (min > max)
      violations.push({ pointer: '/fault/latency/min', rule: 'maximum', message: 'must not be above max' });
  }
  // A failure on the way, as 503 of a gateway, need not be declared; what is declared has to fit.
  if (fault.kind === 'status' && found && fault.body !== undefined && responseFor(found.operation, fault.status)) {
    const { status, body } = fault;
    violations.push(...bodyViolations(found, status, undefined, body, '/fault/body'));
  }
  return violations;
}

interface KnownOperation {
  readonly contract: Contract;
  readonly operation: Operation;
}

function named(contracts: readonly Contract[], id: string): KnownOperation | undefined {
  for (const contract of contracts) {
    const operation = contract.operations.find((one) => one.id === id);
    if (operation) return { contract, operation };
  }
  return undefined;
}

function unknownOperation(contracts: readonly Contract[], pointer: string, id: string): Violation {
  const known = contracts.flatMap(({ operations }) => operations.map((one) => one.id));
  const near = nearest(id, known);
  const hint =
    near === undefined
      ? `there are ${known.slice(0, MAX_NAMES).join(', ')}${known.length > MAX_NAMES ? ', …' : ''}`
      : `the nearest is ${JSON.stringify(near)}`;
  const message = `must be the id of an operation, not ${JSON.stringify(id)}; ${hint}`;
  return { pointer, rule: 'operation', message };
}

/** Operations that a message lists. */
const MAX_NAMES = 8;

function responseViolations(
  found: KnownOperation,
  { status, example, body, mediaType }: Stub['response'],
): readonly Violation[] {
  const { operation } = found;
  const success = successResponse(operation);
  const code = status ?? (success ? statusOf(success) : 200);
  const response = responseFor(operation, code);
  if (!response) {
    const declared = operation.responses.map((one) => one.status).join(', ') || 'none';
    const message = `is not declared by ${operation.id}, which declares ${declared}; set allowInvalid to return it anyway`;
    return [{ pointer: '/response/status', rule: 'status', message }];
  }
  if (body !== undefined) return bodyViolations(found, code, mediaType, body, '/response/body');
  if (example === undefined) return [];
  const names = response.content.flatMap(({ examples }) => examples.map(({ name }) => name));
  if (names.includes(example)) return [];
  const message = `names ${example}, but the response has ${[...new Set(names)].join(', ') || 'no examples'}`;
  return [{ pointer: '/response/example', rule: 'example', message }];
}

function bodyViolations(
  { contract, operation }: KnownOperation,
  status: number,
  mediaType: string | undefined,
  body: Json,
  at: string,
): readonly Violation[] {
  const content = responseFor(operation, status)?.content ?? [];
  if (content.length === 0) return [{ pointer: at, rule: 'body', message: 'is given, but the response has none' }];
  const own = mediaType === undefined ? content.find(({ name }) => isJson(name)) : contentFor(content, mediaType);
  if (mediaType !== undefined && !own) {
    const declared = content.map(({ name }) => name).join(', ');
    return [{ pointer: '/response/mediaType', rule: 'media-type', message: `is not declared; there is ${declared}` }];
  }
  if (own?.schema === undefined) return [];
  const violations = contract.validator('response', own.schema)(body);
  return violations.map((violation) => ({ ...violation, pointer: `${at}${violation.pointer}` }));
}
