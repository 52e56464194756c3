// The circumstances of one request to the token service: whom it is asked as, when, and what holds in its world.
import type { HandlerCall } from '../../behaviours/handlers.ts';
import type { PrivateState } from '../../resources/private-state.ts';
import { setting } from '../settings.ts';
import { refused } from './refusals.ts';
import { tenantOf } from './tenants.ts';

export interface LoginContext {
  /** What its URLs begin with, as the client knows it. */
  readonly service: string;
  /** The tenant, and the name that the path gives it. */
  readonly tenant: string;
  readonly tenantName: string;
  /** The time by which tokens grow old, in milliseconds. */
  readonly moment: number;
  /** Whether applications have been granted what they ask for. */
  readonly consent: boolean;
  /** The permissions that there are. */
  readonly permissions: readonly string[];
  readonly privateState: PrivateState;
}

/** What of a call is looked at. */
type Called = Pick<HandlerCall, 'service' | 'settings' | 'clock' | 'privateState'> & {
  readonly parameters: { readonly path: { readonly tenant: string } };
};

/** @throws HttpError for a tenant that there is none of */
export function contextOf(
  { service, settings, clock, privateState, parameters }: Called,
  permissions: readonly string[],
): LoginContext {
  const tenantName = parameters.path.tenant;
  return {
    service,
    tenant: requireTenant(tenantName),
    tenantName,
    moment: setting(settings, 'tokens') === 'clock' ? clock.moment() : Date.now(),
    consent: setting(settings, 'consent') === 'given',
    permissions,
    privateState,
  };
}

/** The id of a tenant. @throws HttpError for one that there is none of */
export function requireTenant(name: string): string {
  const tenant = tenantOf(name);
  if (tenant.kind === 'work') return tenant.id;
  throw tenant.kind === 'personal' ? refused('personalAccounts') : refused('tenantUnknown', name);
}
