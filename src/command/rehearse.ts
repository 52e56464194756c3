// `standin rehearse old.yaml new.yaml -- npm test`: which changes of a new version break the tests of a client, one change at a time.
import { diffVersions, type LoadedVersion, loadVersion } from '../api/diff.ts';
import type { DiffFinding } from '../contract/compare/finding.ts';
import { SetupError } from '../errors/setup-error.ts';
import type { FaultKind } from '../faults/fault.ts';
import { editResponse } from '../faults/response-edit.ts';
import type { Fault, JsonObject, Standin, Usage } from '../index.ts';
import { failedTests } from '../mutations/failed-tests.ts';
import {
  breaksTests,
  isRehearsed,
  type RehearsalReport,
  type RehearsedChange,
  textOfRehearsal,
} from '../mutations/rehearsal.ts';
import { operationsOfFinding, splicedDocument, type Versions } from '../mutations/splice.ts';
import { worstResponse } from '../mutations/worst-response.ts';
import type { Values } from '../options.ts';
import type { RecordedExchange } from '../report/record.ts';
import { terminalJson } from '../report/terminal-text.ts';
import { pluralize } from '../report/violation-text.ts';
import { isRevision } from '../sources/git-revision.ts';
import { isAffected } from '../usage/affected.ts';
import { mergeUsages } from '../usage/usage.ts';
import { readUsage, requireDeclared } from '../usage/usage-file.ts';
import { VERSION } from '../version.ts';
import { exitSoon } from './signals.ts';
import { runSuite, type TestCommand } from './suite.ts';
import {
  clockTime,
  defaultParallel,
  firstRuns,
  interruption,
  limitOf,
  limitOfFirst,
  ownFaults,
  Progress,
  suiteOf,
  withFault,
  workOff,
} from './suite-options.ts';
import { invalid } from './usage-error.ts';
import { writeOut } from './write-out.ts';

/** @throws SetupError for invalid options or documents, and TESTS_FAILED if the tests fail with the old version */
export async function rehearse(
  values: Values<'rehearse'>,
  documents: readonly string[],
  command: readonly string[],
): Promise<void> {
  const [old, next, ...others] = documents;
  if (old === undefined || next === undefined || others.length > 0) {
    throw invalid(
      `Two versions of a document are needed, not ${documents.length}`,
      'Use standin rehearse old.yaml new.yaml -- npm test',
    );
  }
  const given = suiteOf('rehearse', values, { documents: [old], command });
  const usage = values.usage === undefined ? undefined : await readUsage(values.usage);
  const faults = await ownFaults(given.options.faults);
  const { allowRemoteRefs } = values;
  const versions = {
    old: await loadVersion(old, { allowRemoteRefs }),
    next: await loadVersion(next, { allowRemoteRefs }),
  };
  const contracts = [versions.old.contract, versions.next.contract];
  if (usage && values.usage !== undefined) requireDeclared(usage, values.usage, contracts);
  const progress = new Progress(values.quiet === true);
  const interrupted = interruption();
  const rehearsal = new Rehearsal({
    suite: withDocument(given, servedDocument(old, versions.old)),
    next: servedDocument(next, versions.next),
    versions,
    faults,
    usage,
    progress,
    signal: interrupted.signal,
  });
  const report = await rehearsal.run(values);
  progress.end();
  if (report) await print(report, values);
  else console.error('standin: interrupted before the first change');
  process.exitCode = interrupted.code() ?? (report && breaksTests(report) ? 1 : 0);
  exitSoon();
}

interface RehearsalContext {
  readonly suite: TestCommand;
  /** The document of the new version. */
  readonly next: string | JsonObject;
  readonly versions: { readonly old: LoadedVersion; readonly next: LoadedVersion };
  /** The faults that the user plans. */
  readonly faults: readonly Fault[];
  readonly usage: Usage | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** How one change is tried. */
interface Trial {
  readonly suite: TestCommand;
  readonly by: 'response' | 'document';
  isReached(exchange: RecordedExchange): boolean;
}

class Rehearsal {
  readonly #context: RehearsalContext;
  readonly #versions: Versions;
  readonly #changes: RehearsedChange[] = [];
  #loaded: TestCommand;
  #typical = 0;
  #runs = 0;
  #passesWhole = false;
  /** One exchange per operation and method of the run against the whole new version. */
  readonly #called = new Map<string, RecordedExchange>();

