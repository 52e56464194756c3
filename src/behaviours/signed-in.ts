// Who sends a request: the owner of a token of this server, the user of Basic credentials, or the person who has signed in.
import type { Json, JsonObject } from '../json/value.ts';
import { isIdentityName } from '../resources/infer/people.ts';
import { openPrivateState } from '../resources/state/private-state.ts';
import type { WorldPart } from '../worlds/world.ts';

/** The item that a token was issued for. */
export interface TokenOwner {
  /** The path of its collection. */
  readonly path: string;
  readonly key: string;
}

/** The token by which later requests mean an item. */
export function tokenOf({ path, key }: TokenOwner): string {
  return Buffer.from(`${path} ${key}`).toString('base64url');
}

/** The owner of a bearer token that this server issued. */
export function ownerOf(authorization: string | undefined): TokenOwner | undefined {
  const [, token] = /^\w+ +([\w-]+)$/.exec(authorization ?? '') ?? [];
  const [path, ...key] = token === undefined ? [] : Buffer.from(token, 'base64url').toString().split(' ');
  return path?.startsWith('/') && key.length > 0 ? { path, key: key.join(' ') } : undefined;
}

/** The item whose email address or user name is that of Basic credentials (RFC 7617, section 2). */
export function itemOfBasic(items: readonly JsonObject[], authorization: string | undefined): JsonObject | undefined {
  const [, credentials] = /^Basic +([\w+/=-]+)$/i.exec(authorization ?? '') ?? [];
  const name = credentials && Buffer.from(credentials, 'base64').toString().split(':')[0]?.toLowerCase();
  if (!name) return undefined;
  const isName = ([property, value]: [string, Json]) =>
    typeof value === 'string' && value.toLowerCase() === name && isIdentityName(property);
  return items.find((item) => Object.entries(item).some(isName));
}

const SIGNED_IN = 'signed in';

/** The person who has signed in without a token. Null after signing out. */
export async function signedIn({ store }: WorldPart): Promise<TokenOwner | null | undefined> {
  return (await openPrivateState(store).read(SIGNED_IN)) as unknown as TokenOwner | null | undefined;
}

/** @param exchange the id of the exchange in which the person signs in or out */
export function rememberSignedIn(
  { store }: WorldPart,
  owner: TokenOwner | null,
  exchange: string | undefined,
): Promise<void> {
  return openPrivateState(store, exchange).set(SIGNED_IN, owner && { ...owner });
}
