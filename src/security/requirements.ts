// What an operation's `security` asks of a request (OpenAPI 3.1, section 4.8.30): alternatives, any of which suffices,
// each of schemes that are all needed. This decides presence and form; whether a token is good is handed in elsewhere.
import type { Contract } from '../contract/contract.ts';
import { securitySchemePointer } from '../contract/contract.ts';
import type { Operation } from '../contract/operations.ts';
import { resolve } from '../contract/resolve.ts';
import { AnswerError } from '../errors/answer.ts';
import type { JsonObject } from '../json/value.ts';
import { type Carrier, type Credential, type Credentials, carrierOf } from './credentials.ts';

/** @throws AnswerError CREDENTIAL_… with a challenge, or PERMISSION_MISSING */
export type Authenticate = (credentials: Credentials) => void;

/** A well-formed credential, as it is handed to who is to say whether it is good. */
export interface PresentedCredential {
  /** The name of its security scheme in the document. */
  readonly scheme: string;
  /** The token, the key, or the base64 text of basic credentials. */
  readonly value: string;
  /** What the operation asks for. */
  readonly scopes: readonly string[];
}

/** Says of a credential that it is good, that nobody knows it (401), or that it may not do this (403). */
export type VerifyCredential = (credential: PresentedCredential) => 'accepted' | 'refused' | 'forbidden';

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
      ([scheme, scopes]): Asked => ({ ...carrierOf(schemeOf(contract, scheme)), scheme, scopes }),
    ),
  );
  if (alternatives.length === 0 || alternatives.some((carriers) => carriers.length === 0)) return undefined;
  const keyOf = ({ challenge, scheme }: Asked) => (verify ? scheme : challenge);
  const distinct = [...new Map(alternatives.map((carriers) => [carriers.map(keyOf).join(), carriers])).values()];
  return (credentials) => {
    let refusal: Refused | undefined;
    for (const carriers of distinct) {
      const refused = firstRefusal(carriers, credentials, verify);
      if (!refused) return;
      if (!refusal || refused.weight > refusal.weight) refusal = refused;
    }
    if (refusal) throw errorOf(refusal, distinct);
  };
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

interface Asked extends Carrier {
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
  carriers: readonly Asked[],
  credentials: Credentials,
  verify: VerifyCredential | undefined,
): Refused | undefined {
  for (const carrier of carriers) {
    const refused = refusalOf(carrier, carrier.find(credentials), verify);
    if (refused) return refused;
  }
  return undefined;
}

function refusalOf(
  { what, scheme, scopes }: Asked,
  found: Credential,
  verify: VerifyCredential | undefined,
): Refused | undefined {
  if (found.kind === 'missing') {
    return { weight: 1, code: 'CREDENTIAL_MISSING', message: `The request carries no ${what}.` };
  }
  if (found.kind === 'malformed') return { weight: 2, code: 'CREDENTIAL_MALFORMED', message: found.message };
  const verdict = verify?.({ scheme, value: found.value, scopes }) ?? 'accepted';
  if (verdict === 'accepted') return undefined;
  if (verdict === 'refused')
    return { weight: 3, code: 'CREDENTIAL_REFUSED', message: `The ${what} is not known here.` };
  const asked = scopes.length === 0 ? '' : `; it needs ${scopes.join(', ')}`;
  return { weight: 4, code: 'PERMISSION_MISSING', message: `The ${what} does not permit this${asked}.` };
}

function errorOf({ code, message }: Refused, alternatives: readonly (readonly Asked[])[]): AnswerError {
  if (code === 'PERMISSION_MISSING') return new AnswerError({ code, message });
  const challenges = new Set(alternatives.flat().map(({ challenge }) => challenge));
  return new AnswerError({ code, message, headers: { 'www-authenticate': [...challenges].join(', ') } });
}

function schemeOf({ document }: Contract, name: string): JsonObject {
  return resolve(document, securitySchemePointer(name)).value;
}
