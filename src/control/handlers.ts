// The handlers of the control API's operations.

import { type HttpResponse, originOf } from '../behaviours/behaviour.ts';
import { explain } from '../behaviours/explain.ts';
import type { Handlers } from '../behaviours/handlers.ts';
import { addDuration, isDateTimeYear } from '../clock.ts';
import { sentenceOf } from '../contract/violations.ts';
import { HttpError, type Violation } from '../errors/http-error.ts';
import { faultViolations, stubViolations } from '../faults/check.ts';
import type { Fault } from '../faults/fault.ts';
import type { Stub } from '../faults/stub.ts';
import { extend } from '../json/pointer.ts';
import type { Json } from '../json/value.ts';
import { exchangeView } from '../report/exchange-view.ts';
import { harOf } from '../report/har.ts';
import type { Journal } from '../report/journal.ts';
import type { RecordedExchange } from '../report/record.ts';
import { reportedViolations } from '../report/report.ts';
import { differences, readPath, readState, restoreState, type ServedResources, setPath } from '../resources/state.ts';
import { findInvalidSetting, type Settings } from '../world-settings.ts';
import type { World } from '../worlds/world.ts';
import { exchangeEvents } from './events.ts';
import type { operations } from './generated/document.js';
import type { ControlledDocument, ControlTarget } from './target.ts';
import { type Expectation, nearestOperation, verify } from './verify.ts';

/** Handlers return JSON. The generated types are more exact than the types of the engine, so the bodies are cast. */
type OperationBody = never;
const json = (value: unknown) => value as OperationBody;

const NO_CONTENT = { status: 204 } as const;

