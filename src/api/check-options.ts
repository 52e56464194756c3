// Options that nobody knows are refused: a test that sets one is not to pass for the wrong reason.
import { SetupError } from '../errors/setup-error.ts';
import type { KnownSettings } from '../world-settings.ts';
import type { DocumentOptions, StandinOptions } from './standin.ts';

const OF_A_DOCUMENT: Readonly<Record<keyof DocumentOptions, true>> = {
  document: true,
  overlays: true,
  handlers: true,
  scenarios: true,
  scenario: true,
};

const OF_A_SERVER: Readonly<Record<keyof StandinOptions, true>> = {
  ...OF_A_DOCUMENT,
  mounts: true,
  watch: true,
  onReload: true,
  allowRemoteRefs: true,
  strict: true,
  onStep: true,
  seed: true,
  count: true,
  handlerLimit: true,
  callbacksTo: true,
  webhooks: true,
  onCallback: true,
  worldIdle: true,
  onWorld: true,
  stubs: true,
  faults: true,
  latency: true,
  network: true,
  controlToken: true,
  controlOrigins: true,
  cors: true,
  journal: true,
  log: true,
  settings: true,
  now: true,
  invalidResponses: true,
  verifyCredential: true,
  upstream: true,
  onInvalidResponse: true,
};

/** @param choices what may be set, for who writes a setting as an option @throws SetupError OPTION_INVALID */
export function refuseUnknownOptions(options: StandinOptions, choices: KnownSettings): void {
  refuseUnknown(options, OF_A_SERVER, choices);
  for (const own of Object.values(options.mounts ?? {})) refuseUnknown(own, OF_A_DOCUMENT, choices);
  const { now } = options;
  if (now === undefined || (now instanceof Date && !Number.isNaN(now.getTime()))) return;
  throw invalid(`The option now is ${JSON.stringify(now)}`, 'Give a Date, as new Date("2026-01-31T12:00:00Z")');
}

function refuseUnknown(given: object, known: Readonly<Record<string, true>>, choices: KnownSettings): void {
  const name = Object.keys(given).find((one) => !Object.hasOwn(known, one));
  if (name === undefined) return;
  const value = JSON.stringify((given as Readonly<Record<string, unknown>>)[name]);
  const advice = Object.hasOwn(choices, name)
    ? `It is a setting: give settings: { ${name}: ${value} }`
    : `Use one of ${Object.keys(known).join(', ')}`;
  throw invalid(`There is no option ${name}`, advice);
}

function invalid(what: string, advice: string): SetupError {
  return new SetupError({ code: 'OPTION_INVALID', what, advice });
}
