// Authenticates the client application of a token request. Applications are not registered: every id is accepted, and every secret
// that is not empty and not a GUID (the id of a secret). The signature of an assertion is not verified, because the certificate is
// not known.
import type { JsonObject } from '../../json/value.ts';
import { TOKEN_HOSTS } from '../clouds.ts';
import type { LoginContext } from './context.ts';
import { MAX_SKEW_MS, readJwt, textIn, timeIn } from './jwt.ts';
import { refusalError } from './refusals.ts';
import { isGuid, tenantOf } from './tenants.ts';

export interface Client {
  readonly id: string;
  /** How the application authenticated. The claim `appidacr` of its tokens is 0, 1 or 2 in this order. */
  readonly proof: 'none' | 'secret' | 'assertion';
}

/** The fields of a token request that authenticate the application. */
export interface ClientFields {
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly client_assertion?: string;
  readonly client_assertion_type?: string;
}

const CLIENT_ID = /^[\w.:/~-]{1,200}$/;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Throws HttpError if the client id is missing or invalid, or if the secret or assertion is refused. */
export function clientOf(fields: ClientFields, authorization: string | undefined, context: LoginContext): Client {
  const {
    client_id,
    client_secret: secret,
    client_assertion: assertion,
  } = { ...fields, ...basicCredentials(authorization) };
  const id = requireClientId(client_id, context);
  if (assertion !== undefined) {
    if (fields.client_assertion_type !== ASSERTION_TYPE)
      throw refusalError('parameterMissing', 'client_assertion_type');
    checkAssertion(assertion, id, context);
    return { id, proof: 'assertion' };
  }
  if (secret === undefined || secret === '') return { id, proof: 'none' };
  if (isGuid(secret)) throw refusalError('secretInvalid', id);
  return { id, proof: 'secret' };
}

/** Throws HttpError if the id is missing or has invalid characters. */
export function requireClientId(id: string | undefined, { tenantName }: LoginContext): string {
  if (id === undefined || id === '') throw refusalError('parameterMissing', 'client_id');
  if (!CLIENT_ID.test(id)) throw refusalError('applicationUnknown', id, tenantName);
  return id;
}

/** The id and secret of a Basic Authorization header (RFC 6749, section 2.3.1). Empty if there is no such header. */
function basicCredentials(authorization = ''): ClientFields {
  const [, encoded] = /^basic +([\w+/=-]+)$/i.exec(authorization) ?? [];
  if (encoded === undefined) return {};
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  try {
    return { client_id: decodeURIComponent(id), client_secret: decodeURIComponent(secret.join(':')) };
  } catch {
    throw refusalError('malformed', 'The Authorization header contains an invalid percent-escape.');
  }
}

/** Throws HttpError if the claims of the assertion are not valid for this client (RFC 7523, section 3). */
function checkAssertion(assertion: string, client: string, context: LoginContext): void {
  const jwt = readJwt(assertion);
  if (!jwt) throw refusalError('assertionMalformed', 'It needs a header and claims in base64url.');
  const { header, claims } = jwt;
  const algorithm = textIn(header, 'alg') ?? '';
  if (!/^(?:RS|PS|ES)(?:256|384|512)$/.test(algorithm)) {
    throw refusalError(
      'assertionMalformed',
      `The algorithm '${algorithm}' is not supported for client assertions. Use RS256, PS256 or ES256.`,
    );
  }
  if (isFederated(claims, client)) checkFederated(claims);
  else checkOwn(claims, client, context);
  checkTime(claims);
}

/** The audience of tokens of other identity providers, in each cloud. */
const TOKEN_EXCHANGE = /^api:\/\/AzureADTokenExchange(?:USGov|China)?$/;

/** Whether another identity provider issued the assertion, for example GitHub Actions or a Kubernetes cluster. */
function isFederated(claims: JsonObject, client: string): boolean {
  const issuer = textIn(claims, 'iss') ?? '';
  return issuer !== client && (/^https:\/\//i.test(issuer) || audiencesIn(claims).some(isTokenExchange));
}

function isTokenExchange(audience: string): boolean {
  return TOKEN_EXCHANGE.test(audience);
}

/** Every issuer and every subject is accepted, because no federated credentials are registered. */
function checkFederated(claims: JsonObject): void {
  const audiences = audiencesIn(claims);
  if (!audiences.some(isTokenExchange)) throw refusalError('federatedAudience', audiences.join(', '));
  const subject = textIn(claims, 'sub') ?? '';
  if (subject === '' || (textIn(claims, 'iss') ?? '') === '') throw refusalError('federatedSubject', subject);
}

/** An assertion that the application itself signed, with its certificate. */
function checkOwn(claims: JsonObject, client: string, context: LoginContext): void {
  if (textIn(claims, 'iss') !== client || textIn(claims, 'sub') !== client) throw refusalError('assertionFromAnother');
  checkAudience(claims, context);
}

function audiencesIn(claims: JsonObject): readonly string[] {
  const claim = Object.hasOwn(claims, 'aud') ? claims.aud : undefined;
  return [claim].flat().filter((audience) => typeof audience === 'string');
}

function checkAudience(claims: JsonObject, context: LoginContext): void {
  const audiences = audiencesIn(claims);
  if (audiences.some((audience) => isHere(audience, context))) return;
  throw refusalError('assertionForAnother', audiences.join(', '));
}

/** Whether an audience is the token endpoint of the tenant, or its issuer. */
function isHere(audience: string, { service, tenant }: LoginContext): boolean {
  if (!URL.canParse(audience)) return false;
  const { origin, pathname } = new URL(audience);
  const [, name = ''] = /\/([^/]+)\/(?:oauth2\/v2\.0\/token|v2\.0\/?)$/.exec(pathname) ?? [];
  const audienceTenant = tenantOf(name);
  const hostMatches = origin === new URL(service).origin || LOGIN_ORIGINS.has(origin);
  return hostMatches && audienceTenant.kind === 'work' && audienceTenant.id === tenant;
}

/** The real login hosts. A client uses them if it reaches this server through a proxy. */
const LOGIN_ORIGINS: ReadonlySet<string> = new Set([...TOKEN_HOSTS.values()].map((host) => `https://${host}`));

/** Uses the machine's clock, because the client uses it too. */
function checkTime(claims: JsonObject): void {
  const now = Date.now();
  const until = timeIn(claims, 'exp') ?? 0;
  const from = timeIn(claims, 'nbf') ?? timeIn(claims, 'iat') ?? 0;
  if (until > now && from <= now + MAX_SKEW_MS) return;
  const [current = '', begins = '', ends = ''] = [now, from, until].map(formatTime);
  throw refusalError('assertionOutOfTime', current, begins, ends);
}

function formatTime(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? 'invalid' : date.toISOString();
}
