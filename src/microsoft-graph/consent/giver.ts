// Who gives a consent: the one that the access token speaks for, as far as it says so.
import { isObject, type JsonObject } from '../../json/value.ts';
import { uuidAt } from '../../random.ts';

export interface Giver {
  readonly grantedByUpn: string;
  readonly grantedByUserId: string;
}

/** Of a token that names nobody it is the administrator of a made-up company. */
export function giverIn(credentials: readonly { readonly value: string }[], seed: number): Giver {
  const claims = claimsIn(credentials[0]?.value ?? '');
  const named = (...names: readonly string[]) =>
    names.map((name) => claims[name]).find((value) => typeof value === 'string' && value !== '') as string | undefined;
  return {
    grantedByUpn: named('upn', 'preferred_username', 'unique_name') ?? 'admin@contoso.example',
    grantedByUserId: named('oid') ?? uuidAt(seed, 'administrator'),
  };
}

/** The claims of a JSON Web Token (RFC 7519); whether it is good was judged before. None where it is no such token. */
function claimsIn(token: string): JsonObject {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return isObject(claims) ? claims : {};
  } catch {
    return {};
  }
}
