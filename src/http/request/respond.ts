// The step that responds: with a stub, else with the response that a preference chooses, else by the operation's behaviour.
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpResponse } from '../../behaviours/behaviour.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { StoredStub } from '../../faults/plans.ts';
import type { PreferredResponse } from '../syntax/preferences.ts';
import type { Exchange, Routed } from './exchange.ts';
import { matchableOf } from './fault.ts';
import { stubResponse } from './fault-response.ts';

export function respond(exchange: Exchange): void | Promise<void> {
  const { output } = exchange;
  const response = responseTo(exchange as Routed);
  if (!(response instanceof Promise)) {
    output.response = response;
    return undefined;
  }
  return response.then((known) => {
    output.response = known;
  });
}

function responseTo(exchange: Routed): Eventually<HttpResponse> {
  const { route } = exchange;
  const { world } = route.world;
  const { plans } = world;
  if (!plans.any) return withoutStub(exchange);
  const matched = world.counting(() => plans.matchStub(matchableOf(exchange), exchange.id));
  return whenKnown(matched, (stub) => (stub ? withStub(exchange, stub) : withoutStub(exchange)));
}

function withStub(exchange: Routed, stub: StoredStub): Eventually<HttpResponse> {
  const { output } = exchange;
  output.stub = stub.id;
  output.planned = stub.allowInvalid === true;
  return stubResponse(stub, exchange);
}

function withoutStub(exchange: Routed): Eventually<HttpResponse> {
  const { input, route } = exchange;
  return input.preferred ? preferredResponse(exchange, input.preferred) : route.plan.behaviour(exchange);
}

function preferredResponse(exchange: Routed, { choice, wait }: PreferredResponse): Eventually<HttpResponse> {
  const { plan } = exchange.route;
  return whenKnown(wait === 0 ? undefined : sleep(wait), () =>
    choice ? plan.preferred(exchange, choice) : plan.behaviour(exchange),
  );
}
