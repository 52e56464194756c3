// The steps that read the body: its bytes become a value, and the value is validated.
import type { ReadBody } from '../../contract/read-body.ts';
import { sentenceOf } from '../../contract/violations.ts';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import type { Exchange, Routed } from './exchange.ts';

/** It waits only for a multipart body. @throws HttpError BODY_MISSING, BODY_MALFORMED or BODY_INVALID */
export function parseBody(exchange: Exchange): void | Promise<void> {
  const { input, request } = exchange;
  const { accepted, rawBody } = input;
  if (rawBody === undefined || rawBody.length === 0) return requireBody(exchange as Routed);
  if (!accepted) return undefined;
  const read = accepted.read(rawBody, request.headers['content-type'] ?? '');
  return read instanceof Promise ? read.then((body) => takeBody(exchange, body)) : takeBody(exchange, read);
}

function requireBody({ operation }: Routed): void {
  if (!operation.requestBody?.required) return;
  throw new HttpError({ code: 'BODY_MISSING', message: `The request has no body, but ${operation.id} requires one.` });
}

function takeBody({ input }: Exchange, read: ReadBody): void {
  if ('error' in read) {
    const { error } = read;
    const code = error.rule === 'name' ? 'BODY_INVALID' : 'BODY_MALFORMED';
    throw new HttpError({ code, message: sentenceOf(error, 'body'), violations: [error] });
  }
  input.body = read.value;
  input.validatable = read.validatable;
}

/** @throws HttpError BODY_INVALID */
export function validateBody({ input: { accepted, body, validatable } }: Exchange): void {
  if (!validatable || body === undefined) return;
  const violations = accepted?.validator()?.(body) ?? [];
  if (violations.length === 0) return;
  const message = sentenceOf(violations[0] as Violation, 'body');
  throw new HttpError({ code: 'BODY_INVALID', message, violations });
}
