// What the options of a document come to, its files read: what is served of it, and what is served beside it.
import type { UntypedHandlers } from '../behaviours/handlers.ts';
import type { Pack } from '../behaviours/pack.ts';
import { SetupError } from '../errors/setup-error.ts';
import { isObject } from '../json/value.ts';
import { HANDLER_LIMIT } from '../options.ts';
import { SCENARIOS, type ScenarioSource } from '../resources/scenarios.ts';
import type { ServedPack, ServiceOptions } from '../service.ts';
import type { DocumentOptions, StandinOptions } from './standin.ts';

/** What documents are read with. */
export interface Environment {
  /** What is served where no document is given. */
  defaultPack(): Promise<Pack>;
  /** What files of handlers are given for imports by name. */
  readonly modules: Readonly<Record<string, object>>;
}

interface Reading {
  readonly options: StandinOptions;
  readonly around: Environment;
}

/** The documents that are given, by the path that each is served under. @throws SetupError OPTION_INVALID */
export function documentsOf(options: StandinOptions): readonly (readonly [mount: string, own: DocumentOptions])[] {
  return [['', options], ...Object.entries(options.mounts ?? {}).map(mountOf)];
}

/** What the options of one document come to. */
export async function serviceOptionsOf(mount: string, own: DocumentOptions, reading: Reading): Promise<ServiceOptions> {
  const [served, scenarios] = await Promise.all([servedBy(own, reading), scenariosOf(own)]);
  const { handlerLimit = HANDLER_LIMIT } = reading.options;
  const limit = own.handlers === undefined ? undefined : handlerLimit;
  return { mount, served, scenarios, scenario: own.scenario, handlerLimit: limit };
}

/** A document with those that belong to its service. */
export function withCompanions(service: ServiceOptions): ServiceOptions[] {
  const { companions = [] } = service.served;
  const further = companions.map(({ mount, pack }): ServiceOptions => {
    // What a scenario of the service is for it, it may be for those beside it as well.
    const known = pack.contract.document[SCENARIOS];
    const { scenario = '' } = service;
    const shared = isObject(known) && Object.hasOwn(known, scenario) ? scenario : undefined;
    const own = { scenarios: [], scenario: shared, handlerLimit: undefined };
    return { served: pack, mount: `${service.mount}${mount}`, parentMount: service.mount, ...own };
  });
  return [service, ...further];
}

function mountOf([path, own]: readonly [string, DocumentOptions]): [string, DocumentOptions] {
  const mount = path.replace(/\/+$/, '');
  if (/^(?:\/[\w.~-]+)+$/.test(mount) && !mount.startsWith('/_standin')) return [mount, own];
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: `A document is to be served under ${JSON.stringify(path)}`,
    advice: 'Give a path as /billing, of letters, digits, dots, dashes and underscores',
  });
}

async function scenariosOf({ scenarios }: DocumentOptions): Promise<readonly ScenarioSource[]> {
  if (scenarios === undefined) return [];
  if (typeof scenarios !== 'string') return [{ scenarios, pointer: '', place: (pointer) => ({ pointer }) }];
  const { loadScenarios } = await import('../sources/scenarios.ts');
  return [await loadScenarios(scenarios)];
}

async function servedBy(
  { document, overlays, handlers: given = {} }: DocumentOptions,
  { options: { allowRemoteRefs: remoteRefs, strict: fullPatch, onStep }, around }: Reading,
): Promise<ServedPack> {
  const handlers = typeof given === 'string' ? await handlersIn(given, around) : given;
  if (document === undefined) return withHandlers(await around.defaultPack(), handlers);
  const { contractFromValue, loadContract } = await import('../contract/load.ts');
  const loading = { remoteRefs, fullPatch, overlays, onStep };
  const contract = await (typeof document === 'string'
    ? loadContract(document, loading)
    : contractFromValue(document, loading));
  return { contract, handlers };
}

/** A pack with handlers of a user's in front of its own, in all worlds. */
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
