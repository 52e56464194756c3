// The steps that decide who can call an operation.
import type { Exchange, Routed } from './exchange.ts';

/** It waits only to verify credentials for the first time. @throws HttpError CREDENTIAL_… or PERMISSION_MISSING */
export function authenticate(exchange: Exchange): void | Promise<void> {
  const { route, request } = exchange as Routed;
  const { settings, expiredBefore } = route.world.world;
  if (settings.auth === 'off') return undefined;
  return route.plan.authenticate?.(request, { settings, moment: request.at, expiredBefore });
}

/** Whether the service is open to the request at all. */
export function authorize(exchange: Exchange): void {
  (exchange as Routed).route.plan.authorize?.(exchange);
}
