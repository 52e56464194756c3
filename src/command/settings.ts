// What the command was told: the command line, else a configuration file, else what holds without either.
import type { ListenOptions, StandinOptions, UpstreamOptions } from '../index.ts';
import { configSchema, DOCUMENT_OPTIONS, type Option, SERVE_OPTIONS } from '../options.ts';
import { findConfig } from '../sources/find-config.ts';
import {
  answerPolicyOf,
  countOf,
  failOnOf,
  hostsFrom,
  idleOf,
  ledgerOf,
  momentOf,
  mountOf,
  percentOf,
  seedOf,
  settingsFrom,
  verifierOf,
  webhookOf,
} from './values.ts';
import type { Demands } from './verdict.ts';

export interface DocumentSettings {
  readonly overlay?: readonly string[];
  readonly strict?: boolean | undefined;
  readonly allowRemoteRefs?: boolean;
}

/** As the command line gives them, or a configuration in the same form. */
export interface ServeSettings extends DocumentSettings {
  readonly port: string;
  readonly host: string;
  readonly tls?: boolean;
  readonly tlsDir?: string;
  readonly intercept?: readonly string[];
  readonly now?: string;
  readonly handlers?: string;
  readonly watch?: boolean;
  readonly seed: string;
  readonly count: string;
  readonly scenarios?: string;
  readonly scenario?: string;
  readonly answers: string;
  readonly set?: readonly string[];
  readonly profile?: string;
  readonly auth?: string;
  readonly credential?: readonly string[];
  readonly callbacksTo?: readonly string[];
  readonly webhook?: readonly string[];
  readonly stubs?: string;
  readonly faults?: string | false;
  readonly ledger: string | false;
  readonly worldIdle: string;
  readonly controlToken?: string;
  readonly controlOrigin?: readonly string[];
  readonly report?: string;
  readonly failOn?: string;
  readonly minCoverage?: string;
  readonly quiet?: boolean;
  /** Of a proxy alone. */
  readonly upstream?: string;
  readonly unsafe?: boolean;
}

/** What `check` may be told. */
export interface CheckSettings
  extends DocumentSettings,
    Pick<ServeSettings, 'upstream' | 'unsafe' | 'report' | 'failOn' | 'minCoverage'> {
  readonly header?: readonly string[];
}

export interface Settings {
  readonly documents: readonly string[];
  readonly options: ServeSettings;
}

/** @throws SetupError CONFIG_INVALID */
export async function settingsOf(
  documents: readonly string[],
  given: Partial<ServeSettings> & { readonly config?: string },
): Promise<Settings> {
  const file = given.config ?? findConfig(process.cwd());
  const config =
    file === undefined
      ? {}
      : await (await import('../sources/config.ts')).loadConfig(file, {
          schema: configSchema(),
          options: [...DOCUMENT_OPTIONS, ...SERVE_OPTIONS],
        });
  const fallbacks = SERVE_OPTIONS.flatMap((option: Option) =>
    option.fallback === undefined ? [] : [[option.name, option.fallback]],
  );
  const { documents: listed = [], ...set } = config as { readonly documents?: readonly string[] };
  return {
    documents: documents.length > 0 ? documents : listed,
    options: { ...Object.fromEntries(fallbacks), ...set, ...given } as ServeSettings,
  };
}

/** The same for the public face. @throws SetupError OPTION_INVALID */
export function standinOptions({ documents, options }: Settings): StandinOptions {
  const { set = [], profile, auth } = options;
  const short = { profile, auth };
  const told = Object.entries(short).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  const { credential = [], callbacksTo = [], webhook = [], handlers, scenarios, scenario, stubs, faults } = options;
  const [document, ...further] = documents;
  return {
    ...loading(document, options),
    mounts: Object.fromEntries(further.map(mountOf)),
    handlers,
    scenarios,
    scenario,
    seed: seedOf(options.seed),
    count: countOf(options.count),
    now: options.now === undefined ? undefined : momentOf(options.now),
    settings: settingsFrom([...set, ...told]),
    answers: answerPolicyOf(options.answers),
    verifyCredential: verifierOf(credential),
    callbacksTo,
    webhooks: Object.fromEntries(webhook.map(webhookOf)),
    watch: options.watch ?? handlers !== undefined,
    stubs,
    faults,
    ledger: ledgerOf(options.ledger),
    worldIdle: idleOf(options.worldIdle),
    controlToken: options.controlToken,
    controlOrigins: options.controlOrigin,
  };
}

/** Where is listened, and how. @throws SetupError OPTION_INVALID */
export function listening({ host, tls = false, tlsDir: folder, intercept = [] }: ServeSettings): ListenOptions {
  const hosts = hostsFrom(intercept);
  if (folder === undefined) return { host, tls, intercept: hosts };
  return { host, tls: tls && { folder }, intercept: { hosts, folder } };
}

/** @throws SetupError OPTION_INVALID */
export function demandsOf({
  failOn,
  minCoverage,
  ledger,
}: Partial<Pick<ServeSettings, 'failOn' | 'minCoverage' | 'ledger'>>): Demands {
  return {
    remembered: ledger === undefined || ledgerOf(ledger) > 0,
    failOn: failOn === undefined ? undefined : failOnOf(failOn),
    minCoverage: minCoverage === undefined ? undefined : percentOf(minCoverage),
  };
}

/** The service that is asked instead; undefined where none is. */
export function upstreamOf(
  { upstream: url, unsafe }: ServeSettings,
  onExchange: UpstreamOptions['onExchange'],
): UpstreamOptions | undefined {
  return url === undefined ? undefined : { url, unsafe, onExchange };
}

/** Seconds after which a person is told what takes so long. */
const PATIENCE = 2;

/** What holds for reading a document, whatever is done with it. */
export function loading(
  document: string | undefined,
  { strict, allowRemoteRefs, overlay: overlays }: DocumentSettings,
): StandinOptions {
  const start = performance.now();
  const onStep = (step: string) => {
    const seconds = (performance.now() - start) / 1000;
    if (seconds > PATIENCE) console.error(`${step} … (${seconds.toFixed(1)} s)`);
  };
  return { document, overlays, strict, allowRemoteRefs, onStep };
}
