// From the options of createStandin to the documents that are served: their files are read, and companions are added.
import type { UntypedHandlers } from '../behaviours/handlers.ts';
import type { Pack } from '../behaviours/pack.ts';
import { SetupError } from '../errors/setup-error.ts';
import { isObject } from '../json/value.ts';
import { splitMount } from '../option-types.ts';
import { API_DEFAULTS, apiOptions } from '../options.ts';
import type { DataSource } from '../resources/state/data.ts';
import { SCENARIOS, type ScenarioSource } from '../resources/state/scenarios.ts';
import type { ServedPack, ServiceOptions } from '../service.ts';
import { placesOf } from '../sources/value-places.ts';
import type { DocumentOptions, StandinOptions } from './standin.ts';

/** What documents are read with. */
export interface Environment {
  /** What is served if no document is given. */
  defaultPack(): Promise<Pack>;
  /** The modules that files of handlers can import by name. */
  readonly modules: Readonly<Record<string, object>>;
}

interface Reading {
  readonly options: StandinOptions;
  readonly environment: Environment;
}

export interface MountedDocument {
  /** The path that the document is served under, empty for the root. */
  readonly mount: string;
  readonly own: DocumentOptions;
}

/** The documents of the options, the one at the root first. @throws SetupError OPTION_INVALID */
export function documentsOf(options: StandinOptions): readonly MountedDocument[] {
  const names = new Set(apiOptions('document').map(({ name }) => name));
  const own: DocumentOptions = Object.fromEntries(Object.entries(options).filter(([name]) => names.has(name)));
  const { documents } = options;
  if (documents === undefined) return [{ mount: '', own }];
  const [entry, ...more] = documents;
  const isEmpty = typeof entry === 'object' && Object.values(entry).every((value) => value === undefined);
  if (entry === undefined || (isEmpty && more.length === 0)) {
    throw invalid(
      entry === undefined ? 'The list of documents is empty' : 'The only entry of documents is empty',
      'Name a document, or leave out the option documents to serve the built-in document',
    );
  }
  if (options.document !== undefined) {
    throw invalid('The options document and documents exclude each other', 'Use documents for several documents');
  }
  const entries = documents.map(entryOf);
  const mounts = entries.map(({ mount }) => mount);
  const repeated = mounts.find((mount, at) => mounts.indexOf(mount) !== at);
  if (repeated !== undefined) {
    throw invalid(
      `Two documents are served ${repeated === '' ? 'at the root' : `under ${JSON.stringify(repeated)}`}`,
      `Give ${repeated === '' ? 'every document but one' : 'each document'} a path of its own, such as billing.yaml@/billing`,
    );
  }
  const root = entries.find(({ mount }) => mount === '');
  if (root === undefined) {
    throw invalid('No document is served at the root', 'Leave out the path of one of the documents');
  }
  return [{ mount: '', own: { ...own, ...root.own } }, ...entries.filter((entry) => entry !== root)];
}

function entryOf(entry: string | DocumentOptions): MountedDocument {
  const own = typeof entry === 'string' ? splitMount(entry) : entry;
  const path = own.mount ?? '';
  const mount = path.replace(/\/+$/, '');
  const valid = /^(?:\/[\w.~-]+)*$/.test(mount) && !/^\/_standin(?:\/|$)/.test(mount);
  if (valid) return { mount, own };
  throw invalid(
    `A document cannot be served under ${JSON.stringify(path)}`,
    'Use a path of letters, digits, dots, dashes and underscores, such as /billing; /_standin is the control API',
  );
}

/** One document, its files read. */
export async function serviceOptionsOf({ mount, own }: MountedDocument, reading: Reading): Promise<ServiceOptions> {
  const [served, scenarios, data] = await Promise.all([servedBy(own, reading), scenariosOf(own), dataOf(own)]);
  const { handlerLimit = API_DEFAULTS.handlerLimit } = reading.options;
  const limit = own.handlers === undefined ? undefined : handlerLimit;
  return { mount, served, scenarios, data, scenario: own.scenario, handlerLimit: limit };
}

/** A document, followed by its companions. */
export function withCompanions(service: ServiceOptions): ServiceOptions[] {
  const { companions = [] } = service.served;
  const served = companions.map(({ mount, pack }): ServiceOptions => {
    // A scenario of the service can exist in a companion as well.
    const known = pack.contract.document[SCENARIOS];
    const { scenario = '' } = service;
    const shared = isObject(known) && Object.hasOwn(known, scenario) ? scenario : undefined;
    const own = { scenarios: [], data: undefined, scenario: shared, handlerLimit: undefined };
    return { served: pack, mount: `${service.mount}${mount}`, parentMount: service.mount, ...own };
  });
  return [service, ...served];
}

async function scenariosOf({ scenarios }: DocumentOptions): Promise<readonly ScenarioSource[]> {
  if (scenarios === undefined) return [];
  if (typeof scenarios !== 'string') return [{ scenarios, pointer: '', place: placesOf(scenarios) }];
  const { loadScenarios } = await import('../sources/scenarios.ts');
  return [await loadScenarios(scenarios)];
}

async function dataOf({ data }: DocumentOptions): Promise<DataSource | undefined> {
  if (data === undefined) return undefined;
  if (typeof data !== 'string') return { data, place: placesOf(data) };
  const { loadData } = await import('../sources/data.ts');
  return loadData(data);
}

async function servedBy(
  { document, overlays, handlers: given = {} }: DocumentOptions,
  { options: { allowRemoteRefs: remoteRefs, fullPatch, discriminator, onStep }, environment }: Reading,
): Promise<ServedPack> {
  const handlers = typeof given === 'string' ? await handlersIn(given, environment) : given;
  if (document === undefined) return withHandlers(await environment.defaultPack(), handlers);
  const { contractFromValue, loadContract } = await import('../contract/load.ts');
  const loading = { remoteRefs, fullPatch, discriminator, overlays, onStep };
  const contract = await (typeof document === 'string'
    ? loadContract(document, loading)
    : contractFromValue(document, loading));
  return { contract, handlers };
}

/** A pack with a user's handlers, which take precedence over its own in all worlds. */
function withHandlers(pack: Pack, handlers: UntypedHandlers): Pack {
  const variants = (pack.variants ?? []).map(({ when, handlers: own }) => {
    const left = Object.entries(own).filter(([id]) => !Object.hasOwn(handlers, id));
    return { when, handlers: Object.fromEntries(left) };
  });
  return { ...pack, variants, handlers: { ...pack.handlers, ...handlers } };
}

async function handlersIn(file: string, { modules }: Environment): Promise<UntypedHandlers> {
  const { loadHandlers } = await import('../sources/handlers.ts');
  return loadHandlers(file, modules);
}

function invalid(what: string, advice: string): SetupError {
  return new SetupError({ code: 'OPTION_INVALID', what, advice });
}
