// One recorded request with its response, matched to an operation of the document.
import type { Operation } from '../contract/operation/operations.ts';
import type { Json } from '../json/value.ts';
import { redactQuery } from '../report/exchange-view.ts';
import type { ContractViolation } from '../report/record.ts';

/** The body of a recorded message. */
export interface RecordedBody {
  /** Without parameters; empty without a body. */
  readonly mediaType: string;
  /** The body as a value; undefined if it is absent or not JSON. */
  readonly body: Json | undefined;
  readonly text: string | undefined;
}

export interface RecordedCall {
  /** Where it was recorded, for messages: `session.har, entry 3`. */
  readonly source: string;
  readonly method: string;
  /** With the base path of the document, without the query. */
  readonly path: string;
  readonly query: string;
  /** Undefined if the document has no operation for the method and path. */
  readonly operation: Operation | undefined;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** The headers that a repetition of the request needs. */
  readonly request: RecordedBody & { readonly headers: Readonly<Record<string, string>> };
  readonly status: number;
  readonly response: RecordedBody & { readonly headers: Readonly<Record<string, string>> };
  /** Whether the recording does not contain the body of the response. */
  readonly lacksBody: boolean;
  readonly violations: readonly ContractViolation[];
}

/** A recorded call that the document has an operation for. */
export type MatchedCall = RecordedCall & { readonly operation: Operation };

export function isMatched(call: RecordedCall): call is MatchedCall {
  return call.operation !== undefined;
}

export function isSuccess({ status }: Pick<RecordedCall, 'status'>): boolean {
  return status >= 200 && status < 300;
}

/** Whether the service itself violates the contract by a response that should have been a success. */
export function isWrong({ status, violations }: RecordedCall): boolean {
  return status < 400 && violations.some(({ direction }) => direction === 'response');
}

/** The request line of a call with its status, without the secrets of its query. */
export function lineOf({ method, path, query, status }: RecordedCall): string {
  return `${method} ${path}${query === '' ? '' : `?${redactQuery(query)}`} ${status}`;
}
