// The user who gives a consent: the one whom the access token names.
import { uuidAt } from '../../random.ts';
import { DEFAULT_ACCOUNT } from '../login/accounts.ts';
import { readJwt, textIn } from '../login/jwt.ts';

export interface Grantor {
  readonly grantedByUpn: string;
  readonly grantedByUserId: string;
}

/** The default account if the token names nobody. Does not verify the token: that has happened before. */
export function grantorIn(credentials: readonly { readonly value: string }[], seed: number): Grantor {
  const { claims = {} } = readJwt(credentials[0]?.value ?? '') ?? {};
  const firstOf = (...names: readonly string[]) => names.map((name) => textIn(claims, name)).find(Boolean);
  return {
    grantedByUpn: firstOf('upn', 'preferred_username', 'unique_name') ?? DEFAULT_ACCOUNT,
    grantedByUserId: firstOf('oid') ?? uuidAt(seed, 'administrator'),
  };
}
