// The failures that standin does not cause, and why. An exclusion with fewer properties excludes more. Each names its check.
import { readFileSync } from 'node:fs';
import type { Failure } from './findings.ts';

export interface Exclusion {
  /** The cause: the document, the tester, or a documented choice or limit of standin. */
  readonly cause: 'document' | 'tester' | 'choice' | 'limit';
  readonly why: string;
  readonly check: string;
  /** Ids of documents. All documents by default. */
  readonly documents?: readonly string[];
  /** Operations, as `GET /path/{template}`. */
  readonly operations?: readonly string[];
  readonly statuses?: readonly number[];
  /** Media types of the request's body. */
  readonly mediaTypes?: readonly string[];
  /** A regular expression that the tester's message matches. */
  readonly message?: string;
  /** A regular expression that the request matches: a line of method, URL, header fields and body. */
  readonly request?: string;
  /** A regular expression that the body of the response matches. */
  readonly response?: string;
}

export function exclusionsIn(file: string): readonly Exclusion[] {
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Exclusion[];
}

/** The exclusion of a failure, if there is one. */
export function exclusionOf(
  exclusions: readonly Exclusion[],
  document: string,
  { check, operation, status, mediaType, message, request, response }: Failure,
): Exclusion | undefined {
  const isIn = <T>(values: readonly T[] | undefined, value: T) => values?.includes(value) ?? true;
  const matches = (pattern: string | undefined, text: string) =>
    pattern === undefined || new RegExp(pattern).test(text);
  return exclusions.find(
    (exclusion) =>
      exclusion.check === check &&
      isIn(exclusion.documents, document) &&
      isIn(exclusion.operations, operation) &&
      isIn(exclusion.statuses, status) &&
      isIn(exclusion.mediaTypes, mediaType) &&
      matches(exclusion.message, message) &&
      matches(exclusion.request, request) &&
      matches(exclusion.response, response),
  );
}
