// The finished answer: held against the contract, turned to text, and sent. A representation that has not changed is
// neither validated nor printed again.
import type { FastifyReply } from 'fastify';
import type { Answer } from '../behaviours/behaviour.ts';
import type { Convention } from '../conventions/convention.ts';
import { AnswerError, type Violation } from '../errors/answer.ts';
import type { Json } from '../json/value.ts';
import { type Exchange, factsOf } from './exchange.ts';

/** What happens to an answer of ours that breaks the contract: sent and told of, or refused with a 500 that names it. */
export type AnswerPolicy = 'send' | 'refuse';

export interface AnswerRules {
  readonly convention: Convention;
  readonly policy: AnswerPolicy;
  /** Is told of every answer of ours that breaks the contract. */
  readonly report: (broken: BrokenAnswer) => void;
}

export interface BrokenAnswer {
  readonly operation: string;
  readonly status: number;
  readonly violations: readonly Violation[];
}

const texts = new WeakMap<object, string>();

/** The JSON text of a body that is read again and again; that of a frozen one is remembered as long as the body lives. */
function textOfRead(body: Json): string {
  if (typeof body !== 'object' || body === null || !Object.isFrozen(body)) return JSON.stringify(body);
  let text = texts.get(body);
  if (text === undefined) {
    text = JSON.stringify(body);
    texts.set(body, text);
  }
  return text;
}

/** What keeps an answer from being one that its operation declares. */
export function violationsIn(answer: Answer, { served, mediaType }: Exchange): readonly Violation[] {
  if (!served) return [];
  const declared = served.declared(answer.status);
  if (!declared)
    return [{ pointer: '', rule: 'status', message: `has the status ${answer.status}, which is not declared` }];
  if (answer.body === undefined) {
    return declared.length === 0 ? [] : [{ pointer: '', rule: 'body', message: 'is missing, though one is declared' }];
  }
  const content = declared.find((candidate) => candidate.mediaType === mediaType) ?? declared[0];
  if (!content) return [{ pointer: '', rule: 'body', message: 'is there, though none is declared' }];
  return content.validate?.(answer.body) ?? [];
}

/**
 * Validates the exchange's answer and writes its status and headers.
 * @throws AnswerError ANSWER_INVALID where it breaks the contract and the policy is to refuse
 */
export function dressAnswer(
  exchange: Exchange,
  reply: FastifyReply,
  { convention, policy, report }: AnswerRules,
): void {
  const answer = exchange.answer as Answer;
  const violations = violationsIn(answer, exchange);
  if (violations.length > 0) {
    const broken = { operation: exchange.served?.operation.id ?? '', status: answer.status, violations };
    report(broken);
    if (policy === 'refuse') throw refusalOf(broken);
    reply.header('standin-violations', violations.length);
  }
  reply.code(answer.status).headers(convention.headers(factsOf(exchange)));
  if (answer.headers) reply.headers(answer.headers);
}

/** Sends the exchange's answer, whose status and headers are written already. */
export function sendAnswer({ answer, mediaType, method }: Exchange, reply: FastifyReply): void {
  if (answer?.body === undefined) reply.send();
  else sendText(reply, mediaType, method === 'GET' ? textOfRead(answer.body) : JSON.stringify(answer.body));
}

/** Sends a finished text. The serializer keeps Fastify from adding a charset, which JSON has none of (RFC 8259, section 11). */
export function sendText(reply: FastifyReply, mediaType: string, text: string): void {
  reply.header('content-type', mediaType).serializer(asItIs);
  if (reply.request.method === 'HEAD') reply.header('content-length', Buffer.byteLength(text)).send('');
  else reply.send(text);
}

function asItIs(text: unknown): string {
  return text as string;
}

function refusalOf({ operation, status, violations }: BrokenAnswer): AnswerError {
  const [{ pointer, message }] = violations as [Violation];
  return new AnswerError({
    code: 'ANSWER_INVALID',
    message: `The answer of ${operation} with status ${status} breaks the contract: ${pointer || 'its body'} ${message}.`,
    violations,
  });
}
