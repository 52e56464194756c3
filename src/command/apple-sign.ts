// `standin apple sign`: prints the certificate for a signing request, from the mock Apple portal of a running server.
import { appleSign as sign } from '../microsoft-graph/command/apple-sign.ts';
import type { Values } from '../options.ts';

export async function appleSign(values: Values<'apple sign'>, request: string): Promise<void> {
  await sign(request, values);
}
