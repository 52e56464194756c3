// The reason of an error in the terms of declared schemas: the whole error, or one of its violations.
import { sentenceOf } from '../../contract/validation/violations.ts';
import { type HttpError, publicCodeOf, type Violation } from '../../errors/http-error.ts';
import { tokensOf } from '../../json/pointer.ts';
import type { ExchangeFacts } from '../convention.ts';
import { namesOfReason, namesOfRule } from './words.ts';

export interface ErrorReason {
  readonly message: string;
  readonly code: string;
  readonly status: number;
  /** Common names of the reason in APIs, the most exact first. */
  readonly names: readonly string[];
  readonly facts: ExchangeFacts;
  /** The violation: the reason's own, or the first one of the error. */
  readonly violation: Violation | undefined;
  readonly ofViolation: boolean;
  /** The violations of the error, each as a reason. A violation has none. */
  readonly details: readonly ErrorReason[];
}

export function reasonOf(error: HttpError, facts: ExchangeFacts): ErrorReason {
  const { message, status, violations } = error;
  const details = violations.map(
    (violation): ErrorReason => ({
      message: sentenceOf(violation, 'body'),
      code: violation.rule,
      status,
      names: namesOfRule(violation.rule),
      facts,
      violation,
      ofViolation: true,
      details: [],
    }),
  );
  const names = namesOfReason(error.code, status);
  return {
    message,
    code: publicCodeOf(error),
    status,
    names,
    facts,
    violation: violations[0],
    ofViolation: false,
    details,
  };
}

/** The reason with all violations in one message, for a schema without a list of violations. */
export function withJoinedMessages(reason: ErrorReason): ErrorReason {
  const others = reason.details
    .map(({ message }) => message)
    // The message of the reason can end with the invalid value.
    .filter((message) => !reason.message.includes(message.slice(0, -1)));
  return { ...reason, message: [reason.message, ...others].join(' ') };
}

/** The part of the request and the path of the invalid value. */
export function placeOf({
  violation,
}: ErrorReason): { readonly part: string; readonly tokens: readonly string[] } | undefined {
  return violation && { part: violation.in ?? 'body', tokens: tokensOf(violation.pointer) };
}
