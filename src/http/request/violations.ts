// Which refusals and responses are violations of the contract, and of which schema.
import type { Validator } from '../../contract/contract.ts';
import { contentFor, isJson } from '../../contract/operation/media-types.ts';
import { responseFor } from '../../contract/operation/operations.ts';
import { type ErrorCode, HttpError, type Violation } from '../../errors/http-error.ts';
import type { Json } from '../../json/value.ts';
import type { ContractViolation, Direction } from '../../report/record.ts';
import type { Exchange } from './exchange.ts';

/** Refusals because the client violated the contract, with the rule of each. */
const REQUEST_RULES: Readonly<Partial<Record<ErrorCode, string>>> = {
  CREDENTIAL_MISSING: 'security',
  CREDENTIAL_MALFORMED: 'security',
  PATH_NOT_FOUND: 'path',
  PATH_MALFORMED: 'path',
  METHOD_NOT_ALLOWED: 'method',
  NOT_ACCEPTABLE: 'accept',
  UNSUPPORTED_MEDIA_TYPE: 'media-type',
  UNSUPPORTED_CONTENT_CODING: 'content-coding',
  PARAMETER_INVALID: 'parameter',
  BODY_MISSING: 'required',
  BODY_MALFORMED: 'syntax',
  BODY_INVALID: 'body',
  STATE_INVALID: 'state',
  REQUEST_MALFORMED: 'http',
};

/** Refusals because this server violated the contract. */
const RESPONSE_RULES: Readonly<Partial<Record<ErrorCode, string>>> = {
  RESPONSE_INVALID: 'response',
  HANDLER_FAILED: 'handler',
  INTERNAL: 'internal',
};

/** The violations of a refusal; none if it is about the state or about a preference of the client. */
export function violationsOf(error: HttpError, exchange: Exchange): readonly ContractViolation[] {
  const { code } = error;
  if (code === undefined) return [];
  const rule = REQUEST_RULES[code];
  const direction: Direction = rule === undefined ? 'response' : 'request';
  const broken = rule ?? RESPONSE_RULES[code];
  if (broken === undefined) return [];
  const violations =
    error.violations.length > 0
      ? error.violations
      : [{ ...placeOf(broken), rule: broken, message: withoutStop(error.message) }];
  return violations.map((violation) => ({ direction, violation, schema: schemaOf(direction, violation, exchange) }));
}

/** Refusals because the server cannot validate the request: its schema takes too long, or the document has a fault. */
const UNCHECKED: ReadonlySet<ErrorCode | undefined> = new Set([
  'VALIDATION_TIMEOUT',
  'VALIDATOR_FAILED',
  'OPERATION_UNUSABLE',
]);

/** Why a request could not be validated. Undefined if the refusal has another reason. */
export function uncheckedBy({ code, message }: HttpError): string | undefined {
  return UNCHECKED.has(code) ? message : undefined;
}

/** Why the body of a request that is forwarded was not validated: it exceeds a limit. */
export function unreadBy({ code, message }: HttpError): string | undefined {
  return code === 'BODY_TOO_LARGE' ? message : undefined;
}

/** The violations of a value of the response. If it cannot be validated in time, it is sent, and the exchange names the reason. */
export function violationsIn(validate: Validator, value: Json, { output }: Exchange): readonly Violation[] {
  try {
    return validate(value);
  } catch (error) {
    if (!(error instanceof HttpError) || error.code !== 'VALIDATION_TIMEOUT') throw error;
    output.unchecked = error.message;
    return [];
  }
}

/** The violations of a response. */
export function responseViolations(violations: readonly Violation[], exchange: Exchange): readonly ContractViolation[] {
  return violations.map((violation) => ({
    direction: 'response',
    violation,
    schema: schemaOf('response', violation, exchange),
  }));
}

function schemaOf(direction: Direction, violation: Violation, exchange: Exchange): string | undefined {
  const { route, input, output } = exchange;
  // A method that is not declared is a violation of the path item.
  if (violation.rule === 'method') return parentOf(route.errorPlan?.operation.pointer);
  if (!route.plan) return undefined;
  const { operation } = route.plan;
  if (violation.in !== undefined && violation.in !== 'body') {
    const name = violation.pointer.split('/')[1];
    return operation.parameters.find((one) => one.in === violation.in && one.name === name)?.pointer;
  }
  const content =
    direction === 'request'
      ? (operation.requestBody?.content ?? [])
      : (responseFor(operation, output.response?.status ?? 0)?.content ?? []);
  const type = direction === 'request' ? exchange.mediaType : output.mediaType || input.accepts;
  return (contentFor(content, type) ?? content.find(({ name }) => isJson(name)))?.schema;
}

function parentOf(pointer: string | undefined): string | undefined {
  return pointer?.slice(0, pointer.lastIndexOf('/'));
}

/** The place of a violation that is about no value. */
function placeOf(rule: string): Pick<Violation, 'pointer' | 'in'> {
  if (rule === 'path' || rule === 'method') return { pointer: '', in: 'path' };
  return HEADER_RULES.has(rule) ? { pointer: '', in: 'header' } : { pointer: '' };
}

const HEADER_RULES: ReadonlySet<string> = new Set(['security', 'accept', 'media-type', 'content-coding', 'http']);

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
