// The handlers for the clock of a world.
import { addDuration, isDateTimeYear } from '../../clock.ts';
import type { World } from '../../worlds/world.ts';
import type { ControlHandler } from './handler.ts';
import { worldOf } from './lookup.ts';
import { invalidBody } from './requirements.ts';

export const getClock: ControlHandler<'getClock'> =
  (target) =>
  ({ parameters }) => ({ status: 200, body: clockView(worldOf(target, parameters)) });

export const setClock: ControlHandler<'setClock'> =
  (target) =>
  ({ parameters, body: { now, advance, frozen } }) => {
    const world = worldOf(target, parameters);
    const { clock } = world;
    const start = now === undefined ? clock.now() : new Date(now);
    const moved =
      advance === undefined ? start : addDuration(start, advance.replace('-', ''), advance[0] === '-' ? -1 : 1);
    if (!moved || !isDateTimeYear(moved)) {
      throw invalidBody('/advance', 'range', 'leads to a time outside the years 0000 to 9999');
    }
    clock.change({ now: now === undefined && advance === undefined ? undefined : moved, frozen });
    return { status: 200, body: clockView(world) };
  };

export function clockView({ clock }: World) {
  return { now: clock.timestamp(), frozen: clock.frozen };
}
