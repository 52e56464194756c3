// What the texts mean that options are given as on a command line; those that mean nothing are refused by their option's name.
import { addDuration } from '../clock.ts';
import { SetupError } from '../errors/setup-error.ts';
import { MAX_LATENCY_MS } from '../faults/fault.ts';
import { isNetworkProfile, NETWORK_PROFILE_NAMES, type NetworkProfile } from '../faults/network.ts';
import { interceptedHosts } from '../http/host-names.ts';
import type { InvalidResponsePolicy } from '../http/responses.ts';
import { FAIL_ON, type FailOn, INVALID_RESPONSE_POLICIES } from '../options.ts';
import type { VerifyCredential } from '../security/requirements.ts';
import type { Settings } from '../world-settings.ts';

/** A port from text. @throws SetupError OPTION_INVALID */
export function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw invalid('--port', text, 'a whole number from 0 to 65535, 0 for any free port');
}

/** Hosts to answer for, from texts as `a.example,b.example`. @throws SetupError OPTION_INVALID */
export function hostsFrom(texts: readonly string[]): readonly string[] {
  return interceptedHosts(texts.flatMap((text) => text.split(',').map((name) => name.trim())));
}

/** A document and the path to serve it under, from text as `billing.yaml@/billing`. @throws SetupError OPTION_INVALID */
export function mountOf(text: string): [mount: string, own: { readonly document: string }] {
  const [, document, mount] = /^(.+)@(\/[^@]+)$/.exec(text) ?? [];
  if (document === undefined || mount === undefined) {
    throw invalid('a further document', text, 'the path to serve it under behind an @, as billing.yaml@/billing');
  }
  return [mount, { document }];
}

/** A webhook and where it goes, from text as `orderPaid=http://localhost:8080/hooks`. @throws SetupError OPTION_INVALID */
export function webhookOf(text: string): [name: string, target: string] {
  const [, name, target] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name !== undefined && target !== undefined) return [name, target];
  throw invalid('--webhook', text, 'name=URL, as orderPaid=http://localhost:8080/hooks');
}

/** Settings from texts as `auth=off`. @throws SetupError OPTION_INVALID */
export function settingsFrom(texts: readonly string[]): Settings {
  const pairs = texts.map((text): [string, string] => {
    const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (name !== undefined && value !== undefined) return [name, value];
    throw invalid('--set', text, 'name=value, as auth=off');
  });
  return Object.fromEntries(pairs);
}

/** A seed from text. @throws SetupError OPTION_INVALID */
export function seedOf(text: string): number {
  return wholeNumber('--seed', text, 2 ** 32 - 1);
}

/** Exchanges to remember. @throws SetupError OPTION_INVALID */
export function journalSizeOf(text: string | false): number {
  return text === false ? 0 : wholeNumber('--journal', text, 1_000_000);
}

/** A percentage. @throws SetupError OPTION_INVALID */
export function percentOf(text: string): number {
  const percent = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && percent <= 100) return percent;
  throw invalid('--min-coverage', text, 'a number from 0 to 100');
}

/** What makes a run fail. @throws SetupError OPTION_INVALID */
export function failOnOf(text: string): FailOn {
  const found = FAIL_ON.find((known) => known === text);
  if (found) return found;
  throw invalid('--fail-on', text, FAIL_ON.join(', '));
}

/** Milliseconds of an ISO 8601 duration. @throws SetupError OPTION_INVALID */
export function idleOf(text: string): number {
  const milliseconds = addDuration(new Date(0), text)?.getTime() ?? 0;
  // A timer of Node.js takes no more than 31 bits.
  if (milliseconds >= 1_000 && milliseconds < 2 ** 31) return milliseconds;
  throw invalid('--world-idle', text, 'a duration as PT1H, from a second to 24 days');
}

/** How many items collections begin with. @throws SetupError OPTION_INVALID */
export function countOf(text: string): number {
  return wholeNumber('--count', text, 10_000);
}

/** The delay of every response, in milliseconds. @throws SetupError OPTION_INVALID */
export function latencyOf(text: string): number {
  return wholeNumber('--latency', text, MAX_LATENCY_MS);
}

/** A network profile by its name. @throws SetupError OPTION_INVALID */
export function networkOf(text: string): NetworkProfile {
  if (isNetworkProfile(text)) return text;
  throw invalid('--network', text, `one of ${NETWORK_PROFILE_NAMES.join(', ')}`);
}

function wholeNumber(option: string, text: string, most: number): number {
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw invalid(option, text, `a whole number from 0 to ${most}`);
}

/** A moment from text. @throws SetupError OPTION_INVALID */
export function dateOf(text: string): Date {
  const moment = new Date(text);
  if (!Number.isNaN(moment.getTime())) return moment;
  throw invalid('--now', text, 'a date and time as 2026-01-31T12:00:00Z');
}

/** @throws SetupError OPTION_INVALID */
export function invalidResponsePolicyOf(text: string): InvalidResponsePolicy {
  const policy = INVALID_RESPONSE_POLICIES.find((known) => known === text);
  if (policy) return policy;
  throw invalid('--invalid-responses', text, INVALID_RESPONSE_POLICIES.join(' or '));
}

/**
 * Which credentials are good, from texts as `api_key=secret` or `token=abc:read,write`: a scheme by its name in the document, a
 * value, and the scopes that it has. A scheme that is not named takes every well-formed credential.
 * @throws SetupError OPTION_INVALID
 */
export function verifierOf(texts: readonly string[]): VerifyCredential | undefined {
  if (texts.length === 0) return undefined;
  const known = texts.map((text) => {
    const [, scheme, value, scopes] = /^([^=]+)=(.+?)(?::([^:]*))?$/.exec(text) ?? [];
    if (!scheme || !value) throw invalid('--credential', text, 'scheme=value, or scheme=value:scope,scope');
    return { scheme, value, scopes: scopes?.split(',') };
  });
  return ({ scheme, value, scopes }) => {
    const ofScheme = known.filter((credential) => credential.scheme === scheme);
    if (ofScheme.length === 0) return 'accepted';
    const found = ofScheme.find((credential) => credential.value === value);
    if (!found) return 'refused';
    return found.scopes && !scopes.every((scope) => found.scopes?.includes(scope)) ? 'forbidden' : 'accepted';
  };
}

export function invalid(option: string, text: string, wanted: string): SetupError {
  return new SetupError({
    code: 'OPTION_INVALID',
    what: `${option} is ${JSON.stringify(text)}`,
    advice: `Give ${wanted}`,
  });
}
