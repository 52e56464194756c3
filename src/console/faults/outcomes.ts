// What an operation can be made to do, and the fault that does it. The id of a fault says that this page added it.
import type { NewFault, PlannedFault } from '../../control/client.ts';
import { currentWorld } from '../state.ts';

export const OUTCOMES = [
  'ok',
  'slow',
  '401',
  '403',
  '404',
  '409',
  '429',
  '500',
  'offline',
  'off contract',
  'own',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const OUTCOME_HELP: Readonly<Record<Outcome, string>> = {
  ok: 'As usual',
  slow: 'The response comes after two seconds',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  429: 'Too many requests',
  500: 'Server error',
  offline: 'The connection is closed without a response',
  'off contract': 'A required property is missing in the response',
  own: 'A status and a body of your own',
};

const PREFIX = 'console:';
/** The id of the fault of all operations. */
export const EVERYTHING = 'all operations';
export const DELAY = 'console-delay';
export const FAILURES = 'console-failures';

/** Milliseconds. */
export const SLOW = 2_000;

function faultOf(outcome: Exclude<Outcome, 'ok' | 'own'>): NewFault['fault'] {
  if (outcome === 'slow') return { kind: 'latency', latency: SLOW };
  if (outcome === 'offline') return { kind: 'empty' };
  if (outcome === 'off contract') return { kind: 'invalid-response' };
  return { kind: 'status', status: Number(outcome) };
}

export async function setOutcome(operation: string, outcome: Exclude<Outcome, 'own'>): Promise<void> {
  const id = `${PREFIX}${operation}`;
  if (outcome === 'ok') {
    await currentWorld().removeFault(id);
    return;
  }
  await currentWorld().fault({ id, when: requestsOf(operation), fault: faultOf(outcome) });
}

function requestsOf(operation: string): NonNullable<NewFault['when']> {
  return operation === EVERYTHING ? {} : { operation };
}

/** A response that a person has written. */
interface OwnResponse {
  readonly status: number;
  readonly body?: unknown;
  /** How often; absent for always. */
  readonly times?: number;
  /** Whether the body can violate the contract. */
  readonly allowInvalid?: boolean;
}

export async function setOwnResponse(operation: string, { times, ...response }: OwnResponse): Promise<void> {
  await currentWorld().fault({
    id: `${PREFIX}${operation}`,
    when: { ...requestsOf(operation), ...(times !== undefined && { times }) },
    fault: { kind: 'status', ...response },
  });
}

/** The response with another status that an operation has now. */
export function ownResponseOf(faults: readonly PlannedFault[], operation: string): OwnResponse | undefined {
  const planned = faults.find(({ id }) => id === `${PREFIX}${operation}`);
  if (planned?.fault.kind !== 'status') return undefined;
  const { times } = planned.when ?? {};
  return { ...planned.fault, ...(times !== undefined && { times }) };
}

/** The outcome that this page set for an operation. `undefined` for a fault that somebody else planned. */
export function outcomeOf(faults: readonly PlannedFault[], operation: string): Outcome {
  const own = faults.find(({ id }) => id === `${PREFIX}${operation}`);
  return own ? outcomeOfFault(own.fault) : 'ok';
}

function outcomeOfFault(fault: PlannedFault['fault']): Outcome {
  if (fault.kind === 'status') {
    const usual = OUTCOMES.find((one) => one === String(fault.status));
    return fault.body === undefined && usual ? usual : 'own';
  }
  if (fault.kind === 'latency') return 'slow';
  return fault.kind === 'invalid-response' ? 'off contract' : 'offline';
}

/** The operation that the id of a fault of this page contains. Undefined for the id of another fault. */
export function operationOfId(id: string): string | undefined {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined;
}

/** Whether this page shows a fault as an outcome or as a slider. */
export function isOwn({ id }: PlannedFault): boolean {
  return isIdOfConsole(id);
}

/** Whether an id is one of a fault that this page adds. */
export function isIdOfConsole(id: string): boolean {
  return id.startsWith(PREFIX) || id === DELAY || id === FAILURES;
}

export async function setDelay(milliseconds: number): Promise<void> {
  if (milliseconds === 0) await currentWorld().removeFault(DELAY).catch(ignoreMissing);
  else await currentWorld().fault({ id: DELAY, fault: { kind: 'latency', latency: milliseconds } });
}

/** Removes all faults and stubs of the world. */
export async function clearPlans(): Promise<void> {
  await currentWorld().clearPlans();
}

/** @param rate from 0 to 1 */
export async function setFailureRate(rate: number): Promise<void> {
  if (rate === 0) await currentWorld().removeFault(FAILURES).catch(ignoreMissing);
  else
    await currentWorld().fault({ id: FAILURES, when: { probability: rate }, fault: { kind: 'status', status: 500 } });
}

function ignoreMissing(error: { readonly status?: number }): void {
  if (error.status !== 404) throw error;
}

/** Milliseconds. */
export function delayOf(faults: readonly PlannedFault[]): number {
  const fault = faults.find(({ id }) => id === DELAY)?.fault;
  return fault?.kind === 'latency' && typeof fault.latency === 'number' ? fault.latency : 0;
}

export function failureRateOf(faults: readonly PlannedFault[]): number {
  return faults.find(({ id }) => id === FAILURES)?.when?.probability ?? 0;
}
