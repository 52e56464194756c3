// `standin proxy`: sends every request to a real service, and reports violations of both sides.
import { createStandin, type ProxyExchange } from '../index.ts';
import type { Values } from '../options.ts';
import { violationText } from '../report/violation-text.ts';
import { trustMessage } from '../startup-message.ts';
import { fail } from './fail.ts';
import { loadingOptions } from './loading.ts';
import { apiValues } from './read-values.ts';
import { prepareReports } from './run-result.ts';
import { closeWithVerdict, listenInfo } from './serve.ts';
import { closeOnSignals } from './signals.ts';

export async function proxy(values: Values<'proxy'>, document: string): Promise<void> {
  const { quiet = false } = values;
  await prepareReports(values.report);
  const standin = await createStandin({
    ...apiValues(values, 'server'),
    ...loadingOptions(document, values),
    onExchange: quiet ? undefined : printExchange,
    onWorld: quiet ? undefined : (name) => console.log(`new world ${name}`),
  });
  closeOnSignals(() => closeWithVerdict(standin, values), fail);
  const url = await standin.listen(apiValues(values, 'listen'));
  if (quiet) return;
  const listening = await listenInfo(url, standin.ca, values);
  const lines = [url, ...(listening.network ?? [])].map((origin) => `${origin} forwards to ${values.upstream}`);
  if (listening.ca !== undefined) lines.push(trustMessage({ ...listening, ca: listening.ca }));
  console.log(lines.join('\n'));
}

function printExchange({ method, path, status, violations }: ProxyExchange): void {
  console.log(`${method} ${path} ${status}`);
  for (const { direction, violation } of violations) {
    console.log(`  ${direction === 'request' ? 'client' : 'server'}: ${violationText(violation)}`);
  }
}
