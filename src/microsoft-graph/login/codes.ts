// Authorization codes: each good once, for ten minutes, for the application and the address that it was sent to, and for
// who knows the verifier of its challenge (RFC 6749, section 4.1; RFC 7636).
import { createHash, randomUUID } from 'node:crypto';
import type { JsonObject } from '../../json/value.ts';
import type { LoginContext } from './context.ts';
import { decrypt, encrypt } from './encrypted-tokens.ts';
import { refused } from './refusals.ts';

/** What a code stands for. */
export interface CodeGrant {
  readonly client: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly upn: string;
  readonly nonce?: string | undefined;
  readonly challenge?: string | undefined;
  readonly challengeMethod?: string | undefined;
}

/** What is presented with a code. */
export interface Redemption {
  readonly client: string;
  readonly code: string;
  readonly redirectUri: string | undefined;
  readonly verifier: string | undefined;
}

interface SealedCode extends CodeGrant {
  readonly id: string;
  readonly issued: number;
  readonly tenant: string;
  readonly world: string;
}

/** Milliseconds that a code is good for. */
const LIFETIME = 600_000;
const KIND = 'code';

export async function codeFor(grant: CodeGrant, issuing: LoginContext): Promise<string> {
  const { moment: issued, tenant } = issuing;
  const code: SealedCode = { ...grant, id: randomUUID(), issued, tenant, world: await worldMark(issuing) };
  return encrypt(KIND, JSON.parse(JSON.stringify(code)) as JsonObject);
}

/** @throws HttpError where it is not good, or not good any more */
export async function redeemed(given: Redemption, issuing: LoginContext): Promise<CodeGrant> {
  const code = decrypt(KIND, given.code) as SealedCode | undefined;
  if (!code || code.world !== (await worldMark(issuing))) throw refused('grantMalformed');
  if (code.tenant !== issuing.tenant) throw refused('grantOfAnotherTenant');
  if (code.client !== given.client) throw refused('grantOfAnotherClient');
  if (issuing.moment >= code.issued + LIFETIME) throw refused('codeExpired');
  if (code.redirectUri !== given.redirectUri) {
    throw given.redirectUri === undefined
      ? refused('parameterMissing', 'redirect_uri')
      : refused('redirectDiffers', given.redirectUri, code.redirectUri);
  }
  checkVerifier(code, given.verifier);
  if (!(await issuing.privateState.claim(`login/code/${code.id}`))) throw refused('codeRedeemed');
  return code;
}

/** What tells this world from others: a code of one is none in another. */
async function worldMark({ privateState }: LoginContext): Promise<string> {
  return String(await privateState.getOrCreate('login/world', () => randomUUID()));
}

function checkVerifier({ challenge, challengeMethod }: CodeGrant, verifier: string | undefined): void {
  if (challenge === undefined && verifier === undefined) return;
  if (challenge === undefined || verifier === undefined) throw refused('verifierMissing');
  const answer = challengeMethod === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  if (answer !== challenge) throw refused('verifierDiffers');
}
