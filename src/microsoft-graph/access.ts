// Access rules that are the same for every operation: a tenant without a license, a user without the right, and more requests
// than the limits allow are refused.
import type { Authorize } from '../behaviours/pack.ts';
import { HttpError } from '../errors/http-error.ts';
import { setting } from './settings.ts';
import { throttle } from './throttling.ts';
import type { TokenCache } from './token-cache.ts';

export function authorizeBy(tokens: TokenCache): Authorize {
  return ({ request, world }) => {
    if (setting(world.world.settings, 'license') === 'none') {
      throw new HttpError({ code: 'NOT_APPLICABLE', message: 'Request not applicable to target tenant.' });
    }
    refuseUser(setting(world.world.settings, 'user'));
    const token = tokens.parseHeader(request.headers.authorization);
    const appId = token.kind === 'jwt' ? token.appId : '';
    throttle(world, appId, /^(?:POST|PUT|PATCH|DELETE)$/.test(request.method));
  };
}

/** The rule of a violation that refuses the user. It distinguishes this refusal from that of a token. */
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
