// What the operations of the control API do.

import { type HttpResponse, originOf } from '../behaviours/behaviour.ts';
import { explain } from '../behaviours/explain.ts';
import type { Handlers } from '../behaviours/handlers.ts';
import { addDuration, isDateTimeYear } from '../clock.ts';
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
import { differences, readPath, restoreState, type ServedResources, setPath, takeState } from '../resources/state.ts';
import { findInvalidSetting, type Settings } from '../world-settings.ts';
import type { World } from '../worlds/world.ts';
import { events } from './events.ts';
import type { operations } from './generated/document.js';
import type { ControlledDocument, ControlTarget } from './target.ts';
import { type Expectation, nearestOperation, verify } from './verify.ts';

/** What the engine carries is JSON; the printed types say more of it than its own do. */
type OperationBody = never;
const json = (value: unknown) => value as OperationBody;

const GONE = { status: 204 } as const;

export function controlHandlers(target: ControlTarget): Handlers<operations> {
  const { worlds } = target;
  const started = performance.now();
  const documents = () => target.documents();
  const contracts = () => documents().map(({ contract }) => contract);
  const entered = ({ path }: { readonly path: { readonly world: string } }) => worlds.enter(path.world);
  const found = (name: string): World => {
    const world = worlds.find(name);
    if (world) return world;
    const names = worlds.list().map((one) => one.name);
    throw new HttpError({
      code: 'WORLD_NOT_FOUND',
      message: `There is no world ${name}; there ${names.length === 0 ? 'is none' : `are ${names.slice(0, 8).join(', ')}`}.`,
    });
  };
  const known = ({ path }: { readonly path: { readonly world: string } }) => found(path.world);
  const resourcesOf = (mount = ''): ServedResources & { readonly mount: string } => {
    const document = documents().find((one) => one.mount === mount);
    if (document) return knownOf(document);
    const mounts = documents().map((one) => one.mount || '(empty)');
    const message = `No document is served under ${mount}; there is ${mounts.join(', ')}.`;
    throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message });
  };
  const requireScenario = (scenario: string | undefined) => {
    if (scenario === undefined) return;
    const names = documents().flatMap(({ scenarios }) => [...scenarios.keys()]);
    if (names.includes(scenario)) return;
    const some = names.length === 0 ? 'the documents have none' : `there are ${[...new Set(names)].join(', ')}`;
    throw refused('/scenario', 'scenario', `names ${scenario}, which is no scenario; ${some}`);
  };
  const requireSettings = (settings: Settings = {}) => {
    const fault = findInvalidSetting(target.knownSettings, settings);
    if (fault) throw refused(extend('/settings', fault.name), 'setting', fault.message);
  };
  const findExchange = (id: string, world: string | undefined): { recorded: RecordedExchange; world: World } => {
    for (const one of world === undefined ? worlds.list() : [found(world)]) {
      const recorded = one.journal?.find(id);
      if (recorded) return { recorded, world: one };
    }
    throw new HttpError({
      code: 'RESOURCE_NOT_FOUND',
      message: `No exchange ${id} is remembered${world === undefined ? '' : ` in the world ${world}`}.`,
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
    streamEvents: ({ parameters: { query } }) => stream(events(worlds, query)),

    listWorlds: () => ({ status: 200, body: json(worlds.list().map(shownWorld)) }),
    createWorld({ body: { name, scenario, seed, settings, now } }) {
      requireScenario(scenario);
      requireSettings(settings);
      const frozen = now === undefined ? undefined : new Date(now);
      const world = worlds.add(name, { scenario, seed, settings, now: frozen });
      return { status: 201, headers: { location: placeOf(world) }, body: json(shownWorld(world)) };
    },
    getWorld: ({ parameters }) => ({ status: 200, body: json(shownWorld(known(parameters))) }),
    updateWorld({ parameters, body: { settings } }) {
      requireSettings(settings);
      const world = entered(parameters);
      world.set(settings);
      return { status: 200, body: json(shownWorld(world)) };
    },
    expireCredentials({ parameters }) {
      entered(parameters).expireCredentials();
      return GONE;
    },
    deleteWorld({ parameters }) {
      worlds.drop(known(parameters).name);
      return GONE;
    },
    resetWorld({ parameters, body }) {
      const scenario = body?.scenario;
      requireScenario(scenario);
      const world = entered(parameters);
      world.reset(scenario);
      return { status: 200, body: json(shownWorld(world)) };
    },
    async forkWorld({ parameters, body: { name } }) {
      const from = entered(parameters);
      const states = await statesOf(from);
      const { seed, scenario, settings, clock } = from;
      const world = worlds.add(name, { seed, scenario, settings });
      clock.copyTo(world.clock);
      for (const [mount, state] of Object.entries(states)) {
        await restoreState(resourcesOf(mount), world.part(mount), state, '');
      }
      for (const stub of from.plans.stubs.list().toReversed()) world.plans.stubs.add(stub);
      for (const fault of from.plans.faults.list().toReversed()) world.plans.faults.add(fault);
      return { status: 201, headers: { location: placeOf(world) }, body: json(shownWorld(world)) };
    },

    getSnapshot: async ({ parameters }) => ({
      status: 200,
      body: json({ documents: await statesOf(known(parameters)) }),
    }),
    async restoreSnapshot({ parameters, body }) {
      const world = entered(parameters);
      const states = Object.entries(body.documents);
      const unknown = states.find(([mount]) => !documents().some((one) => one.mount === mount));
      if (unknown) throw refused(`/documents/${unknown[0]}`, 'mount', 'names a path that no document is served under');
      for (const [mount, state] of states) {
        const place = `/documents/${mount.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        await restoreState(resourcesOf(mount), world.part(mount), state as Readonly<Record<string, Json>>, place);
      }
      return GONE;
    },
    async diffWorld({ parameters }) {
      const world = known(parameters);
      const { from } = parameters.query ?? {};
      const other = from === undefined ? worlds.like(world) : found(from);
      const all = documents().map(async (document) => {
        const { mount } = document;
        const found = await differences(knownOf(document), other.part(mount), world.part(mount));
        return found.map((one) => ({ mount, ...one }));
      });
      return { status: 200, body: json((await Promise.all(all)).flat()) };
    },
    async getResource({ parameters }) {
      const { path, mount } = parameters.query;
      const document = resourcesOf(mount);
      return { status: 200, body: json(await readPath(document, entered(parameters).part(document.mount), path)) };
    },
    async setResource({ parameters, body }) {
      const { path, mount } = parameters.query;
      const document = resourcesOf(mount);
      const part = entered(parameters).part(document.mount);
      await setPath(document, part, path, body as Json);
      return { status: 200, body: json(body === null ? null : await readPath(document, part, path)) };
    },

    getClock: ({ parameters }) => ({ status: 200, body: json(shownClock(entered(parameters))) }),
    setClock({ parameters, body: { now, advance, frozen } }) {
      const world = entered(parameters);
      const { clock } = world;
      const start = now === undefined ? clock.now() : new Date(now);
      const moved =
        advance === undefined ? start : addDuration(start, advance.replace('-', ''), advance[0] === '-' ? -1 : 1);
      if (!moved || !isDateTimeYear(moved)) {
        throw refused('/advance', 'range', 'leads out of the years that a date can tell');
      }
      if (now !== undefined || advance !== undefined) clock.set(moved);
      if (frozen === true) clock.freeze();
      if (frozen === false) clock.resume();
      return { status: 200, body: json(shownClock(world)) };
    },

    listStubs: ({ parameters }) => ({ status: 200, body: json(entered(parameters).plans.stubs.list()) }),
    addStub({ parameters, body }) {
      const { used: _ignored, ...stub } = body;
      refuseAny('stub', stubViolations(contracts(), stub as Stub));
      return { status: 201, body: json(entered(parameters).plans.stubs.add(stub as Stub)) };
    },
    removeStubs({ parameters }) {
      entered(parameters).plans.stubs.clear();
      return GONE;
    },
    getStub: ({ parameters }) => ({
      status: 200,
      body: json(there('stub', parameters.path.id, known(parameters).plans.stubs.find(parameters.path.id))),
    }),
    removeStub({ parameters }) {
      const { id } = parameters.path;
      if (!known(parameters).plans.stubs.remove(id)) there('stub', id, undefined);
      return GONE;
    },
    listFaults: ({ parameters }) => ({ status: 200, body: json(entered(parameters).plans.faults.list()) }),
    addFault({ parameters, body }) {
      const { used: _ignored, ...fault } = body;
      if (!target.faults) throw forbidden();
      refuseAny('fault', faultViolations(contracts(), fault as Fault));
      return { status: 201, body: json(entered(parameters).plans.faults.add(fault as Fault)) };
    },
    removeFaults({ parameters }) {
      entered(parameters).plans.faults.clear();
      return GONE;
    },
    getFault: ({ parameters }) => ({
      status: 200,
      body: json(there('fault', parameters.path.id, known(parameters).plans.faults.find(parameters.path.id))),
    }),
    removeFault({ parameters }) {
      const { id } = parameters.path;
      if (!known(parameters).plans.faults.remove(id)) there('fault', id, undefined);
      return GONE;
    },

    listExchanges({ parameters }) {
      const { operation, unmatched, limit = 100 } = parameters.query ?? {};
      const world = known(parameters);
      const wanted = exchangesOf(world).filter((one) => {
        if (operation !== undefined && one.operation?.id !== operation) return false;
        return unmatched === undefined || (one.operation === undefined) === unmatched;
      });
      const latest = wanted.slice(-limit).reverse();
      return { status: 200, body: json(latest.map((one) => exchangeView(one, world.name, false))) };
    },
    clearExchanges({ parameters }) {
      known(parameters).journal?.clearExchanges();
      return GONE;
    },
    getExchange({ parameters: { path } }) {
      const { recorded, world } = findExchange(path.id, path.world);
      return { status: 200, body: json(exchangeView(recorded, world.name, true)) };
    },
    exportHar({ parameters, headers }) {
      const world = known(parameters);
      const origin = originOf(headers);
      return { status: 200, body: json(harOf(exchangesOf(world), world.name, origin, target.version)) };
    },
    verifyExchanges({ parameters, body }) {
      const world = entered(parameters);
      const exchanges = exchangesOf(world);
      const forgotten = (world.journal?.count ?? 0) - exchanges.length;
      const verified = verify(exchanges, body as Expectation, forgotten);
      const shown = (one: RecordedExchange) => exchangeView(one, world.name, false);
      const nearest = verified.nearest.map(({ exchange, unmet }) => ({ exchange: shown(exchange), unmet }));
      return { status: 200, body: json({ ...verified, exchanges: verified.exchanges.map(shown), nearest }) };
    },
    listUnmatched({ parameters }) {
      const world = known(parameters);
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
      const explained = explain(recorded, { ...document, plans: world.plans, handles: document.handles });
      return { status: 200, body: json({ exchange: exchangeView(recorded, world.name, false), ...explained }) };
    },

    async listViolations({ parameters: { query } }) {
      return { status: 200, body: json(await reportedViolations(target.violations(query?.world), documents())) };
    },
    clearViolations({ parameters: { query } }) {
      target.forgetViolations(query?.world);
      return GONE;
    },
    getCoverage: async () => ({ status: 200, body: json((await target.report()).documents) }),
    async getReport({ parameters: { query } }) {
      const { renderReport } = await import('../report/render.ts');
      const { mediaType, text, value } = await renderReport(await target.report(), query?.format ?? 'json');
      return json({ status: 200, mediaType, body: value ?? text });
    },
  };
}

function knownOf({ mount, contract, inference, convention: { isControlInformation } }: ControlledDocument) {
  return { mount, contract, inference, isControlInformation };
}

async function statesOf(world: World): Promise<Readonly<Record<string, Readonly<Record<string, Json>>>>> {
  const states = [...world.parts()].map(async ([mount, part]) => [mount, await takeState(part)] as const);
  return Object.fromEntries(await Promise.all(states));
}

function exchangesOf({ journal }: { readonly journal: Journal | undefined }): RecordedExchange[] {
  return [...(journal?.exchanges() ?? [])];
}

function shownWorld(world: World) {
  const { name, seed, scenario, settings, journal, plans } = world;
  return {
    name,
    ...(scenario !== undefined && { scenario }),
    seed,
    settings,
    clock: shownClock(world),
    exchanges: journal?.count ?? 0,
    violations: journal?.violations.length ?? 0,
    stubs: plans.stubs.list().length,
    faults: plans.faults.list().length,
  };
}

function shownClock({ clock }: World) {
  return { now: clock.timestamp(), frozen: clock.frozen };
}

function placeOf({ name }: World): string {
  return `/_standin/worlds/${name}`;
}

function there<Plan>(kind: string, id: string, plan: Plan | undefined): Plan {
  if (plan !== undefined) return plan;
  throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message: `There is no ${kind} ${id} in this world.` });
}

function refused(pointer: string, rule: string, message: string): HttpError {
  return new HttpError({
    code: 'BODY_INVALID',
    message: `${pointer} ${message}.`,
    violations: [{ pointer, rule, message }],
  });
}

function refuseAny(kind: 'stub' | 'fault', violations: readonly Violation[]): void {
  const [first] = violations;
  if (!first) return;
  const message = `The ${kind} cannot be planned: ${first.pointer} ${first.message}.`;
  throw new HttpError({ code: 'BODY_INVALID', message, violations });
}

function forbidden(): HttpError {
  return new HttpError({ code: 'FAULTS_DISABLED', message: 'This server was started with --no-faults.' });
}

function stream(chunks: AsyncIterable<string>): OperationBody {
  return json({ status: 200, mediaType: 'text/event-stream', stream: chunks } satisfies HttpResponse);
}
