// What `standin` and `standin proxy` have in common: they serve until a signal, and print how the server is reached.
import { createStandin, type Standin, type StandinOptions } from '../index.ts';
import { isLoopback } from '../loopback.ts';
import type { Values } from '../options.ts';
import { type ListenInfo, trustMessage } from '../startup-message.ts';
import { fail } from './fail.ts';
import { continueAfterLateErrors } from './late-errors.ts';
import { apiValues } from './read-values.ts';
import { type Baseline, conclude, prepareReports } from './run-result.ts';
import { closeOnSignals } from './signals.ts';

type ServingValues = Omit<Values<'proxy'>, 'upstream' | 'upstreamLimit' | 'unsafe'> &
  Pick<Partial<Values<'serve'>>, 'settings'>;

type ListeningValues = Pick<ServingValues, 'host' | 'tls' | 'intercept' | 'settings' | 'controlToken'>;

interface Serving {
  readonly options: StandinOptions;
  /** The first lines that are printed when the server listens. */
  readonly lines: (standin: Standin, listening: ListenInfo) => readonly string[];
}

/** A server that listens. */
export interface Listening {
  readonly standin: Standin;
  readonly info: ListenInfo;
  /** Ends the server as a signal does. */
  readonly quit: () => void;
}

export async function serveUntilSignal(values: ServingValues, { options, lines }: Serving): Promise<Listening> {
  const print = printerOf(values);
  const baseline = await prepareReports(values);
  const standin = await createStandin({
    ...options,
    log: values.quiet ? 'off' : values.log,
    onWorld: (name) => print(`new world ${name}`),
  });
  printNotices(standin);
  const quit = closeOnSignals(() => closeWithVerdict(standin, values, baseline), fail);
  continueAfterLateErrors(standin);
  const url = await standin.listen(apiValues(values, 'listen'));
  const info = await listenInfo(url, standin, values);
  const trust = info.ca === undefined ? [] : [trustMessage({ ...info, ca: info.ca })];
  // One write: a reader that closes the pipe after the first lines does not end the server.
  print([...lines(standin, info), ...trust].join('\n'));
  return { standin, info, quit };
}

/** What happened to the kept state is printed even with --quiet. */
export function printNotices({ kept }: Standin): void {
  for (const notice of kept?.notices ?? []) console.error(notice);
}

/** Prints messages for people: to standard error if standard output has JSON lines. */
export function printerOf({ quiet, log }: Pick<ServingValues, 'quiet' | 'log'>): (text: string) => void {
  return quiet ? () => undefined : log === 'json' ? console.error : console.log;
}

/** Closes the server; with an option that asks for a verdict, its result decides the exit code. */
async function closeWithVerdict(
  standin: Standin,
  values: ServingValues,
  baseline: Baseline | undefined,
): Promise<void> {
  await standin.close();
  if (values.report === undefined && values.failOn === undefined && values.minCoverage === undefined) return;
  if (!(await conclude(await standin.report(), values, { baseline }))) process.exitCode = 1;
}

/** How the server is reached, as the first lines show it. */
export async function listenInfo(
  url: string,
  { ca, controlToken }: Standin,
  values: ListeningValues,
): Promise<ListenInfo> {
  const { host, tls = false, intercept: hosts = [], settings } = values;
  const networkToken = values.controlToken === undefined ? controlToken : undefined;
  const info = { url, ca, tls, hosts, auth: settings?.auth, networkToken };
  if (isLoopback(host ?? new URL(url).hostname)) return info;
  const { originsForOthers } = await import('../http/listen/network-origins.ts');
  return { ...info, network: originsForOthers(url, host ?? new URL(url).hostname) };
}
