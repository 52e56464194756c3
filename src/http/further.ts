// What a convention answers beside the document's operations: several requests in one, and texts about the document. None
// of it is an operation, so it is not remembered; the requests inside a batch are.
import type { FastifyReply, FastifyRequest, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Convention, Further } from '../conventions/convention.ts';
import { AnswerError } from '../errors/answer.ts';
import type { WorldPrefix } from '../worlds/address.ts';
import { sendText } from './answers.ts';
import type { Arrivals } from './arrivals.ts';
import { factsOf } from './exchange.ts';
import { type Negotiate, negotiatorOf } from './negotiate.ts';
import { allowOrigin } from './refusals.ts';
import type { Target } from './routes.ts';

export type FurtherTarget = Extract<Target, { readonly kind: 'further' }>;

interface FurtherOptions {
  readonly convention: Convention;
  readonly exchangeOf: Arrivals['exchangeOf'];
  readonly prefixOf: WorldPrefix;
  /** Answers one request as if it had come alone. */
  readonly inject: (request: InjectOptions) => Promise<LightMyRequestResponse>;
}

export interface FurtherAnswers {
  /** Whether it has a body to be read before it is answered. */
  takesBody(target: FurtherTarget): boolean;
  /** @throws AnswerError */
  answer(target: FurtherTarget, request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

export function openFurther({ convention, exchangeOf, prefixOf, inject }: FurtherOptions): FurtherAnswers {
  const negotiators = new Map<string, Negotiate>();
  const negotiate = (mediaType: string, accept: string | undefined): void => {
    const negotiator = negotiators.get(mediaType) ?? negotiatorOf([mediaType]);
    negotiators.set(mediaType, negotiator);
    if (negotiator(accept) !== undefined) return;
    const message = `The answer is ${mediaType}, which the Accept header ${accept} does not take.`;
    throw new AnswerError({ code: 'ACCEPT_UNMET', message });
  };

  const textOf = async (further: Further, base: string, request: FastifyRequest): Promise<[string, string]> => {
    if (further.kind === 'text') {
      negotiate(further.mediaType, request.headers.accept);
      return [further.mediaType, await further.text(base)];
    }
    const exchange = exchangeOf(request);
    const { prefix, headers } = exchange;
    const { answerBatch } = await import('./batch.ts');
    const facts = factsOf(exchange);
    const render = async (error: AnswerError) => (await convention.error(error, undefined, facts)).body;
    const body = request.body as Buffer | undefined;
    const answers = await answerBatch(
      { body, headers, prefix, world: exchange.world.world.name, base },
      { inject, render, prefixOf },
    );
    return ['application/json', JSON.stringify(answers)];
  };

  return {
    takesBody: ({ further }) => further.kind === 'batch',
    async answer({ further, base }, request, reply) {
      const [mediaType, text] = await textOf(further, base, request);
      allowOrigin(request, reply);
      sendText(reply, mediaType, text);
    },
  };
}
