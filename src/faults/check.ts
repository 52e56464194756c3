// Validates stubs and faults against the contract before they are planned.
import { METHODS } from 'node:http';
import { addDuration } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import { contentFor, isJson, isMediaType } from '../contract/operation/media-types.ts';
import { type Operation, responseFor, statusOf, successResponse } from '../contract/operation/operations.ts';
import { headersProblem, isBodiless, isFieldName } from '../contract/wire/header-fields.ts';
import { nearest } from '../edit-distance.ts';
import type { Violation } from '../errors/http-error.ts';
import { textOfValue } from '../errors/text-of-value.ts';
import { appendTokens, valueAt } from '../json/pointer.ts';
import type { Json } from '../json/value.ts';
import type { Fault } from './fault.ts';
import { invalidPatternsIn, type Matcher } from './matcher.ts';
import { editViolations } from './response-edit.ts';
import type { Stub } from './stub.ts';
import { templateViolations } from './template.ts';

/** The violations of a stub, by pointer into it; none if it keeps to the contract or is declared to be off contract. */
export function validateStub(
  contracts: readonly Contract[],
  { when, response, allowInvalid }: Stub,
): readonly Violation[] {
  const patterns = [
    ...invalidPatternsIn(when).map(({ pointer, message }) => ({
      pointer: `/when${pointer}`,
      rule: 'pattern',
      message,
    })),
    ...unmatchableViolations(when),
  ];
  const found = operationOf(contracts, when.operation);
  if (!found) return [...patterns, unknownOperation(contracts, '/when/operation', when.operation)];
  // A response that HTTP itself does not allow cannot be sent.
  const unsendable = httpViolations({ ...response, status: stubStatus(found, response) }, '/response');
  if (allowInvalid || unsendable.length > 0) return [...patterns, ...unsendable];
  return [...patterns, ...responseViolations(found, response)];
}

/** The violations of a fault, by pointer into it. */
export function validateFault(contracts: readonly Contract[], { when = {}, fault }: Fault): readonly Violation[] {
  const violations = unmatchableViolations(when);
  const { operation, lasts } = when;
  const found = operation === undefined ? undefined : operationOf(contracts, operation);
  if (operation !== undefined && !found) violations.push(unknownOperation(contracts, '/when/operation', operation));
  if (lasts !== undefined && addDuration(new Date(), lasts) === undefined) {
    violations.push({
      pointer: '/when/lasts',
      rule: 'format',
      message: 'must be an ISO 8601 duration, for example PT5M',
    });
  }
  if (when.rate && !((addDuration(new Date(0), when.rate.per)?.getTime() ?? 0) > 0)) {
    violations.push({
      pointer: '/when/rate/per',
      rule: 'format',
      message: 'must be an ISO 8601 duration, for example PT10S',
    });
  }
  if (fault.kind === 'latency' && typeof fault.latency === 'object' && 'min' in fault.latency) {
    const { min, max } = fault.latency;
    if (min > max)
      violations.push({ pointer: '/fault/latency/min', rule: 'maximum', message: 'must not be greater than max' });
  }
  if (fault.kind === 'edit-response') violations.push(...editViolations(fault.edits, '/fault/edits'));
  if (fault.kind === 'status') violations.push(...httpViolations(fault, '/fault'));
  // A status such as 503 can come from a gateway, so it need not be declared. A declared response must be valid.
  if (fault.kind === 'status' && found && fault.body !== undefined && responseFor(found.operation, fault.status)) {
    const { status, body, allowInvalid } = fault;
    if (!allowInvalid) violations.push(...bodyViolations(found, status, undefined, body, '/fault/body'));
  }
  return violations;
}

/** What no request can meet: an unknown method, a path without a slash, no name of a header, no JSON pointer. */
function unmatchableViolations({ method, path, headers = {}, body = {} }: Matcher): Violation[] {
  const violations: Violation[] = [];
  if (method !== undefined && !METHODS.includes(method.toUpperCase())) {
    const near = nearest(method.toUpperCase(), METHODS);
    const hint = near === undefined ? '' : `; the nearest is ${near}`;
    const message = `must be an HTTP method that the server can read, not ${JSON.stringify(method)}${hint}`;
    violations.push({ pointer: '/when/method', rule: 'method', message });
  }
  if (path !== undefined && !path.startsWith('/')) {
    violations.push({
      pointer: '/when/path',
      rule: 'path',
      message: `must begin with a slash, not ${JSON.stringify(path)}`,
    });
  }
  for (const name of Object.keys(headers).filter((one) => !isFieldName(one))) {
    violations.push({
      pointer: appendTokens('/when/headers', name),
      rule: 'header',
      message: 'is not the name of a header',
    });
  }
  for (const pointer of Object.keys(body).filter((one) => !POINTER.test(one))) {
    violations.push({
      pointer: appendTokens('/when/body', pointer),
      rule: 'pointer',
      message: 'is not a JSON pointer',
    });
  }
  return violations;
}

