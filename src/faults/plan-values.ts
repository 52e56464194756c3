// The stubs and faults of a world as values that a store keeps: each with its counters, so that they continue where they were.
import type { Json } from '../json/value.ts';
import type { Fault } from './fault.ts';
import type { Stub } from './stub.ts';

/** A value that changed. Without a value, the key was removed. */
export interface PlanChange {
  readonly key: string;
  readonly value?: Json | undefined;
}

export interface StubValue {
  readonly plan: Stub;
  readonly used: number;
}

export interface FaultValue {
  readonly plan: Fault;
  readonly used: number;
  readonly seen: number;
  /** In milliseconds since 1970. */
  readonly until?: number | undefined;
  readonly period?: { readonly begun: number; readonly calls: number } | undefined;
}

export type PlanKind = 'stub' | 'fault';

export const PLAN_FOLDERS = { stub: 'stubs', fault: 'faults' } as const satisfies {
  readonly [Kind in PlanKind]: string;
};

/** The key of the number of ids that were given. */
export const LAST_ID = 'plans';

export function planKey(kind: PlanKind, id: string): string {
  return `${PLAN_FOLDERS[kind]}/${encodeURIComponent(id)}`;
}

/** Undefined for a key that is not one of a stub or a fault. */
export function kindOfPlan(key: string): PlanKind | undefined {
  if (key.startsWith(`${PLAN_FOLDERS.stub}/`)) return 'stub';
  return key.startsWith(`${PLAN_FOLDERS.fault}/`) ? 'fault' : undefined;
}

export function idOfPlan(key: string): string {
  return decodeURIComponent(key.slice(key.indexOf('/') + 1));
}

/** Whether a later request can see how often a stub was used. */
export function countsUses({ times }: Stub): boolean {
  return times !== undefined;
}

/** Whether a later request can see how often a fault was called or acted. */
export function countsCalls({ when = {} }: Fault): boolean {
  const { call, every, times, rate, probability } = when;
  return [call, every, times, rate, probability].some((one) => one !== undefined);
}
