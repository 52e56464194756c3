// Which application asks, and how it proves that. None is registered: an id is anybody's who gives it, a secret is good where
// it is not empty and does not look like a secret's id. Of a signed assertion all is checked but the signature, of which the
// certificate is not known.
import type { JsonObject } from '../../json/value.ts';
import { TOKEN_HOSTS } from '../clouds.ts';
import type { LoginContext } from './context.ts';
import { momentIn, readJwt, SKEW, textIn } from './jwt.ts';
import { refused } from './refusals.ts';
import { isGuid, tenantOf } from './tenants.ts';

export interface Client {
  readonly id: string;
  /** How it proved that it is the one: `appidacr` of its tokens tells it by 0, 1 and 2. */
  readonly proof: 'none' | 'secret' | 'assertion';
}

/** What a request says of its application. */
export interface ClientFields {
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly client_assertion?: string;
  readonly client_assertion_type?: string;
}

const ID = /^[\w.:/~-]{1,200}$/;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** @throws HttpError where it is none, or has not proved what it tries to prove */
export function clientOf(fields: ClientFields, authorization: string | undefined, issuing: LoginContext): Client {
  const { client_id, client_secret: secret, client_assertion: assertion } = { ...fields, ...basicIn(authorization) };
  const id = requireClientId(client_id, issuing);
  if (assertion !== undefined) {
    if (fields.client_assertion_type !== ASSERTION_TYPE) throw refused('parameterMissing', 'client_assertion_type');
    checkAssertion(assertion, id, issuing);
    return { id, proof: 'assertion' };
  }
  if (secret === undefined || secret === '') return { id, proof: 'none' };
  if (isGuid(secret)) throw refused('secretInvalid', id);
  return { id, proof: 'secret' };
}

/** @throws HttpError for what can be no application's id */
export function requireClientId(id: string | undefined, { tenantName }: LoginContext): string {
  if (id === undefined || id === '') throw refused('parameterMissing', 'client_id');
  if (!ID.test(id)) throw refused('applicationUnknown', id, tenantName);
  return id;
}

/** The id and the secret that a header carries (RFC 6749, section 2.3.1); nothing where it carries none. */
function basicIn(authorization = ''): ClientFields {
  const [, encoded] = /^basic +([\w+/=-]+)$/i.exec(authorization) ?? [];
  if (encoded === undefined) return {};
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  try {
    return { client_id: decodeURIComponent(id), client_secret: decodeURIComponent(secret.join(':')) };
  } catch {
    throw refused('malformed', 'The Authorization header holds a percent-escape that is not valid.');
  }
}

/** RFC 7523, section 3. @throws HttpError */
function checkAssertion(assertion: string, client: string, issuing: LoginContext): void {
  const jwt = readJwt(assertion);
  if (!jwt) throw refused('assertionMalformed', 'It has no header and claims in base64url.');
  const { header, claims } = jwt;
  const algorithm = textIn(header, 'alg') ?? '';
  if (!/^(?:RS|PS|ES)(?:256|384|512)$/.test(algorithm)) {
    throw refused(
      'assertionMalformed',
      `The algorithm '${algorithm}' is none for an assertion that is signed with a certificate.`,
    );
  }
  if (textIn(claims, 'iss') !== client || textIn(claims, 'sub') !== client) throw refused('assertionFromAnother');
  checkAudience(claims, issuing);
  checkTime(claims);
}

function checkAudience(claims: JsonObject, issuing: LoginContext): void {
  const given = Object.hasOwn(claims, 'aud') ? claims.aud : undefined;
  const audiences = [given].flat().filter((audience) => typeof audience === 'string');
  if (audiences.some((audience) => isHere(audience, issuing))) return;
  throw refused('assertionForAnother', audiences.join(', '));
}

/** Whether an audience is the token endpoint of the tenant, or its issuer. */
function isHere(audience: string, { service, tenant }: LoginContext): boolean {
  if (!URL.canParse(audience)) return false;
  const { origin, pathname } = new URL(audience);
  const [, name = ''] = /\/([^/]+)\/(?:oauth2\/v2\.0\/token|v2\.0\/?)$/.exec(pathname) ?? [];
  const named = tenantOf(name);
  const host = origin === new URL(service).origin || LOGINS.has(origin);
  return host && named.kind === 'work' && named.id === tenant;
}

/** Clients that do not know that this is none of them name the real ones. */
const LOGINS: ReadonlySet<string> = new Set([...TOKEN_HOSTS.values()].map((host) => `https://${host}`));

/** By the machine's clock, which is the client's too. */
function checkTime(claims: JsonObject): void {
  const now = Date.now();
  const until = momentIn(claims, 'exp') ?? 0;
  const from = momentIn(claims, 'nbf') ?? momentIn(claims, 'iat') ?? 0;
  if (until > now && from <= now + SKEW) return;
  const [current = '', begins = '', ends = ''] = [now, from, until].map(timeOf);
  throw refused('assertionOutOfTime', current, begins, ends);
}

function timeOf(moment: number): string {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? 'no time' : date.toISOString();
}
