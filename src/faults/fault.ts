// A fault: a planned failure, and when it acts. Whether it acts is a function of the world's seed, of the fault and of which
// call it is, so a run that is repeated fails in the same places.
import type { Json } from '../json/value.ts';
import { randomAt } from '../random.ts';
import type { ResponseEdit } from './response-edit.ts';

/** What goes wrong. */
export type FaultKind =
  /** The response comes late. */
  | { readonly kind: 'latency'; readonly latency: Latency }
  /** The response has another status. Without a body it has the error that the document declares. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: Json;
      readonly headers?: Readonly<Record<string, string>>;
      /** Whether its body can violate the contract. */
      readonly allowInvalid?: boolean;
    }
  /** The connection is reset before anything is sent. */
  | { readonly kind: 'reset' }
  /** The connection is closed without a response. */
  | { readonly kind: 'empty' }
  /** The body ends before it is complete. */
  | { readonly kind: 'truncate' }
  /** The body comes in small pieces, over this many milliseconds. */
  | { readonly kind: 'drip'; readonly duration: number }
  /** The body comes as fast as a connection of this many kilobits a second lets it. */
  | { readonly kind: 'bandwidth'; readonly kilobits: number }
  /** The response violates the contract: a required property is missing, or a property has another type. */
  | { readonly kind: 'invalid-response'; readonly violation?: 'missing-property' | 'wrong-type' }
  /** The body of the response is changed. With a status, only the responses with this status are. */
  | { readonly kind: 'edit-response'; readonly edits: readonly ResponseEdit[]; readonly status?: number }
  /** A page of a list has at most this many items, whatever the request asks for. A list without links or cursors stays whole. */
  | { readonly kind: 'short-pages'; readonly items: number };

/**
 * When a fault acts on a request: before anything else, in place of the response, on the list that it contains, or on the body.
 * One fault of each stage acts on a request.
 */
export const FAULT_STAGES = {
  latency: 'delay',
  status: 'response',
  reset: 'response',
  empty: 'response',
  truncate: 'body',
  drip: 'body',
  bandwidth: 'body',
  'invalid-response': 'body',
  'edit-response': 'body',
  'short-pages': 'list',
} as const satisfies { readonly [Kind in FaultKind['kind']]: string };

export type FaultStage = (typeof FAULT_STAGES)[FaultKind['kind']];

/** Milliseconds: always the same, anything between two, or mostly near a median and sometimes far above it. */
export type Latency =
  | number
  | { readonly min: number; readonly max: number }
  | { readonly median: number; readonly sigma?: number };

/** When a fault acts: all conditions must be met. */
export interface FaultWhen {
  readonly operation?: string;
  readonly method?: string;
  readonly path?: string;
  /** The n-th call that meets the conditions above, from 1. */
  readonly call?: number;
  /** Every n-th of these calls. */
  readonly every?: number;
  /** From 0 to 1. */
  readonly probability?: number;
  /** Calls beyond so many in each period of the world's clock. */
  readonly rate?: FaultRate;
  /** How often it acts at most. */
  readonly times?: number;
  /** How long it exists, by the world's clock, as `PT5M`. */
  readonly lasts?: string;
}

export interface FaultRate {
  /** Calls in each period that the fault leaves alone. */
  readonly above: number;
  /** The period, as `PT10S`. */
  readonly per: string;
}

export interface Fault {
  /** Default: an id from the server. */
  readonly id?: string;
  readonly when?: FaultWhen;
  readonly fault: FaultKind;
}

/** The milliseconds of one delay. @param place what distinguishes it from all others */
export function latencyOf(latency: Latency, seed: number, ...place: readonly (string | number)[]): number {
  if (typeof latency === 'number') return latency;
  const random = (...more: readonly string[]) => randomAt(seed, 'latency', ...place, ...more);
  if ('min' in latency) return latency.min + random() * (latency.max - latency.min);
  // Box and Muller: two uniform numbers make a normal one; its exponential is log-normal about the median.
  const normal = Math.sqrt(-2 * Math.log(1 - random('a'))) * Math.cos(2 * Math.PI * random('b'));
  return Math.min(MAX_LATENCY_MS, latency.median * Math.exp((latency.sigma ?? 0.5) * normal));
}

export const MAX_LATENCY_MS = 60_000;
