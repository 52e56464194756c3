// `standin proxy`: sends every request to a real service, and reports violations of both sides.
import { createStandin } from '../index.ts';
import type { Values } from '../options.ts';
import { trustMessage } from '../startup-message.ts';
import { fail } from './fail.ts';
import { loadingOptions } from './loading.ts';
import { apiValues } from './read-values.ts';
import { prepareReports } from './run-result.ts';
import { closeWithVerdict, listenInfo } from './serve.ts';
import { closeOnSignals } from './signals.ts';

export async function proxy(values: Values<'proxy'>, document: string): Promise<void> {
  const { quiet = false } = values;
  // With JSON lines on standard output, messages for people go to standard error.
  const print = quiet ? () => undefined : values.log === 'json' ? console.error : console.log;
  await prepareReports(values.report);
  const standin = await createStandin({
    ...apiValues(values, 'server'),
    ...loadingOptions(document, values),
    log: quiet ? 'off' : values.log,
    onWorld: (name) => print(`new world ${name}`),
  });
  closeOnSignals(() => closeWithVerdict(standin, values), fail);
  const url = await standin.listen(apiValues(values, 'listen'));
  const listening = await listenInfo(url, standin.ca, values);
  const lines = [url, ...(listening.network ?? [])].map((origin) => `${origin} forwards to ${values.upstream}`);
  if (listening.ca !== undefined) lines.push(trustMessage({ ...listening, ca: listening.ca }));
  print(lines.join('\n'));
}
