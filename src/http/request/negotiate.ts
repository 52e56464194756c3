// The steps that decide about media types: that of the response, by Accept, and that of the body, by Content-Type.
import { alternativesOf, EVENT_STREAM, offeredMediaTypes } from '../../contract/operation/media-types.ts';
import { successResponse } from '../../contract/operation/operations.ts';
import { carriesBody } from '../../contract/wire/body-headers.ts';
import { HttpError } from '../../errors/http-error.ts';
import { isObject } from '../../json/value.ts';
import type { Exchange, Routed } from './exchange.ts';

/** @throws HttpError NOT_ACCEPTABLE */
export function negotiate(exchange: Exchange): void {
  const { request, input, route } = exchange as Routed;
  const { accept } = request.headers;
  const negotiated = route.plan.negotiate(accept);
  if (!negotiated) {
    // The body can still ask for events.
    if (route.plan.streamsOnDemand) return;
    throw notAcceptable(exchange as Routed);
  }
  input.accepts = negotiated.mediaType;
  if (negotiated.undeclared) input.notes = [...input.notes, `header accept: ${accept}`];
}

/**
 * Chooses events or another media type by the property `stream` of the body, or the query parameter of that name. Clients of
 * language models set it, and send `Accept: application/json` with every request.
 * @throws HttpError NOT_ACCEPTABLE
 */
export function chooseStream(exchange: Exchange): void {
  const { input } = exchange;
  const stream = (isObject(input.body) ? input.body.stream : undefined) ?? input.parameters.query.stream;
  const offers = offersOf(exchange as Routed);
  const other = offers.find((name) => name !== EVENT_STREAM);
  if (stream === true) input.accepts = EVENT_STREAM;
  else if (stream === false && input.accepts === EVENT_STREAM && other !== undefined) input.accepts = other;
  if (input.accepts === '') throw notAcceptable(exchange as Routed);
}

function offersOf({ route }: Routed): readonly string[] {
  return offeredMediaTypes(successResponse(route.plan.operation)?.content ?? []);
}

function notAcceptable(exchange: Routed): HttpError {
  const { accept } = exchange.request.headers;
  return new HttpError({
    code: 'NOT_ACCEPTABLE',
    message: `The response has the media type ${alternativesOf(offersOf(exchange))}. The Accept header ${JSON.stringify(accept)} does not allow it.`,
  });
}

/** @throws HttpError UNSUPPORTED_MEDIA_TYPE or UNSUPPORTED_CONTENT_CODING */
export function acceptBody(exchange: Exchange): void {
  const { request, input, route } = exchange as Routed;
  const { headers } = request;
  if (!carriesBody(headers)) return;
  const { plan } = route;
  const type = headers['content-type'];
  const accepted = plan.accept(type ?? '');
  if (!accepted) {
    const reason =
      type === undefined
        ? 'The request has no Content-Type.'
        : `The Content-Type ${JSON.stringify(type)} is not supported.`;
    const header = plan.operation.method === 'PATCH' ? 'accept-patch' : 'accept-post';
    const message = `${reason} Send the body as ${alternativesOf(plan.requestMediaTypes)}.`;
    throw unsupported('UNSUPPORTED_MEDIA_TYPE', message, { [header]: plan.requestMediaTypes.join(', ') });
  }
  // Only with parameters, the header is longer than the media type.
  if (type !== undefined && type.length > accepted.mediaType.length) requireUtf8(type, accepted.mediaType);
  const coding = headers['content-encoding'];
  if (coding !== undefined && coding !== 'identity') {
    const message = `The Content-Encoding ${coding} is not supported. Send the body without compression.`;
    throw unsupported('UNSUPPORTED_CONTENT_CODING', message, { 'accept-encoding': 'identity' });
  }
  input.accepted = accepted;
}

/** Media types whose bytes become text. */
const IN_UTF8 = /json|x-www-form-urlencoded|^text\/(?!xml)/;

function requireUtf8(type: string, mediaType: string): void {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(type)?.[1];
  if (charset === undefined || /^(?:utf-?8|us-ascii)$/i.test(charset) || !IN_UTF8.test(mediaType)) return;
  throw unsupported('UNSUPPORTED_MEDIA_TYPE', `The charset ${charset} is not supported. Send the body in UTF-8.`);
}

function unsupported(
  code: 'UNSUPPORTED_MEDIA_TYPE' | 'UNSUPPORTED_CONTENT_CODING',
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpError {
  return new HttpError({ code, message, headers });
}
