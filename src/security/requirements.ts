// Checks a request against an operation's `security` (OpenAPI 3.1, section 4.8.30): a list of alternatives, each with schemes
// that are all required. This module checks presence and form. An injected function verifies the credential itself.
import type { Contract } from '../contract/contract.ts';
import { securitySchemePointer, securitySchemesOf } from '../contract/contract.ts';
import { resolve } from '../contract/document/resolve.ts';
import type { Operation } from '../contract/operation/operations.ts';
import { HttpError } from '../errors/http-error.ts';
import { finalReasonOf } from '../errors/thrown.ts';
import { type Eventually, isPending, whenKnown } from '../eventually.ts';
import { isObject, type JsonObject } from '../json/value.ts';
import { withinTime } from '../time-limit.ts';
import type { Settings } from '../world-settings.ts';
import { type Carrier, type Credentials, carrierOf } from './credentials.ts';

/**
 * Checks the credentials of a request. Returns a promise only if the verification is asynchronous.
 * @throws HttpError CREDENTIAL_… with a challenge, or PERMISSION_MISSING
 */
export type Authenticate = (credentials: Credentials, facts: VerificationContext) => void | Promise<void>;

/** A well-formed credential of a request. */
export interface PresentedCredential {
  /** The name of its security scheme in the document. */
  readonly scheme: string;
  /** The token, the key, or the base64 text of basic credentials. */
  readonly value: string;
  /** The scopes that this alternative of the operation requires. */
  readonly scopes: readonly string[];
}

/** A credential to verify. */
export interface CredentialToVerify extends PresentedCredential {
  /** The required scopes of each alternative of the operation. Any one of these lists is sufficient. */
  readonly sufficientScopes: readonly (readonly string[])[];
}

/** The state of the world that the verification of a credential depends on. */
export interface VerificationContext {
  readonly settings: Settings;
  /** The time of the world, in milliseconds. */
  readonly moment: number;
  /** Tokens issued before this time are expired: in milliseconds, by the clock of the world and by the clock of the machine. */
  readonly expiredBefore: { readonly onClock: number; readonly onMachine: number };
  /** The only scopes that credentials in the world have. Undefined if the verification alone decides which they have. */
  readonly scopes?: readonly string[] | undefined;
}

/** The result for a credential: valid, invalid (401) or not permitted to do this (403), with an optional message for the client. */
export type CredentialVerdict =
  | 'accepted'
  | 'refused'
  | 'forbidden'
  | { readonly kind: 'refused' | 'forbidden'; readonly message: string };

/** Verifies a well-formed credential. */
export type VerifyCredential = (
  credential: CredentialToVerify,
  facts: VerificationContext,
) => CredentialVerdict | Promise<CredentialVerdict>;

/**
 * The check for one operation. Undefined if the operation requires no credentials.
 * @param verify if absent, every well-formed credential is valid
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
    `${verify ? scheme : challenge} ${scopes.join(' ')}`;
  const distinct = [...new Map(alternatives.map((carriers) => [carriers.map(keyOf).join(), carriers])).values()];
  const enough = distinct.map((carriers) => carriers.flatMap(({ scopes }) => scopes));
  return (credentials, facts) => {
    return tryFrom(distinct, 0, { credentials, facts, verify, enough }, undefined);
  };
}

type CredentialAlternatives = readonly (readonly RequiredCredential[])[];

/** Tries the alternatives from an index on. @throws HttpError of the one that got furthest, if all fail */
function tryFrom(
  alternatives: CredentialAlternatives,
  first: number,
  query: CredentialQuery,
  before: CredentialFailure | undefined,
): void | Promise<void> {
  let closest = before;
  for (let index = first; index < alternatives.length; index++) {
    const refusal = firstRefusal(alternatives[index] as readonly RequiredCredential[], 0, query);
    if (refusal instanceof Promise) {
      const known = closest;
      return refusal.then((late) => late && tryFrom(alternatives, index + 1, query, closerOf(known, late)));
    }
    if (refusal === undefined) return undefined;
    closest = closerOf(closest, refusal);
  }
  throw errorOf(closest as CredentialFailure, alternatives);
}

