// The handlers for the clock of a world.
import { addDuration, isDateTimeYear, momentOfText } from '../../clock.ts';
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
    const start = now === undefined ? clock.now() : momentOfText(now);
    if (!start) {
      const message = `must be a time in the years 0000 to 9999 in UTC and no leap second, not ${JSON.stringify(now)}`;
      throw invalidBody('/now', 'range', message);
    }
    const moved =
      advance === undefined ? start : addDuration(start, advance.replace('-', ''), advance[0] === '-' ? -1 : 1);
    if (!moved || !isDateTimeYear(moved)) {
      const message = `must lead to a time in the years 0000 to 9999; ${advance} from ${start.toISOString()} does not`;
      throw invalidBody('/advance', 'range', message);
    }
    clock.change({ now: now === undefined && advance === undefined ? undefined : moved, frozen });
    return { status: 200, body: clockView(world) };
  };

export function clockView({ clock }: World) {
  return { now: clock.timestamp(), frozen: clock.frozen };
}
