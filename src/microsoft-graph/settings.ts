// What may be set in a world of Microsoft Graph; the first value holds where nothing is said.
import type { KnownSettings, Settings } from '../world-settings.ts';

export const knownSettings = {
  /** `documented`: what Microsoft's pages say. `observed`: what real tenants were answered. */
  profile: ['documented', 'observed'],
  /** Which tokens are good: any that is there and is not known to be bad, those alone that this issuer signed, or none is asked for. */
  auth: ['lenient', 'strict', 'off'],
  /** The clock on which tokens grow old. */
  tokens: ['machine', 'clock'],
  /** Whether applications have been granted what they ask for. */
  consent: ['given', 'withheld'],
  /** Observed: whether the certificate's id is another one with every answer. */
  ids: ['unstable', 'stable'],
  /** Observed: what lastModifiedDateTime tells of a certificate that is read. */
  modified: ['upload', 'read'],
  /** Whether Intune knows the user of a token, and lets the user do what is asked. */
  user: ['authorized', 'unauthorized', 'unknown'],
  /** Whether the tenant has an Intune license. */
  license: ['active', 'none'],
  /** The published limits; `full` begins with all requests of the window spent. */
  throttling: ['off', 'on', 'full'],
  /** Whether a throttled answer says how long to wait. */
  retryAfter: ['sent', 'left-out'],
} as const satisfies KnownSettings;

type GraphSettings = typeof knownSettings;

/** A setting of this pack, in a world where it holds. */
export function setting<Name extends keyof GraphSettings>(settings: Settings, name: Name): GraphSettings[Name][number] {
  return (settings[name] ?? knownSettings[name][0]) as GraphSettings[Name][number];
}

/** Whether a world answers as tenants were answered, and not as the pages have it. */
export function isObserved(settings: Settings): boolean {
  return setting(settings, 'profile') === 'observed';
}
