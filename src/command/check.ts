// `standin check`: compiles all of a document and reports its faults and warnings; with --upstream, it calls a real service as well.
import { readFile } from 'node:fs/promises';
import type { Contract } from '../contract/contract.ts';
import { isRemote } from '../contract/document/location.ts';
import type { LocatedWarning } from '../contract/document/warning.ts';
import { locatedPlace } from '../contract/locate-file.ts';
import { SetupError } from '../errors/setup-error.ts';
import { createStandin } from '../index.ts';
import type { Values } from '../options.ts';
import { codeFrame } from '../report/code-frame.ts';
import { pluralize } from '../report/violation-text.ts';
import { findingsHeading, placeAndMessage, unusableText } from '../startup-message.ts';
import { loadingOptions } from './loading.ts';
import { noStateText } from './no-state-text.ts';
import { conclude, prepareReports } from './run-result.ts';

export async function check(values: Values<'check'>, document: string): Promise<void> {
  const { upstream } = values;
  const passed = await (upstream === undefined
    ? checkDocument(document, values)
    : checkService(document, { ...values, upstream }));
  if (!passed) process.exitCode = 1;
}

interface Checked {
  readonly contract: Contract;
  readonly warnings: readonly LocatedWarning[];
  /** What the operations that change nothing are, and how to give them a meaning. */
  readonly meaning: string;
}

async function checkDocument(document: string, values: Values<'check'>): Promise<boolean> {
  const { contract, warnings, meaning } = await checked(document, values);
  const { operations, title } = contract;
  const faults = warnings.filter(({ fatal }) => fatal);
  const others = warnings.filter(({ fatal }) => !fatal);
  const counts = [
    pluralize(operations.length, 'operation'),
    ...(faults.length > 0 ? [pluralize(faults.length, 'fault')] : []),
    others.length === 0 ? 'no warnings' : pluralize(others.length, 'warning'),
  ];
  if (!values.quiet) console.log(`${title}: ${counts.join(', ')}`);
  const unusable = unusableText(operations);
  if (unusable !== undefined && !values.quiet) console.log(`not served: ${unusable}`);
  if (meaning !== '' && !values.quiet) console.log(meaning);
  await printFindings(faults, contract);
  await printFindings(others, contract);
  return faults.length === 0 && !(values.strict && others.length > 0);
}

/** All that is wrong with a document, also if nothing of it can be served. @throws SetupError if it cannot be read as OpenAPI */
async function checked(document: string, values: Values<'check'>): Promise<Checked> {
  // The document is loaded even if --strict refuses it, so that all of its warnings are printed.
  const options = loadingOptions(document, { ...values, strict: false });
  try {
    const standin = await createStandin(options);
    const warnings = await standin.lint();
    const meaning = noStateText(standin.inspect());
    await standin.close();
    return { contract: standin.contract, warnings, meaning };
  } catch (error) {
    if (!(error instanceof SetupError) || !UNUSABLE_CODES.has(error.code)) throw error;
    const { loadContract } = await import('../contract/load.ts');
    const { allowRemoteRefs: remoteRefs, fullPatch, discriminator, overlays } = options;
    const contract = await loadContract(document, {
      remoteRefs,
      fullPatch,
      discriminator,
      overlays,
      acceptUnusable: true,
    });
    if (!contract.warnings.some(({ fatal }) => fatal)) throw error;
    const warnings = contract.warnings.map((warning) => ({ ...warning, location: contract.place(warning.pointer) }));
    return { contract, warnings, meaning: '' };
  }
}

/** The codes of a document in which nothing can be served. */
const UNUSABLE_CODES: ReadonlySet<string> = new Set([
  'DOCUMENT_INVALID',
  'REFERENCE_UNRESOLVED',
  'REFERENCE_FORBIDDEN',
]);

async function printFindings(findings: readonly LocatedWarning[], { embedded }: Contract): Promise<void> {
  if (findings.length === 0) return;
  console.error(findingsHeading(findings));
  const files = new Map<string, Promise<readonly string[]>>();
  for (const { pointer, message, location } of findings) {
    const place = await locatedPlace(location, embedded);
    const { file, line, column } = place;
    console.error(placeAndMessage({ pointer: place.pointer ?? pointer, message, location: place }));
    if (file === undefined || line === undefined || column === undefined || isRemote(file)) continue;
    const text = () => (file === embedded?.file ? embedded.text() : readFile(file, 'utf8').catch(() => ''));
    const lines = files.get(file) ?? text().then((all) => all.split(/\r?\n/));
    files.set(file, lines);
    const frame = codeFrame(await lines, line, column);
    if (frame !== '') console.error(frame.replace(/^/gm, '    '));
  }
}

async function checkService(
  document: string,
  values: Values<'check'> & { readonly upstream: string },
): Promise<boolean> {
  const { upstream, unsafe = false, headers = [], quiet = false, deep = false, time, maxRequests } = values;
  const baseline = await prepareReports(values);
  const print = (line: string) => (quiet ? undefined : console.log(line));
  const options = loadingOptions(document, values);
  const upstreamCheck = { upstream, unsafe, headers, print };
  const { report, failed, notes } = deep
    ? await (await import('./deep/deep-check.ts')).deepCheck(options, upstreamCheck, { time, maxRequests })
    : await (await import('./check-upstream.ts')).checkUpstream(options, upstreamCheck);
  for (const note of notes) console.error(`standin: ${note}`);
  const passed = await conclude(report, values, { baseline });
  if (failed > 0) {
    const what = `${upstream} did not respond to ${pluralize(failed, 'request')}`;
    console.error(`standin: ${what}\n  Check that the service runs, and that --upstream is its URL`);
  }
  return passed && failed === 0;
}
