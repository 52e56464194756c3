// The report: contract violations with their positions in the document, and coverage. All formats render this value.
import { isAbsolute, relative, sep } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operation/operations.ts';
import type { Place } from '../errors/setup-error.ts';
import { withAnyIndex } from '../json/pointer.ts';
import type { CountedTest, CountedUndeclared, CountedViolation, UncheckedExchanges } from './counted.ts';
import type { Coverage } from './coverage.ts';
import { type CoverageReport, percentOf } from './coverage-report.ts';
import type { DocumentPlaces, LocatedFrame } from './document-places.ts';
import { type DeclaredMethod, fixOf, undeclaredFix } from './fix.ts';
import type { RecordedExchange } from './record.ts';
import {
  credentialOf,
  type DocumentPointer,
  declaredMethods,
  endpointOf,
  ruleAt,
  suggestionFor,
  undeclaredAt,
} from './violated-place.ts';

/** A contract violation with its world, the position of the violated rule in the document, and what to do. */
export interface ReportedViolation extends Omit<CountedViolation, 'schema'> {
  readonly world: string;
  /** Method and path of the operation, such as `POST /v1/products`. Undefined without an operation. */
  readonly endpoint: string | undefined;
  readonly location: Place;
  /** The lines of the document at the position. Empty if they are not known. */
  readonly frame: string;
  /** What to do about it, in one sentence. */
  readonly fix: string;
  /** Whether an earlier report, the baseline, has it too. */
  readonly known?: boolean;
}

/** A part of requests that the document does not declare, although it allows it. */
export interface ReportedUndeclared extends CountedUndeclared {
  readonly world: string;
  readonly endpoint: string | undefined;
  /** Where the document could declare it. */
  readonly location: Place;
  readonly frame: string;
  readonly fix: string;
  readonly known?: boolean;
}

/** A test, and what it sent. */
export interface ReportedTest extends CountedTest {
  readonly world: string;
}

export interface ReportedDocument extends CoverageReport {
  readonly mount: string;
  readonly title: string;
  readonly version: string;
  readonly file: string | undefined;
  /** Operations that were called and change no state although their method says so. */
  readonly generated: readonly CalledOperation[];
  /** Properties of request bodies that had no effect, because the server owns them. */
  readonly ignored: readonly IgnoredProperty[];
}

interface CalledOperation {
  readonly method: string;
  readonly path: string;
  readonly count: number;
}

export interface IgnoredProperty {
  readonly mount: string;
  readonly operation: string;
  /** The JSON pointer in the body, with `*` instead of array indexes. */
  readonly pointer: string;
  readonly count: number;
}

export interface ReportedUnchecked extends UncheckedExchanges {
  readonly world: string;
}

export interface Report {
  readonly tool: { readonly name: 'standin'; readonly version: string };
  /** When the report was generated (RFC 3339). */
  readonly generatedAt: string;
  readonly exchanges: number;
  readonly violations: readonly ReportedViolation[];
  /** Parts of requests that the document does not declare, although it allows them. */
  readonly undeclared: readonly ReportedUndeclared[];
  /** What could not be checked, because a schema is faulty or slow, or a limit of the server was exceeded. */
  readonly unchecked: readonly ReportedUnchecked[];
  /** The tests that sent requests, as far as they are known. */
  readonly tests: readonly ReportedTest[];
  readonly documents: readonly ReportedDocument[];
  /** The covered share of the declared responses, without companion documents. */
  readonly percent: number;
}

interface ReportedContract {
  readonly mount: string;
  readonly contract: Contract;
}

interface ReportSources {
  readonly version: string;
  readonly exchanges: number;
  readonly violations: readonly (CountedViolation & { readonly world: string })[];
  readonly unchecked: readonly ReportedUnchecked[];
  readonly undeclared: readonly (CountedUndeclared & { readonly world: string })[];
  readonly tests: readonly ReportedTest[];
  readonly documents: readonly (ReportedContract & {
    /** The mount of the main document of a companion. Undefined for other documents. */
    readonly parentMount: string | undefined;
    readonly coverage: Coverage;
    readonly changesNothing: (operation: Operation) => boolean;
  })[];
  readonly ignored: readonly IgnoredProperty[];
}