  constructor(context: RehearsalContext) {
    const { old, next } = context.versions;
    this.#context = context;
    this.#loaded = context.suite;
    this.#versions = { old: old.contract, next: next.contract };
  }

  /** @returns undefined if it was interrupted before the first change */
  async run(values: Values<'rehearse'>): Promise<RehearsalReport | undefined> {
    const { suite, versions, progress, signal, usage } = this.#context;
    const { findings, old, new: next } = await diffVersions(versions.old, versions.next);
    const candidates = findings.filter(isRehearsed);
    progress.show('first runs, with the old version');
    let standin: Standin | undefined;
    const observed = { ...suite, options: { ...suite.options, recordUsage: true } };
    const first = await firstRuns(observed, {
      parallel: values.parallel ?? defaultParallel(),
      limit: limitOfFirst(values.time),
      signal,
      onExchange: () => undefined,
      onServer(server) {
        standin = server;
      },
    });
    if (signal.aborted) return undefined;
    for (const note of first.notes) progress.note(note);
    this.#typical = first.milliseconds;
    this.#loaded = { ...first.loaded, options: { ...first.loaded.options, recordUsage: false } };
    const used = mergeUsages([standin?.usage(), usage].filter((one) => one !== undefined));
    const waiting = this.#sortOut(candidates, used);
    progress.note(
      `${pluralize(candidates.length, 'change')} can break clients, your tests use ${waiting.length} of them; ${first.parallel} at the same time, for at most ${clockTime(values.time)}`,
    );
    const start = performance.now();
    const whole = await this.#tryWhole();
    this.#passesWhole = whole?.passed === true;
    const queue = [...waiting];
    const ended = await workOff(
      () => queue.shift(),
      async (finding) => {
        await this.#try(finding);
        const breaks = this.#changes.filter(({ outcome }) => outcome === 'breaks').length;
        progress.show(
          `${waiting.length - queue.length} of ${pluralize(waiting.length, 'change')}, ${breaks} with failing tests, ${clockTime(performance.now() - start)} of ${clockTime(values.time)}`,
        );
      },
      { parallel: first.parallel, time: values.time - (performance.now() - start), typical: this.#typical, signal },
    );
    for (const finding of queue) this.#add(finding, 'not-tried');
    return {
      tool: { name: 'standin', version: VERSION },
      generatedAt: new Date().toISOString(),
      command: suite.command.join(' '),
      old: { title: old.title, version: old.version },
      new: { title: next.title, version: next.version },
      whole,
      ended,
      milliseconds: Math.round(performance.now() - start),
      runs: this.#runs,
      changes: this.#changes,
    };
  }

  /** Breaking changes first. Those that the client does not use are not tried. */
  #sortOut(findings: readonly DiffFinding[], usage: Usage): readonly DiffFinding[] {
    const used = findings.filter((finding) => isAffected(finding, usage));
    for (const finding of findings) if (!used.includes(finding)) this.#add(finding, 'unused');
    const isBreaking = ({ severity }: DiffFinding) => severity === 'breaking';
    return [...used.filter(isBreaking), ...used.filter((finding) => !isBreaking(finding))];
  }

  async #tryWhole(): Promise<RehearsalReport['whole']> {
    const { suite, next, signal } = this.#context;
    this.#runs += 1;
    const run = await runSuite(withDocument(suite, next), {
      signal,
      limit: limitOf(this.#typical),
      onExchange: (exchange) => this.#called.set(`${exchange.method} ${exchange.operation?.id}`, exchange),
    });
    if (signal.aborted) return undefined;
    return { passed: run.code === 0, tests: run.code === 0 ? [] : failedTests(run.output) };
  }

