// Who gives a consent: the one that the access token speaks for, as far as it says so.
import { uuidAt } from '../../random.ts';
import { FIRST_ACCOUNT } from '../login/accounts.ts';
import { readJwt, textIn } from '../login/jwt.ts';

export interface Grantor {
  readonly grantedByUpn: string;
  readonly grantedByUserId: string;
}

/** Of a token that names nobody it is the account that signs in where nobody is named. */
export function grantorIn(credentials: readonly { readonly value: string }[], seed: number): Grantor {
  // Whether the token is good was judged before.
  const { claims = {} } = readJwt(credentials[0]?.value ?? '') ?? {};
  const named = (...names: readonly string[]) => names.map((name) => textIn(claims, name)).find(Boolean);
  return {
    grantedByUpn: named('upn', 'preferred_username', 'unique_name') ?? FIRST_ACCOUNT,
    grantedByUserId: named('oid') ?? uuidAt(seed, 'administrator'),
  };
}
