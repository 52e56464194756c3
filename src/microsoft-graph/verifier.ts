// Decides which tokens are accepted, and for which operations. `lenient` trusts the claims of a token and accepts opaque tokens.
// `strict` accepts only tokens that this process signed. The messages are those of the real service, if one was recorded.
import type {
  CredentialToVerify,
  CredentialVerdict,
  VerificationContext,
  VerifyCredential,
} from '../security/requirements.ts';
import { MAX_SKEW_MS } from './login/jwt.ts';
import { isIssuedHere } from './login/keys.ts';
import { isObserved, setting } from './settings.ts';
import type { ParsedJwt, TokenCache } from './token-cache.ts';

export function verifierOf(tokens: TokenCache): VerifyCredential {
  return ({ value, sufficientScopes }, facts) => {
    const token = tokens.parse(value);
    const strict = setting(facts.settings, 'auth') === 'strict';
    if (token.kind === 'opaque') return strict ? malformed(value) : 'accepted';
    if (!strict || token.signature === 'good') return verifyClaims(token, sufficientScopes, facts);
    if (token.signature === 'bad') return SIGNATURE;
    return isIssuedHere(value).then((valid) => {
      token.signature = valid ? 'good' : 'bad';
      return valid ? verifyClaims(token, sufficientScopes, facts) : SIGNATURE;
    });
  };
}

/** Validates the claims of a token against the operation and the time. */
function verifyClaims(
  token: ParsedJwt,
  enough: CredentialToVerify['sufficientScopes'],
  facts: VerificationContext,
): CredentialVerdict {
  const { notBefore, expiresAt, permissions } = token;
  const now = setting(facts.settings, 'tokens') === 'clock' ? facts.moment : Date.now();
  // An id token is for the application that the user signs in to, even if that calls itself Graph. Only access tokens have the claim.
  const isIdToken = token.issuedHereAt === undefined && setting(facts.settings, 'auth') === 'strict';
  if (token.forGraph === false || isIdToken) return AUDIENCE;
  if ((expiresAt !== undefined && expiresAt <= now) || isRevoked(token, facts)) return EXPIRED;
  if (notBefore !== undefined && notBefore > now + MAX_SKEW_MS) return NOT_YET;
  if (token.personal) return PERSONAL;
  if (permissions === undefined && !token.appOnly) return 'accepted';
  if (permissions !== undefined && permits(permissions, enough)) return 'accepted';
  return { kind: 'forbidden', message: missingPermissionText(token, enough, facts) };
}

function permits(permissions: ReadonlySet<string>, enough: CredentialToVerify['sufficientScopes']): boolean {
  for (const names of enough) if (names.every((name) => permissions.has(name))) return true;
  return false;
}

/** Whether the control API has expired all tokens that were issued up to a later time. */
function isRevoked({ issuedAt, issuedHereAt }: ParsedJwt, { expiredBefore, settings }: VerificationContext): boolean {
  if (issuedHereAt !== undefined) return issuedHereAt < expiredBefore.onMachine;
  if (issuedAt === undefined) return false;
  return issuedAt < (setting(settings, 'tokens') === 'clock' ? expiredBefore.onClock : expiredBefore.onMachine);
}

function refused(message: string): CredentialVerdict {
  return { kind: 'refused', message };
}

const NOT_FORMED = refused(
  [
    'IDX14100: JWT is not well formed, there are no dots (.).',
    "The token needs to be in JWS or JWE Compact Serialization Format. (JWS): 'EncodedHeader.EncodedPayload.EncodedSignature'. (JWE): 'EncodedProtectedHeader.EncodedEncryptedKey.EncodedInitializationVector.EncodedCiphertext.EncodedAuthenticationTag'.",
  ].join('\n'),
);
const EXPIRED = refused('Lifetime validation failed, the token is expired.');
const AUDIENCE = refused('Access token validation failure. Invalid audience.');
// No response of the real service to these tokens was recorded. The messages are ours.
const NOT_DECODABLE = refused('Access token validation failure. The token cannot be decoded.');
const SIGNATURE = refused('Access token validation failure. Invalid signature.');
const NOT_YET = refused('Lifetime validation failed, the token is not yet valid.');
const PERSONAL: CredentialVerdict = {
  kind: 'forbidden',
  message: 'Personal Microsoft accounts are not supported; sign in with a work or school account.',
};

function malformed(token: string): CredentialVerdict {
  return token.includes('.') ? NOT_DECODABLE : NOT_FORMED;
}

/** The message of a 403: the permissions that would be enough, worded as in the profile. */
function missingPermissionText(
  { permissions }: ParsedJwt,
  enough: CredentialToVerify['sufficientScopes'],
  { settings }: VerificationContext,
): string {
  const names = [...new Set(enough.flat())];
  const hasNone = permissions === undefined;
  if (!isObserved(settings)) {
    const reason = hasNone ? 'The application has no permissions.' : 'The token does not allow this operation.';
    return `${reason} It needs ${names.join(' or ')}.`;
  }
  if (hasNone) {
    return 'Application is not authorized to perform this operation as called in app only context but does not have application permissions configured.';
  }
  const allNames = names.flatMap((name) => [internalName(name), name]);
  return `Application is not authorized to perform this operation. Application must have one of the following scopes: ${[...new Set(allNames)].join(', ')}`;
}

/** The service's internal name of a permission. */
function internalName(name: string): string {
  return name.replace(/^DeviceManagementServiceConfig\./, 'DeviceManagementServiceConfiguration.');
}
