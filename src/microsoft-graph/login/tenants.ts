// The tenant of a name in a path. Every tenant exists: a GUID is its own id, and the id of a domain name is derived from the name.
// Each tenant has the world of its id. The default tenant has the default world.
import { uuidAt } from '../../random.ts';
import { DEFAULT_WORLD, isWorldName } from '../../worlds/world.ts';

/** The tenant of `common` and `organizations`. */
const DEFAULT_TENANT = '5a7d1c3e-0b1f-4c55-9d2a-8f0e6b7c4d21';

/** The tenant of all personal accounts, in the real service and here. */
const PERSONAL_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';

export type Tenant =
  | { readonly kind: 'work'; readonly id: string }
  | { readonly kind: 'personal' }
  | { readonly kind: 'unknown' };

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DOMAIN = /^(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

export function isGuid(text: string): boolean {
  return GUID.test(text.toLowerCase());
}

export function tenantOf(name: string): Tenant {
  const text = name.toLowerCase();
  if (text === 'common' || text === 'organizations') return { kind: 'work', id: DEFAULT_TENANT };
  if (text === 'consumers' || isPersonal(text)) return { kind: 'personal' };
  if (GUID.test(text)) return { kind: 'work', id: text };
  return DOMAIN.test(text) ? { kind: 'work', id: uuidAt(0, 'tenant', text) } : { kind: 'unknown' };
}

export function isPersonal(id: string): boolean {
  return id.toLowerCase() === PERSONAL_TENANT;
}

/** The world of a tenant. undefined if the id is not that of a work or school tenant. */
export function worldOfTenant(id: string): string | undefined {
  const text = id.toLowerCase();
  if (text === DEFAULT_TENANT) return DEFAULT_WORLD;
  return isWorldName(text) && !isPersonal(text) ? text : undefined;
}

/** The world of the tenant with a domain name. undefined if the text is no domain name. */
export function worldOfDomain(name: string): string | undefined {
  const text = name.toLowerCase();
  const tenant = DOMAIN.test(text) ? tenantOf(text) : undefined;
  return tenant?.kind === 'work' ? worldOfTenant(tenant.id) : undefined;
}

/** The world of a path of the token service. undefined if the path names no tenant. */
export function worldOfPath(path: string): string | undefined {
  const tenant = tenantOf(TENANT_IN_PATH.exec(path)?.[1] ?? '');
  return tenant.kind === 'work' ? worldOfTenant(tenant.id) : undefined;
}

const TENANT_IN_PATH = /^[^?]*?\/([^/?]+)\/(?:oauth2|msi|v2\.0\/\.well-known|discovery\/v2\.0|\.well-known)\//;
