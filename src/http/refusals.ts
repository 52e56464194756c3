// What is thrown while a request is answered becomes the answer that its document declares for it.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/media-types.ts';
import { AnswerError, type Violation } from '../errors/answer.ts';
import type { Json } from '../json/value.ts';
import { type AnswerRules, sendText, writeHeaders } from './answers.ts';
import type { Arrivals } from './arrivals.ts';
import { answerErrorOf, type ErrorResponse, errorResponse, fitted } from './errors.ts';
import { type Exchange, factsOf } from './exchange.ts';
import { isHostField } from './host-names.ts';
import type { Match } from './routes.ts';
import { commonError } from './served-operation.ts';

export interface RefusalOptions extends AnswerRules {
  readonly contract: Contract;
}

export interface Refusals {
  /** Answers a request by what was thrown; it never throws itself. */
  refuse(thrown: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** How an error looks that happens before there is a request: a broken request line, headers without end. */
  withoutRequest(error: unknown): Promise<ErrorResponse>;
}

export function openRefusals(options: RefusalOptions, arrivals: Arrivals): Refusals {
  const { contract, convention } = options;
  const common = commonError(contract);

  const render = async (thrown: unknown, exchange: Exchange): Promise<ErrorResponse> => {
    const { served } = exchange;
    const facts = factsOf(exchange);
    const refused = answerErrorOf(thrown);
    const error = fitted(convention.retold?.(refused, facts) ?? refused, served?.operation);
    const declared = served?.declaredError(error.status) ?? common();
    if (error.code === 'INTERNAL') reportFault(options, exchange, error);
    // A declared shape that cannot be filled is told of below; the reason is then given in the convention's own.
    const shapeless = served?.shapelessError(error.status);
    const rendered = await errorResponse(error, { convention, declared, shapeless }, facts).catch(() =>
      errorResponse(error, { convention, declared: undefined }, facts),
    );
    if (!shapeless) reportBrokenError(options, exchange, rendered, declared?.schema);
    return rendered;
  };

  const send = async (thrown: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const exchange = arrivals.exchangeOf(request);
    const { status, headers, mediaType, body } = await render(thrown, exchange);
    reply.code(status);
    writeHeaders(reply, headers);
    allowOrigin(request, reply);
    exchange.sent = isJson(mediaType) ? JSON.stringify(body) : String(body);
    sendText(reply, mediaType, exchange.sent);
    arrivals.recorded(exchange, reply, { mediaType, value: body, error: answerErrorOf(thrown) });
  };

  return {
    refuse: (thrown, request, reply) =>
      send(thrown, request, reply).catch((cause) => {
        // Nothing that goes wrong with one answer may end the process.
        reportFault(options, arrivals.exchangeOf(request), new AnswerError({ code: 'INTERNAL', message: '', cause }));
        reply.hijack();
        reply.raw.writeHead(500).end();
      }),
    withoutRequest: (error) => render(error, arrivals.nothing()),
  };
}

/** The Fetch standard's answer to a page of another origin: every page may read what a fake says. */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply): void {
  if (request.headers.origin === undefined) return;
  reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', '*');
}

/**
 * What throws for a request that does not say which host it means (RFC 9110, section 7.2): every URL that is answered is made
 * of it. Clients name the same one for ever, so the last good one is remembered.
 */
export function hostCheck(): (request: FastifyRequest) => void {
  let good: string | undefined;
  return ({ headers: { host }, raw }) => {
    if (host === undefined) {
      if (raw.httpVersion === '1.1') throw hostless('The request has no Host header.');
      return;
    }
    if (host === good) return;
    if (!isHostField(host)) throw hostless(`The Host header ${JSON.stringify(host.slice(0, 80))} names no host.`);
    good = host;
  };
}

function hostless(message: string): AnswerError {
  return new AnswerError({ code: 'REQUEST_MALFORMED', message });
}

export function unmatched(match: Match, { method, path }: Exchange, contract: Contract): AnswerError {
  if (match.kind === 'method-undeclared') {
    const allow = allowOf(match.allow);
    return new AnswerError({
      code: 'METHOD_UNDECLARED',
      message: `${method} is not declared for ${path}; it allows ${allow}.`,
      headers: { allow },
    });
  }
  const bases = contract.bases.filter((base) => base !== '');
  const outside = bases.length > 0 && !bases.some((base) => path.startsWith(`${base}/`));
  const hint = outside ? ` Its operations are served under ${bases.join(' and ')}.` : '';
  return new AnswerError({ code: 'PATH_UNKNOWN', message: `The document declares no path ${path}.${hint}` });
}

/** RFC 9110, section 10.2.1: OPTIONS is always answered. */
export function allowOf(methods: readonly string[]): string {
  return [...new Set([...methods, 'OPTIONS'])].join(', ');
}

/** Tells of a fault of ours, of which the client learns nothing but that it happened. */
function reportFault({ report }: RefusalOptions, { served }: Exchange, { status, cause }: AnswerError): void {
  const message = `could not be made: ${cause instanceof Error ? cause.message : String(cause)}`;
  report({ operation: served?.operation.id ?? '', status, violations: [{ pointer: '', rule: 'internal', message }] });
}

/** Tells of an error of ours that its declared schema would not accept; it is sent all the same. */
function reportBrokenError(
  { contract, report }: RefusalOptions,
  exchange: Exchange,
  { status, body }: ErrorResponse,
  schema: string | undefined,
): void {
  const violations = schema === undefined ? [] : errorViolations(contract, schema, body);
  if (violations.length > 0) report({ operation: exchange.served?.operation.id ?? '', status, violations });
}

function errorViolations(contract: Contract, schema: string, body: Json): readonly Violation[] {
  try {
    return contract.validator('response', schema)(body);
  } catch (error) {
    return [{ pointer: '', rule: 'schema', message: `cannot be judged: ${(error as Error).message}` }];
  }
}
