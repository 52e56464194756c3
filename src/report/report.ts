// The report: what broke the contract and where the document says so, and what of it was exercised. Every rendering is made
// of this value.
import type { Contract } from '../contract/contract.ts';
import { itemsPlace, memberPlaces, sameValuePlaces } from '../contract/schema-places.ts';
import type { Place } from '../errors/setup.ts';
import { extend, tokensOf } from '../json/pointer.ts';
import type { Coverage, CoverageReport } from './coverage.ts';
import type { SeenViolation } from './ledger.ts';

/** A breach of the contract, with the world it was seen in and where the document says so. */
export interface ReportedViolation extends Omit<SeenViolation, 'schema'> {
  readonly world: string;
  readonly place: Place;
}

export interface ReportedDocument extends CoverageReport {
  readonly mount: string;
  readonly title: string;
  readonly version: string;
  readonly file: string | undefined;
}

export interface Report {
  readonly tool: { readonly name: 'standin'; readonly version: string };
  /** When it was made, RFC 3339. */
  readonly made: string;
  readonly exchanges: number;
  readonly violations: readonly ReportedViolation[];
  readonly documents: readonly ReportedDocument[];
  /** Of everything that is declared, but for documents that belong to another's service, what was exercised, in percent. */
  readonly percent: number;
}

export interface ReportSources {
  readonly version: string;
  readonly exchanges: number;
  readonly violations: readonly (SeenViolation & { readonly world: string })[];
  readonly documents: readonly {
    readonly mount: string;
    /** The mount of the document whose service it belongs to; undefined for one that stands alone. */
    readonly belongsTo: string | undefined;
    readonly contract: Contract;
    readonly coverage: Coverage;
  }[];
}

export async function reportOf({ version, exchanges, violations, documents }: ReportSources): Promise<Report> {
  const reported = documents.map(({ mount, contract, coverage }): ReportedDocument => {
    const { title, version: own, files, embedded } = contract;
    return { mount, title, version: own, file: files[0] ?? embedded?.file, ...coverage.report() };
  });
  const alone = reported.filter((_, at) => documents[at]?.belongsTo === undefined);
  const totals = alone.flatMap((document) => Object.values(document.totals));
  const declared = totals.reduce((sum, one) => sum + one.declared, 0);
  const seen = totals.reduce((sum, one) => sum + one.seen, 0);
  return {
    tool: { name: 'standin', version },
    made: new Date().toISOString(),
    exchanges,
    violations: await reportedViolations(violations, documents),
    documents: reported,
    percent: declared === 0 ? 100 : Math.floor((1000 * seen) / declared) / 10,
  };
}

/** Violations with where the document says what they break. */
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
    reported.push({ ...violation, place: await locatedPlace(place, document?.contract.embedded) });
  }
  return reported;
}

/** Where the document says what was broken: the keyword, else the schema of the value, else the operation. */
function placeOf(contract: Contract, violation: SeenViolation): Place {
  const { document } = contract;
  const { operation, schema, pointer, rule } = violation;
  const own = contract.operations.find(({ id }) => id === operation);
  if (schema === undefined) return own ? contract.place(own.pointer) : {};
  // The pointer of a parameter begins with its name, and its own schema stands below it.
  const parameter = violation.in !== 'body';
  let at = parameter ? extend(schema, 'schema') : schema;
  for (const token of tokensOf(pointer).slice(parameter ? 1 : 0)) {
    const inner = token === '*' ? itemsPlace(document, at) : memberPlaces(document, at).get(token);
    if (inner === undefined) break;
    at = inner;
  }
  const holder = sameValuePlaces(document, at).find(({ value }) => Object.hasOwn(value, rule));
  return contract.place(holder ? extend(holder.pointer, rule) : at);
}
