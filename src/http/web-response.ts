// An injected response as a Response of the Fetch standard.
import type { LightMyRequestResponse } from 'fastify';
import { isBodiless } from '../contract/wire/header-fields.ts';

/** @param method of the request: a response to HEAD has no body */
export function webResponseOf(
  { statusCode, statusMessage, headers, rawPayload }: LightMyRequestResponse,
  method: string,
): Response {
  const fields = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value].flat()) if (one !== undefined) fields.append(name, String(one));
  }
  return new Response(isBodiless(statusCode) || method === 'HEAD' ? null : rawPayload, {
    status: statusCode,
    statusText: statusMessage,
    headers: fields,
  });
}
