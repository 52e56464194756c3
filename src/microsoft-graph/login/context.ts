// The context of one request to the token service: its tenant, its time, and the settings of its world.
import type { HandlerCall } from '../../behaviours/handlers.ts';
import type { PrivateState } from '../../resources/state/private-state.ts';
import { setting } from '../settings.ts';
import { refusalError } from './refusals.ts';
import { tenantOf } from './tenants.ts';

export interface LoginContext {
  /** The base URL of the service as the client knows it. */
  readonly service: string;
  /** The id of the tenant, and its name in the path. */
  readonly tenant: string;
  readonly tenantName: string;
  /** The time for issuing and expiring tokens, in milliseconds. */
  readonly now: number;
  /** Whether applications have been granted the permissions that they request. */
  readonly consent: boolean;
  /** All permissions of the service. */
  readonly permissions: readonly string[];
  readonly privateState: PrivateState;
}

type LoginCall = Pick<HandlerCall, 'service' | 'settings' | 'clock' | 'privateState'> & {
  readonly parameters: { readonly path: { readonly tenant: string } };
};

/** Throws HttpError if the tenant does not exist. */
export function contextOf(
  { service, settings, clock, privateState, parameters }: LoginCall,
  permissions: readonly string[],
): LoginContext {
  const tenantName = parameters.path.tenant;
  return {
    service,
    tenant: requireTenant(tenantName),
    tenantName,
    now: setting(settings, 'tokens') === 'clock' ? clock.moment() : Date.now(),
    consent: setting(settings, 'consent') === 'given',
    permissions,
    privateState,
  };
}

/** The id of a tenant. Throws HttpError if the tenant does not exist, or is that of personal accounts. */
export function requireTenant(name: string): string {
  const tenant = tenantOf(name);
  if (tenant.kind === 'work') return tenant.id;
  throw tenant.kind === 'personal' ? refusalError('personalAccounts') : refusalError('tenantUnknown', name);
}
