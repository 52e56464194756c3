// The report: contract violations with their positions in the document, and coverage. All formats render this value.
import { isAbsolute, relative, sep } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operation/operations.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces } from '../contract/schema/schema-places.ts';
import { nearest } from '../edit-distance.ts';
import type { Place } from '../errors/setup-error.ts';
import { appendTokens, tokensOf } from '../json/pointer.ts';
import type { CountedTest, CountedUndeclared, CountedViolation, UncheckedExchanges } from './counted.ts';
import type { Coverage } from './coverage.ts';
import { type CoverageReport, percentOf } from './coverage-report.ts';
import { fixOf, undeclaredFix } from './fix.ts';
import type { RecordedExchange } from './record.ts';

/** A contract violation with its world, the position of the violated rule in the document, and what to do. */
export interface ReportedViolation extends Omit<CountedViolation, 'schema'> {
  readonly world: string;
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
    const without = new Set(operations.filter(changesNothing).map(({ method, path }) => `${method} ${path}`));
    const generated = covered.operations
      .filter(({ method, path, count }) => count > 0 && without.has(`${method} ${path}`))
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
    undeclared: undeclared.map((one) => ({ ...one, fix: undeclaredFix(one) })),
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
    const document = documents.find(({ mount }) => mount === violation.mount);
    const place = document ? placeOf(document.contract, { ...violation, schema }) : {};
    const { location, frame } = await places.located(place, document?.contract.embedded);
    const suggestion = document ? suggestionFor(document.contract, { ...violation, schema }) : undefined;
    const fix = fixOf({ ...violation, suggestion });
    reported.push({ ...violation, location: { ...location, file: shownFile(location.file) }, frame, fix });
  }
  return reported;
}

/** A path relative to the working directory, if the file is below it. */
export function shownFile(file: string | undefined): string | undefined {
  if (file === undefined || !isAbsolute(file)) return file;
  const near = relative(process.cwd(), file);
  return near === '' || near.startsWith('..') || isAbsolute(near) ? file : near.split(sep).join('/');
}

/** A declared name that differs by a few letters from the one that is not declared. */
function suggestionFor({ document }: Contract, { schema, pointer, rule }: CountedViolation): string | undefined {
  if (schema === undefined || !(rule === 'additionalProperties' || rule === 'unevaluatedProperties')) return undefined;
  const tokens = tokensOf(pointer);
  const name = tokens.pop() ?? '';
  return nearest(name, propertyPlaces(document, innerPlace(document, schema, tokens)).keys());
}

/** The pointer of the schema of a value, as far as it is declared. */
function innerPlace(document: Contract['document'], schema: string, tokens: readonly string[]): string {
  let at = schema;
  for (const token of tokens) {
    const inner = token === '*' ? itemsPlace(document, at) : propertyPlaces(document, at).get(token);
    if (inner === undefined) break;
    at = inner;
  }
  return at;
}

/** The position of the violated keyword, else of the value's schema, else of the operation. */
function placeOf(contract: Contract, violation: CountedViolation): Place {
  const { document } = contract;
  const { operation, schema, pointer, rule } = violation;
  const known = contract.operations.find(({ id }) => id === operation);
  if (schema === undefined) return known ? contract.place(known.pointer) : {};
  if (rule === 'method') return contract.place(schema);
  // The pointer of a parameter begins with its name. Its schema is a child of the parameter.
  const parameter = violation.in !== 'body';
  const start = parameter ? appendTokens(schema, 'schema') : schema;
  const at = innerPlace(document, start, tokensOf(pointer).slice(parameter ? 1 : 0));
  const holder = sameValuePlaces(document, at).find(({ value }) => Object.hasOwn(value, rule));
  return contract.place(holder ? appendTokens(holder.pointer, rule) : at);
}

/** Counts the properties of recorded requests that the server owns. */
export function ignoredProperties(exchanges: readonly RecordedExchange[]): readonly IgnoredProperty[] {
  const counted = new Map<string, IgnoredProperty>();
  for (const { operation, mount, status, requestBody, behaviour } of exchanges) {
    if (!operation || requestBody === undefined || status >= 300) continue;
    for (const at of behaviour().ignored(requestBody)) {
      const pointer = at.replace(/\/\d+(?=\/|$)/g, '/*');
      const key = `${mount} ${operation.id} ${pointer}`;
      counted.set(key, { mount, operation: operation.id, pointer, count: (counted.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...counted.values()];
}
