// What a convention answers beside the document's operations: several requests in one, and texts about the document. None
// of it is an operation, so it is not remembered; the requests inside a batch are.
import type { FastifyReply, FastifyRequest, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Convention, ConventionRoute } from '../conventions/convention.ts';
import { HttpError } from '../errors/http-error.ts';
import type { WorldPrefix } from '../worlds/address.ts';
import { allowOrigin, type CorsPolicy } from './cors.ts';
import { factsOf } from './exchange.ts';
import type { Exchanges } from './exchanges.ts';
import { type Negotiate, negotiatorOf } from './negotiate.ts';
import { sendText } from './responses.ts';
import type { RouteTarget } from './routes.ts';

export type ConventionTarget = Extract<RouteTarget, { readonly kind: 'further' }>;

interface ExtraRouteOptions {
  readonly convention: Convention;
  readonly exchangeOf: Exchanges['exchangeOf'];
  readonly prefixOf: WorldPrefix;
  readonly cors: CorsPolicy;
  /** Answers one request as if it had come alone. */
  readonly inject: (request: InjectOptions) => Promise<LightMyRequestResponse>;
}

export interface ExtraRoutes {
  /** Whether it has a body to be read before it is answered. */
  takesBody(target: ConventionTarget): boolean;
  /** @throws HttpError */
  answer(target: ConventionTarget, request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

export function openExtraRoutes({ convention, exchangeOf, prefixOf, cors, inject }: ExtraRouteOptions): ExtraRoutes {
  const negotiators = new Map<string, Negotiate>();
  const negotiate = (mediaType: string, accept: string | undefined): void => {
    const negotiator = negotiators.get(mediaType) ?? negotiatorOf([mediaType]);
    negotiators.set(mediaType, negotiator);
    if (negotiator(accept) !== undefined) return;
    const message = `The answer is ${mediaType}, which the Accept header ${accept} does not take.`;
    throw new HttpError({ code: 'NOT_ACCEPTABLE', message });
  };

  const textOf = async (further: ConventionRoute, base: string, request: FastifyRequest): Promise<[string, string]> => {
    if (further.kind === 'text') {
      negotiate(further.mediaType, request.headers.accept);
      return [further.mediaType, await further.text(base)];
    }
    const exchange = exchangeOf(request);
    const { prefix, headers } = exchange;
    const { respondToBatch } = await import('./batch.ts');
    const facts = factsOf(exchange);
    const render = async (error: HttpError) => (await convention.error(error, undefined, facts)).body;
    const body = request.body as Buffer | undefined;
    const answers = await respondToBatch(
      { body, headers, prefix, world: exchange.world.world.name, base },
      { inject, render, prefixOf },
    );
    return ['application/json', JSON.stringify(answers)];
  };

  return {
    takesBody: ({ further }) => further.kind === 'batch',
    async answer({ further, base }, request, reply) {
      const [mediaType, text] = await textOf(further, base, request);
      allowOrigin(cors, request.headers, reply);
      sendText(reply, mediaType, text);
    },
  };
}
