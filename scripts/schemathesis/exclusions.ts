// Which failures are no faults of standin, and why. An exclusion that names less excludes more: each one names its check.
import { readFileSync } from 'node:fs';
import type { Failure } from './findings.ts';

export interface Exclusion {
  /** Whose fault it is: the document's, the tester's; or a choice or a limit of standin that the documentation tells of. */
  readonly cause: 'document' | 'tester' | 'choice' | 'limit';
  readonly why: string;
  readonly check: string;
  /** Ids of documents; all of them where nothing is said. */
  readonly documents?: readonly string[];
  /** Operations, as `GET /path/{template}`. */
  readonly operations?: readonly string[];
  readonly statuses?: readonly number[];
  /** Media types of the request's body. */
  readonly mediaTypes?: readonly string[];
  /** A regular expression that the tester's message matches. */
  readonly message?: string;
  /** A regular expression that the request matches, a line of method, URL, header fields and body. */
  readonly request?: string;
  /** A regular expression that the body of the answer matches. */
  readonly answer?: string;
}

export function exclusionsIn(file: string): readonly Exclusion[] {
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Exclusion[];
}

/** The exclusion that holds for a failure, if there is one. */
export function exclusionOf(
  exclusions: readonly Exclusion[],
  document: string,
  { check, operation, status, mediaType, message, request, answer }: Failure,
): Exclusion | undefined {
  const among = <T>(wanted: readonly T[] | undefined, value: T) => wanted?.includes(value) ?? true;
  const like = (pattern: string | undefined, text: string) => pattern === undefined || new RegExp(pattern).test(text);
  return exclusions.find(
    (exclusion) =>
      exclusion.check === check &&
      among(exclusion.documents, document) &&
      among(exclusion.operations, operation) &&
      among(exclusion.statuses, status) &&
      among(exclusion.mediaTypes, mediaType) &&
      like(exclusion.message, message) &&
      like(exclusion.request, request) &&
      like(exclusion.answer, answer),
  );
}
