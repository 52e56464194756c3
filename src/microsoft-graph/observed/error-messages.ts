// The error responses of real tenants, by error code: the status, the code, the message, and whether Intune's wrapper is around the
// message. If no response was recorded, a comment says so and the message is ours.
import type { Contract } from '../../contract/contract.ts';
import type { ExchangeFacts } from '../../conventions/convention.ts';
import type { ErrorCode, HttpError, Violation } from '../../errors/http-error.ts';
import { tokensOf, valueAt } from '../../json/pointer.ts';
import { USER_RULE } from '../access.ts';
import { backEndPath, backEndTemplate, wrapBackEndMessage } from './back-end.ts';
import { firstUnknownSegment } from './segments.ts';

export interface ObservedError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Whether innerError repeats the message. */
  readonly repeatMessage?: true;
  /** Whether the error has an empty `details`. */
  readonly emptyDetails?: true;
}

interface RefusedRequest {
  readonly error: HttpError;
  readonly facts: ExchangeFacts;
  readonly contract: Contract;
}

type ErrorOf = (refusal: RefusedRequest) => ObservedError | undefined;

const UNREADABLE =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.';

const UNTYPED = 'Write requests (excluding DELETE) must contain the Content-Type header declaration.';

const badRequest = (message: string): ObservedError => ({ status: 400, code: 'BadRequest', message });
const unreadable: ErrorOf = () => badRequest(UNREADABLE);
const unauthenticated = ({ error }: RefusedRequest): ObservedError => ({
  status: 401,
  code: 'InvalidAuthenticationToken',
  message: error.message,
});
const withOwnMessage: ErrorOf = ({ error }) => badRequest(error.message);

const ERRORS_BY_CODE: Readonly<Partial<Record<ErrorCode, ErrorOf>>> = {
  RESOURCE_NOT_FOUND: ({ facts }) => failureOf(404, facts),
  // AUTH-401-01. The other two have the message of the verifier.
  CREDENTIAL_MISSING: () => ({ status: 401, code: 'InvalidAuthenticationToken', message: 'Access token is empty.' }),
  CREDENTIAL_MALFORMED: unauthenticated,
  CREDENTIAL_REFUSED: (refusal) => (isUnknownUser(refusal.error) ? unknownUser(refusal) : unauthenticated(refusal)),
  // AUTH-403-01 to 03.
  PERMISSION_MISSING: ({ error, facts }) => ({
    status: 403,
    code: 'Forbidden',
    message: wrapBackEndMessage(error.message, facts),
  }),
  // VERB-400-01, seen on other resources of Intune.
  METHOD_NOT_ALLOWED: ({ facts: { method, path } }) => ({
    status: 400,
    code: 'No method match route template',
    message: `No OData route exists that match template ${backEndTemplate(path)} with http verb ${method} for request ${backEndPath(path)}.`,
  }),
  // PATH-400-01 and PATH-404-01.
  PATH_NOT_FOUND: ({ facts: { path }, contract }) => pathNotFound(contract, path),
  PATH_MALFORMED: withOwnMessage,
  // PATCH-ERR-01.
  BODY_MALFORMED: unreadable,
  // PATCH-ERR-01 and PATCH-ERR-09.
  UNSUPPORTED_MEDIA_TYPE: (refusal) => (refusal.facts.contentType ? unreadable(refusal) : badRequest(UNTYPED)),
  // PATCH-ERR-02.
  BODY_MISSING: () => badRequest('Empty Payload. JSON content expected.'),
  // PATCH-ERR-03 to 06.
  BODY_INVALID: (refusal) => validationError(refusal),
  STATE_INVALID: (refusal) => validationError(refusal),
  // QRY-400-01. For other errors in a query the message is ours.
  PARAMETER_INVALID: withOwnMessage,
  // THR-02.
  THROTTLED: ({ facts }) => failureOf(429, facts),
  // TEN-400-01.
  NOT_APPLICABLE: () => badRequest('Request not applicable to target tenant.'),
  // SRV-500-01.
  INTERNAL: ({ facts }) => failureOf(500, facts),
};

function isUnknownUser({ violations }: HttpError): boolean {
  return violations.some(({ rule }) => rule === USER_RULE);
}

