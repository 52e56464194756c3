// The circumstances of one request to the token service: whom it is asked as, when, and what holds in its world.
import type { HandlerCall } from '../../behaviours/handlers.ts';
import type { Hidden } from '../../resources/hidden.ts';
import { setting } from '../choices.ts';
import { refused } from './refusals.ts';
import { tenantOf } from './tenants.ts';

export interface Issuing {
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
  readonly hidden: Hidden;
}

/** What of a call is looked at. */
type Called = Pick<HandlerCall, 'service' | 'settings' | 'clock' | 'hidden'> & {
  readonly parameters: { readonly path: { readonly tenant: string } };
};

/** @throws AnswerError for a tenant that there is none of */
export function issuingIn(
  { service, settings, clock, hidden, parameters }: Called,
  permissions: readonly string[],
): Issuing {
  const tenantName = parameters.path.tenant;
  return {
    service,
    tenant: requireTenant(tenantName),
    tenantName,
    moment: setting(settings, 'tokens') === 'clock' ? clock.moment() : Date.now(),
    consent: setting(settings, 'consent') === 'given',
    permissions,
    hidden,
  };
}

/** The id of a tenant. @throws AnswerError for one that there is none of */
export function requireTenant(name: string): string {
  const tenant = tenantOf(name);
  if (tenant.kind === 'work') return tenant.id;
  throw tenant.kind === 'personal' ? refused('personalAccounts') : refused('tenantUnknown', name);
}
