// An injected response as a Response of the Fetch standard.
import type { LightMyRequestResponse } from 'fastify';
import { isBodiless } from '../contract/wire/header-fields.ts';

/**
 * @param method of the request: a response to HEAD has no body
 * @param body if it is not the payload of the response
 */
export function webResponseOf(
  { statusCode, statusMessage, headers, rawPayload }: LightMyRequestResponse,
  method: string,
  body: ConstructorParameters<typeof Response>[0] = rawPayload,
): Response {
  const fields = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value].flat()) if (one !== undefined) fields.append(name, String(one));
  }
  return new Response(isBodiless(statusCode) || method === 'HEAD' ? null : body, {
    status: statusCode,
    statusText: statusMessage,
    headers: fields,
  });
}
