// The public API of `standin diff`: loads two versions of a document and reports what breaks clients of the old one.
import { compareContracts } from '../contract/compare/compare.ts';
import type { DiffFinding } from '../contract/compare/finding.ts';
import type { PointedFinding } from '../contract/compare/reported.ts';
import type { Contract } from '../contract/contract.ts';
import { locatedPlace } from '../contract/locate-file.ts';
import type { Place } from '../errors/setup-error.ts';
import type { JsonObject } from '../json/value.ts';

/** One of the two versions. */
export interface DiffedDocument {
  readonly title: string;
  /** The version of the API, not of OpenAPI. */
  readonly version: string;
  /** Undefined for a document that was passed as a value. */
  readonly file?: string | undefined;
}

/** The differences of two versions of a document. */
export interface DiffReport {
  readonly old: DiffedDocument;
  readonly new: DiffedDocument;
  /** In the order of the old document, then of what is new. */
  readonly findings: readonly DiffFinding[];
}

export interface DiffOptions {
  /** Allows a `$ref` to leave the folder of its document or to reach another host. The default is false. */
  readonly allowRemoteRefs?: boolean | undefined;
}

/**
 * Compares two versions of an OpenAPI document by one rule: the new version must accept every request that the old one accepted, and its
 * responses must stay within what the old one allowed. The documents can have different versions of OpenAPI.
 * @param old a path or URL of YAML or JSON, or the document as a value
 * @returns every difference with its severity: `breaking` violates the rule, `warning` cannot be proven, `info` is compatible
 * @throws SetupError for a document that cannot be read
 */
export async function diff(
  old: string | JsonObject,
  next: string | JsonObject,
  options: DiffOptions = {},
): Promise<DiffReport> {
  return diffContracts(await loadVersion(old, options), await loadVersion(next, options));
}

async function loadVersion(document: string | JsonObject, { allowRemoteRefs }: DiffOptions): Promise<Contract> {
  const { contractFromValue, loadContract } = await import('../contract/load.ts');
  // What cannot be compared is reported as a finding.
  const options = { remoteRefs: allowRemoteRefs, acceptUnusable: true };
  return typeof document === 'string' ? loadContract(document, options) : contractFromValue(document, options);
}

/** The differences of two contracts that are loaded already. */
export async function diffContracts(old: Contract, next: Contract): Promise<DiffReport> {
  const pointed = compareContracts(old, next);
  const oldPlaces = await placesOf(
    old,
    pointed.map(({ oldPointer }) => oldPointer),
  );
  const newPlaces = await placesOf(
    next,
    pointed.map(({ newPointer }) => newPointer),
  );
  return {
    old: describe(old),
    new: describe(next),
    findings: pointed.map((finding) => locatedFinding(finding, oldPlaces, newPlaces)),
  };
}

function describe({ title, version, files }: Contract): DiffedDocument {
  return { title, version, file: files[0] };
}

/** The places of pointers. They are looked up in order, so that each file is parsed once. */
async function placesOf(
  contract: Contract,
  pointers: readonly (string | undefined)[],
): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  const sorted = [...new Set(pointers.filter((pointer) => pointer !== undefined))].sort();
  for (const pointer of sorted) places.set(pointer, await locatedPlace(contract.place(pointer), contract.embedded));
  return places;
}

function locatedFinding(
  { oldPointer, newPointer, ...finding }: PointedFinding,
  oldPlaces: ReadonlyMap<string, Place>,
  newPlaces: ReadonlyMap<string, Place>,
): DiffFinding {
  return {
    ...finding,
    old: oldPointer === undefined ? undefined : oldPlaces.get(oldPointer),
    new: newPointer === undefined ? undefined : newPlaces.get(newPointer),
  };
}
