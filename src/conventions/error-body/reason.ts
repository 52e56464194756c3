// What an error has to say, in the terms that declared schemas ask for: a refusal as a whole, or one of its violations.
import { sentenceOf } from '../../contract/violations.ts';
import type { HttpError, Violation } from '../../errors/http-error.ts';
import { tokensOf } from '../../json/pointer.ts';
import type { ExchangeFacts } from '../convention.ts';
import { namesOfReason, namesOfRule } from './words.ts';

export interface ErrorReason {
  readonly message: string;
  readonly code: string;
  readonly status: number;
  /** What services call it, the most exact first. */
  readonly names: readonly string[];
  readonly facts: ExchangeFacts;
  /** The violation that it speaks of: its own, or the first of the refusal. */
  readonly violation: Violation | undefined;
  readonly ofViolation: boolean;
  /** The violations, each as a reason of its own; a violation has none. */
  readonly details: readonly ErrorReason[];
}

export function reasonOf({ message, code, status, violations }: HttpError, facts: ExchangeFacts): ErrorReason {
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
  const names = namesOfReason(code, status);
  return { message, code, status, names, facts, violation: violations[0], ofViolation: false, details };
}

/** The reason with all its violations in one message, for a schema that has no place for each. */
export function withJoinedMessages(reason: ErrorReason): ErrorReason {
  const others = reason.details.map(({ message }) => message).filter((message) => !reason.message.includes(message));
  return { ...reason, message: [reason.message, ...others].join(' ') };
}

/** Where the value stands that breaks a rule. */
export function placeOf({
  violation,
}: ErrorReason): { readonly within: string; readonly tokens: readonly string[] } | undefined {
  return violation && { within: violation.in ?? 'body', tokens: tokensOf(violation.pointer) };
}
