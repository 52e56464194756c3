// Responses of a convention's own routes: several requests in one, and texts about the document. They are not operations, so the
// journal does not record them; it records the requests inside a batch.
import type { FastifyReply, FastifyRequest, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Convention, ConventionRoute } from '../conventions/convention.ts';
import { HttpError } from '../errors/http-error.ts';
import type { WorldPrefix } from '../worlds/address.ts';
import { allowOrigin, type CorsPolicy } from './cors.ts';
import { errorResponse } from './errors.ts';
import { factsOf } from './exchange.ts';
import type { Exchanges } from './exchanges.ts';
import { corrupt } from './faults.ts';
import { type Negotiate, negotiatorOf } from './negotiate.ts';
import { sendBody } from './responses.ts';
import type { RouteTarget } from './routes.ts';

export type ConventionTarget = Extract<RouteTarget, { readonly kind: 'convention' }>;

interface ExtraRouteOptions {
  readonly convention: Convention;
  readonly exchangeOf: Exchanges['exchangeOf'];
  readonly prefixOf: WorldPrefix;
  readonly cors: CorsPolicy;
  /** Responds to one request as if it had come alone. */
  readonly inject: (request: InjectOptions) => Promise<LightMyRequestResponse>;
}

export interface ExtraRoutes {
  /** Whether its requests have a body. */
  takesBody(target: ConventionTarget): boolean;
  /** @throws HttpError */
  respond(target: ConventionTarget, request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

export function openExtraRoutes({ convention, exchangeOf, prefixOf, cors, inject }: ExtraRouteOptions): ExtraRoutes {
  const negotiators = new Map<string, Negotiate>();
  const negotiate = (mediaType: string, accept: string | undefined): void => {
    const negotiator = negotiators.get(mediaType) ?? negotiatorOf([mediaType]);
    negotiators.set(mediaType, negotiator);
    if (negotiator(accept) !== undefined) return;
    const message = `The response has the media type ${mediaType}. The Accept header ${JSON.stringify(accept)} does not allow it.`;
    throw new HttpError({ code: 'NOT_ACCEPTABLE', message });
  };

  const textOf = async (route: ConventionRoute, base: string, request: FastifyRequest): Promise<[string, string]> => {
    if (route.kind === 'text') {
      negotiate(route.mediaType, request.headers.accept);
      return [route.mediaType, await route.text(base)];
    }
    const exchange = exchangeOf(request);
    const { prefix, headers, faults } = exchange;
    const { respondToBatch } = await import('./batch.ts');
    const facts = factsOf(exchange);
    const render = async (error: HttpError) =>
      (await errorResponse(error, { convention, declared: undefined }, facts)).body;
    const body = request.body as Buffer | undefined;
    const responses = await respondToBatch(
      { body, headers, prefix, world: exchange.world.world.name, base },
      { inject, render, prefixOf },
    );
    const fault = faults?.body?.fault;
    const sent =
      fault?.kind === 'invalid-response'
        ? corrupt(responses, fault.violation ?? 'missing-property', undefined)
        : responses;
    return ['application/json', JSON.stringify(sent)];
  };

  return {
    takesBody: ({ route }) => route.kind === 'batch',
    async respond({ route, base }, request, reply) {
      const [mediaType, text] = await textOf(route, base, request);
      allowOrigin(cors, request.headers, reply);
      sendBody(exchangeOf(request), reply, { mediaType, text });
    },
  };
}
