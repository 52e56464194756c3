// What `standin mutate` and `standin rehearse` have in common: the suite that they run, the first runs that must pass, progress,
// and a clean end at Ctrl+C.
import { availableParallelism } from 'node:os';
import { SetupError } from '../errors/setup-error.ts';
import type { Fault, Standin, StandinOptions } from '../index.ts';
import { failedTests } from '../mutations/failed-tests.ts';
import type { Values } from '../options.ts';
import type { RecordedExchange } from '../report/record.ts';
import { escapeControls } from '../report/terminal-text.ts';
import { apiValues } from './read-values.ts';
import { runSuite, type SuiteRun, type TestCommand } from './suite.ts';
import { invalid } from './usage-error.ts';

type RepeatingValues = Values<'mutate'> | Values<'rehearse'>;

/** @throws SetupError COMMAND_LINE_INVALID */
export function suiteOf(
  name: 'mutate' | 'rehearse',
  values: RepeatingValues,
  { documents, command }: { readonly documents: readonly string[]; readonly command: readonly string[] },
): TestCommand {
  const usage = name === 'mutate' ? '[documents...]' : '<old> <new>';
  if (command.length === 0) {
    throw invalid('The command to run is missing', `Use standin ${name} ${usage} -- npm test`);
  }
  const own = apiValues(values, 'document', 'server');
  // Exchanges are observed when they happen. A journal only has to exist.
  const options: StandinOptions = { ...own, log: 'off', journal: 20 };
  return {
    command,
    options: documents.length === 0 ? options : { ...options, document: undefined, documents },
    listen: apiValues(values, 'listen'),
  };
}

/** The suite with one more fault in every world. It is tried before the others. */
export function withFault(suite: TestCommand, fault: Fault, others: readonly Fault[]): TestCommand {
  return { ...suite, options: { ...suite.options, faults: [fault, ...others] } };
}

/** A single document as a value, with its overlays. Reading and joining its files takes most of the start of a large one. */
function withLoaded(suite: TestCommand, { contract }: Standin): TestCommand {
  const { document, documents = [] } = suite.options;
  const [only, ...others] = documents;
  const given = only ?? document;
  if (others.length > 0 || typeof given !== 'string' || given.includes('@/')) return suite;
  const options = { ...suite.options, document: undefined, documents: [{ document: contract.document }] };
  return { ...suite, options: { ...options, overlays: undefined } };
}

/** The faults of the options as a list. @throws SetupError PLAN_INVALID or OPTION_INVALID */
export async function ownFaults(faults: StandinOptions['faults']): Promise<readonly Fault[]> {
  if (faults === false) {
    throw new SetupError({
      code: 'OPTION_INVALID',
      what: 'Mutations are faults, and --no-faults forbids them',
      advice: 'Leave out --no-faults',
    });
  }
  if (typeof faults !== 'string') return faults ?? [];
  const { loadPlans } = await import('../sources/plans.ts');
  return (await loadPlans(faults, 'faults')).plans as unknown as readonly Fault[];
}

export function defaultParallel(): number {
  return Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));
}

export interface FirstRuns {
  /** The command with its document as it was loaded, so that it is not read again for every run. */
  readonly loaded: TestCommand;
  /** The longest of the runs. */
  readonly milliseconds: number;
  /** Runs at the same time. 1 if the tests fail at the same time as themselves. */
  readonly parallel: number;
  readonly notes: readonly string[];
}

interface FirstRunsOptions {
  readonly parallel: number;
  /** Milliseconds after which the tests count as tests that never end. */
  readonly limit: number;
  readonly onExchange: (exchange: RecordedExchange) => void;
  readonly onServer?: Parameters<typeof runSuite>[1]['onServer'];
  readonly signal: AbortSignal;
}

/**
 * Runs the suite once, and then as often as runs are under way later. All of them must pass.
 * @throws SetupError TESTS_FAILED
 */
export async function firstRuns(suite: TestCommand, options: FirstRunsOptions): Promise<FirstRuns> {
  const { onExchange, onServer, signal, parallel, limit } = options;
  let count = 0;
  const observe = (exchange: RecordedExchange) => {
    count += 1;
    onExchange(exchange);
  };
  let loaded = suite;
  const first = await runSuite(suite, {
    onExchange: observe,
    signal,
    limit,
    onServer(standin) {
      loaded = withLoaded(suite, standin);
      onServer?.(standin);
    },
  });
  if (signal.aborted) return { loaded, milliseconds: first.milliseconds, parallel, notes: [] };
  if (first.timedOut) throw failed(first, `The tests did not end within ${clockTime(limit)}`);
  if (first.code !== 0) throw failed(first, 'The tests fail before anything is changed');
  if (count === 0) throw noRequests();
  const counts: number[] = [];
  const again = async (): Promise<SuiteRun> => {
    const at = counts.push(0) - 1;
    const onExchange = () => {
      counts[at] = (counts[at] ?? 0) + 1;
    };
    return runSuite(loaded, { onExchange, signal, limit });
  };
  const second = await Promise.all(Array.from({ length: parallel }, again));
  const broken = second.find(({ code }) => code !== 0);
  const longest = Math.max(first.milliseconds, ...second.map(({ milliseconds }) => milliseconds));
  const notes: string[] = [];
  if (broken && !signal.aborted) {
    if (parallel === 1) throw failed(broken, 'The tests are flaky: they passed at first, and then failed unchanged');
    const alone = await again();
    if (alone.code !== 0 && !signal.aborted)
      throw failed(alone, 'The tests are flaky: they passed at first, and then failed unchanged');
    notes.push(`${parallel} runs at the same time disturb each other, so the tests run one after the other`);
    return { loaded, milliseconds: Math.max(first.milliseconds, alone.milliseconds), parallel: 1, notes };
  }
  if (counts.some((one) => one !== count))
    notes.push(`the same tests sent ${[...new Set([count, ...counts])].join(' and ')} requests, so they can be flaky`);
  return { loaded, milliseconds: longest, parallel, notes };
}

