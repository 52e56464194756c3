// `standin mutate -- npm test`: contract mutation testing. It changes one response at a time and reports the changes that no test
// notices.
import type { Standin } from '../index.ts';
import type { Mutation } from '../mutations/mutation.ts';
import { planMutations } from '../mutations/plan-mutations.ts';
import { SeenResponses } from '../mutations/responses.ts';
import { type MutationReport, scoresOf } from '../mutations/score.ts';
import { textOfMutations } from '../mutations/text.ts';
import type { Values } from '../options.ts';
import { terminalJson } from '../report/terminal-text.ts';
import { pluralize } from '../report/violation-text.ts';
import { isPointerRead } from '../usage/usage.ts';
import { readUsage } from '../usage/usage-file.ts';
import { VERSION } from '../version.ts';
import { contractsOf, MutationQueue, tryMutation } from './mutation-run.ts';
import { exitSoon } from './signals.ts';
import type { TestCommand } from './suite.ts';
import {
  clockTime,
  defaultParallel,
  firstRuns,
  interruption,
  ownFaults,
  Progress,
  suiteOf,
  workOff,
} from './suite-options.ts';
import { writeOut } from './write-out.ts';

/** @throws SetupError for invalid options, and TESTS_FAILED if the tests do not pass unchanged */
export async function mutate(
  values: Values<'mutate'>,
  documents: readonly string[],
  command: readonly string[],
): Promise<void> {
  const suite = suiteOf('mutate', values, { documents, command });
  const progress = new Progress(values.quiet === true);
  const interrupted = interruption();
  const report = await mutationReport(suite, values, { progress, signal: interrupted.signal });
  progress.end();
  if (report) await print(report, values);
  else console.error('standin: interrupted before the first change');
  const { percent } = report?.score ?? {};
  const isBelow = values.minScore !== undefined && percent !== undefined && percent < values.minScore;
  if (isBelow) console.error(`standin: The score of ${percent} % is less than the required ${values.minScore} %`);
  process.exitCode = interrupted.code() ?? (isBelow ? 1 : 0);
  exitSoon();
}

interface MutateContext {
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** @returns undefined if it was interrupted before the first mutation */
async function mutationReport(
  suite: TestCommand,
  values: Values<'mutate'>,
  { progress, signal }: MutateContext,
): Promise<MutationReport | undefined> {
  const others = await ownFaults(suite.options.faults);
  const usage = values.usage === undefined ? undefined : await readUsage(values.usage);
  const seen = new SeenResponses();
  let services: ReturnType<Standin['services']> = [];
  progress.show('first runs, without a change');
  const first = await firstRuns(suite, {
    parallel: values.parallel ?? defaultParallel(),
    signal,
    onExchange: (exchange) => seen.add(exchange),
    onServer(standin) {
      services = standin.services();
    },
  });
  if (signal.aborted) return undefined;
  for (const note of first.notes) progress.note(note);
  const mutations = planMutations(seen.list(), contractsOf(services));
  const isRead = (mutation: Mutation) => usage === undefined || isPointerRead(usage, mutation);
  const queue = new MutationQueue(await located(mutations, services), isRead);
  const seconds = (first.milliseconds / 1000).toFixed(1);
  progress.note(
    `the tests pass unchanged in ${seconds} s with ${pluralize(seen.exchanges, 'exchange')}; ${pluralize(queue.total, 'mutation')}, ${first.parallel} at the same time, for at most ${clockTime(values.time)}`,
  );
  const { milliseconds: typical, parallel } = first;
  const start = performance.now();
  const ended = await workOff(
    () => queue.next(),
    async (mutation) => {
      const result = await tryMutation(first.loaded, mutation, { others, typical, signal });
      if (result) queue.add(result);
      progress.show(progressLine(queue, performance.now() - start, values.time));
    },
    { parallel, time: values.time, typical, signal },
  );
  queue.end(ended === 'interrupted' ? ended : 'time');
  return {
    tool: { name: 'standin', version: VERSION },
    generatedAt: new Date().toISOString(),
    command: suite.command.join(' '),
    documents: services.map(({ contract: { title, version } }) => ({ title, version })),
    baseline: { milliseconds: Math.round(typical), exchanges: seen.exchanges, operations: seen.operations },
    milliseconds: Math.round(performance.now() - start),
    parallel,
    ended,
    ...scoresOf(queue.results),
    results: queue.results,
    leftOut: queue.leftOut,
  };
}

function progressLine({ results, total, leftOut }: MutationQueue, passed: number, time: number): string {
  const below = leftOut.filter(({ reason }) => reason === 'below').length;
  const unnoticed = results.filter(({ outcome }) => outcome === 'unnoticed').length;
  return `${results.length + below} of ${total} mutations, ${unnoticed} not noticed, ${clockTime(passed)} of ${clockTime(time)}`;
}

/** Adds lines to the places. */
async function located(
  mutations: readonly Mutation[],
  services: ReturnType<Standin['services']>,
): Promise<readonly Mutation[]> {
  const { DocumentPlaces } = await import('../report/document-places.ts');
  const { shownFile } = await import('../report/report.ts');
  const places = new DocumentPlaces();
  const found: Mutation[] = [];
  for (const mutation of mutations) {
    const contract = services.find(({ mount }) => mount === mutation.mount)?.contract;
    const { location } = await places.located(mutation.location, contract?.embedded);
    found.push({ ...mutation, location: { ...location, file: shownFile(location.file) } });
  }
  return found;
}

async function print(report: MutationReport, { format, out }: Values<'mutate'>): Promise<void> {
  await writeOut(out, await rendered(report, format), 'The result');
}

async function rendered(report: MutationReport, format: Values<'mutate'>['format']): Promise<string> {
  if (format === 'json') return `${terminalJson(report, 2)}\n`;
  if (format === 'text') return textOfMutations(report);
  const { htmlOfMutations } = await import('../mutations/html.ts');
  return htmlOfMutations(report);
}
