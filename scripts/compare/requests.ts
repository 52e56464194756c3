// The ten requests of the comparison, and the expected response to each by OpenAPI, HTTP or the document.
import { HEADERS } from '../bench/servers/state.mjs';

const CERTIFICATE = '/deviceManagement/applePushNotificationCertificate';
const SIGNING_REQUEST = `${CERTIFICATE}/downloadApplePushNotificationCertificateSigningRequest()`;
const JSON_BODY = { ...HEADERS, 'content-type': 'application/json' };

export type DocumentName = 'builtIn' | 'devices';

export interface ComparisonRequest {
  readonly title: string;
  /** The expected response, in a few words. */
  readonly expected: string;
  readonly document: DocumentName;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The invalid property, which the response should name. */
  readonly invalidProperty?: string;
  /** Path template and method of the operation that declares the response. */
  readonly declaredBy: readonly [path: string, method: string];
}

const READ = {
  document: 'builtIn',
  method: 'GET',
  path: CERTIFICATE,
  headers: HEADERS,
  declaredBy: [CERTIFICATE, 'get'],
} as const;
const CHANGE = { ...READ, method: 'PATCH', headers: JSON_BODY, declaredBy: [CERTIFICATE, 'patch'] } as const;

export const REQUESTS: readonly ComparisonRequest[] = [
  {
    ...CHANGE,
    title: 'PATCH without the read-only `id` that the schema requires',
    expected: '200: requests do not need read-only properties',
    body: '{"appleIdentifier": "it-department@contoso.example"}',
  },
  {
    ...CHANGE,
    title: 'PATCH with a number where a string is declared',
    expected: '400, in the declared error shape, with the name of the property',
    body: '{"appleIdentifier": 7}',
    invalidProperty: 'appleIdentifier',
  },
  {
    ...CHANGE,
    title: 'PATCH with malformed JSON',
    expected: '400, in the declared error shape',
    body: '{"appleIdentifier": ',
  },
  {
    ...CHANGE,
    title: 'PATCH with a body of `text/plain`',
    expected: '415, which the document declares',
    headers: { ...HEADERS, 'content-type': 'text/plain' },
    body: 'it-department@contoso.example',
  },
  {
    ...READ,
    title: 'DELETE, which the path does not declare',
    expected: '405, which the document declares for the path',
    method: 'DELETE',
  },
  {
    ...READ,
    title: 'GET of a path with the parameter `{managed-device-id}`',
    expected: '200',
    document: 'devices',
    path: '/devices/6f2c',
    declaredBy: ['/devices/{managed-device-id}', 'get'],
  },
  {
    ...READ,
    title: 'GET of a path that ends in `()`',
    expected: '200',
    path: SIGNING_REQUEST,
    declaredBy: [SIGNING_REQUEST, 'get'],
  },
  { ...READ, title: 'GET without a credential', expected: '401, which the document declares', headers: {} },
  {
    ...READ,
    title: 'GET with a query parameter that is not declared',
    expected: '200, or 400 in the declared error shape: OpenAPI allows both',
    path: `${CERTIFICATE}?colour=red`,
  },
  {
    ...READ,
    title: 'GET with `Accept: text/csv`, which is not offered',
    expected: '406, which the document declares',
    headers: { ...HEADERS, accept: 'text/csv' },
  },
];

/** The second document, because the built-in one has no path parameter. */
export const DEVICES = {
  openapi: '3.1.0',
  info: { title: 'Devices', version: '1.0.0' },
  paths: {
    '/devices/{managed-device-id}': {
      get: {
        operationId: 'getDevice',
        parameters: [{ name: 'managed-device-id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: {
            description: 'The device',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: { id: { type: 'string' }, name: { type: 'string' } },
                  required: ['id', 'name'],
                },
                example: { id: '6f2c', name: 'Reception iPad' },
              },
            },
          },
        },
      },
    },
  },
};
