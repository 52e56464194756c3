// `standin [documents...]`: serves documents until a signal, and prints what happens.
import { clauseOf } from '../contract/validation/violations.ts';
import type { InvalidResponse, Reload, Standin, StandinOptions } from '../index.ts';
import { propertyPath } from '../json/pointer.ts';
import type { Values } from '../options.ts';
import { terminalLine } from '../report/terminal-text.ts';
import { docsUrl, startupMessages, warningsText } from '../startup-message.ts';
import { printSteps } from './loading.ts';
import { MAX_AT_START, noStateText } from './no-state-text.ts';
import { apiValues } from './read-values.ts';
import { printerOf, serveUntilSignal } from './serve-until-signal.ts';

/** Documents of more operations are not compiled after the start; `standin check` reports all of their warnings. */
const MAX_LINTED_OPERATIONS = 500;

export async function serve(values: Values<'serve'>, documents: readonly string[]): Promise<void> {
  const print = printerOf(values);
  const options = servedOptions(values, documents);
  const listening = await serveUntilSignal(values, {
    options: {
      ...options,
      watch: isWatching(values),
      // Request lines show invalid responses too.
      onInvalidResponse: options.log === 'off' ? printInvalidResponse : undefined,
      onReload: (reload) => printReload(reload, print),
    },
    lines: ({ services }, info) => startupMessages(services(), info),
  });
  if (values.open) await openDocs(listening.info.url);
  if (values.quiet) return;
  // A program that is not run by a person at a terminal does not load the keys.
  if (process.stdin.isTTY) {
    const { listenForKeys } = await import('./listen-for-keys.ts');
    await listenForKeys(listening, values);
  }
  await printWarnings(listening.standin);
}

async function openDocs(url: string): Promise<void> {
  const { openBrowser } = await import('./open-browser.ts');
  const page = docsUrl(url, '');
  const reason = await openBrowser(page);
  if (reason !== undefined) console.error(`standin: The browser cannot be opened: ${reason}\n  Open ${page}`);
}

/** The options of createStandin that are values of the command; documents of the command line replace configured ones. */
export function servedOptions(values: Omit<Values<'run'>, 'failOn'>, documents: readonly string[]): StandinOptions {
  const own = apiValues(values, 'document', 'server');
  const log = values.quiet ? 'off' : values.log;
  const configured = { ...own, log, onStep: printSteps() };
  return documents.length === 0 ? configured : { ...configured, document: undefined, documents };
}

/** Lints the served documents, unless there is only the built-in one or they are large. */
async function printWarnings(standin: Standin): Promise<void> {
  const services = standin.services();
  const operations = services.flatMap(({ contract }) => contract.operations);
  const own = services.some(({ contract }) => contract.files.length > 0);
  const lints = own && operations.length <= MAX_LINTED_OPERATIONS;
  const text = warningsText(lints ? await standin.lint() : standin.warnings);
  if (text !== '') console.error(text);
  const without = lints ? noStateText(standin.inspect(), MAX_AT_START) : '';
  if (without !== '') console.error(without);
}

/** Handlers are written while the server runs, so they are watched unless an option says otherwise. */
export function isWatching({ watch, handlers }: Pick<Values<'serve'>, 'watch' | 'handlers'>): boolean {
  return watch ?? handlers !== undefined;
}

/** A reload that failed is printed even with --quiet. */
export function printReload(reload: Reload, print: (text: string) => void): void {
  const place = reload.mount === '' ? '' : ` ${reload.mount}`;
  if (reload.kind === 'refused') {
    console.error(`not reloaded${place}, the old version is still served: ${reload.error.message}`);
    return;
  }
  print(`reloaded${place}`);
  for (const { path, pointer, message } of reload.mismatches)
    console.error(
      `  generated again: ${terminalLine(`${path} ${propertyPath(pointer) || 'the resource'} ${message}`)}`,
    );
}

function printInvalidResponse({ operation, status, violations }: InvalidResponse): void {
  const [first] = violations;
  if (first) console.error(`invalid response: ${terminalLine(`${operation} ${status}: ${clauseOf(first)}`)}`);
}
