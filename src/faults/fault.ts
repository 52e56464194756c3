// A fault: a failure that was planned, and when it strikes. Whether it does is a function of the world's seed, of the fault
// and of which call it is, so that a run that is repeated fails in the same places.
import type { Json } from '../json/value.ts';
import { randomAt } from '../random.ts';

/** What goes wrong. */
export type FaultKind =
  /** The answer comes late. */
  | { readonly kind: 'latency'; readonly latency: Latency }
  /** Another declared status is answered. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: Json;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection is reset before anything is answered. */
  | { readonly kind: 'reset' }
  /** The connection is closed without an answer. */
  | { readonly kind: 'empty' }
  /** The body ends before it is whole. */
  | { readonly kind: 'truncate' }
  /** The body comes in small pieces, over this many milliseconds. */
  | { readonly kind: 'drip'; readonly duration: number }
  /** The answer breaks the contract: a required member is missing, or a member has another type. */
  | { readonly kind: 'invalid-response'; readonly violation?: 'missing-property' | 'wrong-type' };

/** Milliseconds: always the same, anything between two, or mostly about a median with some far above it. */
export type Latency =
  | number
  | { readonly min: number; readonly max: number }
  | { readonly median: number; readonly sigma?: number };

/** When a fault strikes: all that is said must hold. */
export interface FaultWhen {
  readonly operation?: string;
  readonly method?: string;
  readonly path?: string;
  /** The n-th call that meets the above, from 1. */
  readonly call?: number;
  /** Every n-th of these calls. */
  readonly every?: number;
  /** From 0 to 1. */
  readonly probability?: number;
  /** How often it strikes at most. */
  readonly times?: number;
  /** For how long it is there, by the world's clock, as `PT5M`. */
  readonly lasts?: string;
}

export interface Fault {
  /** Given by the server where it is not said. */
  readonly id?: string;
  readonly when?: FaultWhen;
  readonly fault: FaultKind;
}

/** The milliseconds of one strike. @param place what tells it from all others */
export function latencyOf(latency: Latency, seed: number, ...place: readonly (string | number)[]): number {
  if (typeof latency === 'number') return latency;
  const random = (...further: readonly string[]) => randomAt(seed, 'latency', ...place, ...further);
  if ('min' in latency) return latency.min + random() * (latency.max - latency.min);
  // Box and Muller: two even numbers make a normal one; its exponential is log-normal about the median.
  const normal = Math.sqrt(-2 * Math.log(1 - random('a'))) * Math.cos(2 * Math.PI * random('b'));
  return Math.min(LONGEST, latency.median * Math.exp((latency.sigma ?? 0.5) * normal));
}

/** Milliseconds that an answer is held back at most. */
export const LONGEST = 60_000;