/** AUTH-401-08: the wrapper inside an error of another service, as a string in a string. */
function unknownUser({ facts }: RefusedRequest): ObservedError {
  const inner = JSON.parse(wrapBackEndMessage('An error has occurred', facts)) as object;
  const challenge = { 'WWW-Authenticate': 'Bearer realm="urn:intune:service"' };
  const message = {
    ErrorCode: 'Forbidden',
    Message: JSON.stringify({ ...inner, HttpHeaders: JSON.stringify(challenge) }, null, 2).replaceAll('\n', '\r\n'),
    Target: null,
    Details: null,
    InnerError: null,
    InstanceAnnotations: [],
  };
  return { status: 401, code: 'UnknownError', message: JSON.stringify(message) };
}

/**
 * The error for which only a status is known: of a failure of the service itself (SRV-500-01, SRV-503-01, THR-02), or a planned one.
 * undefined for other statuses.
 */
export function failureOf(status: number, facts: ExchangeFacts): ObservedError | undefined {
  // AUTH-401-04: the usual reason.
  if (status === 401) return { status, code: 'InvalidAuthenticationToken', message: EXPIRED_TOKEN };
  if (status === 403) return { status, code: 'Forbidden', message: wrapBackEndMessage(NOT_AUTHORIZED, facts) };
  // GET-404-01 and 02.
  if (status === 404) {
    return { status, code: 'ResourceNotFound', message: wrapBackEndMessage('An error has occurred', facts) };
  }
  if (status === 429) return { status, code: 'TooManyRequests', message: 'An error has occurred.', emptyDetails: true };
  if (status === 500)
    return { status, code: 'InternalServerError', message: wrapBackEndMessage(INTERNAL_FAILURE, facts) };
  if (status !== 503) return undefined;
  // The recorded error names a service of the back end. Which service it would be for this resource is not known.
  return {
    status,
    code: 'CancelledOnServiceTimeout',
    message: wrapBackEndMessage('An error has occurred', facts, 'DeviceFE'),
  };
}

const EXPIRED_TOKEN = 'Lifetime validation failed, the token is expired.';
const NOT_AUTHORIZED = 'Application is not authorized to perform this operation';
const INTERNAL_FAILURE = 'An internal server error has occurred';

/** The observed error. undefined if no similar response was recorded. */
export function observedErrorOf(refusal: RefusedRequest): ObservedError | undefined {
  const { code } = refusal.error;
  return code && ERRORS_BY_CODE[code]?.(refusal);
}

function pathNotFound(contract: Contract, path: string): ObservedError {
  const [, first = ''] = path.split('/');
  if (!/^(?:v1\.0|beta)$/.test(first)) {
    return { status: 404, code: 'ResourceNotFound', message: `Invalid version: ${first.toLowerCase()}` };
  }
  // No response was recorded for an unknown path whose segments are all known.
  const segment = firstUnknownSegment(contract, path) ?? path.split('/').at(-1);
  return badRequest(`Resource not found for the segment '${segment}'.`);
}

/** The back end's name of the type. Inferred: it was seen with other types. */
const BACK_END_TYPE = 'microsoft.management.services.api.applePushNotificationCertificate';

function validationError({ error, facts }: RefusedRequest): ObservedError {
  const [first] = error.violations;
  const text = first && violationText(first, facts);
  if (text !== undefined) return { status: 400, code: 'ModelValidationFailure', message: text, repeatMessage: true };
  // No refusal of a certificate was recorded. The wrapper is that of other resources, the message in it is ours.
  return { status: 400, code: 'BadRequest', message: wrapBackEndMessage(error.message.replace(/\.$/, ''), facts) };
}

/** undefined if the service refuses the content of a value, for example an expired certificate. */
function violationText({ pointer, rule, message }: Violation, { body }: ExchangeFacts): string | undefined {
  const [name = ''] = tokensOf(pointer);
  const literal = literalOf(body === undefined ? undefined : valueAt(body, pointer));
  if (name === '@odata.type') {
    return `A type named '${literal.replace(/^#/, '')}' could not be resolved by the model. When a model is available, each type name must resolve to a valid type.`;
  }
  switch (rule) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
    case 'name':
      return `The property '${name}' does not exist on type '${BACK_END_TYPE}'. Make sure to only use property names that are defined by the type.`;
    case 'type':
      return `Cannot convert the literal '${literal}' to the expected type 'Edm.${/DateTime$/.test(name) ? 'DateTimeOffset' : 'String'}'.`;
    case 'format':
      return `Cannot convert the literal '${literal}' to the expected type 'Edm.DateTimeOffset'.`;
    default:
      return name === 'certificate' ? undefined : `The value of '${name || 'the body'}' ${message}.`;
  }
}

function literalOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
