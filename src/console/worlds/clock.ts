// The clock of a world: what it shows now, and how to move it.
import { signal } from '@preact/signals';
import type { ClockInfo } from '../../control/client.ts';
import { worldName } from '../route.ts';
import { act, currentWorld } from '../state.ts';

export const CLOCK_STEPS = [
  { label: '+1 hour', duration: 'PT1H' },
  { label: '+1 day', duration: 'P1D' },
  { label: '+1 month', duration: 'P1M' },
  { label: '+1 year', duration: 'P1Y' },
] as const;

/** When each reading of a clock arrived, so that a running one can be shown between two readings. */
const read = signal<{ readonly clock: ClockInfo; readonly at: number } | undefined>(undefined);

export function nowOf(clock: ClockInfo): Date {
  if (read.peek()?.clock !== clock) read.value = { clock, at: performance.now() };
  const passed = clock.frozen ? 0 : performance.now() - (read.peek()?.at ?? 0);
  return new Date(Date.parse(clock.now) + passed);
}

export function moveClock(duration: string, label: string): Promise<boolean> {
  return act(() => currentWorld().advance(duration), `The clock of ${worldName.value} is moved: ${label}`);
}

export function toggleFreeze(isFrozen: boolean): Promise<boolean> {
  return isFrozen
    ? act(() => currentWorld().resume(), 'The clock runs')
    : act(() => currentWorld().freeze(), 'The clock is frozen');
}

const DAY = 86_400_000;

/** The ISO 8601 duration between two moments, in days and seconds. */
export function durationBetween(from: Date, to: Date): string {
  const milliseconds = Math.max(0, to.getTime() - from.getTime());
  const days = Math.floor(milliseconds / DAY);
  return `P${days}DT${Math.ceil((milliseconds - days * DAY) / 1000)}S`;
}

/** A time in words, for example `in 3 days`. */
export function inWords(milliseconds: number): string {
  const units = [
    ['year', 365 * DAY],
    ['month', 30 * DAY],
    ['day', DAY],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ] as const;
  const [unit, length] = units.find(([, size]) => milliseconds >= size) ?? ['second', 1_000];
  const count = Math.round(milliseconds / length);
  return `in ${count} ${unit}${count === 1 ? '' : 's'}`;
}
