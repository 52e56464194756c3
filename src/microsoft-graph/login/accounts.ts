// Who signs in. Every name is an account; its ids are a function of the tenant and the name.
import { uuidAt } from '../../random.ts';

export interface Account {
  /** The name that signs in, as `admin@contoso.example`. */
  readonly upn: string;
  /** What it is called. */
  readonly name: string;
  /** Its object id in the tenant. */
  readonly oid: string;
}

/** Those that the sign-in page offers, by name. */
const OFFERED: ReadonlyMap<string, string> = new Map([
  ['admin@contoso.example', 'Administrator'],
  ['user@contoso.example', 'User'],
]);

/** Who signs in where nobody is named. */
export const FIRST_ACCOUNT = 'admin@contoso.example';

/** Characters that the name of an account may have. */
const LONGEST = 113;

/** @returns undefined for a text that can be nobody's name */
export function accountOf(text: string, tenant: string): Account | undefined {
  const upn = text.trim();
  if (upn === '' || upn.length > LONGEST || /[\p{Cc}\s]/u.test(upn)) return undefined;
  const key = upn.toLowerCase();
  return { upn, name: OFFERED.get(key) ?? upn.replace(/@.*/, ''), oid: uuidAt(0, 'account', tenant, key) };
}

/** The accounts to choose from, the one that the client hints at first. */
export function accountsOffered(tenant: string, hint: string | undefined): readonly Account[] {
  const hinted = hint === undefined ? undefined : accountOf(hint, tenant);
  const names = new Map([...(hinted ? [hinted.upn] : []), ...OFFERED.keys()].map((upn) => [upn.toLowerCase(), upn]));
  return [...names.values()].flatMap((upn) => accountOf(upn, tenant) ?? []);
}
