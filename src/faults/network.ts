// Network profiles: faults that every world begins with, so that a page can be seen on a bad connection.
import type { Fault } from './fault.ts';

/** Each profile with its faults, those that act first in front. */
export const NETWORK_PROFILES = {
  /** As browsers' developer tools have it: about 400 kbit/s and 400 ms. */
  'slow-3g': [
    { id: 'slow-3g-latency', fault: { kind: 'latency', latency: { min: 350, max: 450 } } },
    { id: 'slow-3g-bandwidth', fault: { kind: 'bandwidth', kilobits: 400 } },
  ],
  /** One request in ten loses its connection, one in ten gets a 503, and the others take their time. */
  flaky: [
    { id: 'flaky-reset', when: { probability: 0.1 }, fault: { kind: 'reset' } },
    // Of the nine that are left.
    { id: 'flaky-503', when: { probability: 1 / 9 }, fault: { kind: 'status', status: 503 } },
    { id: 'flaky-latency', fault: { kind: 'latency', latency: { median: 80, sigma: 0.8 } } },
  ],
  offline: [{ id: 'offline', fault: { kind: 'reset' } }],
  /** 429 from the 21st request within ten seconds on, until they are over. */
  'rate-limited': [
    {
      id: 'rate-limited',
      when: { rate: { above: 20, per: 'PT10S' } },
      fault: { kind: 'status', status: 429 },
    },
  ],
} as const satisfies Readonly<Record<string, readonly Fault[]>>;

export type NetworkProfile = keyof typeof NETWORK_PROFILES;

export const NETWORK_PROFILE_NAMES = Object.keys(NETWORK_PROFILES) as readonly NetworkProfile[];
