// What the command was told: the command line, else a configuration file, else what holds without either.
import type { ListenOptions, StandinOptions, UpstreamOptions } from '../index.ts';
import { configSchema, DOCUMENT_OPTIONS, type Option, SERVE_OPTIONS } from '../options.ts';
import { LOG_FORMATS, type LogFormat } from '../report/request-log.ts';
import { findConfig } from '../sources/find-config.ts';
import type { Requirements } from './run-result.ts';
import {
  countOf,
  dateOf,
  failOnOf,
  hostsFrom,
  idleOf,
  invalid,
  invalidResponsePolicyOf,
  journalSizeOf,
  latencyOf,
  mountOf,
  networkOf,
  percentOf,
  seedOf,
  settingsFrom,
  verifierOf,
  webhookOf,
} from './values.ts';

export interface DocumentOptionTexts {
  readonly overlay?: readonly string[];
  readonly strict?: boolean | undefined;
  readonly allowRemoteRefs?: boolean;
}

/** As the command line gives them, or a configuration in the same form. */
export interface ServeOptionTexts extends DocumentOptionTexts {
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
  readonly invalidResponses: string;
  readonly set?: readonly string[];
  readonly profile?: string;
  readonly auth?: string;
  readonly credential?: readonly string[];
  readonly callbacksTo?: readonly string[];
  readonly webhook?: readonly string[];
  readonly stubs?: string;
  readonly faults?: string | false;
  readonly latency?: string;
  readonly network?: string;
  readonly cors?: readonly string[];
  readonly journal: string | false;
  readonly worldIdle: string;
  readonly controlToken?: string;
  readonly controlOrigin?: readonly string[];
  readonly report?: string;
  readonly failOn?: string;
  readonly minCoverage?: string;
  readonly log?: string;
  readonly quiet?: boolean;
  /** Of a proxy alone. */
  readonly upstream?: string;
  readonly unsafe?: boolean;
}

/** What `check` may be told. */
export interface CheckOptionTexts
  extends DocumentOptionTexts,
    Pick<ServeOptionTexts, 'upstream' | 'unsafe' | 'report' | 'failOn' | 'minCoverage'> {
  readonly header?: readonly string[];
}

export interface CommandOptions {
  readonly documents: readonly string[];
  readonly options: ServeOptionTexts;
}

/** @throws SetupError CONFIG_INVALID */
export async function readOptions(
  documents: readonly string[],
  given: Partial<ServeOptionTexts> & { readonly config?: string },
): Promise<CommandOptions> {
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
    options: { ...Object.fromEntries(fallbacks), ...set, ...given } as ServeOptionTexts,
  };
}

/** The same for the public face. @throws SetupError OPTION_INVALID */
export function standinOptions({ documents, options }: CommandOptions): StandinOptions {
  const { set = [], profile, auth } = options;
  const short = { profile, auth };
  const told = Object.entries(short).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  const { credential = [], callbacksTo = [], webhook = [], handlers, scenarios, scenario, stubs, faults } = options;
  const [document, ...further] = documents;
  return {
    ...loadingOptions(document, options),
    mounts: Object.fromEntries(further.map(mountOf)),
    handlers,
    scenarios,
    scenario,
    seed: seedOf(options.seed),
    count: countOf(options.count),
    now: options.now === undefined ? undefined : dateOf(options.now),
    settings: settingsFrom([...set, ...told]),
    invalidResponses: invalidResponsePolicyOf(options.invalidResponses),
    verifyCredential: verifierOf(credential),
    callbacksTo,
    webhooks: Object.fromEntries(webhook.map(webhookOf)),
    watch: options.watch ?? handlers !== undefined,
    stubs,
    faults,
    latency: options.latency === undefined ? undefined : latencyOf(options.latency),
    network: options.network === undefined ? undefined : networkOf(options.network),
    cors: options.cors?.flatMap((text) => text.split(',').map((origin) => origin.trim())),
    journal: journalSizeOf(options.journal),
    worldIdle: idleOf(options.worldIdle),
    controlToken: options.controlToken,
    controlOrigins: options.controlOrigin,
  };
}

/** Where is listened, and how. @throws SetupError OPTION_INVALID */
export function listenOptions({ host, tls = false, tlsDir: folder, intercept = [] }: ServeOptionTexts): ListenOptions {
  const hosts = hostsFrom(intercept);
  if (folder === undefined) return { host, tls, intercept: hosts };
  return { host, tls: tls && { folder }, intercept: { hosts, folder } };
}

/** @throws SetupError OPTION_INVALID */
export function requirementsOf({
  failOn,
  minCoverage,
  journal,
}: Partial<Pick<ServeOptionTexts, 'failOn' | 'minCoverage' | 'journal'>>): Requirements {
  return {
    remembered: journal === undefined || journalSizeOf(journal) > 0,
    failOn: failOn === undefined ? undefined : failOnOf(failOn),
    minCoverage: minCoverage === undefined ? undefined : percentOf(minCoverage),
  };
}

/** The service that is asked instead; undefined where none is. */
export function upstreamOf(
  { upstream: url, unsafe }: ServeOptionTexts,
  onExchange: UpstreamOptions['onExchange'],
): UpstreamOptions | undefined {
  return url === undefined ? undefined : { url, unsafe, onExchange };
}

/** Seconds after which a person is told what takes so long. */
const PROGRESS_AFTER = 2;

/** What holds for reading a document, whatever is done with it. */
export function loadingOptions(
  document: string | undefined,
  { strict, allowRemoteRefs, overlay: overlays }: DocumentOptionTexts,
): StandinOptions {
  const start = performance.now();
  const onStep = (step: string) => {
    const seconds = (performance.now() - start) / 1000;
    if (seconds > PROGRESS_AFTER) console.error(`${step} … (${seconds.toFixed(1)} s)`);
  };
  return { document, overlays, strict, allowRemoteRefs, onStep };
}

/** The format of request lines. @param usual the format if none is given @throws SetupError OPTION_INVALID */
export function logFormatOf({ log, quiet }: Pick<ServeOptionTexts, 'log' | 'quiet'>, usual: LogFormat): LogFormat {
  if (log === undefined) return quiet ? 'off' : usual;
  const format = LOG_FORMATS.find((known) => known === log);
  if (format === undefined) throw invalid('--log', log, LOG_FORMATS.join(', '));
  return quiet ? 'off' : format;
}
