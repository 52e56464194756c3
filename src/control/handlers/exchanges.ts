// The handlers for recorded exchanges: list, show, verify and explain them.
import { originOf } from '../../behaviours/behaviour.ts';
import { explain } from '../../behaviours/explain.ts';
import { publicCodeOf } from '../../errors/http-error.ts';
import { validateMatcher } from '../../faults/check.ts';
import { exchangeView } from '../../report/exchange-view.ts';
import { harOf } from '../../report/har.ts';
import type { RecordedExchange, StepRefusal } from '../../report/record.ts';
import { type Expectation, nearestOperation, verify } from '../verify.ts';
import { type ControlHandler, NO_CONTENT } from './handler.ts';
import { exchangesOf, existingWorld, findExchange, worldOf } from './lookup.ts';
import { invalidBody, requireOperation } from './requirements.ts';

export const listExchanges: ControlHandler<'listExchanges'> =
  (target) =>
  ({ parameters }) => {
    const { operation, unmatched, limit = 100 } = parameters.query ?? {};
    requireOperation(target, operation);
    const world = existingWorld(target, parameters);
    const selected = exchangesOf(world).filter((one) => {
      if (operation !== undefined && one.operation?.id !== operation) return false;
      return unmatched === undefined || (one.operation === undefined) === unmatched;
    });
    const latest = selected.slice(-limit).reverse();
    return { status: 200, body: latest.map((one) => exchangeView(one, world.name, false)) };
  };

export const clearExchanges: ControlHandler<'clearExchanges'> =
  (target) =>
  ({ parameters }) => {
    const { name, journal } = existingWorld(target, parameters);
    journal?.clearExchanges();
    target.worlds.shared?.journal?.clear('exchanges', name);
    return NO_CONTENT;
  };

export const getExchange: ControlHandler<'getExchange'> =
  (target) =>
  ({ parameters: { path } }) => {
    const { recorded, world } = findExchange(target, path.id, path.world);
    return { status: 200, body: exchangeView(recorded, world.name, true) };
  };

export const exportHar: ControlHandler<'exportHar'> =
  (target) =>
  ({ parameters, headers }) => {
    const world = existingWorld(target, parameters);
    return { status: 200, body: harOf(exchangesOf(world), world.name, originOf(headers), target.version) };
  };

export const verifyExchanges: ControlHandler<'verifyExchanges'> =
  (target) =>
  ({ parameters, body }) => {
    const expectation = body as Expectation;
    requireReachable(expectation);
    const contracts = target.documents().map(({ contract }) => contract);
    const [first] = validateMatcher(contracts, expectation.when);
    // A name with a letter wrong would never match, so that `exactly: 0` would be satisfied.
    if (first) throw invalidBody(first.pointer, first.rule, first.message);
    const world = worldOf(target, parameters);
    const exchanges = exchangesOf(world);
    const dropped = (world.journal?.count ?? 0) - exchanges.length;
    const verified = verify(exchanges, expectation, dropped);
    const shown = (one: RecordedExchange) => exchangeView(one, world.name, false);
    const nearest = verified.nearest.map(({ exchange, unmet }) => ({ exchange: shown(exchange), unmet }));
    return { status: 200, body: { ...verified, exchanges: verified.exchanges.map(shown), nearest } };
  };

/** @throws HttpError BODY_INVALID if no number of exchanges can satisfy the expectation, or a limit has no effect */
function requireReachable({ exactly, atLeast, atMost }: Expectation): void {
  const other = atLeast === undefined ? 'atMost' : 'atLeast';
  if (exactly !== undefined && (atLeast ?? atMost) !== undefined) {
    throw invalidBody(`/${other}`, 'exactly', 'must be absent, because exactly is present');
  }
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
    throw invalidBody('/atLeast', 'maximum', `must be at most ${atMost}, the value of atMost, not ${atLeast}`);
  }
}

export const listUnmatched: ControlHandler<'listUnmatched'> =
  (target) =>
  ({ parameters }) => {
    const world = existingWorld(target, parameters);
    const contracts = target.documents().map(({ contract }) => contract);
    const unmatched = exchangesOf(world).filter(({ operation }) => operation === undefined);
    const shown = unmatched.reverse().map((one) => {
      const nearest = nearestOperation(contracts, one);
      return { exchange: exchangeView(one, world.name, false), ...(nearest && { nearest }) };
    });
    return { status: 200, body: shown };
  };

export const explainExchange: ControlHandler<'explainExchange'> =
  (target) =>
  async ({ parameters: { path, query } }) => {
    const { recorded, world } = findExchange(target, path.id, query?.world);
    const explained = explain(recorded);
    const refusals = (await recorded.refusals()).map(refusalView);
    return { status: 200, body: { exchange: exchangeView(recorded, world.name, false), ...explained, refusals } };
  };

function refusalView({ step, error }: StepRefusal) {
  const { status, message } = error;
  return { step, status, code: publicCodeOf(error), message };
}
