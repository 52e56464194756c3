// The steps that read the body: its bytes become a value, and the value is validated.
import { alternativesOf, isForm } from '../../contract/operation/media-types.ts';
import { sentenceOf, sentenceWithValue } from '../../contract/validation/violations.ts';
import type { ReadBody } from '../../contract/wire/read-body.ts';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import { isSecretField } from '../../json/secrets.ts';
import type { Exchange, Routed } from './exchange.ts';

/** It waits only for a multipart body. @throws HttpError BODY_MISSING, BODY_MALFORMED, BODY_TOO_LARGE or BODY_INVALID */
export function parseBody(exchange: Exchange): void | Promise<void> {
  const { input, request } = exchange;
  const { accepted, rawBody } = input;
  if (rawBody === undefined || rawBody.length === 0) return requireBody(exchange as Routed);
  if (!accepted) return undefined;
  const read = accepted.read(rawBody, request.headers['content-type'] ?? '');
  return read instanceof Promise ? read.then((body) => takeBody(exchange, body)) : takeBody(exchange, read);
}

function requireBody({ operation, route: { plan } }: Routed): void {
  if (!operation.requestBody?.required) return;
  const message = `The request has no body. The operation ${operation.id} requires one, as ${alternativesOf(plan.requestMediaTypes)}.`;
  throw new HttpError({ code: 'BODY_MISSING', message });
}

function takeBody({ input }: Exchange, read: ReadBody): void {
  if ('violations' in read) {
    const { violations } = read;
    throw new HttpError({ code: 'BODY_INVALID', message: sentenceOf(violations[0] as Violation, 'body'), violations });
  }
  if ('error' in read) {
    const { error } = read;
    const message = sentenceOf(error, 'body');
    if (error.rule === 'properties') throw new HttpError({ code: 'BODY_TOO_LARGE', message });
    const code = error.rule === 'name' ? 'BODY_INVALID' : 'BODY_MALFORMED';
    throw new HttpError({ code, message, violations: [error] });
  }
  input.body = read.value;
  input.validatable = read.validatable;
}

/** @throws HttpError BODY_INVALID */
export function validateBody({ input: { accepted, body, validatable } }: Exchange): void {
  if (!validatable || body === undefined) return;
  const violations = accepted?.validator()?.(body) ?? [];
  if (violations.length === 0) return;
  const first = violations[0] as Violation;
  const isFormBody = accepted !== undefined && isForm(accepted.mediaType);
  const message = sentenceWithValue(first, 'body', body, isFormBody ? isSecretField : undefined);
  throw new HttpError({ code: 'BODY_INVALID', message, violations });
}
