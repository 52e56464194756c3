// Authorization codes (RFC 6749, section 4.1; RFC 7636). A code is valid once, for ten minutes, for its application and redirect URI,
// and only with the verifier of its challenge.
import { createHash, randomUUID } from 'node:crypto';
import type { JsonObject } from '../../json/value.ts';
import type { LoginContext } from './context.ts';
import { decrypt, encrypt } from './encrypted-tokens.ts';
import { refusalError } from './refusals.ts';

/** The content of a code. */
export interface CodeGrant {
  readonly client: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly upn: string;
  readonly nonce?: string | undefined;
  /** When the user signed in, in seconds. Only if the client requested it with `max_age`. */
  readonly authTime?: number | undefined;
  readonly challenge?: string | undefined;
  readonly challengeMethod?: string | undefined;
}

/** A request that exchanges a code for tokens. */
export interface Redemption {
  readonly client: string;
  readonly code: string;
  readonly redirectUri: string | undefined;
  readonly verifier: string | undefined;
}

interface EncryptedCode extends CodeGrant {
  readonly id: string;
  readonly issuedAt: number;
  readonly tenant: string;
  readonly world: string;
}

/** Milliseconds during which a code is valid. */
const CODE_LIFETIME_MS = 600_000;
const KIND = 'code';

export async function codeFor(grant: CodeGrant, context: LoginContext): Promise<string> {
  const { now: issued, tenant } = context;
  const code: EncryptedCode = { ...grant, id: randomUUID(), issuedAt: issued, tenant, world: await worldIdOf(context) };
  return encrypt(KIND, JSON.parse(JSON.stringify(code)) as JsonObject);
}

/** Throws HttpError if the code is invalid, expired, already used, or issued for another client, tenant or world. */
export async function redeem(redemption: Redemption, context: LoginContext): Promise<CodeGrant> {
  const code = decrypt(KIND, redemption.code) as EncryptedCode | undefined;
  if (!code || code.world !== (await worldIdOf(context))) throw refusalError('grantMalformed');
  if (code.tenant !== context.tenant) throw refusalError('grantOfAnotherTenant');
  if (code.client !== redemption.client) throw refusalError('grantOfAnotherClient');
  if (context.now >= code.issuedAt + CODE_LIFETIME_MS) throw refusalError('codeExpired');
  if (code.redirectUri !== redemption.redirectUri) {
    throw redemption.redirectUri === undefined
      ? refusalError('parameterMissing', 'redirect_uri')
      : refusalError('redirectDiffers', redemption.redirectUri, code.redirectUri);
  }
  checkVerifier(code, redemption.verifier);
  if (!(await context.privateState.claim(`login/code/${code.id}`))) throw refusalError('codeRedeemed');
  return code;
}

/** Identifies this world, because a code is not valid in another one. */
async function worldIdOf({ privateState }: LoginContext): Promise<string> {
  return String(await privateState.getOrCreate('login/world', () => randomUUID()));
}

function checkVerifier({ challenge, challengeMethod }: CodeGrant, verifier: string | undefined): void {
  if (challenge === undefined && verifier === undefined) return;
  if (challenge === undefined || verifier === undefined) throw refusalError('verifierMissing');
  const expected = challengeMethod === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  if (expected !== challenge) throw refusalError('verifierDiffers');
}
