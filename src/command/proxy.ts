// `standin proxy`: sends every request to a real service, and reports violations of both sides.
import type { Values } from '../options.ts';
import { loadingOptions } from './loading.ts';
import { apiValues } from './read-values.ts';
import { serveUntilSignal } from './serve-until-signal.ts';

export async function proxy(values: Values<'proxy'>, document: string): Promise<void> {
  await serveUntilSignal(values, {
    options: { ...apiValues(values, 'server'), ...loadingOptions(document, values) },
    lines: (_, { url, network = [] }) => [url, ...network].map((origin) => `${origin} forwards to ${values.upstream}`),
  });
}
