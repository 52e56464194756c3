// `standin token`: prints an access token of a running server.
import { requestToken } from '../microsoft-graph/command/token.ts';
import type { Values } from '../options.ts';

export async function token({ scopes, app, ...values }: Values<'token'>): Promise<void> {
  const settings = { ...values, ...(scopes && { scope: scopes }), ...(app && { app }) };
  console.log(await requestToken(settings, console.error));
}