export async function reportOf(sources: ReportSources): Promise<Report> {
  const { version, exchanges, violations, unchecked, undeclared, tests, documents } = sources;
  const reported = documents.map(({ mount, contract, coverage, changesNothing }): ReportedDocument => {
    const { title, version, files, embedded, operations } = contract;
    const covered = coverage.report();
    const without = new Set(operations.filter(changesNothing).map(({ id }) => id));
    const generated = covered.operations
      .filter(({ operation, count }) => count > 0 && without.has(operation))
      .map(({ method, path, count }) => ({ method, path, count }));
    const ignored = sources.ignored.filter((one) => one.mount === mount);
    const file = shownFile(files[0] ?? embedded?.file);
    return { mount, title, version, file, generated, ignored, ...covered };
  });
  const main = reported.filter((_, at) => documents[at]?.parentMount === undefined);
  return {
    tool: { name: 'standin', version },
    generatedAt: new Date().toISOString(),
    exchanges,
    violations: await reportedViolations(violations, documents),
    undeclared: await reportedUndeclared(undeclared, documents),
    unchecked,
    tests,
    documents: reported,
    percent: percentOf({
      declared: main.reduce((sum, { totals }) => sum + totals.statuses.declared, 0),
      covered: main.reduce((sum, { totals }) => sum + totals.statuses.covered, 0),
    }),
  };
}

/** Adds to each violation the position of the violated rule in the document, and what to do. */
export async function reportedViolations(
  violations: ReportSources['violations'],
  documents: readonly ReportedContract[],
): Promise<readonly ReportedViolation[]> {
  if (violations.length === 0) return [];
  const { DocumentPlaces } = await import('./document-places.ts');
  const places = new DocumentPlaces();
  const reported: ReportedViolation[] = [];
  for (const { schema, ...violation } of violations) {
    const counted = { ...violation, schema };
    const contract = documents.find(({ mount }) => mount === violation.mount)?.contract;
    const { location, frame } = await framed(places, contract, contract && ruleAt(contract, counted));
    const methods = contract ? declaredMethods(contract, counted) : [];
    const suggestion = contract && suggestionFor(contract, counted);
    const credential = contract && credentialOf(contract, counted);
    reported.push({
      ...violation,
      message: withMethods(violation.message, methods),
      endpoint: contract && endpointOf(contract, violation.operation, violation.evidence.url),
      location,
      frame,
      fix: fixOf({ ...violation, suggestion, methods, credential }),
    });
  }
  return reported;
}

/** Adds to each undeclared part the position at which the document could declare it, and what to do. */
async function reportedUndeclared(
  undeclared: ReportSources['undeclared'],
  documents: readonly ReportedContract[],
): Promise<readonly ReportedUndeclared[]> {
  if (undeclared.length === 0) return [];
  const { DocumentPlaces } = await import('./document-places.ts');
  const places = new DocumentPlaces();
  const reported: ReportedUndeclared[] = [];
  for (const one of undeclared) {
    const contract = documents.find(({ mount }) => mount === one.mount)?.contract;
    const { location, frame } = await framed(places, contract, contract && undeclaredAt(contract, one));
    reported.push({
      ...one,
      endpoint: contract && endpointOf(contract, one.operation, one.evidence.url),
      location,
      frame,
      fix: undeclaredFix(one),
    });
  }
  return reported;
}

async function framed(
  places: DocumentPlaces,
  contract: Contract | undefined,
  at: DocumentPointer | undefined,
): Promise<LocatedFrame> {
  if (!contract || !at) return { location: {}, frame: '' };
  const { location, frame } = await places.located(contract.place(at.pointer), contract.embedded, at.isKey);
  return { location: { ...location, file: shownFile(location.file) }, frame };
}

/** The message lists what the document declares, and not what the server also responds to, such as OPTIONS. */
function withMethods(message: string, methods: readonly DeclaredMethod[]): string {
  if (methods.length === 0) return message;
  return message.replace(/Allowed methods: .*$/, `Declared methods: ${methods.map(({ method }) => method).join(', ')}`);
}

/** A path relative to the working directory, if the file is below it. */
export function shownFile(file: string | undefined): string | undefined {
  if (file === undefined || !isAbsolute(file)) return file;
  const near = relative(process.cwd(), file);
  return near === '' || near.startsWith('..') || isAbsolute(near) ? file : near.split(sep).join('/');
}

/** Counts the properties of recorded requests that the server owns. */
export function ignoredProperties(exchanges: readonly RecordedExchange[]): readonly IgnoredProperty[] {
  const counted = new Map<string, IgnoredProperty>();
  for (const { operation, mount, status, requestBody, behaviour } of exchanges) {
    if (!operation || requestBody === undefined || status >= 300) continue;
    for (const at of behaviour().ignored(requestBody)) {
      const pointer = withAnyIndex(at);
      const key = `${mount} ${operation.id} ${pointer}`;
      counted.set(key, { mount, operation: operation.id, pointer, count: (counted.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...counted.values()];
}
