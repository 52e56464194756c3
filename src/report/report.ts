// The report: contract violations with their positions in the document, and coverage. All formats render this value.
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operation/operations.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces } from '../contract/schema/schema-places.ts';
import type { Place } from '../errors/setup-error.ts';
import { appendTokens, tokensOf } from '../json/pointer.ts';
import type { Coverage } from './coverage.ts';
import type { CoverageReport } from './coverage-report.ts';
import type { CountedViolation, UncheckedExchanges } from './journal.ts';
import type { RecordedExchange } from './record.ts';

/** A contract violation with its world and the position of the violated rule in the document. */
export interface ReportedViolation extends Omit<CountedViolation, 'schema'> {
  readonly world: string;
  readonly location: Place;
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
  /** What could not be checked, because a schema is faulty or slow, or a limit of the server was exceeded. */
  readonly unchecked: readonly ReportedUnchecked[];
  readonly documents: readonly ReportedDocument[];
  /** The covered share of everything that is declared, without companion documents. */
  readonly percent: number;
}

interface ReportSources {
  readonly version: string;
  readonly exchanges: number;
  readonly violations: readonly (CountedViolation & { readonly world: string })[];
  readonly unchecked: readonly ReportedUnchecked[];
  readonly documents: readonly {
    readonly mount: string;
    /** The mount of the main document of a companion. Undefined for other documents. */
    readonly parentMount: string | undefined;
    readonly contract: Contract;
    readonly coverage: Coverage;
    readonly changesNothing: (operation: Operation) => boolean;
  }[];
  readonly ignored: readonly IgnoredProperty[];
}

export async function reportOf(sources: ReportSources): Promise<Report> {
  const { version, exchanges, violations, unchecked, documents } = sources;
  const reported = documents.map(({ mount, contract, coverage, changesNothing }): ReportedDocument => {
    const { title, version, files, embedded, operations } = contract;
    const covered = coverage.report();
    const without = new Set(operations.filter(changesNothing).map(({ method, path }) => `${method} ${path}`));
    const generated = covered.operations
      .filter(({ method, path, count }) => count > 0 && without.has(`${method} ${path}`))
      .map(({ method, path, count }) => ({ method, path, count }));
    const ignored = sources.ignored.filter((one) => one.mount === mount);
    return { mount, title, version, file: files[0] ?? embedded?.file, generated, ignored, ...covered };
  });
  const main = reported.filter((_, at) => documents[at]?.parentMount === undefined);
  const totals = main.flatMap((document) => Object.values(document.totals));
  const declared = totals.reduce((sum, one) => sum + one.declared, 0);
  const covered = totals.reduce((sum, one) => sum + one.covered, 0);
  return {
    tool: { name: 'standin', version },
    generatedAt: new Date().toISOString(),
    exchanges,
    violations: await reportedViolations(violations, documents),
    unchecked,
    documents: reported,
    percent: declared === 0 ? 100 : Math.floor((1000 * covered) / declared) / 10,
  };
}

/** Adds to each violation the position of the violated rule in the document. */
export async function reportedViolations(
  violations: ReportSources['violations'],
  documents: readonly Pick<ReportSources['documents'][number], 'mount' | 'contract'>[],
): Promise<readonly ReportedViolation[]> {
  if (violations.length === 0) return [];
  const { locatedPlace } = await import('../contract/locate-file.ts');
  const reported: ReportedViolation[] = [];
  for (const { schema, ...violation } of violations) {
    const document = documents.find(({ mount }) => mount === violation.mount);
    const place = document ? placeOf(document.contract, { ...violation, schema }) : {};
    reported.push({ ...violation, location: await locatedPlace(place, document?.contract.embedded) });
  }
  return reported;
}

/** The position of the violated keyword, else of the value's schema, else of the operation. */
function placeOf(contract: Contract, violation: CountedViolation): Place {
  const { document } = contract;
  const { operation, schema, pointer, rule } = violation;
  const known = contract.operations.find(({ id }) => id === operation);
  if (schema === undefined) return known ? contract.place(known.pointer) : {};
  // The pointer of a parameter begins with its name. Its schema is a child of the parameter.
  const parameter = violation.in !== 'body';
  let at = parameter ? appendTokens(schema, 'schema') : schema;
  for (const token of tokensOf(pointer).slice(parameter ? 1 : 0)) {
    const inner = token === '*' ? itemsPlace(document, at) : propertyPlaces(document, at).get(token);
    if (inner === undefined) break;
    at = inner;
  }
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
