// The published limits of this resource (THR-01), in windows of twenty seconds on the world's clock: for a tenant and for one app
// in it, for all requests and for writes.
import { HttpError } from '../errors/http-error.ts';
import type { Settings } from '../world-settings.ts';
import type { WorldPart } from '../worlds/world.ts';
import { setting } from './settings.ts';

const WINDOW_MS = 20_000;

interface RequestLimits {
  readonly requests: number;
  readonly writes: number;
}

const TENANT_LIMITS: RequestLimits = { requests: 4000, writes: 400 };
const APP_LIMITS: RequestLimits = { requests: 2000, writes: 200 };

/** The largest number of apps of a tenant that are counted separately. All other apps share one count. */
const MAX_APPS = 1000;

interface Window {
  startedAt: number;
  requests: number;
  writes: number;
}

interface Windows {
  /** The settings at the time when the windows were opened. */
  readonly settings: Settings;
  readonly tenant: Window;
  readonly apps: Map<string, Window>;
}

const windowsOfWorlds = new WeakMap<WorldPart, Windows>();

/** Counts a request. @param appId the app that the token names. Throws HttpError THROTTLED if a limit is exceeded. */
export function throttle(world: WorldPart, appId: string, isWrite: boolean): void {
  const { settings } = world.world;
  const mode = setting(settings, 'throttling');
  if (mode === 'off') return;
  const now = world.clock.moment();
  const known = windowsOfWorlds.get(world);
  // If the mode is `full`, each change of a setting makes the windows full again.
  const windows = known && (mode === 'on' || known.settings === settings) ? known : openWindows(now, settings);
  windowsOfWorlds.set(world, windows);
  const name = windows.apps.has(appId) || windows.apps.size < MAX_APPS ? appId : '';
  const app = windows.apps.get(name) ?? { startedAt: now, requests: 0, writes: 0 };
  windows.apps.set(name, app);
  const waits = [waitIn(windows.tenant, TENANT_LIMITS, { now, isWrite }), waitIn(app, APP_LIMITS, { now, isWrite })];
  const wait = Math.max(...waits);
  if (wait > 0) throw throttled(wait, setting(settings, 'retryAfter') === 'sent');
  for (const window of [windows.tenant, app]) {
    window.requests += 1;
    if (isWrite) window.writes += 1;
  }
}

function openWindows(now: number, settings: Settings): Windows {
  const full = setting(settings, 'throttling') === 'full';
  const counts = full ? TENANT_LIMITS : { requests: 0, writes: 0 };
  return { settings, tenant: { startedAt: now, ...counts }, apps: new Map() };
}

/** Milliseconds until the next request is allowed. Restarts a window that is over, or that starts after the world's clock. */
function waitIn(
  window: Window,
  limits: RequestLimits,
  { now, isWrite }: { readonly now: number; readonly isWrite: boolean },
): number {
  const passed = now - window.startedAt;
  if (passed >= WINDOW_MS || passed < 0) Object.assign(window, { startedAt: now, requests: 0, writes: 0 });
  const exceeded = window.requests >= limits.requests || (isWrite && window.writes >= limits.writes);
  return exceeded ? WINDOW_MS - (now - window.startedAt) : 0;
}

function throttled(wait: number, withRetryAfter: boolean): HttpError {
  const seconds = Math.ceil(wait / 1000);
  return new HttpError({
    code: 'THROTTLED',
    message: `Too many requests. Retry after ${seconds} seconds.`,
    headers: withRetryAfter ? { 'retry-after': String(seconds) } : {},
  });
}
