// Which tokens are good, and for what. Lenient: whatever a token says of itself holds, and what says nothing is good. Strict:
// only what this process signed. Sentences are those that real tenants were answered, where any was seen.
import type {
  CredentialToVerify,
  CredentialVerdict,
  VerificationContext,
  VerifyCredential,
} from '../security/requirements.ts';
import type { Bearers, SignedBearer } from './bearers.ts';
import { SKEW } from './login/jwt.ts';
import { signingKey } from './login/keys.ts';
import { isObserved, setting } from './settings.ts';

export function verifierOf(bearers: Bearers): VerifyCredential {
  return ({ value, sufficientScopes }, facts) => {
    const bearer = bearers.of(value);
    const strict = setting(facts.settings, 'auth') === 'strict';
    if (bearer.kind === 'text') return strict ? unreadable(value) : 'accepted';
    if (!strict || bearer.signature === 'good') return judged(bearer, sufficientScopes, facts);
    if (bearer.signature === 'bad') return SIGNATURE;
    return isSignedHere(value).then((signed) => {
      bearer.signature = signed ? 'good' : 'bad';
      return signed ? judged(bearer, sufficientScopes, facts) : SIGNATURE;
    });
  };
}

async function isSignedHere(token: string): Promise<boolean> {
  const [{ compactVerify }, { publicKey }] = await Promise.all([import('jose'), signingKey()]);
  return compactVerify(token, publicKey, { algorithms: ['RS256'] }).then(
    () => true,
    () => false,
  );
}

/** What a token says of itself, held against what is asked and the time. */
function judged(
  bearer: SignedBearer,
  enough: CredentialToVerify['sufficientScopes'],
  facts: VerificationContext,
): CredentialVerdict {
  const { begins, ends, permissions } = bearer;
  const now = setting(facts.settings, 'tokens') === 'clock' ? facts.moment : Date.now();
  if (bearer.forGraph === false) return AUDIENCE;
  if ((ends !== undefined && ends <= now) || isTakenBack(bearer, facts)) return EXPIRED;
  if (begins !== undefined && begins > now + SKEW) return NOT_YET;
  if (bearer.personal) return PERSONAL;
  if (permissions === undefined && !bearer.application) return 'accepted';
  if (permissions !== undefined && permits(permissions, enough)) return 'accepted';
  return { kind: 'forbidden', message: forbidden(bearer, enough, facts) };
}

function permits(permissions: ReadonlySet<string>, enough: CredentialToVerify['sufficientScopes']): boolean {
  for (const names of enough) if (names.every((name) => permissions.has(name))) return true;
  return false;
}

/** Whether everything that was issued up to some moment after it is taken for expired. */
function isTakenBack({ issued, issuedHere }: SignedBearer, { expiredBefore, settings }: VerificationContext): boolean {
  if (issuedHere !== undefined) return issuedHere < expiredBefore.onMachine;
  if (issued === undefined) return false;
  return issued < (setting(settings, 'tokens') === 'clock' ? expiredBefore.onClock : expiredBefore.onMachine);
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
// Nobody has reported what is said of these; the sentences are ours.
const NOT_READ = refused('Access token validation failure. The token cannot be decoded.');
const SIGNATURE = refused('Access token validation failure. Invalid signature.');
const NOT_YET = refused('Lifetime validation failed, the token is not yet valid.');
const PERSONAL: CredentialVerdict = {
  kind: 'forbidden',
  message: 'Personal Microsoft accounts are not supported; sign in with a work or school account.',
};

function unreadable(token: string): CredentialVerdict {
  return token.includes('.') ? NOT_READ : NOT_FORMED;
}

/** Why a token may not do this: what would have been enough, named as the profile names it. */
function forbidden(
  { permissions }: SignedBearer,
  enough: CredentialToVerify['sufficientScopes'],
  { settings }: VerificationContext,
): string {
  const names = [...new Set(enough.flat())];
  const none = permissions === undefined;
  if (!isObserved(settings)) {
    const has = none ? 'The application has been granted no permission' : 'The token does not permit this';
    return `${has}; it needs ${names.join(' or ')}.`;
  }
  if (none) {
    return 'Application is not authorized to perform this operation as called in app only context but does not have application permissions configured.';
  }
  const known = names.flatMap((name) => [internalName(name), name]);
  return `Application is not authorized to perform this operation. Application must have one of the following scopes: ${[...new Set(known)].join(', ')}`;
}

/** The name by which the service itself knows a permission. */
function internalName(name: string): string {
  return name.replace(/^DeviceManagementServiceConfig\./, 'DeviceManagementServiceConfiguration.');
}
