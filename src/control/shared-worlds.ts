// The handlers of the control API for worlds that other processes use too: a handler sees every change that any client got a response for, and a
// change is made before its response is sent.
import type { Handlers } from '../behaviours/handlers.ts';
import type { SharedWorlds } from '../worlds/shared-worlds.ts';
import { untilWritten } from '../worlds/world.ts';
import type { operations } from './generated/document.js';

type ControlHandlers = Required<Handlers<operations>>;

interface NamedWorlds {
  readonly path?: { readonly world?: unknown } | undefined;
  readonly query?: { readonly world?: unknown; readonly with?: unknown; readonly from?: unknown } | undefined;
}

/** The operations that create the world of their path if it does not exist: those whose handlers call `worldOf`. */
const CREATING: ReadonlySet<string> = new Set([
  'updateWorld',
  'resetWorld',
  'expireCredentials',
  'setUser',
  'removeUser',
  'setScopes',
  'removeScopes',
  'forkWorld',
  'restoreSnapshot',
  'saveScenario',
  'listUsers',
  'listResources',
  'getResource',
  'listKeys',
  'setResource',
  'addItems',
  'removeItems',
  'sampleItems',
  'sampleResponse',
  'getClock',
  'setClock',
  'listStubs',
  'addStub',
  'removeStubs',
  'getStub',
  'removeStub',
  'listFaults',
  'addFault',
  'removeFaults',
  'getFault',
  'removeFault',
  'verifyExchanges',
] satisfies (keyof operations)[]);

/** The operations that need no world. */
const WITHOUT_WORLD: ReadonlySet<string> = new Set([
  'getHealth',
  'getServer',
  'listOperations',
  'listScopes',
] satisfies (keyof operations)[]);

type AnyHandler = (call: { readonly parameters: unknown }, ...rest: unknown[]) => unknown;

export function withSharedWorlds(handlers: ControlHandlers, shared: SharedWorlds): ControlHandlers {
  const wrapped = Object.entries(handlers).map(([id, handler]) => {
    const own = handler as unknown as AnyHandler;
    const current: AnyHandler = async (call, ...rest) => {
      if (!WITHOUT_WORLD.has(id)) {
        await shared.journal?.read();
        await makeCurrent(shared, id, call.parameters as NamedWorlds);
      }
      return untilWritten(() => own(call, ...rest));
    };
    return [id, current];
  });
  return Object.fromEntries(wrapped) as unknown as ControlHandlers;
}

async function makeCurrent(shared: SharedWorlds, id: string, { path, query }: NamedWorlds): Promise<void> {
  const named = [path?.world, query?.world, query?.with, query?.from].filter((name) => typeof name === 'string');
  const [first] = named;
  if (first === undefined) {
    await shared.findAll();
    return;
  }
  await Promise.all(named.map((name) => shared.require(name, name === path?.world && CREATING.has(id))));
}
