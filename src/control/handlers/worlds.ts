// The handlers for worlds: list, create, change, reset, fork and delete them.
import { stateAtPoint } from '../../worlds/history.ts';
import type { World } from '../../worlds/world.ts';
import { clockView } from './clock.ts';
import { type ControlHandler, NO_CONTENT } from './handler.ts';
import { existingWorld, worldOf } from './lookup.ts';
import { requireScenario, requireSettings } from './requirements.ts';

export const listWorlds: ControlHandler<'listWorlds'> =
  ({ worlds }) =>
  () => ({ status: 200, body: worlds.list().map(worldView) });

export const createWorld: ControlHandler<'createWorld'> = (target) => async (call) => {
  const { name, scenario, seed, settings, now, test } = call.body;
  requireScenario(target, scenario);
  requireSettings(target, settings);
  const frozen = now === undefined ? undefined : new Date(now);
  return created(await target.worlds.add(name, { scenario, seed, settings, test, now: frozen }));
};

export const getWorld: ControlHandler<'getWorld'> =
  (target) =>
  ({ parameters }) => ({ status: 200, body: worldView(existingWorld(target, parameters)) });

export const updateWorld: ControlHandler<'updateWorld'> =
  (target) =>
  ({ parameters, body: { settings } }) => {
    requireSettings(target, settings);
    const world = worldOf(target, parameters);
    world.set(settings);
    return { status: 200, body: worldView(world) };
  };

export const expireCredentials: ControlHandler<'expireCredentials'> =
  (target) =>
  ({ parameters }) => {
    worldOf(target, parameters).expireCredentials();
    return NO_CONTENT;
  };

export const deleteWorld: ControlHandler<'deleteWorld'> =
  (target) =>
  async ({ parameters }) => {
    await target.worlds.drop(existingWorld(target, parameters).name);
    return NO_CONTENT;
  };

export const resetWorld: ControlHandler<'resetWorld'> =
  (target) =>
  async ({ parameters, body }) => {
    const scenario = body?.scenario;
    requireScenario(target, scenario);
    const world = worldOf(target, parameters);
    await world.reset(scenario);
    return { status: 200, body: worldView(world) };
  };

export const forkWorld: ControlHandler<'forkWorld'> =
  (target) =>
  async ({ parameters, body: { name, at } }) => {
    const from = worldOf(target, parameters);
    const state = stateAtPoint(from, at);
    const { seed, scenario, settings } = from;
    const world = await target.worlds.add(name, { seed, scenario, settings });
    await world.replace(state);
    return created(world);
  };

function created(world: World) {
  return { status: 201, headers: { location: `/_standin/worlds/${world.name}` }, body: worldView(world) } as const;
}

export function worldView(world: World) {
  const { name, seed, scenario, settings, user, scopes, journal, plans, log } = world;
  return {
    name,
    revision: log.revision,
    ...(scenario !== undefined && { scenario }),
    seed,
    settings,
    clock: clockView(world),
    ...(user !== undefined && { user }),
    ...(scopes !== undefined && { scopes: [...scopes] }),
    exchanges: journal?.count ?? 0,
    violations: journal?.violations.length ?? 0,
    stubs: plans.stubs.list().length,
    faults: plans.faults.list().length,
  };
}
