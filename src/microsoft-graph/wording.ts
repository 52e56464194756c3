// What Microsoft Graph says in its own words: the codes of its errors, and the sentences that are known to the letter.
import type { Wording } from '../conventions/odata.ts';

export const wording: Wording = {
  // Seen at the gateway for a request without a token, and for one with an empty token.
  CREDENTIAL_MISSING: { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' },
  CREDENTIAL_MALFORMED: { code: 'InvalidAuthenticationToken' },
  CREDENTIAL_REFUSED: { code: 'InvalidAuthenticationToken' },
  PERMISSION_MISSING: { code: 'Forbidden' },
  PATH_UNKNOWN: { code: 'ResourceNotFound' },
  PATH_MALFORMED: { code: 'BadRequest' },
  METHOD_UNDECLARED: { code: 'MethodNotAllowed' },
  ACCEPT_UNMET: { code: 'NotAcceptable' },
  MEDIA_TYPE_UNSUPPORTED: { code: 'UnsupportedMediaType' },
  CONTENT_CODING_UNSUPPORTED: { code: 'UnsupportedMediaType' },
  PARAMETER_INVALID: { code: 'BadRequest' },
  BODY_MISSING: { code: 'BadRequest' },
  BODY_MALFORMED: { code: 'BadRequest' },
  BODY_INVALID: { code: 'BadRequest' },
  BODY_TOO_LARGE: { code: 'RequestEntityTooLarge' },
  STATE_INVALID: { code: 'BadRequest' },
  REQUEST_MALFORMED: { code: 'BadRequest' },
  INTERNAL: { code: 'InternalServerError' },
};
