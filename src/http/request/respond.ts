// The step that responds: with a stub, else with the response that a preference chooses, else by the operation's behaviour.
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpResponse } from '../../behaviours/behaviour.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
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
  const { input, output, route } = exchange;
  const { plans } = route.world.world;
  const stub = plans.any ? plans.matchStub(matchableOf(exchange), exchange.id) : undefined;
  if (stub) {
    output.stub = stub.id;
    output.planned = stub.allowInvalid === true;
    return stubResponse(stub, exchange);
  }
  return input.preferred ? preferredResponse(exchange, input.preferred) : route.plan.behaviour(exchange);
}

function preferredResponse(exchange: Routed, { choice, wait }: PreferredResponse): Eventually<HttpResponse> {
  const { plan } = exchange.route;
  return whenKnown(wait === 0 ? undefined : sleep(wait), () =>
    choice ? plan.preferred(exchange, choice) : plan.behaviour(exchange),
  );
}