export function controlHandlers(target: ControlTarget): Handlers<operations> {
  const { worlds } = target;
  const started = performance.now();
  const documents = () => target.documents();
  const contracts = () => documents().map(({ contract }) => contract);
  const worldOf = ({ path }: { readonly path: { readonly world: string } }) => worlds.enter(path.world);
  const findWorld = (name: string): World => {
    const world = worlds.find(name);
    if (world) return world;
    const names = worlds.list().map((one) => one.name);
    throw new HttpError({
      code: 'WORLD_NOT_FOUND',
      message: `There is no world '${name}'. ${names.length === 0 ? 'A world is created by the first request to it.' : `Worlds: ${names.slice(0, 8).join(', ')}.`}`,
    });
  };
  const existingWorld = ({ path }: { readonly path: { readonly world: string } }) => findWorld(path.world);
  const resourcesOf = (mount = ''): ServedResources & { readonly mount: string } => {
    const document = documents().find((one) => one.mount === mount);
    if (document) return servedResources(document);
    const mounts = documents().map((one) => (one.mount === '' ? "'' (the root)" : `'${one.mount}'`));
    const message = `No document is served under '${mount}'. Documents are served under ${mounts.join(', ')}.`;
    throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message });
  };
  const requireScenario = (scenario: string | undefined) => {
    if (scenario === undefined) return;
    const names = documents().flatMap(({ scenarios }) => [...scenarios.keys()]);
    if (names.includes(scenario)) return;
    const advice =
      names.length === 0 ? 'the documents have no scenarios' : `known scenarios: ${[...new Set(names)].join(', ')}`;
    throw invalidBody('/scenario', 'scenario', `must be the name of a scenario, not '${scenario}'; ${advice}`);
  };
  const requireSettings = (settings: Settings = {}) => {
    const invalid = findInvalidSetting(target.knownSettings, settings);
    if (!invalid) return;
    throw invalidBody(extend('/settings', invalid.name), 'setting', invalid.message);
  };
  const findExchange = (id: string, world: string | undefined): { recorded: RecordedExchange; world: World } => {
    for (const one of world === undefined ? worlds.list() : [findWorld(world)]) {
      const recorded = one.journal?.find(id);
      if (recorded) return { recorded, world: one };
    }
    throw new HttpError({
      code: 'RESOURCE_NOT_FOUND',
      message: `There is no exchange '${id}'${world === undefined ? '' : ` in the world '${world}'`}. The journal keeps only the latest exchanges.`,
    });
  };
  return {
    getHealth: () => ({
      status: 200,
      body: json({ status: 'ok', version: target.version, uptime: (performance.now() - started) / 1000 }),
    }),
    getReadiness: () => ({
      status: 200,
      body: json({
        status: 'ready',
        documents: documents().map(({ mount, contract: { title, version, sha256, operations }, scenarios }) => {
          return { mount, title, version, sha256, operations: operations.length, scenarios: [...scenarios.keys()] };
        }),
      }),
    }),
    streamEvents: ({ parameters: { query } }) => stream(exchangeEvents(worlds, query)),

    listWorlds: () => ({ status: 200, body: json(worlds.list().map(worldView)) }),
    createWorld({ body: { name, scenario, seed, settings, now } }) {
      requireScenario(scenario);
      requireSettings(settings);
      const frozen = now === undefined ? undefined : new Date(now);
      const world = worlds.add(name, { scenario, seed, settings, now: frozen });
      return { status: 201, headers: { location: pathOf(world) }, body: json(worldView(world)) };
    },
    getWorld: ({ parameters }) => ({ status: 200, body: json(worldView(existingWorld(parameters))) }),
    updateWorld({ parameters, body: { settings } }) {
      requireSettings(settings);
      const world = worldOf(parameters);
      world.set(settings);
      return { status: 200, body: json(worldView(world)) };
    },
    expireCredentials({ parameters }) {
      worldOf(parameters).expireCredentials();
      return NO_CONTENT;
    },
    deleteWorld({ parameters }) {
      worlds.drop(existingWorld(parameters).name);
      return NO_CONTENT;
    },
    resetWorld({ parameters, body }) {
      const scenario = body?.scenario;
      requireScenario(scenario);
      const world = worldOf(parameters);
      world.reset(scenario);
      return { status: 200, body: json(worldView(world)) };
    },
    async forkWorld({ parameters, body: { name } }) {
      const from = worldOf(parameters);
      const states = await statesOf(from);
      const { seed, scenario, settings, clock } = from;
      const world = worlds.add(name, { seed, scenario, settings });
      clock.copyTo(world.clock);
      for (const [mount, state] of Object.entries(states)) {
        await restoreState(resourcesOf(mount), world.part(mount), state, '');
      }
      for (const stub of from.plans.stubs.list().toReversed()) world.plans.stubs.add(stub);
      for (const fault of from.plans.faults.list().toReversed()) world.plans.faults.add(fault);
      return { status: 201, headers: { location: pathOf(world) }, body: json(worldView(world)) };
    },

    getSnapshot: async ({ parameters }) => ({
      status: 200,
      body: json({ documents: await statesOf(existingWorld(parameters)) }),
    }),
    async restoreSnapshot({ parameters, body }) {
      const world = worldOf(parameters);
      const states = Object.entries(body.documents);
      const unserved = states.find(([mount]) => !documents().some((one) => one.mount === mount));
      if (unserved)
        throw invalidBody(`/documents/${unserved[0]}`, 'mount', 'is a path under which no document is served');
      for (const [mount, state] of states) {
        const place = `/documents/${mount.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        await restoreState(resourcesOf(mount), world.part(mount), state as Readonly<Record<string, Json>>, place);
      }
      return NO_CONTENT;
    },
    async diffWorld({ parameters }) {
      const world = existingWorld(parameters);
      const { from } = parameters.query ?? {};
      const other = from === undefined ? worlds.like(world) : findWorld(from);
      const all = documents().map(async (document) => {
        const { mount } = document;
        const differing = await differences(servedResources(document), other.part(mount), world.part(mount));
        return differing.map((one) => ({ mount, ...one }));
      });
      return { status: 200, body: json((await Promise.all(all)).flat()) };
    },
    async getResource({ parameters }) {
      const { path, mount } = parameters.query;
      const document = resourcesOf(mount);
      return { status: 200, body: json(await readPath(document, worldOf(parameters).part(document.mount), path)) };
    },
    async setResource({ parameters, body }) {
      const { path, mount } = parameters.query;
      const document = resourcesOf(mount);
      const part = worldOf(parameters).part(document.mount);
      await setPath(document, part, path, body as Json);
      return { status: 200, body: json(body === null ? null : await readPath(document, part, path)) };
    },

    getClock: ({ parameters }) => ({ status: 200, body: json(clockView(worldOf(parameters))) }),
    setClock({ parameters, body: { now, advance, frozen } }) {
      const world = worldOf(parameters);
      const { clock } = world;
      const start = now === undefined ? clock.now() : new Date(now);
      const moved =
        advance === undefined ? start : addDuration(start, advance.replace('-', ''), advance[0] === '-' ? -1 : 1);
      if (!moved || !isDateTimeYear(moved)) {
        throw invalidBody('/advance', 'range', 'leads to a time outside the years 0000 to 9999');
      }
      if (now !== undefined || advance !== undefined) clock.set(moved);
      if (frozen === true) clock.freeze();
      if (frozen === false) clock.resume();
      return { status: 200, body: json(clockView(world)) };
    },

    listStubs: ({ parameters }) => ({ status: 200, body: json(worldOf(parameters).plans.stubs.list()) }),
    addStub({ parameters, body }) {
      const { used: _ignored, ...stub } = body;
      requireValid('stub', stubViolations(contracts(), stub as Stub));
      return { status: 201, body: json(worldOf(parameters).plans.stubs.add(stub as Stub)) };
    },
    removeStubs({ parameters }) {
      worldOf(parameters).plans.stubs.clear();
      return NO_CONTENT;
    },
    getStub: ({ parameters }) => ({
      status: 200,
      body: json(requirePlan('stub', parameters.path.id, worldOf(parameters).plans.stubs.find(parameters.path.id))),
    }),
    removeStub({ parameters }) {
      const { id } = parameters.path;
      if (!worldOf(parameters).plans.stubs.remove(id)) requirePlan('stub', id, undefined);
      return NO_CONTENT;
    },
    listFaults: ({ parameters }) => ({ status: 200, body: json(worldOf(parameters).plans.faults.list()) }),
    addFault({ parameters, body }) {
      const { used: _ignored, ...fault } = body;
      if (!target.faults) throw faultsDisabled();
      requireValid('fault', faultViolations(contracts(), fault as Fault));
      return { status: 201, body: json(worldOf(parameters).plans.faults.add(fault as Fault)) };
    },
    removeFaults({ parameters }) {
      worldOf(parameters).plans.faults.clear();
      return NO_CONTENT;
    },
    getFault: ({ parameters }) => ({
      status: 200,
      body: json(requirePlan('fault', parameters.path.id, worldOf(parameters).plans.faults.find(parameters.path.id))),
    }),
    removeFault({ parameters }) {
      const { id } = parameters.path;
      if (!worldOf(parameters).plans.faults.remove(id)) requirePlan('fault', id, undefined);
      return NO_CONTENT;
    },

    listExchanges({ parameters }) {
      const { operation, unmatched, limit = 100 } = parameters.query ?? {};
      const world = existingWorld(parameters);
      const selected = exchangesOf(world).filter((one) => {
        if (operation !== undefined && one.operation?.id !== operation) return false;
        return unmatched === undefined || (one.operation === undefined) === unmatched;
      });
      const latest = selected.slice(-limit).reverse();
      return { status: 200, body: json(latest.map((one) => exchangeView(one, world.name, false))) };
    },
    clearExchanges({ parameters }) {
      existingWorld(parameters).journal?.clearExchanges();
      return NO_CONTENT;
    },
    getExchange({ parameters: { path } }) {
      const { recorded, world } = findExchange(path.id, path.world);
      return { status: 200, body: json(exchangeView(recorded, world.name, true)) };
    },
    exportHar({ parameters, headers }) {
      const world = existingWorld(parameters);
      const origin = originOf(headers);
      return { status: 200, body: json(harOf(exchangesOf(world), world.name, origin, target.version)) };
    },
    verifyExchanges({ parameters, body }) {
      const world = worldOf(parameters);
      const exchanges = exchangesOf(world);
      const forgotten = (world.journal?.count ?? 0) - exchanges.length;
      const verified = verify(exchanges, body as Expectation, forgotten);
      const shown = (one: RecordedExchange) => exchangeView(one, world.name, false);
      const nearest = verified.nearest.map(({ exchange, unmet }) => ({ exchange: shown(exchange), unmet }));
      return { status: 200, body: json({ ...verified, exchanges: verified.exchanges.map(shown), nearest }) };
    },
    listUnmatched({ parameters }) {
      const world = existingWorld(parameters);
      const unmatched = exchangesOf(world).filter(({ operation }) => operation === undefined);
      const shown = unmatched.reverse().map((one) => {
        const nearest = nearestOperation(contracts(), one);
        return { exchange: exchangeView(one, world.name, false), ...(nearest && { nearest }) };
      });
      return { status: 200, body: json(shown) };
    },
    explainExchange({ parameters: { path, query } }) {
      const { recorded, world } = findExchange(path.id, query?.world);
      const document = documents().find(({ mount }) => mount === recorded.mount) as ControlledDocument;
      const handles = (operation: string) => document.handles(operation, world.settings);
      const explained = explain(recorded, { ...document, plans: world.plans, handles });
      return { status: 200, body: json({ exchange: exchangeView(recorded, world.name, false), ...explained }) };
    },

    async listViolations({ parameters: { query } }) {
      return { status: 200, body: json(await reportedViolations(target.violations(query?.world), documents())) };
    },
    clearViolations({ parameters: { query } }) {
      target.clearViolations(query?.world);
      return NO_CONTENT;
    },
    getCoverage: async () => ({ status: 200, body: json((await target.report()).documents) }),
    async getReport({ parameters: { query } }) {
      const { renderReport } = await import('../report/render.ts');
      const { mediaType, text, value } = await renderReport(await target.report(), query?.format ?? 'json');
      return json({ status: 200, mediaType, body: value ?? text });
    },
  };
}

function servedResources({ mount, contract, inference, convention: { isControlInformation } }: ControlledDocument) {
  return { mount, contract, inference, isControlInformation };
}

async function statesOf(world: World): Promise<Readonly<Record<string, Readonly<Record<string, Json>>>>> {
  const states = [...world.parts()].map(async ([mount, part]) => [mount, await readState(part)] as const);
  return Object.fromEntries(await Promise.all(states));
}

function exchangesOf({ journal }: { readonly journal: Journal | undefined }): RecordedExchange[] {
  return [...(journal?.exchanges() ?? [])];
}

function worldView(world: World) {
  const { name, seed, scenario, settings, journal, plans } = world;
  return {
    name,
    ...(scenario !== undefined && { scenario }),
    seed,
    settings,
    clock: clockView(world),
    exchanges: journal?.count ?? 0,
    violations: journal?.violations.length ?? 0,
    stubs: plans.stubs.list().length,
    faults: plans.faults.list().length,
  };
}

function clockView({ clock }: World) {
  return { now: clock.timestamp(), frozen: clock.frozen };
}

function pathOf({ name }: World): string {
  return `/_standin/worlds/${name}`;
}

function requirePlan<Plan>(kind: string, id: string, plan: Plan | undefined): Plan {
  if (plan !== undefined) return plan;
  throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message: `There is no ${kind} '${id}' in this world.` });
}

function invalidBody(pointer: string, rule: string, message: string): HttpError {
  const violation = { pointer, rule, message };
  return new HttpError({ code: 'BODY_INVALID', message: sentenceOf(violation, 'body'), violations: [violation] });
}

function requireValid(kind: 'stub' | 'fault', violations: readonly Violation[]): void {
  const [first] = violations;
  if (!first) return;
  const message = `The ${kind} is invalid. ${sentenceOf(first, kind)}`;
  throw new HttpError({ code: 'BODY_INVALID', message, violations });
}

function faultsDisabled(): HttpError {
  return new HttpError({
    code: 'FAULTS_DISABLED',
    message: 'The server was started with --no-faults. Restart it without this option to plan faults.',
  });
}

function stream(chunks: AsyncIterable<string>): OperationBody {
  return json({ status: 200, mediaType: 'text/event-stream', stream: chunks } satisfies HttpResponse);
}
