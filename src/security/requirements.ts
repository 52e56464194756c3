// What an operation's `security` asks of a request (OpenAPI 3.1, section 4.8.30): alternatives, any of which suffices,
// each of schemes that are all needed. This decides presence and form; whether a token is good is handed in elsewhere.
import type { Contract } from '../contract/contract.ts';
import { securitySchemePointer } from '../contract/contract.ts';
import type { Operation } from '../contract/operations.ts';
import { resolve } from '../contract/resolve.ts';
import { HttpError } from '../errors/http-error.ts';
import type { JsonObject } from '../json/value.ts';
import type { Settings } from '../world-settings.ts';
import { type Carrier, type Credentials, carrierOf } from './credentials.ts';

/**
 * What is answered is waited for, where who is asked needs time.
 * @throws HttpError CREDENTIAL_… with a challenge, or PERMISSION_MISSING
 */
export type Authenticate = (credentials: Credentials, facts: VerificationContext) => void | Promise<void>;

/** A well-formed credential, as it is handed to who is to say whether it is good. */
export interface PresentedCredential {
  /** The name of its security scheme in the document. */
  readonly scheme: string;
  /** The token, the key, or the base64 text of basic credentials. */
  readonly value: string;
  /** What this alternative of the operation asks for. */
  readonly scopes: readonly string[];
}

/** A credential that is to be judged. */
export interface CredentialToVerify extends PresentedCredential {
  /** What any of the operation's alternatives asks for: each of these lists would do. */
  readonly sufficientScopes: readonly (readonly string[])[];
}

/** What the world of a request says of its credentials. */
export interface VerificationContext {
  readonly settings: Settings;
  /** The world's time, in milliseconds. */
  readonly moment: number;
  /** What was issued before this moment is taken for expired: in milliseconds, on the world's clock and on the machine's. */
  readonly expiredBefore: { readonly onClock: number; readonly onMachine: number };
}

/** That a credential is good, that it is not (401), or that it may not do this (403); with a sentence for who sent it. */
export type CredentialVerdict =
  | 'accepted'
  | 'refused'
  | 'forbidden'
  | { readonly kind: 'refused' | 'forbidden'; readonly message: string };

/** Says of a well-formed credential whether it is good. */
export type VerifyCredential = (
  credential: CredentialToVerify,
  facts: VerificationContext,
) => CredentialVerdict | Promise<CredentialVerdict>;

/**
 * The check of one operation, or undefined where it asks for nothing.
 * @param verify without it every well-formed credential is good
 */
export function authenticator(
  contract: Contract,
  operation: Operation,
  verify?: VerifyCredential,
): Authenticate | undefined {
  const alternatives = operation.security.map((schemes) =>
    Object.entries(schemes).map(
      ([scheme, scopes]): RequiredCredential => ({ ...carrierOf(schemeOf(contract, scheme)), scheme, scopes }),
    ),
  );
  if (alternatives.length === 0 || alternatives.some((carriers) => carriers.length === 0)) return undefined;
  const keyOf = ({ challenge, scheme, scopes }: RequiredCredential) =>
    verify ? `${scheme} ${scopes.join(' ')}` : challenge;
  const distinct = [...new Map(alternatives.map((carriers) => [carriers.map(keyOf).join(), carriers])).values()];
  const enough = distinct.map((carriers) => carriers.flatMap(({ scopes }) => scopes));
  return (credentials, facts) => {
    const asking: CredentialQuery = { credentials, facts, verify, enough };
    const from = (index: number, worst: Refused | undefined): void | Promise<void> => {
      const carriers = distinct[index];
      if (!carriers) throw errorOf(worst as Refused, distinct);
      const goOn = (refused: Refused | undefined) => refused && from(index + 1, heavier(worst, refused));
      return whenKnown(firstRefusal(carriers, asking), goOn);
    };
    return from(0, undefined);
  };
}

/** One request, and who is asked of its credentials. */
interface CredentialQuery {
  readonly credentials: Credentials;
  readonly facts: VerificationContext;
  readonly verify: VerifyCredential | undefined;
  /** The scopes of each alternative. */
  readonly enough: CredentialToVerify['sufficientScopes'];
}

