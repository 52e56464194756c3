// Errors that are thrown while a request is handled become the responses that the document declares for them.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpResponse } from '../behaviours/behaviour.ts';
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/media-types.ts';
import { nearestPath } from '../contract/nearest-path.ts';
import { withOwnFacts } from '../conventions/error-body/own-facts.ts';
import { HttpError, type Violation } from '../errors/http-error.ts';
import { reasonOf } from '../errors/thrown.ts';
import type { Json } from '../json/value.ts';
import { openDeclaredErrors } from './compiled-operation.ts';
import { allowOrigin, type CorsPolicy, originHeaders } from './cors.ts';
import { type ErrorResponse, errorResponse, httpErrorOf, withDeclaredStatus } from './errors.ts';
import { type Exchange, factsOf } from './exchange.ts';
import type { Exchanges } from './exchanges.ts';
import { isHostField } from './host-names.ts';
import { type ResponseRules, sendText, writeHeaders } from './responses.ts';
import { OWN, type RouteMatch } from './routes.ts';

export interface ErrorResponseOptions extends ResponseRules {
  readonly contract: Contract;
  /** The path that the document is served under, empty for the root. */
  readonly mount: string;
  readonly cors: CorsPolicy;
}

export interface ErrorResponses {
  /** Responds to a request with an error; it never throws. */
  refuse(thrown: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /**
   * An error that was asked for or planned: as the service itself fails, else as its document shows it, else in the shape that
   * its operation declares for it or for its other errors.
   */
  planned(error: HttpError, exchange: Exchange, example: HttpResponse | undefined): Promise<HttpResponse>;
  /** Renders an error that happens before there is a request. */
  withoutRequest(error: unknown): Promise<ErrorResponse>;
}

export function openErrorResponses(options: ErrorResponseOptions, exchanges: Exchanges): ErrorResponses {
  const { contract, convention, mount, cors } = options;
  const declaredErrors = openDeclaredErrors(contract);
  const own = `${mount}${OWN}`;

  const render = async (thrown: unknown, exchange: Exchange): Promise<ErrorResponse> => {
    const served = exchange.served ?? exchange.sibling;
    const facts = factsOf(exchange);
    const refused = httpErrorOf(thrown);
    const error = withDeclaredStatus(convention.mapError?.(refused, facts) ?? refused, served?.operation);
    const declared = served?.declaredError(error.status) ?? declaredErrors.common();
    if (error.code === 'INTERNAL') reportInternalError(options, exchange, error);
    // An error whose declared shape cannot be filled has the convention's own; it is reported below.
    const shapeless = served?.shapelessError(error.status);
    const rendered = await errorResponse(error, { convention, declared, shapeless }, facts).catch(() =>
      errorResponse(error, { convention, declared: undefined }, facts),
    );
    if (!shapeless) reportInvalidError(options, exchange, rendered, declared?.schema);
    return rendered;
  };

  const send = async (thrown: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const exchange = exchanges.exchangeOf(request);
    const { status, headers, mediaType, body } = await render(thrown, exchange);
    reply.code(status);
    writeHeaders(reply, headers);
    if (!cors.credentials || !exchange.path.startsWith(own)) allowOrigin(cors, request.headers, reply);
    exchange.sent = isJson(mediaType) ? JSON.stringify(body) : String(body);
    sendText(reply, mediaType, exchange.sent);
    exchanges.record(exchange, reply, { mediaType, value: body, error: httpErrorOf(thrown) });
  };

  return {
    refuse: (thrown, request, reply) =>
      send(thrown, request, reply).catch((cause) => {
        // Nothing that goes wrong with one response ends the process.
        reportInternalError(
          options,
          exchanges.exchangeOf(request),
          new HttpError({ code: 'INTERNAL', message: '', cause }),
        );
        reply.hijack();
        reply.raw.writeHead(500, originHeaders(cors, request.headers.origin)).end();
      }),
    async planned(error, exchange, example) {
      const { status, headers } = error;
      const { served } = exchange;
      const facts = factsOf(exchange);
      const shape = served ? declaredErrors.like(served.operation, status) : declaredErrors.common();
      const declared = served?.declaredError(status) ?? shape;
      const failure = await convention.failure?.(error, declared, facts);
      if (failure) return { status, ...failure, headers };
      if (example) return { ...example, body: withOwnFacts(example.body, facts) };
      const shapeless = served?.shapelessError(status);
      const { mediaType, body } = await errorResponse(error, { convention, declared, shapeless }, facts).catch(() =>
        errorResponse(error, { convention, declared: undefined }, facts),
      );
      return { status, headers, mediaType, body };
    },
    async withoutRequest(error) {
      const exchange = exchanges.withoutRequest();
      const rendered = await render(error, exchange);
      exchanges.logOnly(exchange, rendered.status, httpErrorOf(error));
      return rendered;
    },
  };
}

/**
 * Returns a function that throws if a request names no valid host (RFC 9110, section 7.2): URLs in responses begin with it.
 * Clients always name the same host, so the last valid one is remembered.
 */
export function hostCheck(): (request: FastifyRequest) => void {
  let valid: string | undefined;
  return ({ headers: { host }, raw }) => {
    if (host === undefined) {
      if (raw.httpVersion === '1.1') throw malformed('The request has no Host header.');
      return;
    }
    if (host === valid) return;
    if (!isHostField(host)) throw malformed(`The Host header ${JSON.stringify(host.slice(0, 80))} is not a host name.`);
    valid = host;
  };
}

function malformed(message: string): HttpError {
  return new HttpError({ code: 'REQUEST_MALFORMED', message });
}

export function unmatchedError(match: RouteMatch, { method, path }: Exchange, contract: Contract): HttpError {
  if (match.kind === 'method-not-allowed') {
    const allow = allowOf(match.allow);
    return new HttpError({
      code: 'METHOD_NOT_ALLOWED',
      message: `The document does not declare the method ${method} for ${path}. Allowed methods: ${allow}.`,
      headers: { allow },
    });
  }
  const near = nearestPath(contract.operations, path);
  const bases = contract.bases.filter((base) => base !== '');
  const outside = bases.length > 0 && !bases.some((base) => path.startsWith(`${base}/`));
  const baseHint = outside ? ` The base path is ${bases.join(' or ')}.` : '';
  const hint = near === undefined ? baseHint : ` Did you mean ${near}?`;
  return new HttpError({ code: 'PATH_NOT_FOUND', message: `The document declares no path ${path}.${hint}` });
}

/** The Allow header (RFC 9110, section 10.2.1). OPTIONS is always allowed. */
export function allowOf(methods: readonly string[]): string {
  return [...new Set([...methods, 'OPTIONS'])].join(', ');
}

/** Reports an error of this server; the client learns only that it happened. */
function reportInternalError(
  { onInvalidResponse }: ErrorResponseOptions,
  { served }: Exchange,
  { status, cause }: HttpError,
): void {
  const message = `could not be created: ${reasonOf(cause)}`;
  onInvalidResponse({
    operation: served?.operation.id ?? '',
    status,
    violations: [{ pointer: '', rule: 'internal', message }],
  });
}

/** Reports an error response that violates its declared schema; it is sent nevertheless. */
function reportInvalidError(
  { contract, onInvalidResponse }: ErrorResponseOptions,
  exchange: Exchange,
  { status, body }: ErrorResponse,
  schema: string | undefined,
): void {
  const violations = schema === undefined ? [] : errorViolations(contract, schema, body);
  if (violations.length > 0) onInvalidResponse({ operation: exchange.served?.operation.id ?? '', status, violations });
}

function errorViolations(contract: Contract, schema: string, body: Json): readonly Violation[] {
  try {
    return contract.validator('response', schema)(body);
  } catch (error) {
    return [{ pointer: '', rule: 'schema', message: `cannot be validated: ${(error as Error).message}` }];
  }
}