/** The credentials of one request, and how to verify them. */
interface CredentialQuery {
  readonly credentials: Credentials;
  readonly facts: VerificationContext;
  readonly verify: VerifyCredential | undefined;
  /** The scopes of each alternative. */
  readonly enough: CredentialToVerify['sufficientScopes'];
}

function closerOf(one: CredentialFailure | undefined, other: CredentialFailure): CredentialFailure {
  return one && one.progress >= other.progress ? one : other;
}

/** Finds all credentials in a request that belong to the schemes of an operation. */
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

/** Well-formed credentials for an operation, to try it. */
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

/** Why an alternative failed. If all fail, the error reports the one that got furthest. */
interface CredentialFailure {
  readonly progress: number;
  readonly code: 'CREDENTIAL_MISSING' | 'CREDENTIAL_MALFORMED' | 'CREDENTIAL_REFUSED' | 'PERMISSION_MISSING';
  readonly message: string;
}

function firstRefusal(
  carriers: readonly RequiredCredential[],
  first: number,
  query: CredentialQuery,
): Eventually<CredentialFailure | undefined> {
  for (let index = first; index < carriers.length; index++) {
    const refusal = refusalOf(carriers[index] as RequiredCredential, query);
    if (refusal instanceof Promise) return refusal.then((late) => late ?? firstRefusal(carriers, index + 1, query));
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function refusalOf(
  { noun, find, scheme, scopes }: RequiredCredential,
  { credentials, facts, verify, enough }: CredentialQuery,
): Eventually<CredentialFailure | undefined> {
  const found = find(credentials);
  if (found.kind === 'missing') {
    return { progress: 1, code: 'CREDENTIAL_MISSING', message: `The request has no ${noun}.` };
  }
  if (found.kind === 'malformed') return { progress: 2, code: 'CREDENTIAL_MALFORMED', message: found.message };
  const lacking = () => refusalForScopes(noun, scopes, { granted: facts.scopes, enough });
  if (!verify) return facts.scopes && lacking();
  const verdict = verify({ scheme, value: found.value, scopes, sufficientScopes: enough }, facts);
  return whenKnown(verdict, (one) => refusalBy(one, { noun, scopes }) ?? (facts.scopes && lacking()));
}

interface GrantedScopes {
  readonly granted: readonly string[] | undefined;
  readonly enough: CredentialToVerify['sufficientScopes'];
}

/** The refusal of a credential in a world whose credentials have only some scopes. */
function refusalForScopes(
  noun: string,
  scopes: readonly string[],
  { granted = scopes, enough }: GrantedScopes,
): CredentialFailure | undefined {
  const isMissing = (scope: string) => !granted.includes(scope);
  if (!scopes.some(isMissing)) return undefined;
  const missing = enough.map((names) => names.filter(isMissing).join(' and ')).filter((names) => names !== '');
  const message = `The ${noun} does not have the scope ${[...new Set(missing)].join(' or ')}.`;
  return { progress: 4, code: 'PERMISSION_MISSING', message };
}

/**
 * The verification by a function of a user. Everything that it throws, except an HttpError, becomes HANDLER_FAILED.
 * @param limit milliseconds in which it must respond
 */
export function userVerification(verify: VerifyCredential, limit: number): VerifyCredential {
  const failed = (cause: unknown): never => {
    if (cause instanceof HttpError) throw cause;
    throw new HttpError({ code: 'HANDLER_FAILED', message: `verifyCredential failed: ${finalReasonOf(cause)}`, cause });
  };
  // request-line.ts cuts the stack of an error at this name.
  return function callUserFunction(credential, facts) {
    try {
      const verdict = verify(credential, facts);
      if (!isPending(verdict)) return checkedVerdict(verdict);
      return withinTime(Promise.resolve(verdict), limit).then(checkedVerdict).catch(failed);
    } catch (cause) {
      return failed(cause);
    }
  };
}

/** @throws HttpError HANDLER_FAILED for a value that is no verdict, which a function in JavaScript can return */
function checkedVerdict(verdict: unknown): CredentialVerdict {
  if (verdict === 'accepted' || verdict === 'refused' || verdict === 'forbidden') return verdict;
  if (isObject(verdict)) {
    const { kind, message } = verdict;
    const isText = message === undefined || typeof message === 'string';
    if ((kind === 'refused' || kind === 'forbidden') && isText) return { kind, message } as CredentialVerdict;
  }
  const returned =
    typeof verdict === 'object' && verdict !== null
      ? `an object with the properties ${Object.keys(verdict).join(', ') || '(none)'}`
      : typeof verdict === 'string'
        ? JSON.stringify(verdict)
        : String(verdict);
  const message = `verifyCredential returned ${returned}. It must return 'accepted', 'refused', 'forbidden', or an object with the properties kind ('refused' or 'forbidden') and message.`;
  throw new HttpError({ code: 'HANDLER_FAILED', message });
}

function refusalBy(
  verdict: CredentialVerdict,
  { noun, scopes }: Pick<RequiredCredential, 'noun' | 'scopes'>,
): CredentialFailure | undefined {
  if (verdict === 'accepted') return undefined;
  const { kind, message } = typeof verdict === 'string' ? { kind: verdict, message: undefined } : verdict;
  if (kind === 'refused')
    return { progress: 3, code: 'CREDENTIAL_REFUSED', message: message ?? `The ${noun} is invalid.` };
  const advice = scopes.length === 0 ? '' : ` Required scopes: ${scopes.join(', ')}.`;
  return {
    progress: 4,
    code: 'PERMISSION_MISSING',
    message: message ?? `The ${noun} does not permit this operation.${advice}`,
  };
}

function errorOf({ code, message }: CredentialFailure, alternatives: CredentialAlternatives): HttpError {
  if (code === 'PERMISSION_MISSING') return new HttpError({ code, message });
  const challenges = new Set(alternatives.flat().map(({ challenge }) => challenge));
  return new HttpError({ code, message, headers: { 'www-authenticate': [...challenges].join(', ') } });
}

/** The names of the headers and query parameters that carry the API keys of a document, in lower case. */
export function apiKeyNames(contract: Contract): ReadonlySet<string> {
  const schemes = securitySchemesOf(contract).map((name) => schemeOf(contract, name));
  return new Set(schemes.flatMap(({ type, name }) => (type === 'apiKey' ? [String(name).toLowerCase()] : [])));
}

function schemeOf({ document }: Contract, name: string): JsonObject {
  return resolve(document, securitySchemePointer(name)).value;
}

/** A scope of a document. */
export interface DeclaredScope {
  readonly name: string;
  readonly description: string | undefined;
}

/** The scopes that the security schemes of a document declare or its operations require, each once. */
export function scopesOf(contract: Contract): readonly DeclaredScope[] {
  const descriptions = new Map<string, string | undefined>();
  for (const { flows } of securitySchemesOf(contract).map((name) => schemeOf(contract, name))) {
    for (const flow of isObject(flows) ? Object.values(flows) : []) {
      const scopes = isObject(flow) && isObject(flow.scopes) ? Object.entries(flow.scopes) : [];
      for (const [name, text] of scopes)
        descriptions.set(name, typeof text === 'string' && text !== '' ? text : undefined);
    }
  }
  const required = contract.operations.flatMap(({ security }) =>
    security.flatMap((schemes) => Object.values(schemes).flat()),
  );
  for (const name of required) if (!descriptions.has(name)) descriptions.set(name, undefined);
  return [...descriptions].map(([name, description]) => ({ name, description }));
}
