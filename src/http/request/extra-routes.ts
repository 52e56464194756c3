// The step that responds to a convention's own routes: several requests in one, and texts about the document. They are not
// operations, so the journal does not record them; it records the requests inside a batch.
import type { HttpResponse } from '../../behaviours/behaviour.ts';
import { HttpError } from '../../errors/http-error.ts';
import { negotiatorOf } from '../syntax/accept.ts';
import type { Exchange } from './exchange.ts';
import { renderError } from './refuse.ts';
import type { RouteTarget } from './routes.ts';

type ConventionTarget = Extract<RouteTarget, { readonly kind: 'convention' }>;

/** @throws HttpError */
export async function respondExtra(exchange: Exchange): Promise<void> {
  const { match } = exchange.route;
  if (match?.kind !== 'found' || match.target.kind !== 'convention') return;
  exchange.output.response = await (match.target.route.kind === 'text'
    ? textOf(exchange, match.target)
    : batchOf(exchange, match.target));
}

async function textOf({ request }: Exchange, { route, base }: ConventionTarget): Promise<HttpResponse> {
  if (route.kind !== 'text') throw new Error(`${route.path} is not a text`);
  const { mediaType } = route;
  const { accept } = request.headers;
  if (negotiatorOf([mediaType])(accept) === undefined) {
    const message = `The response has the media type ${mediaType}. The Accept header ${JSON.stringify(accept)} does not allow it.`;
    throw new HttpError({ code: 'NOT_ACCEPTABLE', message });
  }
  return { status: 200, mediaType, body: await route.text(base) };
}

async function batchOf(exchange: Exchange, { base, route: matched }: ConventionTarget): Promise<HttpResponse> {
  if (matched.kind !== 'batch') throw new Error(`${matched.path} is not a batch`);
  const { document, request, route, input } = exchange;
  const { respondToBatch } = await import('./batch.ts');
  const { prefix, headers } = request;
  const { refusalOfUntyped } = matched;
  const body = await respondToBatch(
    { body: input.rawBody, headers, prefix, world: route.world.world.name, base, refusalOfUntyped },
    {
      inject: document.inject,
      render: async (error) => (await renderError(exchange, error)).body,
      prefixOf: document.prefixOf,
      limits: document.contract.limits,
    },
  );
  return { status: 200, mediaType: 'application/json', body };
}
