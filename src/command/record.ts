// `standin record`: makes a scenario, examples and stubs of recorded requests, and shows that the mock responds as the service did.

import { basePathOf } from '../contract/base-path.ts';
import type { Contract } from '../contract/contract.ts';
import { SetupError } from '../errors/setup-error.ts';
import { createStandin, type Standin, type StandinOptions } from '../index.ts';
import { isObject, type Json, type JsonObject, valueInside } from '../json/value.ts';
import type { Values } from '../options.ts';
import { isMatched, isWrong, lineOf, type MatchedCall, type RecordedCall } from '../recording/call.ts';
import { type DocumentItem, documentItems, hasNamedItems } from '../recording/document-items.ts';
import { examplesOf } from '../recording/examples.ts';
import { Redactor } from '../recording/redact.ts';
import { type Replayed, type ReplayTarget, replay } from '../recording/replay.ts';
import { scenariosOf, startOf } from '../recording/scenarios.ts';
import { RecordedState } from '../recording/state.ts';
import { stubsOf } from '../recording/stubs.ts';
import { STDERR } from '../report/request-log.ts';
import { terminalLine } from '../report/terminal-text.ts';
import { pluralize, violationText } from '../report/violation-text.ts';
import { type Inference, inferResources } from '../resources/infer/infer.ts';
import { keyOf } from '../resources/state/keys.ts';
import { fail } from './fail.ts';
import { loadingOptions } from './loading.ts';
import { apiValues } from './read-values.ts';
import { ArchiveCapture, type Captured, learnSecrets, openProxy, readRecording } from './record-sources.ts';
import { RecordingFiles, type WrittenFiles } from './recording-files.ts';
import { exitCodeOf } from './run.ts';
import { closeOnSignals, exitSoon } from './signals.ts';
import { invalid } from './usage-error.ts';

/** @param words the document and the recordings @param command the command to run @throws SetupError */
export async function record(
  values: Values<'record'>,
  words: readonly string[],
  command: readonly string[],
): Promise<void> {
  const [document = '', ...recordings] = words;
  if (recordings.length === 0 && values.upstream === undefined)
    throw invalid(
      'There is nothing to record',
      'Use a HAR file, the URL of a running server, or --upstream with the URL of the service',
    );
  if (recordings.length > 0 && command.length > 0)
    throw invalid('A command records only through the proxy', 'Leave out the recordings, or the command after --');
  const files = new RecordingFiles(values.out, values.force === true);
  await files.prepare();
  const recorder = new RequestRecorder(values, document, files);
  if (recordings.length > 0) return recorder.recordArchives(recordings);
  if (command.length > 0) return recorder.recordCommand(command);
  return recorder.recordUntilSignal();
}

class RequestRecorder {
  readonly #values: Values<'record'>;
  readonly #options: StandinOptions;
  readonly #files: RecordingFiles;
  readonly #redactor = new Redactor();

  constructor(values: Values<'record'>, document: string, files: RecordingFiles) {
    this.#values = values;
    this.#options = loadingOptions(document, values);
    this.#files = files;
  }

