// The error codes of Microsoft Graph, and the error messages that are known to the letter.
import type { ErrorWording } from '../conventions/odata/odata.ts';

export const errorWording: ErrorWording = {
  // Seen at the gateway for a request without a token and for one with an empty token.
  CREDENTIAL_MISSING: { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' },
  CREDENTIAL_MALFORMED: { code: 'InvalidAuthenticationToken' },
  CREDENTIAL_REFUSED: { code: 'InvalidAuthenticationToken' },
  PERMISSION_MISSING: { code: 'Forbidden' },
  RESOURCE_NOT_FOUND: { code: 'ResourceNotFound' },
  THROTTLED: { code: 'TooManyRequests', message: 'An error has occurred.' },
  NOT_APPLICABLE: { code: 'BadRequest' },
  PATH_NOT_FOUND: { code: 'ResourceNotFound' },
  PATH_MALFORMED: { code: 'BadRequest' },
  METHOD_NOT_ALLOWED: { code: 'MethodNotAllowed' },
  NOT_ACCEPTABLE: { code: 'NotAcceptable' },
  UNSUPPORTED_MEDIA_TYPE: { code: 'UnsupportedMediaType' },
  UNSUPPORTED_CONTENT_CODING: { code: 'UnsupportedMediaType' },
  PARAMETER_INVALID: { code: 'BadRequest' },
  BODY_MISSING: { code: 'BadRequest' },
  BODY_MALFORMED: { code: 'BadRequest' },
  BODY_INVALID: { code: 'BadRequest' },
  BODY_TOO_LARGE: { code: 'RequestEntityTooLarge' },
  STATE_INVALID: { code: 'BadRequest' },
  REQUEST_MALFORMED: { code: 'BadRequest' },
  INTERNAL: { code: 'InternalServerError' },
};
