// `standin [documents...]`: serves documents until a signal, and prints what happens.
import { createStandin, type InvalidResponse, type Reload, type Standin, type StandinOptions } from '../index.ts';
import type { Values } from '../options.ts';
import { docsUrl, type ListenInfo, startupMessages, trustMessage, warningsText } from '../startup-message.ts';
import { fail } from './fail.ts';
import { printSteps } from './loading.ts';
import { apiValues } from './read-values.ts';
import { conclude, prepareReports } from './run-result.ts';
import { closeOnSignals } from './signals.ts';

/** Documents of more operations are not compiled after the start; `standin check` reports all of their warnings. */
const MAX_LINTED_OPERATIONS = 500;

export async function serve(values: Values<'serve'>, documents: readonly string[]): Promise<void> {
  const { quiet = false } = values;
  // With JSON lines on standard output, messages for people go to standard error.
  const print = quiet ? () => undefined : values.log === 'json' ? console.error : console.log;
  await prepareReports(values.report);
  const options = servedOptions(values, documents);
  const standin = await createStandin({
    ...options,
    watch: values.watch ?? values.handlers !== undefined,
    // Request lines show invalid responses too.
    onInvalidResponse: options.log === 'off' ? printInvalidResponse : undefined,
    onWorld: (name) => print(`new world ${name}`),
    onReload: (reload) => printReload(reload, print),
  });
  closeOnSignals(() => closeWithVerdict(standin, values), fail);
  const url = await standin.listen(apiValues(values, 'listen'));
  const listening = await listenInfo(url, standin.ca, values);
  const lines = startupMessages(standin.services(), listening);
  if (listening.ca !== undefined) lines.push(trustMessage({ ...listening, ca: listening.ca }));
  // One write: a reader that closes the pipe after the first lines does not end the server.
  print(lines.join('\n'));
  if (values.open) await import('./open-browser.ts').then(({ openBrowser }) => openBrowser(docsUrl(url, '')));
  if (!quiet) await printWarnings(standin);
}

/** The options of createStandin that are values of the command; documents of the command line replace configured ones. */
export function servedOptions(values: Omit<Values<'run'>, 'failOn'>, documents: readonly string[]): StandinOptions {
  const own = apiValues(values, 'document', 'server');
  const log = values.quiet ? 'off' : values.log;
  const configured = { ...own, log, onStep: printSteps() };
  return documents.length === 0 ? configured : { ...configured, document: undefined, documents };
}

/** Closes the server; with an option that asks for a verdict, its result decides the exit code. */
export async function closeWithVerdict(
  standin: Standin,
  values: Pick<Values<'serve'>, 'report' | 'failOn' | 'minCoverage' | 'quiet' | 'journal'>,
): Promise<void> {
  await standin.close();
  if (values.report === undefined && values.failOn === undefined && values.minCoverage === undefined) return;
  if (!(await conclude(await standin.report(), values))) process.exitCode = 1;
}

/** How the server is reached, as the first lines show it. */
export async function listenInfo(
  url: string,
  ca: string | undefined,
  values: Pick<Values<'proxy'>, 'host' | 'tls' | 'intercept'> & Pick<Partial<Values<'serve'>>, 'settings'>,
): Promise<ListenInfo> {
  const { host, tls = false, intercept: hosts = [], settings } = values;
  const info = { url, ca, tls, hosts, auth: settings?.auth };
  if (host !== '0.0.0.0' && host !== '::') return info;
  const { networkOrigins } = await import('./network-origins.ts');
  return { ...info, network: networkOrigins(url, host) };
}

/** Lints the served documents, unless there is only the built-in one or they are large. */
async function printWarnings(standin: Standin): Promise<void> {
  const services = standin.services();
  const operations = services.flatMap(({ contract }) => contract.operations);
  const own = services.some(({ contract }) => contract.files.length > 0);
  const lints = own && operations.length <= MAX_LINTED_OPERATIONS;
  const text = warningsText(lints ? await standin.lint() : standin.warnings);
  if (text !== '') console.error(text);
}

/** A reload that failed is printed even with --quiet. */
function printReload(reload: Reload, print: (text: string) => void): void {
  const place = reload.mount === '' ? '' : ` ${reload.mount}`;
  if (reload.kind === 'refused') {
    console.error(`not reloaded${place}, the old version is still served: ${reload.error.message}`);
    return;
  }
  print(`reloaded${place}`);
  for (const { path, pointer, message } of reload.mismatches)
    console.error(`  generated again: ${path} ${pointer || 'the resource'} ${message}`);
}

function printInvalidResponse({ operation, status, violations }: InvalidResponse): void {
  const [first] = violations;
  console.error(`invalid response: ${operation} ${status}: ${first?.pointer || 'the body'} ${first?.message}`);
}
