// On-behalf-of (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow): an API exchanges the access token
// of a user, which the API's client sent, for a token for another API.
import type { LoginContext } from './context.ts';
import { readJwt, textIn, timeIn } from './jwt.ts';
import { isIssuedHere } from './keys.ts';
import { refusalError } from './refusals.ts';

/**
 * The sign-in name of the user of an assertion.
 * @throws HttpError if the assertion was not issued here, has expired, is not for the client, or is not that of a user
 */
export async function userOf(assertion: string, client: string, { tenant, now }: LoginContext): Promise<string> {
  const claims = readJwt(assertion)?.claims;
  if (!claims) throw refusalError('assertionMalformed', 'It needs a header and claims in base64url.');
  if (!(await isIssuedHere(assertion))) throw refusalError('userAssertionSignature');
  if ((timeIn(claims, 'exp') ?? 0) <= now) throw refusalError('userAssertionExpired');
  const audience = textIn(claims, 'aud') ?? '';
  if (audience !== client && audience !== `api://${client}`) {
    throw refusalError('userAssertionForAnother', audience, `api://${client}`);
  }
  if (textIn(claims, 'tid') !== tenant) throw refusalError('grantOfAnotherTenant');
  const upn = textIn(claims, 'upn');
  if (upn === undefined) throw refusalError('userAssertionOfApplication', textIn(claims, 'appid') ?? '');
  return upn;
}