/** Lines of the output that an error repeats. */
const MAX_LINES = 30;

function failed({ code, output, timedOut }: SuiteRun, what: string): SetupError {
  const tests = failedTests(output).slice(0, 5);
  const lines = output.trimEnd().split('\n').slice(-MAX_LINES).map(escapeControls);
  const end = output.trim() === '' ? [] : ['The end of their output:', ...lines];
  const names = tests.length === 0 ? '' : `: ${tests.map(escapeControls).join(', ')}`;
  return new SetupError({
    code: 'TESTS_FAILED',
    what: `${what}${timedOut ? '' : ` (exit code ${code})`}${names}`,
    advice: [timedOut ? 'Let them end, or use a longer --time' : 'Let them pass with standin run first', ...end].join(
      '\n  ',
    ),
  });
}

function noRequests(): SetupError {
  return new SetupError({
    code: 'TESTS_FAILED',
    what: 'The tests send no request to the server',
    advice: 'Send the requests to the URL in STANDIN_URL or STANDIN_BASE_URL',
  });
}

/** Milliseconds that the first run has at least. */
const MIN_FIRST_MS = 60_000;

/** How long the first run can take: as long as all runs after it together. */
export function limitOfFirst(time: number): number {
  return Math.max(MIN_FIRST_MS, time);
}

/** How long a run can take before it counts as one that never ends. */
export function limitOf(milliseconds: number): number {
  return 5 * milliseconds + 2_000;
}

/** Aborted by the first Ctrl+C. A second one ends the process at once. */
export function interruption(): { readonly signal: AbortSignal; readonly code: () => number | undefined } {
  const controller = new AbortController();
  let code: number | undefined;
  const onSignal = (name: NodeJS.Signals) => {
    if (code !== undefined) process.exit(code);
    code = name === 'SIGINT' ? 130 : 143;
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return { signal: controller.signal, code: () => code };
}

/** Milliseconds between two lines of progress that are not read at a terminal. */
const PROGRESS_MS = 10_000;

/** Prints how far a long run is: one line that changes at a terminal, else a line every ten seconds. */
export class Progress {
  readonly #isQuiet: boolean;
  readonly #isTerminal = process.stderr.isTTY === true;
  #last = performance.now();

  constructor(isQuiet: boolean) {
    this.#isQuiet = isQuiet;
  }

  /** A line that stays. */
  note(text: string): void {
    this.#clear();
    if (!this.#isQuiet) console.error(`standin: ${text}`);
  }

  show(text: string): void {
    if (this.#isQuiet) return;
    if (this.#isTerminal) {
      const columns = process.stderr.columns ?? 80;
      process.stderr.write(`\r\x1b[K${escapeControls(text).slice(0, columns - 1)}`);
    } else if (performance.now() - this.#last >= PROGRESS_MS) {
      this.#last = performance.now();
      console.error(`standin: ${escapeControls(text)}`);
    }
  }

  end(): void {
    this.#clear();
  }

  #clear(): void {
    if (this.#isTerminal && !this.#isQuiet) process.stderr.write('\r\x1b[K');
  }
}

/** For example `4:05`. */
export function clockTime(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * Does the work of a queue, several items at once, until the queue is empty, the time is over or the signal is aborted. An item is
 * not begun if it would probably not be finished in time; the first one always is begun.
 */
export async function workOff<Item>(
  next: () => Item | undefined,
  run: (item: Item) => Promise<void>,
  { parallel, time, typical, signal }: WorkOptions,
): Promise<'complete' | 'time' | 'interrupted'> {
  const start = performance.now();
  let begun = 0;
  let ended: 'complete' | 'time' = 'complete';
  const worker = async () => {
    while (!signal.aborted) {
      if (begun >= parallel && performance.now() - start + typical > time) {
        ended = 'time';
        return;
      }
      const item = next();
      if (item === undefined) return;
      begun += 1;
      await run(item);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return signal.aborted ? 'interrupted' : ended;
}

interface WorkOptions {
  readonly parallel: number;
  /** Milliseconds for everything, and those that one item typically takes. */
  readonly time: number;
  readonly typical: number;
  readonly signal: AbortSignal;
}
