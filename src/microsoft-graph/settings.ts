// The settings of worlds of Microsoft Graph. The first value of each is the default.
import { defaultValueOf, type KnownSettings, type Settings } from '../world-settings.ts';

export const knownSettings = {
  profile: {
    text: 'The source that the responses follow.',
    values: {
      documented: 'The documentation of Microsoft Graph.',
      observed: 'The responses that real tenants got.',
    },
  },
  auth: {
    text: 'Which tokens the server accepts.',
    values: {
      lenient: 'Every token that is not known to be invalid.',
      strict: 'Only tokens that the built-in sign-in service issued.',
      off: 'No request needs a token.',
    },
  },
  tokens: {
    text: 'The clock that decides when a token expires.',
    values: { machine: 'The clock of the machine.', clock: 'The clock of the world.' },
  },
  consent: {
    text: 'Whether applications have the permissions that they ask for.',
    values: { given: 'All permissions are granted.', withheld: 'No permission is granted.' },
  },
  ids: {
    text: 'Whether the `id` of the certificate is stable. Profile `observed` only.',
    values: { unstable: 'Every response has another `id`.', stable: 'All responses have the same `id`.' },
  },
  modified: {
    text: 'The value of `lastModifiedDateTime` in a response. Profile `observed` only. The evidence allows both.',
    values: { upload: 'The time of the upload.', read: 'The time of the request.' },
  },
  user: {
    text: 'Whether Intune knows the user of a token and allows the request.',
    values: {
      authorized: 'The user is allowed to make the request.',
      unauthorized: 'The user is known but not allowed to make the request.',
      unknown: 'The user is not known.',
    },
  },
  license: {
    text: 'Whether the tenant has an Intune license.',
    values: {
      active: 'The tenant has a license.',
      none: 'Every request gets an error: it is not applicable to the tenant.',
    },
  },
  throttling: {
    text: 'Whether the published request limits apply.',
    values: {
      off: 'No limits.',
      on: 'The published limits.',
      full: 'The published limits, with all requests of the current window used.',
    },
  },
  retryAfter: {
    text: 'Whether a 429 response has the header `Retry-After`. The real service often omits it.',
    values: { sent: 'The header is sent.', 'left-out': 'The header is omitted.' },
  },
} as const satisfies KnownSettings;

type GraphSettings = typeof knownSettings;

/** A setting of this pack, in a world where it holds. */
export function setting<Name extends keyof GraphSettings>(
  settings: Settings,
  name: Name,
): keyof GraphSettings[Name]['values'] {
  return (settings[name] ?? defaultValueOf(knownSettings[name])) as keyof GraphSettings[Name]['values'];
}

/** Whether a world uses the profile `observed`. */
export function isObserved(settings: Settings): boolean {
  return setting(settings, 'profile') === 'observed';
}
