// The accounts that sign in. Every name is an account. Its ids are derived from the tenant and the name.
import { uuidAt } from '../../random.ts';

export interface Account {
  /** The sign-in name, for example `admin@contoso.example`. */
  readonly upn: string;
  /** The display name. */
  readonly name: string;
  /** The object id in the tenant. */
  readonly oid: string;
}

/** The display names of the accounts on the sign-in page, by sign-in name. */
const SUGGESTED: ReadonlyMap<string, string> = new Map([
  ['admin@contoso.example', 'Administrator'],
  ['user@contoso.example', 'User'],
]);

/** The account that signs in if a request names none. */
export const DEFAULT_ACCOUNT = 'admin@contoso.example';

/** The largest number of characters of a sign-in name. */
const MAX_NAME_LENGTH = 113;

/** undefined if the text is not a valid sign-in name. */
export function accountOf(text: string, tenant: string): Account | undefined {
  const upn = text.trim();
  if (upn === '' || upn.length > MAX_NAME_LENGTH || /[\p{Cc}\s]/u.test(upn)) return undefined;
  const key = upn.toLowerCase();
  return { upn, name: SUGGESTED.get(key) ?? upn.replace(/@.*/, ''), oid: uuidAt(0, 'account', tenant, key) };
}

/** The accounts on the sign-in page. The account of the client's login_hint comes first. */
export function suggestedAccounts(tenant: string, hint: string | undefined): readonly Account[] {
  const hinted = hint === undefined ? undefined : accountOf(hint, tenant);
  const names = new Map([...(hinted ? [hinted.upn] : []), ...SUGGESTED.keys()].map((upn) => [upn.toLowerCase(), upn]));
  return [...names.values()].flatMap((upn) => accountOf(upn, tenant) ?? []);
}