  async #try(finding: DiffFinding): Promise<void> {
    const { signal } = this.#context;
    const trial = this.#trialOf(finding);
    if (!trial) {
      this.#add(finding, 'not-tried');
      return;
    }
    // The run against the whole new version has shown it already: that mock has this part of the document, too.
    if (trial.by === 'document' && this.#passesWhole) {
      const isReached = [...this.#called.values()].some((exchange) => trial.isReached(exchange));
      this.#add(finding, isReached ? 'survives' : 'not-reached', { tests: [], by: 'whole' });
      return;
    }
    let reached = false;
    this.#runs += 1;
    const run = await runSuite(trial.suite, {
      signal,
      limit: limitOf(this.#typical),
      onExchange(exchange) {
        reached ||= trial.isReached(exchange);
      },
    }).catch((error: unknown) => {
      // A document with one change of another version can be one that no version is.
      if (error instanceof SetupError) return undefined;
      throw error;
    });
    if (signal.aborted || !run) this.#add(finding, 'not-tried');
    else if (run.code !== 0 && reached) this.#add(finding, 'breaks', { tests: failedTests(run.output), by: trial.by });
    else this.#add(finding, reached ? 'survives' : 'not-reached', { tests: [], by: trial.by });
  }

  #trialOf(finding: DiffFinding): Trial | undefined {
    const { faults } = this.#context;
    const [suite, versions] = [this.#loaded, this.#versions];
    const { before: operation, after } = operationsOfFinding(versions, finding);
    // Callbacks and webhooks are sent to the client, and no fault changes them.
    if (!operation || finding.outgoing) return undefined;
    const fault = worstResponse(finding);
    if (fault) {
      const planned: Fault = { id: FAULT, when: { operation: operation.id }, fault };
      return {
        suite: withFault(suite, planned, faults),
        by: 'response',
        isReached: (exchange) => exchange.faults.includes(FAULT) && isEdited(exchange, fault),
      };
    }
    const document = splicedDocument(versions, finding);
    if (!document) return undefined;
    const { method } = operation;
    return {
      suite: withDocument(suite, document),
      by: 'document',
      // A removed operation is called, too.
      isReached: ({ operation: called, method: sent }) =>
        called
          ? called.id === operation.id || called.id === after?.id
          : sent === method && finding.id === 'operation-removed',
    };
  }

  #add(
    finding: DiffFinding,
    outcome: RehearsedChange['outcome'],
    { tests, by }: Pick<RehearsedChange, 'tests' | 'by'> = { tests: [] },
  ): void {
    this.#changes.push({ finding, outcome, tests, by });
  }
}

/** The id of the fault that sends a response of the new version. */
const FAULT = 'standin-rehearsal';

function isEdited({ status, responseBody: body }: RecordedExchange, fault: FaultKind): boolean {
  if (fault.kind !== 'edit-response' || body === undefined) return false;
  return (fault.status === undefined || fault.status === status) && editResponse(body, fault.edits) !== body;
}

/** What is served for a version: a file of a git revision is not on the disk. */
function servedDocument(document: string, { contract }: LoadedVersion): string | JsonObject {
  return isRevision(document) ? contract.document : document;
}

function withDocument(suite: TestCommand, document: string | JsonObject): TestCommand {
  return { ...suite, options: { ...suite.options, documents: [{ document }] } };
}

async function print(report: RehearsalReport, { format, out }: Values<'rehearse'>): Promise<void> {
  await writeOut(out, await rendered(report, format), 'The result');
}

async function rendered(report: RehearsalReport, format: Values<'rehearse'>['format']): Promise<string> {
  if (format === 'json') return `${terminalJson(report, 2)}\n`;
  if (format === 'text') return textOfRehearsal(report);
  const { htmlOfRehearsal } = await import('../mutations/rehearsal-html.ts');
  return htmlOfRehearsal(report);
}
