// The errors of the token service: numbers and messages from Microsoft's list of AADSTS errors
// (https://learn.microsoft.com/entra/identity-platform/reference-error-codes), and the error code of RFC 6749 for each.
import { HttpError } from '../../errors/http-error.ts';

/** An error as the client gets it. */
export interface Refusal {
  readonly kind: 'refusal';
  /** The error code of RFC 6749 or OpenID Connect. */
  readonly error: string;
  readonly number: number;
  readonly sentence: string;
  /** What to do, for a person who reads the error page. undefined if the sentence is enough. */
  readonly advice: string | undefined;
}

type SentenceOf = (...values: readonly string[]) => string;
type RefusalRow = readonly [error: string, number: number, sentence: SentenceOf];

const REFUSALS = {
  tenantUnknown: [
    'invalid_tenant',
    90002,
    (tenant) =>
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  ],
  // The number and the first sentence are real, the second sentence is ours.
  personalAccounts: [
    'unauthorized_client',
    500208,
    () =>
      'The domain is not a valid login domain for the account type. Personal Microsoft accounts are not supported here. Use a tenant, common or organizations.',
  ],
  applicationUnknown: [
    'unauthorized_client',
    700016,
    (client, tenant) =>
      `Application with identifier '${client}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
  ],
  parameterMissing: [
    'invalid_request',
    900144,
    (name) => `The request body must contain the following parameter: '${name}'.`,
  ],
  parameterDuplicated: [
    'invalid_request',
    9000411,
    (name) => `The request is not properly formatted. The parameter '${name}' is duplicated.`,
  ],
  malformed: [
    'invalid_request',
    9002313,
    (reason) => `Invalid request. Request is malformed or invalid.${reason ? ` ${reason}` : ''}`,
  ],
  methodUnknown: [
    'invalid_request',
    900561,
    (allowed, method) => `The endpoint only accepts ${allowed} requests. Received a ${method} request.`,
  ],
  grantUnsupported: [
    'unsupported_grant_type',
    70003,
    (grant) => `The app requested an unsupported grant type '${grant}'.`,
  ],
  secretMissing: [
    'invalid_client',
    7000216,
    () => "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  ],
  secretInvalid: [
    'invalid_client',
    7000215,
    (client) =>
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client}'.`,
  ],
  assertionMalformed: ['invalid_client', 50027, (reason) => `JWT token is invalid or malformed. ${reason}`],
  assertionFromAnother: [
    'invalid_client',
    700021,
    () => "Client assertion application identifier doesn't match 'client_id' parameter.",
  ],
  assertionForAnother: [
    'invalid_client',
    700023,
    (audience) => `Client assertion audience claim does not match Realm issuer. The audience is '${audience}'.`,
  ],
  federatedAudience: [
    'invalid_client',
    700212,
    (audience) =>
      `No matching federated identity record found for presented assertion audience '${audience}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. The audience must be 'api://AzureADTokenExchange'.`,
  ],
  federatedSubject: [
    'invalid_client',
    700213,
    (subject) =>
      `No matching federated identity record found for presented assertion subject '${subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
  ],
  userAssertionSignature: [
    'invalid_grant',
    50013,
    () => 'Assertion failed signature validation. The assertion was not issued by this token service.',
  ],
  userAssertionExpired: ['invalid_grant', 500133, () => 'Assertion is not within its valid time range.'],
  userAssertionForAnother: [
    'invalid_grant',
    500131,
    (audience, expected) =>
      `Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '${audience}' and the expected audience is '${expected}' or one of the Application Uris of this application.`,
  ],
  userAssertionOfApplication: [
    'invalid_grant',
    7000114,
    (client) => `Application '${client}' is not allowed to make application on-behalf-of calls.`,
  ],
  // The number and the sentence are ours: the real endpoint is that of App Service, with errors of its own.
  identityHeaderMissing: [
    'invalid_client',
    900144,
    () => "The request must contain the header 'X-IDENTITY-HEADER' with the value of the variable IDENTITY_HEADER.",
  ],
  assertionOutOfTime: [
    'invalid_client',
    700024,
    (now, from, until) =>
      `Client assertion is not within its valid time range. Current time: ${now}, assertion valid from ${from}, expiry time of assertion ${until}.`,
  ],
  scopeInvalid: [
    'invalid_scope',
    70011,
    (scope) =>
      `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
  ],
  scopeOfManyResources: [
    'invalid_scope',
    28000,
    (scope) =>
      `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
  ],
  scopeNotForApplications: [
    'invalid_scope',
    1002012,
    (scope) =>
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  ],
  grantMalformed: ['invalid_grant', 9002313, () => 'Invalid request. Request is malformed or invalid.'],
  codeRedeemed: [
    'invalid_grant',
    54005,
    () =>
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  ],
  codeExpired: [
    'invalid_grant',
    70008,
    () =>
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  ],
  refreshExpired: [
    'invalid_grant',
    700082,
    (issued) =>
      `The refresh token has expired due to inactivity. The token was issued on ${issued} and was inactive for 90 days.`,
  ],
  grantOfAnotherTenant: [
    'invalid_grant',
    700005,
    () => 'Provided Authorization Code is intended to use against other tenant, thus rejected.',
  ],
  // The number is real, the sentence is ours.
  grantOfAnotherClient: ['invalid_grant', 70000, () => 'The provided grant was issued to another application.'],
  redirectDiffers: [
    'invalid_grant',
    500112,
    (sent, before) =>
      `The reply address '${sent}' does not match the reply address '${before}' provided when requesting Authorization code.`,
  ],
  verifierMissing: [
    'invalid_grant',
    50148,
    () => 'The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.',
  ],
  verifierDiffers: [
    'invalid_grant',
    501481,
    () => 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ],
  challengeInvalid: ['invalid_request', 501491, () => 'Invalid size of Code_Challenge parameter.'],
  accountInvalid: [
    'invalid_grant',
    50034,
    (account, tenant) => `The user account ${account} does not exist in the ${tenant} directory.`,
  ],
  redirectMissing: ['invalid_request', 500113, () => 'No reply address is registered for the application.'],
  redirectInvalid: ['invalid_request', 90102, () => "'redirect_uri' value must be a valid absolute URI."],
  // The number is real, the sentence is ours.
  redirectForbidden: [
    'invalid_request',
    50011,
    (uri) => `The redirect URI '${uri}' is not allowed: a browser must not be sent there with a code.`,
  ],
  responseTypeUnsupported: [
    'unsupported_response_type',
    700054,
    (type) => `response_type '${type}' is not enabled for the application.`,
  ],
  responseModeUnsupported: [
    'invalid_request',
    70007,
    (mode) => `'${mode}' is not a supported value of 'response_mode' when requesting a token.`,
  ],
  loginRequired: ['login_required', 50058, () => 'Session information is not sufficient for single-sign-on.'],
  consentRequired: [
    'invalid_grant',
    65001,
    (client) =>
      `The user or administrator has not consented to use the application with ID '${client}'. Send an interactive authorization request for this user and resource.`,
  ],
  devicePending: [
    'authorization_pending',
    70016,
    () => 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
  ],
  deviceDeclined: ['authorization_declined', 70019, () => 'The user declined the sign-in on the device.'],
  deviceCodeExpired: ['expired_token', 70020, () => 'The provided value for the device code has expired.'],
  deviceCodeUnknown: [
    'bad_verification_code',
    70018,
    () => 'Invalid verification code. Request a new code on the device.',
  ],
  declined: ['access_denied', 65004, () => 'User declined to consent to access the app.'],
  // From memory: the error code of RFC 6749, section 4.1.2.1, with a number of Microsoft's list.
  throttled: ['temporarily_unavailable', 90055, () => 'There are too many incoming requests.'],
  failed: ['server_error', 90033, (reason) => `A transient error has occurred. ${reason}`],
} as const satisfies Readonly<Record<string, RefusalRow>>;

export type RefusalReason = keyof typeof REFUSALS;

/** Our own advice. The advice of the real service is for administrators of its portal. */
const ADVICE: Partial<Record<RefusalReason, string>> = {
  parameterMissing: 'client_id identifies the application. Applications are not registered here, so any id works.',
  redirectMissing: 'Set redirect_uri to the URL to return to. Redirect URIs are not registered here, so any URL works.',
  redirectInvalid: 'Set redirect_uri to an absolute URL, for example http://localhost:3000/.',
  redirectForbidden: 'Set redirect_uri to the URL of a page or an app, without a fragment and without credentials.',
  applicationUnknown:
    'Set client_id to at most 200 letters, digits and . _ : / ~ -. Applications are not registered here, so any id works.',
  tenantUnknown: 'Start the path with a GUID, a domain name, common or organizations.',
};

export function refusalOf(reason: RefusalReason, ...values: readonly string[]): Refusal {
  const [error, number, sentence]: RefusalRow = REFUSALS[reason];
  return { kind: 'refusal', error, number, sentence: sentence(...values.map(shortened)), advice: ADVICE[reason] };
}

/** A refusal as an error to throw. */
export function refusalError(reason: RefusalReason, ...values: readonly string[]): HttpError {
  return asError(refusalOf(reason, ...values));
}

/** The error that carries a refusal as its cause. */
export function asError(refusal: Refusal): HttpError {
  return new HttpError({
    // The request follows the contract. The service refuses its credentials.
    code: 'CREDENTIAL_REFUSED',
    status: refusal.error === 'invalid_client' ? 401 : 400,
    message: textOf(refusal),
    cause: refusal,
  });
}

/** The refusal that an error carries. undefined for any other error. */
export function refusalIn(error: unknown): Refusal | undefined {
  const cause = error instanceof HttpError ? error.cause : undefined;
  return (cause as Refusal | undefined)?.kind === 'refusal' ? (cause as Refusal) : undefined;
}

export function textOf({ number, sentence }: Refusal): string {
  return `AADSTS${number}: ${sentence}`;
}

/** Errors repeat what a client sent, up to 300 characters. */
function shortened(value: string): string {
  return value.length > 300 ? `${value.slice(0, 300)}…` : value;
}
