// Which findings are no faults of standin, and why. An exclusion that names less excludes more: each one names its check.
import { readFileSync } from 'node:fs';
import type { Finding } from './findings.ts';

export interface Exclusion {
  /** Whose fault it is: the document's, the tester's; or a choice of standin that the documentation tells of. */
  readonly cause: 'document' | 'tester' | 'choice';
  readonly why: string;
  readonly check: string;
  /** Ids of documents; all of them where nothing is said. */
  readonly documents?: readonly string[];
  /** Operations, as `GET /path/{template}`. */
  readonly operations?: readonly string[];
  readonly statuses?: readonly number[];
  /** A regular expression that the tester's message matches. */
  readonly message?: string;
}

export function exclusionsIn(file: string): readonly Exclusion[] {
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Exclusion[];
}

/** The exclusion that holds for a finding, if there is one. */
export function exclusionOf(
  exclusions: readonly Exclusion[],
  document: string,
  { check, operation, status, message }: Finding,
): Exclusion | undefined {
  return exclusions.find(
    (exclusion) =>
      exclusion.check === check &&
      (exclusion.documents?.includes(document) ?? true) &&
      (exclusion.operations?.includes(operation) ?? true) &&
      (exclusion.statuses?.includes(status) ?? true) &&
      (exclusion.message === undefined || new RegExp(exclusion.message).test(message)),
  );
}
