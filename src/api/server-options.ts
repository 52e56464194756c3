// What the options come to for the server and for its socket, with what holds where they say nothing.
import { readFileSync } from 'node:fs';
import { SetupError } from '../errors/setup-error.ts';
import { type Fault, MAX_LATENCY_MS } from '../faults/fault.ts';
import { isNetworkProfile, NETWORK_PROFILE_NAMES, NETWORK_PROFILES } from '../faults/network.ts';
import type { Plans } from '../faults/plans.ts';
import { corsPolicyOf } from '../http/cors.ts';
import type { Upstream } from '../http/proxy.ts';
import type { SocketAddress } from '../http/socket.ts';
import type { Json } from '../json/value.ts';
import { DEFAULT_COUNT, DEFAULT_HOST, DEFAULT_SEED, JOURNAL_SIZE, WORLD_IDLE } from '../options.ts';
import { LOG_FORMATS, openRequestLog, type RequestLog } from '../report/request-log.ts';
import type { ServerOptions } from '../server.ts';
import type { ServiceOptions } from '../service.ts';
import type { PlanSource } from '../sources/plans.ts';
import type { ListenOptions, StandinOptions } from './standin.ts';

/** Of this package. */
const { version: VERSION } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

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
    journalSize: options.journal ?? JOURNAL_SIZE,
    plan: await plansOf(options, services),
    faults: options.faults !== false,
    cors: corsPolicyOf(options.cors),
    log: logOf(options),
    worldIdle: options.worldIdle ?? WORLD_IDLE,
    worldOpened: ({ name }) => onWorld(name),
    control: { token: options.controlToken, origins: options.controlOrigins ?? [] },
    version: VERSION,
    invalidResponses: options.invalidResponses ?? 'refuse',
    onInvalidResponse: options.onInvalidResponse ?? nobody,
    verify: options.verifyCredential,
    callbacksTo: options.callbacksTo ?? [],
    webhooks: options.webhooks ?? {},
    onSent: options.onCallback ?? nobody,
    upstream: upstreamOf(options),
  };
}

/** Where request lines go; nowhere unless that is asked for. @throws SetupError OPTION_INVALID */
function logOf({ log = 'off' }: StandinOptions): RequestLog | undefined {
  const { format, output, colors } =
    typeof log === 'string' ? { format: log, output: undefined, colors: undefined } : log;
  if (format === 'off') return undefined;
  if (format === 'pretty' || format === 'json') {
    return openRequestLog({ format, output, colors });
  }
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: `Unknown log format ${JSON.stringify(format)}`,
    advice: `Use one of ${LOG_FORMATS.join(', ')}`,
  });
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

/** What adds the stubs and faults of the options to a world. @throws SetupError PLAN_INVALID or OPTION_INVALID */
async function plansOf(options: StandinOptions, services: readonly ServiceOptions[]): Promise<(plans: Plans) => void> {
  const { stubs } = options;
  const faults = options.faults === false ? undefined : options.faults;
  const conditions = networkFaults(options);
  if (stubs === undefined && faults === undefined && conditions.length === 0) return () => undefined;
  const { checkedFaults, checkedStubs } = await import('../control/plans.ts');
  const contracts = services.map(({ served }) => served.contract);
  const knownStubs = stubs === undefined ? [] : checkedStubs(await planSource(stubs), contracts);
  const knownFaults = faults === undefined ? [] : checkedFaults(await planSource(faults), contracts);
  return (plans) => {
    // The plan that is added last is asked first.
    for (const stub of knownStubs.toReversed()) plans.stubs.add(stub);
    for (const fault of [...knownFaults, ...conditions].toReversed()) plans.faults.add(fault);
  };
}

/** The faults of the options `latency` and `network`. @throws SetupError OPTION_INVALID */
function networkFaults({ latency, network, faults }: StandinOptions): readonly Fault[] {
  if (latency === undefined && network === undefined) return [];
  const invalid = (what: string, advice: string) => new SetupError({ code: 'OPTION_INVALID', what, advice });
  if (faults === false) {
    const name = network === undefined ? 'latency' : 'network';
    throw invalid(`The option ${name} needs faults, and they are turned off`, `Use either ${name} or no faults`);
  }
  if (latency !== undefined && !(Number.isInteger(latency) && latency >= 0 && latency <= MAX_LATENCY_MS)) {
    throw invalid(
      `The option latency is ${JSON.stringify(latency)}`,
      `Use a whole number of milliseconds from 0 to ${MAX_LATENCY_MS}`,
    );
  }
  if (network !== undefined && !isNetworkProfile(network)) {
    throw invalid(
      `Unknown network profile ${JSON.stringify(network)}`,
      `Use one of ${NETWORK_PROFILE_NAMES.join(', ')}`,
    );
  }
  const own: readonly Fault[] = latency === undefined ? [] : [{ id: 'latency', fault: { kind: 'latency', latency } }];
  return network === undefined ? own : [...own, ...NETWORK_PROFILES[network]];
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
