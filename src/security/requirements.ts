// What an operation's `security` asks of a request (OpenAPI 3.1, section 4.8.30): alternatives, any of which suffices,
// each of schemes that are all needed. This decides presence and form; whether a token is good is handed in elsewhere.
import type { Contract } from '../contract/contract.ts';
import { securitySchemePointer } from '../contract/contract.ts';
import type { Operation } from '../contract/operations.ts';
import { resolve } from '../contract/resolve.ts';
import { AnswerError } from '../errors/answer.ts';
import type { JsonObject } from '../json/value.ts';
import { type Carrier, type Credential, type Credentials, carrierOf } from './credentials.ts';

/** @throws AnswerError CREDENTIAL_MISSING or CREDENTIAL_MALFORMED, with a challenge */
export type Authenticate = (credentials: Credentials) => void;

/** The check of one operation, or undefined where it asks for nothing. */
export function authenticator(contract: Contract, operation: Operation): Authenticate | undefined {
  const alternatives = operation.security.map((schemes) =>
    Object.keys(schemes).map((name) => carrierOf(schemeOf(contract, name))),
  );
  if (alternatives.length === 0 || alternatives.some((carriers) => carriers.length === 0)) return undefined;
  const distinct = [
    ...new Map(alternatives.map((carriers) => [carriers.map(({ challenge }) => challenge).join(), carriers])).values(),
  ];
  return (credentials) => {
    let refusal: Refused | undefined;
    for (const carriers of distinct) {
      const refused = firstRefusal(carriers, credentials);
      if (!refused) return;
      refusal ??= refused;
      if (refused.found.kind === 'malformed') refusal = refused;
    }
    if (refusal) throw errorOf(refusal, distinct);
  };
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

interface Refused {
  readonly carrier: Carrier;
  readonly found: Exclude<Credential, { kind: 'present' }>;
}

function firstRefusal(carriers: readonly Carrier[], credentials: Credentials): Refused | undefined {
  for (const carrier of carriers) {
    const found = carrier.find(credentials);
    if (found.kind !== 'present') return { carrier, found };
  }
  return undefined;
}

function errorOf({ carrier, found }: Refused, alternatives: readonly (readonly Carrier[])[]): AnswerError {
  const challenges = new Set(alternatives.flat().map(({ challenge }) => challenge));
  return new AnswerError({
    code: found.kind === 'missing' ? 'CREDENTIAL_MISSING' : 'CREDENTIAL_MALFORMED',
    message: found.kind === 'missing' ? `The request carries no ${carrier.what}.` : found.message,
    headers: { 'www-authenticate': [...challenges].join(', ') },
  });
}

function schemeOf({ document }: Contract, name: string): JsonObject {
  return resolve(document, securitySchemePointer(name)).value;
}