  async recordArchives(locations: readonly string[]): Promise<void> {
    const archives = await Promise.all(locations.map((one) => readRecording(one, this.#values.controlToken)));
    const entries = archives.flat();
    const capture = new ArchiveCapture(this.#values.upstream, this.#redactor);
    const { contract, ...captured } = await capture.capture(this.#options, entries);
    if (!captured.calls.some(isMatched))
      throw nothingMatched(
        contract,
        entries.map(({ url }) => url),
        this.#values.upstream,
      );
    await this.#write(contract, captured);
  }

  /** Records the requests of a command, which gets the URL of the proxy as with `standin run`. */
  async recordCommand([program = '', ...args]: readonly string[]): Promise<void> {
    const { standin, captured } = await openProxy(this.#proxyOptions(), this.#redactor);
    let code: number;
    try {
      const url = await standin.listen({ ...apiValues(this.#values, 'listen'), port: 0 });
      const base = `${url}${basePathOf(standin.contract)}`;
      code = await exitCodeOf(program, args, { ...process.env, STANDIN_URL: url, STANDIN_BASE_URL: base });
    } finally {
      await standin.close();
    }
    process.exitCode = code;
    try {
      await this.#writeIfAny(standin.contract, captured());
    } catch (error) {
      fail(error);
      process.exitCode = Math.max(code, 1);
    }
    exitSoon();
  }

  async recordUntilSignal(): Promise<void> {
    const { standin, captured } = await openProxy(this.#proxyOptions(), this.#redactor);
    closeOnSignals(async () => {
      await standin.close();
      await this.#writeIfAny(standin.contract, captured());
    }, fail);
    const url = await standin.listen(apiValues(this.#values, 'listen'));
    this.#print(`${url} forwards to ${this.#values.upstream} and records; end it with Ctrl+C to write the recording`);
  }

  #proxyOptions(): StandinOptions {
    const { upstream, unsafe, upstreamLimit, quiet } = this.#values;
    const log = quiet ? 'off' : { format: 'pretty' as const, output: STDERR };
    return { ...this.#options, upstream, unsafe, upstreamLimit, log };
  }

  async #writeIfAny(contract: Contract, captured: Captured): Promise<void> {
    if (!captured.calls.some(isMatched)) throw nothingMatched(contract, [], this.#values.upstream);
    await this.#write(contract, captured);
  }

  async #write(contract: Contract, { calls, notes }: Captured): Promise<void> {
    const matched = calls.filter(isMatched);
    learnSecrets(matched, this.#redactor);
    this.#print(countsText(calls));
    const inference = inferResources(contract);
    const state = new RecordedState(inference);
    for (const call of matched) state.add(call);
    const redactor = this.#redactor;
    const name = this.#values.scenario;
    const documentItem = await this.#documentItems(state, contract, inference);
    const scenarios = scenariosOf(state, { contract, inference, redactor, documentItem, name });
    const isSwagger = /^\s*["']?swagger["']?\s*:/m.test((await contract.source?.()) ?? '');
    const examples = examplesOf(matched, { contract, redactor, isSwagger });
    const source = { scenarios: scenarios.scenarios, name };
    const replayed = await this.#replay(matched, inference, source);
    const { stubs, notes: stubNotes } = stubsOf(replayed, { contract, inference, redactor });
    for (const note of [...notes, ...listOf(calls), ...scenarios.notes, ...examples.notes, ...stubNotes])
      this.#print(`  ${terminalLine(redactor.text(note))}`);
    const written = await this.#files.write({
      scenarios: scenarios.scenarios,
      overlay: examples.overlay,
      stubs: stubs as unknown as readonly Json[],
    });
    const { resources, objects } = scenarios;
    if (written.scenarios !== undefined)
      this.#print(
        `${written.scenarios}  ${pluralize(resources, 'resource')}, ${pluralize(objects, 'object')}: ${name} at the end, ${startOf(name)} at the start`,
      );
    if (written.overlay !== undefined)
      this.#print(
        `${written.overlay}  ${pluralize(examples.count, 'example')} of ${pluralize(examples.operations, 'operation')}`,
      );
    if (written.stubs !== undefined) this.#print(`${written.stubs}  ${pluralize(stubs.length, 'stub')}`);
    await this.#verify(matched, inference, written, scenarios.scenarios !== undefined);
  }

  /** The items of the document among those that the recording only names. */
  async #documentItems(state: RecordedState, contract: Contract, inference: Inference): Promise<DocumentItem> {
    if (!hasNamedItems(state)) return () => undefined;
    const standin = await createStandin({ ...this.#options, ...REPLAYING });
    try {
      const basePath = basePathOf(contract);
      return await documentItems(state, { contract, inference, basePath, send: senderTo(standin) });
    } finally {
      await standin.close();
    }
  }

  /** Sends the recorded requests to a mock with the state of the start. */
  async #replay(
    calls: readonly MatchedCall[],
    inference: Inference,
    {
      scenarios,
      name,
      ...options
    }: {
      scenarios: JsonObject | string | undefined;
      name: string;
      stubs?: string | undefined;
      overlays?: readonly string[] | undefined;
    },
  ): Promise<readonly Replayed[]> {
    const standin = await createStandin({
      ...this.#options,
      ...options,
      ...(scenarios !== undefined && { scenarios, scenario: startOf(name) }),
      ...REPLAYING,
    });
    try {
      return await replay(calls, {
        redactor: this.#redactor,
        send: senderTo(standin),
        keyOfCreated: ({ operation }, body) => createdKey(inference, operation, body),
      });
    } finally {
      await standin.close();
    }
  }

  /** Loads the written files as a user does, and compares the responses with the recorded ones. */
  async #verify(
    calls: readonly MatchedCall[],
    inference: Inference,
    written: WrittenFiles,
    hasState: boolean,
  ): Promise<void> {
    const { overlays = [] } = this.#values;
    const replayed = await this.#replay(calls, inference, {
      scenarios: hasState ? written.scenarios : undefined,
      name: this.#values.scenario,
      stubs: written.stubs,
      overlays: [...overlays, ...(written.overlay === undefined ? [] : [written.overlay])],
    });
    const compared = replayed.filter(({ call }) => !isWrong(call));
    const different = compared.filter(({ difference, isOtherWords }) => difference !== undefined && !isOtherWords);
    const words = compared.filter(({ isOtherWords }) => isOtherWords).length;
    const same = compared.length - different.length - words;
    const errors = words === 0 ? '' : `, and ${pluralize(words, 'error')} with the recorded status in its own words`;
    this.#print(`the mock gives ${same} of ${pluralize(compared.length, 'recorded response')}${errors}`);
    const lines = different.map(({ call, difference }) => `  ${lineOf(call)}: ${difference} (${call.source})`);
    for (const line of shortened(lines)) this.#print(terminalLine(this.#redactor.text(line)));
    this.#print(`start it with\n  ${this.#startCommand(written, hasState)}`);
  }

  #startCommand(written: WrittenFiles, hasState: boolean): string {
    const { overlays = [], scenario } = this.#values;
    const words = [
      'standin',
      String(this.#options.document),
      ...overlays.flatMap((file) => ['--overlay', file]),
      ...(hasState && written.scenarios !== undefined
        ? ['--scenarios', written.scenarios, '--scenario', scenario]
        : []),
      ...(written.overlay === undefined ? [] : ['--overlay', written.overlay]),
      ...(written.stubs === undefined ? [] : ['--stubs', written.stubs]),
    ];
    return words.map((word) => (/^[\w./:@-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
  }

  #print(text: string): void {
    if (!this.#values.quiet) console.log(text);
  }
}

/** The options of a mock that recorded requests are sent to. */
const REPLAYING = { settings: { auth: 'off' }, invalidResponses: 'send', journal: 0 } as const;

function senderTo(standin: Standin): ReplayTarget['send'] {
  return async ({ method, ...request }) => {
    const response = await standin.inject({ method: method as 'GET', ...request });
    return { status: response.statusCode, body: parsed(response.body) };
  };
}

function createdKey(
  inference: Inference,
  operation: MatchedCall['operation'],
  body: Json | undefined,
): string | undefined {
  const role = inference.roleOf(operation);
  if (role?.kind !== 'create' || role.resource.kind !== 'collection' || !role.inResponse) return undefined;
  const item = valueInside(body, role.inResponse.path);
  return isObject(item) ? keyOf(role.resource, item) : undefined;
}

function countsText(calls: readonly RecordedCall[]): string {
  const matched = calls.filter(isMatched);
  const valid = matched.filter(({ violations }) => violations.length === 0);
  return `${pluralize(calls.length, 'recorded request')}: ${matched.length} for operations of the document, ${valid.length} without a violation`;
}

/** Lines that a list prints. */
const MOST_LINES = 20;

function shortened(lines: readonly string[]): readonly string[] {
  const rest = lines.length - MOST_LINES;
  return rest <= 0 ? lines : [...lines.slice(0, MOST_LINES), `  and ${rest} more`];
}

/** The calls that are not part of the result, or violate the contract. */
function listOf(calls: readonly RecordedCall[]): readonly string[] {
  const unmatched = new Map<string, string>();
  for (const call of calls)
    if (!isMatched(call))
      unmatched.set(lineOf(call), `${lineOf(call)}: the document has no such operation (${call.source})`);
  const incomplete = calls
    .filter(({ lacksBody }) => lacksBody)
    .map((call) => `${lineOf(call)}: the recording does not contain the body of the response (${call.source})`);
  const violated = calls.filter(isMatched).flatMap((call) =>
    call.violations.map(({ direction, violation }) => {
      const side = direction === 'request' ? 'client' : 'server';
      return `${lineOf(call)}: ${side}: ${violationText(violation)} (${call.source})`;
    }),
  );
  return [...shortened([...unmatched.values()]), ...shortened(incomplete), ...shortened(violated)];
}

function nothingMatched(contract: Contract, urls: readonly URL[], upstream: string | undefined): SetupError {
  const base = basePathOf(contract);
  const some = [...new Set(urls.map(({ origin, pathname }) => `${origin}${pathname}`))].slice(0, 3);
  const what =
    urls.length === 0
      ? 'No recorded request is for an operation of the document'
      : `No recorded request is for an operation of the document; there ${urls.length === 1 ? 'is' : 'are'} ${pluralize(urls.length, 'request')}, such as ${some.join(', ')}`;
  const [operation] = contract.operations;
  const path = `${upstream === undefined ? base : ''}${operation?.path}`;
  const example = operation ? `${operation.method} ${path}` : 'none';
  const advice =
    upstream === undefined
      ? `Record requests such as ${example}; if the service has another base path, use --upstream with its URL`
      : `Record requests for ${upstream} such as ${example}`;
  return new SetupError({ code: 'RECORDING_INVALID', what, advice });
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text === '' ? undefined : text;
  }
}
