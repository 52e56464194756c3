// What the options come to for the server and for its socket, with what holds where they say nothing.
import { SetupError } from '../errors/setup.ts';
import type { Plans } from '../faults/plans.ts';
import type { Upstream } from '../http/proxy.ts';
import type { SocketAddress } from '../http/socket.ts';
import type { Json } from '../json/value.ts';
import { DEFAULT_COUNT, DEFAULT_HOST, DEFAULT_SEED, LEDGER_SIZE, WORLD_IDLE } from '../options.ts';
import type { ServerOptions } from '../server.ts';
import type { ServiceOptions } from '../service.ts';
import type { PlanSource } from '../sources/plans.ts';
import { VERSION } from '../version.ts';
import type { ListenOptions, StandinOptions } from './standin.ts';

const nobody = () => undefined;

/** @throws SetupError PLAN_INVALID or OPTION_INVALID */
export async function serverOptionsOf(
  options: StandinOptions,
  services: readonly ServiceOptions[],
): Promise<ServerOptions> {
  const { onWorld = nobody } = options;
  return {
    services,
    now: options.now,
    seed: options.seed ?? DEFAULT_SEED,
    count: options.count ?? DEFAULT_COUNT,
    settings: options.settings ?? {},
    remembered: options.ledger ?? LEDGER_SIZE,
    plan: await planned(options, services),
    faults: options.faults !== false,
    worldIdle: options.worldIdle ?? WORLD_IDLE,
    worldOpened: ({ name }) => onWorld(name),
    control: { token: options.controlToken, origins: options.controlOrigins ?? [] },
    version: VERSION,
    answers: options.answers ?? 'refuse',
    report: options.onBrokenAnswer ?? nobody,
    verify: options.verifyCredential,
    callbacksTo: options.callbacksTo ?? [],
    webhooks: options.webhooks ?? {},
    tellSent: options.onCallback ?? nobody,
    upstream: upstreamOf(options),
  };
}

/** Where is listened, whether TLS is spoken, for whom is answered, and where the CA is kept. */
export function addressOf({
  port = 0,
  host = DEFAULT_HOST,
  tls = false,
  intercept = [],
}: ListenOptions): SocketAddress {
  const folder = typeof tls === 'object' ? tls.folder : undefined;
  const asked = 'hosts' in intercept ? intercept : { hosts: intercept, folder };
  return { port, host, tls: tls !== false, intercept: asked.hosts, folder: folder ?? asked.folder };
}

/** What adds the stubs and faults of the options to a world. @throws SetupError PLAN_INVALID */
async function planned(
  { stubs, faults }: StandinOptions,
  services: readonly ServiceOptions[],
): Promise<(plans: Plans) => void> {
  if (stubs === undefined && (faults === undefined || faults === false)) return () => undefined;
  const { checkedFaults, checkedStubs } = await import('../control/plans.ts');
  const contracts = services.map(({ served }) => served.contract);
  const knownStubs = stubs === undefined ? [] : checkedStubs(await planSource(stubs), contracts);
  const knownFaults =
    faults === undefined || faults === false ? [] : checkedFaults(await planSource(faults), contracts);
  return (plans) => {
    // What stands first in a list is asked first.
    for (const stub of knownStubs.toReversed()) plans.stubs.add(stub);
    for (const fault of knownFaults.toReversed()) plans.faults.add(fault);
  };
}

async function planSource(given: string | readonly object[]): Promise<PlanSource> {
  if (typeof given !== 'string') return { plans: given as unknown as Json, place: (pointer) => ({ pointer }) };
  const { loadPlans } = await import('../sources/plans.ts');
  return loadPlans(given);
}

/** @throws SetupError OPTION_INVALID */
function upstreamOf({ upstream, mounts = {} }: StandinOptions): Upstream | undefined {
  if (!upstream) return undefined;
  const { url, unsafe = false, onExchange: told = () => undefined } = upstream;
  const refused = (what: string, advice: string) => new SetupError({ code: 'OPTION_INVALID', what, advice });
  if (!/^https?:\/\/[^@?#]+$/i.test(url) || !URL.canParse(url)) {
    throw refused(
      `The upstream is ${JSON.stringify(url)}`,
      'Give an origin, as https://api.example, with a path or without',
    );
  }
  if (Object.keys(mounts).length > 0) {
    throw refused(
      'An upstream is asked, and several documents are served',
      'Give the one document that the upstream keeps to',
    );
  }
  return { url, unsafe, told };
}
