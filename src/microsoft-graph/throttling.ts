// The limits that are published for this resource, in windows of twenty seconds on the world's clock: of a tenant, and of one
// app in it; for all requests, and for those that change something (THR-01).
import { HttpError } from '../errors/http-error.ts';
import type { Settings } from '../world-settings.ts';
import type { WorldPart } from '../worlds/world.ts';
import { setting } from './settings.ts';

const WINDOW = 20_000;

interface Limits {
  readonly any: number;
  readonly changes: number;
}

const OF_A_TENANT: Limits = { any: 4000, changes: 400 };
const OF_AN_APP: Limits = { any: 2000, changes: 200 };

/** Apps of a tenant that are counted one by one; requests of further ones count as those of one more. */
const MOST_APPS = 1000;

interface Window {
  begun: number;
  any: number;
  changes: number;
}

interface Windows {
  /** What held when they were begun. */
  readonly settings: Settings;
  readonly tenant: Window;
  readonly apps: Map<string, Window>;
}

/** What was asked in each world since it began. */
const known = new WeakMap<WorldPart, Windows>();

/** @param app what the token names the app by @throws HttpError THROTTLED */
export function throttle(world: WorldPart, app: string, changes: boolean): void {
  const { settings } = world.world;
  const how = setting(settings, 'throttling');
  if (how === 'off') return;
  const now = world.clock.moment();
  const before = known.get(world);
  // Whoever sets something while it is full finds it full again.
  const windows = before && (how === 'on' || before.settings === settings) ? before : begunAt(now, settings);
  known.set(world, windows);
  const name = windows.apps.has(app) || windows.apps.size < MOST_APPS ? app : '';
  const own = windows.apps.get(name) ?? { begun: now, any: 0, changes: 0 };
  windows.apps.set(name, own);
  const waits = [waitFor(windows.tenant, OF_A_TENANT, { now, changes }), waitFor(own, OF_AN_APP, { now, changes })];
  const wait = Math.max(...waits);
  if (wait > 0) throw throttled(wait, setting(settings, 'retryAfter') === 'sent');
  for (const window of [windows.tenant, own]) {
    window.any += 1;
    if (changes) window.changes += 1;
  }
}

function begunAt(now: number, settings: Settings): Windows {
  const spent =
    setting(settings, 'throttling') === 'full'
      ? { any: OF_A_TENANT.any, changes: OF_A_TENANT.changes }
      : { any: 0, changes: 0 };
  return { settings, tenant: { begun: now, ...spent }, apps: new Map() };
}

/** Milliseconds until the request may be asked; a window that is over, or that the clock was set before, begins anew. */
function waitFor(
  window: Window,
  { any, changes }: Limits,
  request: { readonly now: number; readonly changes: boolean },
): number {
  const passed = request.now - window.begun;
  if (passed >= WINDOW || passed < 0) Object.assign(window, { begun: request.now, any: 0, changes: 0 });
  const spent = window.any >= any || (request.changes && window.changes >= changes);
  return spent ? WINDOW - (request.now - window.begun) : 0;
}

function throttled(wait: number, told: boolean): HttpError {
  const seconds = Math.ceil(wait / 1000);
  return new HttpError({
    code: 'THROTTLED',
    message: `Too many requests; the next may be sent in ${seconds} seconds.`,
    headers: told ? { 'retry-after': String(seconds) } : {},
  });
}
