// The public API of `standin diff`: loads two versions of a document and reports what breaks clients of the old one.
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { DiffFinding } from '../contract/compare/finding.ts';
import type { PointedFinding } from '../contract/compare/reported.ts';
import type { Contract } from '../contract/contract.ts';
import { isRemote } from '../contract/document/location.ts';
import type { Place } from '../errors/setup-error.ts';
import type { JsonObject } from '../json/value.ts';

/** One of the two versions. */
export interface DiffedDocument {
  readonly title: string;
  /** The version of the API, not of OpenAPI. */
  readonly version: string;
  /** A path, a URL, or a file of a git revision such as `HEAD~1:openapi.yaml`; undefined for a document that was passed as a value. */
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

/** A loaded version. */
export interface LoadedVersion {
  readonly contract: Contract;
  /** Reads a file of the version again; undefined if it is not available. */
  readonly textOf: (file: string) => Promise<string | undefined>;
  /** The name of a file in the report. */
  readonly nameOf: (file: string) => string;
}

/**
 * Compares two versions of an OpenAPI document by one rule: the new version must accept every request that the old one accepted, and its
 * responses must stay within what the old one allowed. The documents can have different versions of OpenAPI.
 * @param old a path, a URL, a file of a git revision such as `HEAD~1:openapi.yaml`, or the document as a value
 * @returns every difference with its severity: `breaking` violates the rule, `warning` cannot be proven, `info` is compatible
 * @throws SetupError for a document that cannot be read
 */
export async function diff(
  old: string | JsonObject,
  next: string | JsonObject,
  options: DiffOptions = {},
): Promise<DiffReport> {
  return diffVersions(await loadVersion(old, options), await loadVersion(next, options));
}

/** Loads one version. What cannot be compared in it becomes a finding. @throws SetupError if it cannot be read */
export async function loadVersion(
  document: string | JsonObject,
  { allowRemoteRefs: remoteRefs }: DiffOptions = {},
): Promise<LoadedVersion> {
  const { contractFromValue, loadContract } = await import('../contract/load.ts');
  const options = { remoteRefs, acceptUnusable: true };
  if (typeof document !== 'string') {
    return { contract: await contractFromValue(document, options), textOf: async () => undefined, nameOf: String };
  }
  const { isRevision, openRevision } = await import('../sources/git-revision.ts');
  if (!isRevision(document)) {
    const contract = await loadContract(document, options);
    return { contract, textOf: (file) => textOfFile(contract, file), nameOf: shortName };
  }
  const { file, readText, nameOf } = await openRevision(document, process.cwd());
  const contract = await loadContract(file, { ...options, readText });
  return { contract, textOf: async (one) => (await readText(one)).text, nameOf };
}

/** The path of a file from the current folder, if it is in it. */
function shortName(file: string): string {
  const path = isRemote(file) ? file : relative(process.cwd(), file);
  return path.startsWith('..') ? file : path;
}

async function textOfFile({ files, source }: Contract, file: string): Promise<string | undefined> {
  if (file === files[0]) return source?.();
  return isRemote(file) ? undefined : readFile(file, 'utf8');
}

/** The differences of two versions that are loaded already. */
export async function diffVersions(old: LoadedVersion, next: LoadedVersion): Promise<DiffReport> {
  const { compareContracts } = await import('../contract/compare/compare.ts');
  const pointed = compareContracts(old.contract, next.contract);
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

function describe({ contract: { title, version, files }, nameOf }: LoadedVersion): DiffedDocument {
  return { title, version, file: files[0] === undefined ? undefined : nameOf(files[0]) };
}

/** The places of pointers. Each file is read once. */
async function placesOf(
  { contract, textOf, nameOf }: LoadedVersion,
  pointers: readonly (string | undefined)[],
): Promise<ReadonlyMap<string, Place>> {
  const { locateAll } = await import('../contract/document/locate-all.ts');
  const byFile = new Map<string | undefined, Map<string, string>>();
  for (const pointer of new Set(pointers)) {
    if (pointer === undefined) continue;
    const { file, pointer: inside = '' } = contract.filePlace(pointer);
    const known = byFile.get(file) ?? new Map<string, string>();
    byFile.set(file, known.set(pointer, inside));
  }
  const places = new Map<string, Place>();
  for (const [file, insides] of byFile) {
    const text = file === undefined ? undefined : await textOf(file);
    const positions = text === undefined ? undefined : locateAll(text, [...new Set(insides.values())]);
    const name = file === undefined ? undefined : nameOf(file);
    for (const [pointer, inside] of insides)
      places.set(pointer, { file: name, ...positions?.get(inside), pointer: inside });
  }
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
