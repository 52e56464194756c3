// Network profiles: faults that every world begins with, so that a page can be seen on a bad connection.
import { SetupError } from '../errors/setup-error.ts';
import { type Fault, MAX_LATENCY_MS } from './fault.ts';

/** Each profile with its faults, those that act first in front. */
const NETWORK_PROFILES = {
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

/** When the faults of each profile act, for the help. */
export const NETWORK_PROFILE_TEXTS: Readonly<Record<NetworkProfile, string>> = {
  'slow-3g': 'about 400 ms late, at 400 kbit/s',
  flaky: 'at random, one request in ten loses its connection, and one in ten gets a 503',
  offline: 'every request loses its connection',
  'rate-limited': '429 above 20 requests in ten seconds',
};

function isNetworkProfile(name: string): name is NetworkProfile {
  return Object.hasOwn(NETWORK_PROFILES, name);
}

interface NetworkOptions {
  /** Milliseconds by which every response is late. */
  readonly latency: number | undefined;
  readonly network: NetworkProfile | undefined;
  /** Whether faults are allowed. */
  readonly faults: boolean;
}

/** The faults of a simulated network, those that act first in front. @throws SetupError OPTION_INVALID */
export function networkFaults({ latency, network, faults }: NetworkOptions): readonly Fault[] {
  if (latency === undefined && network === undefined) return [];
  if (!faults) {
    const name = network === undefined ? 'latency' : 'network';
    throw invalid(
      `The option ${name} needs faults, but faults are turned off`,
      `Leave out ${name}, or leave faults turned on`,
    );
  }
  if (latency !== undefined && !(Number.isInteger(latency) && latency >= 0 && latency <= MAX_LATENCY_MS)) {
    const advice = `Use a whole number of milliseconds from 0 to ${MAX_LATENCY_MS}`;
    throw invalid(`The latency ${JSON.stringify(latency)} is not possible`, advice);
  }
  if (network !== undefined && !isNetworkProfile(network)) {
    const advice = `Use one of ${NETWORK_PROFILE_NAMES.join(', ')}`;
    throw invalid(`Unknown network profile ${JSON.stringify(network)}`, advice);
  }
  const delay: readonly Fault[] = latency === undefined ? [] : [{ id: 'latency', fault: { kind: 'latency', latency } }];
  return network === undefined ? delay : [...delay, ...NETWORK_PROFILES[network]];
}

function invalid(what: string, advice: string): SetupError {
  return new SetupError({ code: 'OPTION_INVALID', what, advice });
}
