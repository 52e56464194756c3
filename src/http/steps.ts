// One request in order. Each step is a plain function over the exchange that refuses by throwing an AnswerError.
// `beforeBody` runs on the headers alone, so that a request that is refused there sends its body in vain;
// `beforeBehaviour` on the whole request; then it is answered. The sequence here is the only one there is.
import type { Answer } from '../behaviours/behaviour.ts';
import type { Contract } from '../contract/contract.ts';
import { essenceOf } from '../contract/operations.ts';
import { sentenceOf } from '../contract/violations.ts';
import { AnswerError, type Violation } from '../errors/answer.ts';
import { parseJson } from '../json/parse.ts';
import type { Exchange } from './exchange.ts';
import type { ServedOperation } from './served-operation.ts';

/** An exchange that has found its operation. */
export type Routed = Exchange & { served: ServedOperation };

/** Runs on the headers: who asks, in what form the answer and the body are. */
export function beforeBody(exchange: Routed): void {
  authenticate(exchange);
  negotiate(exchange);
  acceptBody(exchange);
}

/** Runs on the whole request: the body becomes a value that the contract allows. */
export function beforeBehaviour(exchange: Routed, contract: Contract): void {
  parseBody(exchange, contract);
  validateBody(exchange);
}

/** The operation's behaviour, on a valid request. */
export function behave({ served, world, body, bodyMediaType }: Routed): Promise<Answer> {
  return served.behaviour({ operation: served.operation, world, body, mediaType: bodyMediaType });
}

function authenticate({ served, headers, query }: Routed): void {
  served.authenticate?.({ headers, query });
}

function negotiate(exchange: Routed): void {
  const { served, headers } = exchange;
  const mediaType = served.negotiate(headers.accept);
  if (mediaType === undefined) {
    const offered = served.declared(successStatus(served))?.map((content) => content.mediaType) ?? [];
    throw new AnswerError({
      code: 'ACCEPT_UNMET',
      message: `The answer is ${offered.join(' or ')}, which the Accept header ${headers.accept} does not take.`,
    });
  }
  exchange.mediaType = mediaType;
}

function successStatus({ operation }: ServedOperation): number {
  return Number(operation.responses.find(({ status }) => status.startsWith('2'))?.status ?? 200);
}

function acceptBody(exchange: Routed): void {
  const { served, headers } = exchange;
  const carries = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (!carries || served.accepts.length === 0) return;
  const given = headers['content-type'];
  const coding = headers['content-encoding'];
  if (coding === undefined && served.accepts.some(({ mediaType }) => mediaType === given)) {
    exchange.bodyMediaType = given as string;
    return;
  }
  const taken = served.accepts.map(({ mediaType }) => mediaType).join(' or ');
  const essence = given === undefined ? '' : essenceOf(given);
  if (!served.accepts.some(({ mediaType }) => mediaType === essence)) {
    const seen =
      given === undefined ? 'The request says no Content-Type' : `The Content-Type ${given} is not taken here`;
    throw unsupported('MEDIA_TYPE_UNSUPPORTED', `${seen}; send the body as ${taken}.`, { 'accept-post': taken });
  }
  const charset = given?.includes('charset') ? /charset\s*=\s*"?([^";\s]+)/i.exec(given)?.[1] : undefined;
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw unsupported('MEDIA_TYPE_UNSUPPORTED', `The charset ${charset} is not taken here; send the body in UTF-8.`);
  }
  if (coding !== undefined && coding !== 'identity') {
    const message = `The Content-Encoding ${coding} is not taken here; send the body as it is.`;
    throw unsupported('CONTENT_CODING_UNSUPPORTED', message, { 'accept-encoding': 'identity' });
  }
  exchange.bodyMediaType = essence;
}

function unsupported(
  code: 'MEDIA_TYPE_UNSUPPORTED' | 'CONTENT_CODING_UNSUPPORTED',
  message: string,
  headers: Readonly<Record<string, string>> = {},
): AnswerError {
  return new AnswerError({ code, message, headers });
}

function parseBody(exchange: Routed, { inherited }: Contract): void {
  const { served, rawBody, bodyMediaType } = exchange;
  const expected = served.operation.requestBody;
  if (!expected) return;
  if (rawBody === undefined || rawBody.length === 0) {
    if (!expected.required) return;
    throw new AnswerError({
      code: 'BODY_MISSING',
      message: `The request has no body; ${served.operation.id} needs one.`,
    });
  }
  if (!/[/+]json$/.test(bodyMediaType)) return;
  const parsed = parseJson(rawBody, inherited);
  if ('value' in parsed) {
    exchange.body = parsed.value;
    return;
  }
  const { fault } = parsed;
  const code = fault.rule === 'name' ? 'BODY_INVALID' : 'BODY_MALFORMED';
  throw new AnswerError({ code, message: sentenceOf(fault, 'body'), violations: [fault] });
}

function validateBody({ served, body, bodyMediaType }: Routed): void {
  if (body === undefined) return;
  const validate = served.accepts.find(({ mediaType }) => mediaType === bodyMediaType)?.validator();
  const violations = validate?.(body) ?? [];
  if (violations.length > 0) {
    const message = sentenceOf(violations[0] as Violation, 'body');
    throw new AnswerError({ code: 'BODY_INVALID', message, violations });
  }
}
