// The steps that decide who can call an operation.
import type { Exchange, Routed } from './exchange.ts';

/**
 * It waits only to verify credentials for the first time. The verdict is kept, so that nobody verifies them again to explain the
 * exchange.
 * @throws HttpError CREDENTIAL_… or PERMISSION_MISSING
 */
export function authenticate(exchange: Exchange): void | Promise<void> {
  const { route, request, input } = exchange as Routed;
  const { settings, expiredBefore, at } = request;
  if (settings.auth === 'off') return undefined;
  const known = input.credentials;
  if (known === 'accepted') return undefined;
  if (known) throw known.refusal;
  const refused = (refusal: unknown): never => {
    input.credentials = { refusal };
    throw refusal;
  };
  const { scopes } = route.world.world;
  try {
    const pending = route.plan.authenticate?.(request, { settings, moment: at, expiredBefore, scopes });
    if (pending) return pending.then(() => void accept(exchange), refused);
  } catch (refusal) {
    return refused(refusal);
  }
  return accept(exchange);
}

function accept({ input }: Exchange): void {
  input.credentials = 'accepted';
}

/** Whether the service is open to the request at all. */
export function authorize(exchange: Exchange): void {
  (exchange as Routed).route.plan.authorize?.(exchange);
}
