// The handlers for stubs and faults. Their schemas in the document are those of the types Stub and Fault, so the bodies are used
// as these types after their validation.
import { adjustableClock, isDateTimeYear } from '../../clock.ts';
import { HttpError } from '../../errors/http-error.ts';
import { validateFault, validateStub } from '../../faults/check.ts';
import type { Fault } from '../../faults/fault.ts';
import type { Stub } from '../../faults/stub.ts';
import { appendTokens } from '../../json/pointer.ts';
import type { OwnValues } from '../../worlds/own-values.ts';
import type { ControlTarget } from '../target.ts';
import { type ControlHandler, NO_CONTENT } from './handler.ts';
import { worldOf } from './lookup.ts';
import { invalidBody, requireScenario, requireSettings, requireValid } from './requirements.ts';

export const listStubs: ControlHandler<'listStubs'> =
  (target) =>
  ({ parameters }) => ({ status: 200, body: worldOf(target, parameters).plans.stubs.list() });

export const addStub: ControlHandler<'addStub'> =
  (target) =>
  ({ parameters, body: { used: _ignored, ...body } }) => {
    const stub = body as Stub;
    requireValid('stub', validateStub(contractsOf(target), stub));
    return { status: 201, body: worldOf(target, parameters).plans.stubs.add(stub) };
  };

export const removeStubs: ControlHandler<'removeStubs'> =
  (target) =>
  ({ parameters }) => {
    worldOf(target, parameters).plans.stubs.clear();
    return NO_CONTENT;
  };

export const getStub: ControlHandler<'getStub'> =
  (target) =>
  ({ parameters }) => {
    const { id } = parameters.path;
    const stub = worldOf(target, parameters).plans.stubs.find(id);
    if (!stub) throw planNotFound('stub', id);
    return { status: 200, body: stub };
  };

export const removeStub: ControlHandler<'removeStub'> =
  (target) =>
  ({ parameters }) => {
    const { id } = parameters.path;
    if (!worldOf(target, parameters).plans.stubs.remove(id)) throw planNotFound('stub', id);
    return NO_CONTENT;
  };

export const listFaults: ControlHandler<'listFaults'> =
  (target) =>
  ({ parameters }) => ({ status: 200, body: worldOf(target, parameters).plans.faults.list() });

export const addFault: ControlHandler<'addFault'> =
  (target) =>
  ({ parameters, body: { used: _ignored, ...body } }) => {
    if (!target.faults) throw faultsDisabled();
    const fault = body as Fault;
    requireValid('fault', validateFault(contractsOf(target), fault));
    return { status: 201, body: worldOf(target, parameters).plans.faults.add(fault) };
  };

export const removeFaults: ControlHandler<'removeFaults'> =
  (target) =>
  ({ parameters }) => {
    worldOf(target, parameters).plans.faults.clear();
    return NO_CONTENT;
  };

export const getFault: ControlHandler<'getFault'> =
  (target) =>
  ({ parameters }) => {
    const { id } = parameters.path;
    const fault = worldOf(target, parameters).plans.faults.find(id);
    if (!fault) throw planNotFound('fault', id);
    return { status: 200, body: fault };
  };

export const removeFault: ControlHandler<'removeFault'> =
  (target) =>
  ({ parameters }) => {
    const { id } = parameters.path;
    if (!worldOf(target, parameters).plans.faults.remove(id)) throw planNotFound('fault', id);
    return NO_CONTENT;
  };

/** Checks what a snapshot says of a world beyond its schema. @throws HttpError BODY_INVALID or FAULTS_DISABLED */
export function requireOwnValues(
  target: ControlTarget,
  { clock, settings, scenario, calls = {}, stubs = [], faults = [] }: OwnValues,
): void {
  if (faults.length > 0 && !target.faults) throw faultsDisabled();
  requireClock(clock);
  requireScenario(target, scenario ?? undefined, '/world/scenario');
  requireSettings(target, settings, '/world/settings');
  const contracts = contractsOf(target);
  requireDistinct(stubs, '/world/stubs');
  requireDistinct(faults, '/world/faults');
  for (const operation of Object.keys(calls)) {
    if (contracts.some(({ operations }) => operations.some(({ id }) => id === operation))) continue;
    throw invalidBody(appendTokens('/world/calls', operation), 'operation', 'is not the id of an operation');
  }
  stubs.forEach(({ plan }, index) => {
    requireValid('stub', validateStub(contracts, plan), `/world/stubs/${index}/plan`);
  });
  faults.forEach(({ plan }, index) => {
    requireValid('fault', validateFault(contracts, plan), `/world/faults/${index}/plan`);
  });
}

function requireDistinct(plans: readonly { readonly id: string }[], at: string): void {
  const ids = new Set<string>();
  for (const [index, { id }] of plans.entries()) {
    const message = `must not be ${JSON.stringify(id)}, which is the id of another one`;
    if (ids.has(id)) throw invalidBody(appendTokens(at, index, 'id'), 'unique', message);
    ids.add(id);
  }
}

/** The machine's clock decides which offsets lead to a time that a date-time can express. */
function requireClock(state: OwnValues['clock']): void {
  const clock = adjustableClock();
  clock.load(state);
  if (!isDateTimeYear(clock.now())) {
    throw invalidBody('/world/clock', 'range', 'leads to a time outside the years 0000 to 9999');
  }
}

function contractsOf(target: ControlTarget) {
  return target.documents().map(({ contract }) => contract);
}

function planNotFound(kind: 'stub' | 'fault', id: string): HttpError {
  return new HttpError({ code: 'RESOURCE_NOT_FOUND', message: `There is no ${kind} '${id}' in this world.` });
}

function faultsDisabled(): HttpError {
  return new HttpError({
    code: 'FAULTS_DISABLED',
    message: 'The server was started with --no-faults. Restart it without this option to plan faults.',
  });
}
