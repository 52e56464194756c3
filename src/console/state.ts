// What the page knows of the server: worlds, documents, plans. Each is read again when something could have changed it.
import { computed, signal } from '@preact/signals';
import type { OperationInfo, PlannedFault, PlannedStub, WorldControl, WorldInfo } from '../control/client.ts';
import { control, messageOf } from './connection.ts';
import { toast } from './parts/toast.tsx';

export type Readiness = Awaited<ReturnType<ReturnType<typeof control>['ready']>>;

const WORLD = 'standin.console.world';

export const worldName = signal(sessionStorage.getItem(WORLD) ?? 'default');
export const worlds = signal<readonly WorldInfo[]>([]);
export const world = computed(() => worlds.value.find(({ name }) => name === worldName.value));
export const readiness = signal<Readiness | undefined>(undefined);
export const operations = signal<readonly OperationInfo[]>([]);
export const faults = signal<readonly PlannedFault[]>([]);
export const stubs = signal<readonly PlannedStub[]>([]);
/** Increases whenever the state of a world can have changed. */
export const revision = signal(0);

export function currentWorld(): WorldControl {
  return control().world(worldName.value);
}

export async function chooseWorld(name: string): Promise<void> {
  sessionStorage.setItem(WORLD, name);
  worldName.value = name;
  await Promise.all([loadWorlds(), loadPlans()]);
  revision.value += 1;
}

export async function loadAll(): Promise<void> {
  const [ready, all] = await Promise.all([control().ready(), control().operations()]);
  readiness.value = ready;
  operations.value = all;
  await Promise.all([loadWorlds(), loadPlans()]);
}

export async function loadWorlds(): Promise<void> {
  const listed = await control().worlds();
  // A world that no request has used does not exist yet. Reading its clock creates it, and changes nothing in one that exists.
  const isListed = listed.some(({ name }) => name === worldName.value);
  if (isListed) {
    worlds.value = listed;
    return;
  }
  await currentWorld().clock();
  worlds.value = await control().worlds();
}

export async function loadPlans(): Promise<void> {
  const [planned, fixed] = await Promise.all([currentWorld().faults(), currentWorld().stubs()]);
  faults.value = planned;
  stubs.value = fixed;
}

/** Runs an action of a person, and shows its error. @returns whether it succeeded */
export async function act(run: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await run();
    await Promise.all([loadWorlds(), loadPlans()]);
    revision.value += 1;
    if (done !== undefined) toast(done);
    return true;
  } catch (error) {
    toast(messageOf(error), 'error');
    return false;
  }
}
