// A mutation: one change of the responses of one operation, which a test suite notices or not. It is a fault that acts in every
// world of a run.
import type { Place } from '../errors/setup-error.ts';
import type { FaultKind } from '../faults/fault.ts';

/** What is changed. A kind that comes first is tried first. */
export const MUTATION_KINDS = {
  missing: 'a required property is missing',
  status: 'another declared status',
  null: 'null',
  'long-list': 'a longer list',
  'more-pages': 'one more page',
  'unknown-value': 'an unknown enum value',
  absent: 'an optional property is absent',
  'big-number': 'a number beyond 2^31',
  slow: 'a slow response',
} as const;

export type MutationKind = keyof typeof MUTATION_KINDS;

export interface Mutation {
  readonly id: string;
  readonly kind: MutationKind;
  readonly mount: string;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** The status of the changed responses. */
  readonly status: number;
  /** The JSON pointer of the changed part of the body, with `*` for every item of a list. Undefined if the body is not changed. */
  readonly pointer?: string | undefined;
  /** What is changed, in a few words. */
  readonly text: string;
  /** Whether the changed response is still one that the contract allows. */
  readonly within: boolean;
  /** Where the document declares the changed part. */
  readonly location: Place;
  readonly fault: FaultKind;
}

/**
 * `noticed`: a test fails. `timeout`: the tests did not end. `unnoticed`: all tests pass. `not-reached`: no response was changed, so
 * that the run shows nothing.
 */
export type MutationOutcome = 'noticed' | 'timeout' | 'unnoticed' | 'not-reached';

export interface MutationResult {
  readonly mutation: Mutation;
  readonly outcome: MutationOutcome;
  /** The tests that failed, as far as the output of the test runner names them. */
  readonly tests: readonly string[];
  readonly milliseconds: number;
}

/** Why a mutation was not tried. */
export const LEFT_OUT = {
  unread: 'the client never reads the property',
  below: 'it changes a part of a property whose absence no test notices',
  time: 'the time was over',
  interrupted: 'the run was interrupted',
} as const;

export type LeftOutReason = keyof typeof LEFT_OUT;

export interface LeftOutMutation {
  readonly mutation: Mutation;
  readonly reason: LeftOutReason;
}
