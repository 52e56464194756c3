// What the page knows of the server: worlds, documents, plans. Each is read again when something could have changed it.
import { computed, signal } from '@preact/signals';
import type {
  Control,
  OperationInfo,
  PlannedFault,
  PlannedStub,
  ScopeInfo,
  WorldControl,
  WorldInfo,
} from '../control/client.ts';
import { connections, control, messageOf } from './connection.ts';
import { toast } from './parts/toast.tsx';
import { DEFAULT_WORLD, go, route, worldName } from './route.ts';

export type Readiness = Awaited<ReturnType<ReturnType<typeof control>['ready']>>;

export const worlds = signal<readonly WorldInfo[]>([]);
export const world = computed(() => worlds.value.find(({ name }) => name === worldName.value));
export const readiness = signal<Readiness | undefined>(undefined);
export const server = signal<Awaited<ReturnType<Control['server']>> | undefined>(undefined);
/** The named initial states of all documents. */
export const scenarios = computed(() => [...new Set(readiness.value?.documents.flatMap((one) => one.scenarios ?? []))]);
export const operations = signal<readonly OperationInfo[]>([]);
/** The scopes of all documents. */
export const scopes = signal<readonly ScopeInfo[]>([]);
export const faults = signal<readonly PlannedFault[]>([]);
export const stubs = signal<readonly PlannedStub[]>([]);
/** Another text whenever the state of the chosen world has changed. */
export const stateVersion = computed(() => `${worldName.value} ${world.value?.revision} ${connections.value}`);
/** Another text whenever an exchange was recorded or forgotten, in any world. */
export const journalVersion = computed(() =>
  worlds.value.map(({ name, exchanges, violations }) => `${name} ${exchanges} ${violations}`).join(),
);

/** Called with the worlds before and after they were read. */
type WorldsListener = (before: readonly WorldInfo[], after: readonly WorldInfo[]) => void;
const listeners: WorldsListener[] = [];

export function onWorlds(listener: WorldsListener): void {
  listeners.push(listener);
}

export function currentWorld(): WorldControl {
  return control().world(worldName.value);
}

export async function chooseWorld(name: string): Promise<void> {
  const { place, rest, query } = route.value;
  // An exchange, a commit or a record of one world is not in another one.
  const kept = Object.fromEntries(['filter', 'mount'].map((one) => [one, query.get(one) ?? undefined]));
  go(place, place === 'data' ? rest : '', { ...kept, world: name });
  await refresh();
}

export async function loadAll(): Promise<void> {
  const reads = [control().ready(), control().server(), control().operations(), control().scopes()] as const;
  const [ready, own, all, declaredScopes] = await Promise.all(reads);
  readiness.value = ready;
  server.value = own;
  operations.value = all;
  scopes.value = declaredScopes;
  await refresh();
}

/** Reads the worlds and the plans of the chosen one. */
export async function refresh(): Promise<void> {
  const own = currentWorld();
  const [, planned, fixed] = await Promise.all([loadWorlds(), own.faults(), own.stubs()]);
  if (own.name !== worldName.value) return;
  faults.value = planned;
  stubs.value = fixed;
}

async function loadWorlds(): Promise<void> {
  const before = worlds.value;
  let listed = await control().worlds();
  // A world that no request has used does not exist yet. Reading its clock creates it, and changes nothing in one that exists.
  if (!listed.some(({ name }) => name === worldName.value)) {
    await currentWorld().clock();
    listed = await control().worlds();
  }
  worlds.value = listed;
  for (const listener of listeners) listener(before, listed);
}

/** Reads everything again that somebody else could have changed. Plans are read only if their world has changed. */
export async function catchUp(): Promise<void> {
  const before = stateVersion.value;
  await loadWorlds();
  if (stateVersion.value !== before) await refresh();
}

/**
 * Runs an action of a person. A change of the chosen world can be undone.
 * @param fail shows the reason of an error; a modal dialog covers the usual message
 * @returns whether it succeeded
 */
export async function act(run: () => Promise<unknown>, done?: string, fail = showError): Promise<boolean> {
  const name = worldName.value;
  // The revision that the page knows can be older than the latest changes of the application.
  const before = await revisionOf(name);
  try {
    await run();
    await refresh();
  } catch (error) {
    fail(messageOf(error));
    return false;
  }
  const after = world.value?.revision;
  // With more than one change, some can be changes of the application, which must stay.
  const canUndo = name === worldName.value && before !== undefined && after === before + 1;
  if (done !== undefined) toast(done, 'done', canUndo ? { label: 'Undo', run: () => undo(before, after) } : undefined);
  return true;
}

/** Undefined if the world does not exist, or if the server does not respond, which the action itself reports. */
async function revisionOf(name: string): Promise<number | undefined> {
  try {
    return (await control().world(name).read()).revision;
  } catch {
    return undefined;
  }
}

function showError(message: string): void {
  toast(message, 'error');
}

/** Goes back to the revision before an action, unless something else has changed the world since. */
async function undo(before: number, after: number): Promise<void> {
  await act(async () => {
    const { revision } = await currentWorld().read();
    if (revision !== after) throw new Error('Something else has changed the world since. Go back in Worlds & time.');
    await currentWorld().rewind({ revision: before });
  }, 'Undone');
}

/** The worlds that a person has reset on this page. A reset also removes the requests. */
export const resetWorlds = signal<ReadonlySet<string>>(new Set());

/** Resets a world, to a scenario if one is given. */
export async function resetWorld(name: string, scenario?: string): Promise<boolean> {
  const place = scenario === undefined ? '' : ` to ${scenario}`;
  const done = await act(
    () => control().world(name).reset(scenario),
    `${name} is reset${place}. Its requests are cleared.`,
  );
  if (done) resetWorlds.value = new Set([...resetWorlds.value, name]);
  return done;
}

/** The URL of the API in a world, with the base path of the first document. */
export function addressOf(name: string, origin: string): string {
  const base = readiness.value?.documents[0]?.basePath ?? '';
  return (name === DEFAULT_WORLD ? origin : `${origin}/~${name}`) + base;
}
