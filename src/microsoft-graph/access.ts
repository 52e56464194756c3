// What the service refuses whatever is asked: a tenant without a license, a user without a right there, and more requests than
// the limits allow.
import type { Authorize } from '../behaviours/pack.ts';
import { HttpError } from '../errors/http-error.ts';
import type { Bearers } from './bearers.ts';
import { setting } from './settings.ts';
import { throttle } from './throttling.ts';

export function authorizeBy(bearers: Bearers): Authorize {
  return ({ request, world }) => {
    if (setting(world.world.settings, 'license') === 'none') {
      throw new HttpError({ code: 'NOT_APPLICABLE', message: 'Request not applicable to target tenant.' });
    }
    refuseUser(setting(world.world.settings, 'user'));
    const bearer = bearers.in(request.headers.authorization);
    const app = bearer.kind === 'jwt' ? bearer.app : '';
    throttle(world, app, /^(?:POST|PUT|PATCH|DELETE)$/.test(request.method));
  };
}

/** What tells the refusal of a user from that of a token. */
export const USER_RULE = 'user';

function refuseUser(user: 'authorized' | 'unauthorized' | 'unknown'): void {
  if (user === 'authorized') return;
  const message = 'User is not authorized to perform this operation';
  const violations = [
    { pointer: '/authorization', in: 'header', rule: USER_RULE, message: `is ${user} to Intune` } as const,
  ];
  throw new HttpError({
    code: user === 'unknown' ? 'CREDENTIAL_REFUSED' : 'PERMISSION_MISSING',
    message,
    violations,
  });
}
