// From the options of createStandin and listen() to those of the server and its socket, defaults included.

import { securitySchemesOf } from '../contract/contract.ts';
import { ControlAccess } from '../control/guard.ts';
import { nearest } from '../edit-distance.ts';
import { SetupError } from '../errors/setup-error.ts';
import { guardCallback } from '../errors/thrown.ts';
import type { Plans } from '../faults/plans.ts';
import type { SocketAddress } from '../http/listen/listener.ts';
import type { OnExchange, ProxyExchange, Upstream } from '../http/proxy/proxy.ts';
import type { Json } from '../json/value.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import type { AcceptedCredential } from '../option-types.ts';
import { API_DEFAULTS } from '../options.ts';
import { userVerification, type VerifyCredential } from '../security/requirements.ts';
import type { ServerOptions } from '../server.ts';
import type { ServiceOptions } from '../service.ts';
import type { PlanSource } from '../sources/plans.ts';
import { placesOf } from '../sources/value-places.ts';
import { VERSION } from '../version.ts';
import type { ListenOptions, StandinOptions } from './standin.ts';

const nobody = () => undefined;

/**
 * @param base the path that all URLs of the server begin with; empty for none
 * @throws SetupError PLAN_INVALID or OPTION_INVALID
 */
export async function serverOptionsOf(
  options: StandinOptions,
  services: readonly ServiceOptions[],
  base: string,
): Promise<ServerOptions> {
  const { onWorld = nobody, onInvalidResponse = nobody, onCallback = nobody, credentials } = options;
  refuseUnknownSchemes(credentials ?? [], services);
  const worldOpened = guardCallback('onWorld', onWorld);
  const { seed, count, journal, worldIdle, invalidResponses, log, handlerLimit } = {
    ...API_DEFAULTS,
    ...definedIn(options),
  };
  return {
    services,
    base,
    now: options.now,
    seed,
    count,
    recordsUsage: options.recordUsage ?? false,
    settings: options.settings ?? {},
    limits: { ...DEFAULT_LIMITS, ...definedIn(options.limits ?? {}) },
    journalSize: journal === false ? 0 : journal,
    keep: options.keep === undefined ? undefined : { folder: options.keep, sync: options.keepSync ?? false },
    store: options.store === undefined ? undefined : { url: options.store, staleReads: options.staleReads ?? false },
    plan: await plansOf(options, services),
    faults: options.faults !== false,
    latency: options.latency,
    network: options.network,
    cors: options.cors,
    log,
    worldIdle,
    worldOpened: ({ name }) => worldOpened(name),
    control: new ControlAccess({ token: options.controlToken, origins: options.controlOrigins ?? [] }),
    version: VERSION,
    invalidResponses,
    onInvalidResponse: guardCallback('onInvalidResponse', onInvalidResponse),
    verify: options.verifyCredential
      ? userVerification(options.verifyCredential, handlerLimit)
      : credentials && verifierOf(credentials),
    callbacksTo: options.callbacksTo ?? [],
    webhooks: options.webhooks ?? {},
    webhookSecret: options.webhookSecret,
    onSent: guardCallback('onCallback', onCallback),
    upstream: upstreamOf(options),
  };
}

/** The options that have a value: undefined means that the default is used. */
function definedIn<Options extends object>(options: Options): { [Name in keyof Options]: NonNullable<Options[Name]> } {
  const defined = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as { [Name in keyof Options]: NonNullable<Options[Name]> };
}

export function addressOf(options: ListenOptions): SocketAddress {
  const { port, host, tls = false, tlsDir: folder, intercept = [] } = { ...API_DEFAULTS, ...definedIn(options) };
  return { port, host, tls, intercept, folder };
}

/** @throws SetupError OPTION_INVALID for a credential of a security scheme that no document declares */
function refuseUnknownSchemes(credentials: readonly AcceptedCredential[], services: readonly ServiceOptions[]): void {
  const known = new Set(services.flatMap(({ served }) => securitySchemesOf(served.contract)));
  const unknown = credentials.find(({ scheme }) => !known.has(scheme));
  if (unknown === undefined) return;
  const { scheme, value } = unknown;
  // A credential without its scheme can contain `=`. Its text is not repeated.
  const isName = /^[\w.-]+$/.test(scheme) && /[^=]/.test(value);
  const near = nearest(scheme, known);
  const suggestion = near === undefined ? '' : `Did you mean ${JSON.stringify(near)}? `;
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: `A credential is for ${isName ? `the security scheme ${JSON.stringify(scheme)}` : 'a security scheme'}, which no document declares`,
    advice:
      known.size === 0
        ? 'Declare it in components.securitySchemes of the document'
        : `${suggestion}Known security schemes: ${[...known].join(', ')}`,
  });
}

/** A scheme that no credential names accepts every well-formed one. */
export function verifierOf(credentials: readonly AcceptedCredential[]): VerifyCredential | undefined {
  if (credentials.length === 0) return undefined;
  return ({ scheme, value, scopes }) => {
    const ofScheme = credentials.filter((credential) => credential.scheme === scheme);
    if (ofScheme.length === 0) return 'accepted';
    const found = ofScheme.find((credential) => credential.value === value);
    if (!found) return 'refused';
    return found.scopes && !scopes.every((scope) => found.scopes?.includes(scope)) ? 'forbidden' : 'accepted';
  };
}

/** Returns a function that adds the stubs and faults of the options to a world. @throws SetupError PLAN_INVALID */
async function plansOf(
  { stubs, faults }: StandinOptions,
  services: readonly ServiceOptions[],
): Promise<(plans: Plans) => void> {
  if (stubs === undefined && (faults === undefined || faults === false)) return () => undefined;
  const { checkedFaults, checkedStubs } = await import('../control/plans.ts');
  const contracts = services.map(({ served }) => served.contract);
  const knownStubs = stubs === undefined ? [] : checkedStubs(await planSource(stubs, 'stubs'), contracts);
  const knownFaults =
    faults === undefined || faults === false ? [] : checkedFaults(await planSource(faults, 'faults'), contracts);
  return (plans) => {
    // The plan that is added last is tried first.
    for (const stub of knownStubs.toReversed()) plans.stubs.add(stub);
    for (const fault of knownFaults.toReversed()) plans.faults.add(fault);
  };
}

async function planSource(plans: string | readonly object[], content: 'stubs' | 'faults'): Promise<PlanSource> {
  if (typeof plans !== 'string') return { plans: plans as unknown as Json, place: placesOf(plans) };
  const { loadPlans } = await import('../sources/plans.ts');
  return loadPlans(plans, content);
}

/** @throws SetupError OPTION_INVALID */
function upstreamOf({
  upstream: url,
  unsafe = false,
  upstreamLimit: limit = API_DEFAULTS.upstreamLimit,
  onExchange = nobody,
  documents = [],
}: StandinOptions): Upstream | undefined {
  if (url === undefined) return undefined;
  if (documents.length > 1) {
    throw new SetupError({
      code: 'OPTION_INVALID',
      what: `An upstream cannot have several documents, but there are ${documents.length}`,
      advice: 'Give the one document that describes the upstream',
    });
  }
  const guarded = guardCallback<[ProxyExchange], unknown>('onExchange', onExchange);
  return { url, unsafe, limit, onExchange: guarded as OnExchange };
}
