// What tenants were told for each reason of a refusal: the status, the code, the words, and whether Intune's wrapper is around
// them. Where no answer was recorded, a comment says so, and the words are ours.
import type { Contract } from '../../contract/contract.ts';
import type { ExchangeFacts } from '../../conventions/convention.ts';
import type { AnswerCode, AnswerError, Violation } from '../../errors/answer.ts';
import { tokensOf, valueAt } from '../../json/pointer.ts';
import { backEndPath, backEndTemplate, wrapped } from './back-end.ts';
import { unknownSegment } from './segments.ts';

export interface Saying {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Whether the inner error repeats the message. */
  readonly repeated?: true;
  /** Whether an empty list of details is there. */
  readonly details?: true;
}

interface Refusal {
  readonly error: AnswerError;
  readonly facts: ExchangeFacts;
  readonly contract: Contract;
}

type Say = (refusal: Refusal) => Saying;

const UNREADABLE =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.';

const badRequest = (message: string): Saying => ({ status: 400, code: 'BadRequest', message });
const unreadable: Say = () => badRequest(UNREADABLE);
const unauthenticated: Say = ({ error }) => ({
  status: 401,
  code: 'InvalidAuthenticationToken',
  message: error.message,
});
const asItIs: Say = ({ error }) => badRequest(error.message);

const SAYINGS: Readonly<Partial<Record<AnswerCode, Say>>> = {
  // GET-404-01 and 02.
  RESOURCE_UNKNOWN: ({ facts }) => ({
    status: 404,
    code: 'ResourceNotFound',
    message: wrapped('An error has occurred', facts),
  }),
  // AUTH-401-01; the others carry the sentence that the token's judge has found.
  CREDENTIAL_MISSING: () => ({ status: 401, code: 'InvalidAuthenticationToken', message: 'Access token is empty.' }),
  CREDENTIAL_MALFORMED: unauthenticated,
  CREDENTIAL_REFUSED: unauthenticated,
  // AUTH-403-01 to 03.
  PERMISSION_MISSING: ({ error, facts }) => ({
    status: 403,
    code: 'Forbidden',
    message: wrapped(error.message, facts),
  }),
  // VERB-400-01, seen on other resources of Intune.
  METHOD_UNDECLARED: ({ facts: { method, path } }) => ({
    status: 400,
    code: 'No method match route template',
    message: `No OData route exists that match template ${backEndTemplate(path)} with http verb ${method} for request ${backEndPath(path)}.`,
  }),
  // PATH-400-01 and PATH-404-01.
  PATH_UNKNOWN: ({ facts: { path }, contract }) => pathUnknown(contract, path),
  PATH_MALFORMED: asItIs,
  // PATCH-ERR-01.
  BODY_MALFORMED: unreadable,
  MEDIA_TYPE_UNSUPPORTED: unreadable,
  // PATCH-ERR-02.
  BODY_MISSING: () => badRequest('Empty Payload. JSON content expected.'),
  // PATCH-ERR-03 to 06.
  BODY_INVALID: (refusal) => modelInvalid(refusal),
  STATE_INVALID: (refusal) => modelInvalid(refusal),
  // QRY-400-01; for what is wrong otherwise with a query the words are ours.
  PARAMETER_INVALID: asItIs,
  // THR-02.
  THROTTLED: () => ({ status: 429, code: 'TooManyRequests', message: 'An error has occurred.', details: true }),
  // TEN-400-01.
  NOT_APPLICABLE: () => badRequest('Request not applicable to target tenant.'),
  // SRV-500-01.
  INTERNAL: ({ facts }) => ({
    status: 500,
    code: 'InternalServerError',
    message: wrapped('An internal server error has occurred', facts),
  }),
};

/** What was said for a reason; undefined where nothing like it was recorded. */
export function sayingOf(refusal: Refusal): Saying | undefined {
  return SAYINGS[refusal.error.code]?.(refusal);
}

function pathUnknown(contract: Contract, path: string): Saying {
  const [, first = ''] = path.split('/');
  if (!/^(?:v1\.0|beta)$/.test(first)) {
    return { status: 404, code: 'ResourceNotFound', message: `Invalid version: ${first.toLowerCase()}` };
  }
  // Of a path of which each segment is known, and which is not served here, nothing could be recorded.
  const segment = unknownSegment(contract, path) ?? path.split('/').at(-1);
  return badRequest(`Resource not found for the segment '${segment}'.`);
}

/** The type as the back end names it. Inferred: it was seen with other types. */
const BACK_END_TYPE = 'microsoft.management.services.api.applePushNotificationCertificate';

function modelInvalid({ error, facts }: Refusal): Saying {
  const [first] = error.violations;
  const text = first && modelText(first, facts);
  if (text !== undefined) return { status: 400, code: 'ModelValidationFailure', message: text, repeated: true };
  // No refused certificate was recorded: the wrapper is the one of other resources, and the words in it are ours.
  return { status: 400, code: 'BadRequest', message: wrapped(error.message.replace(/\.$/, ''), facts) };
}

/** Undefined for what is wrong with a value as the service takes it, as with a certificate. */
function modelText({ pointer, rule, message }: Violation, { body }: ExchangeFacts): string | undefined {
  const [name = ''] = tokensOf(pointer);
  const literal = literalOf(body === undefined ? undefined : valueAt(body as never, pointer));
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
      return rule === 'certificate' ? undefined : `The value of '${name || 'the body'}' ${message}.`;
  }
}

function literalOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
