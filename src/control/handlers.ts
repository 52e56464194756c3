// The handlers of the control API's operations, for a target.
import type { Handler, Handlers } from '../behaviours/handlers.ts';
import type { operations } from './generated/document.js';
import * as clock from './handlers/clock.ts';
import * as contents from './handlers/contents.ts';
import * as exchanges from './handlers/exchanges.ts';
import * as history from './handlers/history.ts';
import * as items from './handlers/items.ts';
import * as plans from './handlers/plans.ts';
import * as reports from './handlers/reports.ts';
import * as responseSample from './handlers/response-sample.ts';
import * as scenario from './handlers/scenario.ts';
import * as scopes from './handlers/scopes.ts';
import * as server from './handlers/server.ts';
import * as state from './handlers/state.ts';
import * as users from './handlers/users.ts';
import * as worlds from './handlers/worlds.ts';
import { withSharedWorlds } from './shared-worlds.ts';
import type { ControlTarget } from './target.ts';

type ControlHandlers = Required<Handlers<operations>>;

/** Every operation has a handler. It responds when the changes of its world are kept. */
export function controlHandlers(target: ControlTarget): ControlHandlers {
  const all = handlersOf(target);
  if (target.worlds.shared) return withSharedWorlds(all, target.worlds.shared);
  const settled = Object.entries(all).map(([id, handler]) => [id, whenSettled(target, handler as Handler)]);
  return Object.fromEntries(settled) as ControlHandlers;
}

function whenSettled({ worlds }: ControlTarget, handler: Handler): Handler {
  return async (call) => {
    const response = await handler(call);
    const { world } = call.parameters.path;
    if (typeof world === 'string') await worlds.find(world)?.settled();
    return response;
  };
}

function handlersOf(target: ControlTarget): ControlHandlers {
  return {
    getHealth: server.getHealth(target),
    getReadiness: server.getReadiness(target),
    getServer: server.getServer(target),
    listOperations: contents.listOperations(target),
    getMetrics: server.getMetrics(target),
    streamEvents: server.streamEvents(target),
    listWorlds: worlds.listWorlds(target),
    createWorld: worlds.createWorld(target),
    getWorld: worlds.getWorld(target),
    updateWorld: worlds.updateWorld(target),
    expireCredentials: worlds.expireCredentials(target),
    listUsers: users.listUsers(target),
    setUser: users.setUser(target),
    removeUser: users.removeUser(target),
    listScopes: scopes.listScopes(target),
    setScopes: scopes.setScopes(target),
    removeScopes: scopes.removeScopes(target),
    deleteWorld: worlds.deleteWorld(target),
    resetWorld: worlds.resetWorld(target),
    forkWorld: worlds.forkWorld(target),
    listCommits: history.listCommits(target),
    getStateAt: history.getStateAt(target),
    undoChanges: history.undoChanges(target),
    rewindWorld: history.rewindWorld(target),
    listChanges: history.listChanges(target),
    blameResource: history.blameResource(target),
    getSnapshot: state.getSnapshot(target),
    restoreSnapshot: state.restoreSnapshot(target),
    saveScenario: scenario.saveScenario(target),
    diffWorld: state.diffWorld(target),
    listResources: contents.listResources(target),
    getResource: state.getResource(target),
    setResource: state.setResource(target),
    listKeys: items.listKeys(target),
    addItems: items.addItems(target),
    patchResources: items.patchResources(target),
    removeItems: items.removeItems(target),
    sampleItems: items.sampleItems(target),
    getClock: clock.getClock(target),
    setClock: clock.setClock(target),
    listStubs: plans.listStubs(target),
    addStub: plans.addStub(target),
    removeStubs: plans.removeStubs(target),
    getStub: plans.getStub(target),
    removeStub: plans.removeStub(target),
    listFaults: plans.listFaults(target),
    addFault: plans.addFault(target),
    removeFaults: plans.removeFaults(target),
    getFault: plans.getFault(target),
    removeFault: plans.removeFault(target),
    sampleResponse: responseSample.sampleResponse(target),
    listExchanges: exchanges.listExchanges(target),
    clearExchanges: exchanges.clearExchanges(target),
    getExchange: exchanges.getExchange(target),
    exportHar: exchanges.exportHar(target),
    verifyExchanges: exchanges.verifyExchanges(target),
    listUnmatched: exchanges.listUnmatched(target),
    explainExchange: exchanges.explainExchange(target),
    listViolations: reports.listViolations(target),
    clearViolations: reports.clearViolations(target),
    getCoverage: reports.getCoverage(target),
    getReport: reports.getReport(target),
    getUsage: reports.getUsage(target),
    addUsageReads: reports.addUsageReads(target),
  };
}
