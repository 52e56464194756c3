// The requests whose steps are measured.
import type { InjectOptions } from 'fastify';

interface MeasuredRequest {
  readonly name: string;
  /** Undefined for the built-in document. */
  readonly document: string | undefined;
  readonly request: InjectOptions;
}

const CERTIFICATE = '/v1.0/deviceManagement/applePushNotificationCertificate';
const authorization = 'Bearer any-token';
const JSON_BODY = { 'content-type': 'application/json' };

/** @param items the document of a collection */
export function measuredRequests(items: string): readonly MeasuredRequest[] {
  const patch = JSON.stringify({ appleIdentifier: 'me@example.com', certificateUploadStatus: 'success' });
  const post = JSON.stringify({ name: 'New', price: 2.5, tags: ['one', 'other'] });
  return [
    { name: 'GET', document: undefined, request: { url: CERTIFICATE, headers: { authorization } } },
    {
      name: 'PATCH',
      document: undefined,
      request: { method: 'PATCH', url: CERTIFICATE, headers: { authorization, ...JSON_BODY }, payload: patch },
    },
    { name: 'GET of an item', document: items, request: { url: '/items/500' } },
    {
      name: 'POST of an item',
      document: items,
      request: { method: 'POST', url: '/items', headers: JSON_BODY, payload: post },
    },
  ];
}