/** RFC 6901, section 3. */
const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/;

/** The violations of a matcher that no request can meet. */
export function validateMatcher(contracts: readonly Contract[], matcher: Matcher): readonly Violation[] {
  const { operation } = matcher;
  const violations = unmatchableViolations(matcher);
  if (operation === undefined || operationOf(contracts, operation)) return violations;
  return [unknownOperation(contracts, '/when/operation', operation), ...violations];
}

/** What HTTP does not allow in any response, whatever the contract says. */
function httpViolations(
  { status, headers = {}, body, template }: Stub['response'] & { readonly status: number },
  at: string,
): readonly Violation[] {
  const violations: Violation[] = [];
  const problem = headersProblem(headers);
  if (problem !== undefined) violations.push({ pointer: `${at}/headers`, rule: 'header', message: problem });
  violations.push(...contentTypeViolations(headers, `${at}/headers`));
  const given = body === undefined ? 'template' : 'body';
  if ((body ?? template) !== undefined && isBodiless(status)) {
    const message = `must be absent: a response with the status ${status} has no body`;
    violations.push({ pointer: `${at}/${given}`, rule: 'body', message });
  }
  if (body !== undefined && template !== undefined) {
    const message = 'must be absent: the response has a body already';
    violations.push({ pointer: `${at}/template`, rule: 'template', message });
  }
  if (template !== undefined) violations.push(...templateViolations(template, `${at}/template`));
  return violations;
}

/** A Content-Type that is no media type tells a client nothing about the body. */
function contentTypeViolations(headers: Readonly<Record<string, string>>, at: string): readonly Violation[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    if (name.toLowerCase() !== 'content-type' || isMediaType(value)) return [];
    const message = `must be a media type, such as application/json, not ${JSON.stringify(value)}`;
    return [{ pointer: appendTokens(at, name), rule: 'media-type', message }];
  });
}

/** The status of a stub: its own, else that of the success response. */
function stubStatus({ operation }: KnownOperation, { status }: Stub['response']): number {
  const success = successResponse(operation);
  return status ?? (success ? statusOf(success) : 200);
}

interface KnownOperation {
  readonly contract: Contract;
  readonly operation: Operation;
}

function operationOf(contracts: readonly Contract[], id: string): KnownOperation | undefined {
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

function responseViolations(found: KnownOperation, stubResponse: Stub['response']): readonly Violation[] {
  const { operation } = found;
  const { example, body, mediaType } = stubResponse;
  const code = stubStatus(found, stubResponse);
  const response = responseFor(operation, code);
  if (!response) {
    const declared = operation.responses.map((one) => one.status).join(', ') || 'none';
    const message = `must be one of the statuses that ${operation.id} declares: ${declared}; use allowInvalid for another one`;
    return [{ pointer: '/response/status', rule: 'status', message }];
  }
  if (body !== undefined) return bodyViolations(found, code, mediaType, body, '/response/body');
  if (example === undefined) return [];
  const names = response.content.flatMap(({ examples }) => examples.map(({ name }) => name));
  if (names.includes(example)) return [];
  const known = [...new Set(names)].map((name) => JSON.stringify(name)).join(', ');
  const message = known === '' ? 'must be absent: the response has no examples' : `must be one of ${known}`;
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
  if (content.length === 0) return [{ pointer: at, rule: 'body', message: 'must be absent: the response has no body' }];
  const declared = mediaType === undefined ? content.find(({ name }) => isJson(name)) : contentFor(content, mediaType);
  if (mediaType !== undefined && !declared) {
    const names = content.map(({ name }) => name).join(', ');
    return [{ pointer: '/response/mediaType', rule: 'media-type', message: `must be one of ${names}` }];
  }
  if (declared?.schema === undefined) return [];
  const violations = contract.validator('response', declared.schema)(body);
  return violations.map((violation) => ({
    ...violation,
    pointer: `${at}${violation.pointer}`,
    message: withValue(violation, valueAt(body, violation.pointer)),
  }));
}

/** The message of a violation with the value, if there is one. */
function withValue({ message }: Violation, value: Json | undefined): string {
  return value === undefined || !message.startsWith('must ') ? message : `${message}, not ${textOfValue(value)}`;
}
