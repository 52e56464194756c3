// Which exchanges a setting or a fault delayed, and by how much.
import type { ExchangeInfo, PlannedFault } from '../../control/client.ts';
import { DELAY, delayOf, isIdOfConsole, SLOW } from './outcomes.ts';

type DelayedExchange = Pick<ExchangeInfo, 'fault' | 'durationMs'>;

/** What delayed an exchange. */
interface Delay {
  readonly id: string;
  /** Undefined if it is not known any more. */
  readonly milliseconds: number | undefined;
}

/** The delays among the faults that acted on an exchange. */
export function delaysIn(exchange: DelayedExchange, planned: readonly PlannedFault[]): readonly Delay[] {
  return idsOf(exchange).flatMap((id): readonly Delay[] => delay(id, exchange.durationMs, planned));
}

/** Whether nothing but delays acted on an exchange. */
export function isOnlyDelayed(exchange: DelayedExchange, planned: readonly PlannedFault[]): boolean {
  const ids = idsOf(exchange);
  return ids.length > 0 && delaysIn(exchange, planned).length === ids.length;
}

function idsOf({ fault }: DelayedExchange): readonly string[] {
  return fault?.split(', ') ?? [];
}

/** The setting can be another one since. An exchange that took less time than a delay was not delayed by it. */
function delay(id: string, took: number, planned: readonly PlannedFault[]): readonly Delay[] {
  const longest = (most: number) => (most > 0 && most <= took ? most : undefined);
  if (id === DELAY) return [{ id, milliseconds: longest(delayOf(planned)) }];
  if (isIdOfConsole(id)) return took >= SLOW ? [{ id, milliseconds: SLOW }] : [];
  const fault = planned.find((one) => one.id === id)?.fault;
  if (fault?.kind !== 'latency') return [];
  return [{ id, milliseconds: typeof fault.latency === 'number' ? longest(fault.latency) : undefined }];
}