/** At once where nothing is waited for: most verdicts are known. */
function whenKnown<Known, Next>(known: Known | Promise<Known>, next: (known: Known) => Next | Promise<Next>) {
  return known instanceof Promise ? known.then(next) : next(known);
}

function heavier(one: Refused | undefined, other: Refused): Refused {
  return one && one.weight >= other.weight ? one : other;
}

/** Finds the credentials that a request presents for an operation, whichever of them were needed. */
export function presentedCredentials(
  contract: Contract,
  operation: Operation,
): (credentials: Credentials) => readonly PresentedCredential[] {
  const carriers = operation.security.flatMap((schemes) =>
    Object.entries(schemes).map(([scheme, scopes]) => ({ scheme, scopes, ...carrierOf(schemeOf(contract, scheme)) })),
  );
  return (credentials) =>
    carriers.flatMap(({ scheme, scopes, find }) => {
      const found = find(credentials);
      return found.kind === 'present' ? [{ scheme, scopes, value: found.value }] : [];
    });
}

/** Credentials of the form that an operation asks for, for a person to try. */
export function exampleCredentials(
  contract: Contract,
  operation: Operation,
): { headers: (readonly [string, string])[]; query: string } {
  const [first = {}] = operation.security;
  const examples = Object.keys(first).map((name) => carrierOf(schemeOf(contract, name)).example);
  return {
    headers: examples.flatMap(({ header }) => (header ? [header] : [])),
    query: examples.flatMap(({ query }) => (query ? [query] : [])).join('&'),
  };
}

interface RequiredCredential extends Carrier {
  readonly scheme: string;
  readonly scopes: readonly string[];
}

/** Why an alternative was not met; of several the one that came furthest is told. */
interface Refused {
  readonly weight: number;
  readonly code: 'CREDENTIAL_MISSING' | 'CREDENTIAL_MALFORMED' | 'CREDENTIAL_REFUSED' | 'PERMISSION_MISSING';
  readonly message: string;
}

function firstRefusal(
  [carrier, ...others]: readonly RequiredCredential[],
  asking: CredentialQuery,
): Refused | undefined | Promise<Refused | undefined> {
  if (!carrier) return undefined;
  return whenKnown(refusalOf(carrier, asking), (refused) => refused ?? firstRefusal(others, asking));
}

function refusalOf(
  { what, find, scheme, scopes }: RequiredCredential,
  { credentials, facts, verify, enough }: CredentialQuery,
): Refused | undefined | Promise<Refused | undefined> {
  const found = find(credentials);
  if (found.kind === 'missing') {
    return { weight: 1, code: 'CREDENTIAL_MISSING', message: `The request carries no ${what}.` };
  }
  if (found.kind === 'malformed') return { weight: 2, code: 'CREDENTIAL_MALFORMED', message: found.message };
  const verdict = verify?.({ scheme, value: found.value, scopes, sufficientScopes: enough }, facts) ?? 'accepted';
  return whenKnown(verdict, (one) => refusalBy(one, { what, scopes }));
}

function refusalBy(
  verdict: CredentialVerdict,
  { what, scopes }: Pick<RequiredCredential, 'what' | 'scopes'>,
): Refused | undefined {
  if (verdict === 'accepted') return undefined;
  const { kind, message } = typeof verdict === 'string' ? { kind: verdict, message: undefined } : verdict;
  if (kind === 'refused')
    return { weight: 3, code: 'CREDENTIAL_REFUSED', message: message ?? `The ${what} is not known here.` };
  const asked = scopes.length === 0 ? '' : `; it needs ${scopes.join(', ')}`;
  return { weight: 4, code: 'PERMISSION_MISSING', message: message ?? `The ${what} does not permit this${asked}.` };
}

function errorOf({ code, message }: Refused, alternatives: readonly (readonly RequiredCredential[])[]): HttpError {
  if (code === 'PERMISSION_MISSING') return new HttpError({ code, message });
  const challenges = new Set(alternatives.flat().map(({ challenge }) => challenge));
  return new HttpError({ code, message, headers: { 'www-authenticate': [...challenges].join(', ') } });
}

function schemeOf({ document }: Contract, name: string): JsonObject {
  return resolve(document, securitySchemePointer(name)).value;
}
