// The settings of a world of Microsoft Graph. The first value is the default.
import type { KnownSettings, Settings } from '../world-settings.ts';

export const knownSettings = {
  /** `documented`: responses as on Microsoft's pages. `observed`: responses as real tenants got them. */
  profile: ['documented', 'observed'],
  /** `lenient`: any token unless its own claims rule it out. `strict`: only tokens that this server signed. `off`: no token needed. */
  auth: ['lenient', 'strict', 'off'],
  /** The clock by which tokens expire: the machine's or the world's. */
  tokens: ['machine', 'clock'],
  /** Whether applications have been granted the permissions that they request. */
  consent: ['given', 'withheld'],
  /** Profile `observed`: whether each response has a new certificate id. */
  ids: ['unstable', 'stable'],
  /** Profile `observed`: whether lastModifiedDateTime is the time of the upload or of the read. */
  modified: ['upload', 'read'],
  /** Whether Intune knows the user of a token, and whether the user has the right. */
  user: ['authorized', 'unauthorized', 'unknown'],
  /** Whether the tenant has an Intune license. */
  license: ['active', 'none'],
  /** The published limits. `full` starts with all requests of the window used up. */
  throttling: ['off', 'on', 'full'],
  /** Whether a 429 has a Retry-After header. */
  retryAfter: ['sent', 'left-out'],
} as const satisfies KnownSettings;

type GraphSettings = typeof knownSettings;

/** The value of a setting of this pack in a world. */
export function setting<Name extends keyof GraphSettings>(settings: Settings, name: Name): GraphSettings[Name][number] {
  return (settings[name] ?? knownSettings[name][0]) as GraphSettings[Name][number];
}

/** Whether a world uses the profile `observed`. */
export function isObserved(settings: Settings): boolean {
  return setting(settings, 'profile') === 'observed';
}
