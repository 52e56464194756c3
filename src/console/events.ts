// The stream of exchanges. It is opened again when the server restarts. The page takes new exchanges once per frame, and asks
// for the worlds now and then, so that it shows what other tabs, the terminal and other clients change.
import { signal } from '@preact/signals';
import type { ExchangeInfo, WorldInfo } from '../control/client.ts';
import { connected, connections, control, refused } from './connection.ts';
import { catchUp, loadAll, onWorlds, worlds } from './state.ts';
import { readExchanges } from './stream.ts';

/** The exchanges that the page keeps. */
const MOST = 10_000;
/** How many of the oldest are dropped at once. */
const DROPPED = 1_000;
/** Exchanges of a world that are read when the page opens, and the number of worlds. */
const RECENT = { exchanges: 500, worlds: 20 } as const;
/** Milliseconds between two attempts to connect. */
const RETRY = { first: 500, most: 5_000 } as const;
/** Milliseconds after an exchange before the rest of the page is read again. */
const SETTLE = 600;
/** Milliseconds between two looks at the worlds. */
const LOOK = 2_000;

/** All exchanges, oldest first. The array is changed in place; `arrived` says when. */
export const exchanges: ExchangeInfo[] = [];
export const arrived = signal(0);
/** Exchanges that arrive while the list is paused. */
export const paused = signal(false);
export const waiting = signal(0);

let incoming: ExchangeInfo[] = [];
/** The ids of exchanges that were read, which the stream can send again. */
let listed: ReadonlySet<string> = new Set();
let isScheduled = false;
let isReadingSoon = false;

/** Empties the list, or takes the exchanges of one world out of it. */
export function clearList(world?: string): void {
  const kept = world === undefined ? [] : exchanges.filter((one) => one.world !== world);
  exchanges.splice(0, exchanges.length, ...kept);
  incoming = world === undefined ? [] : incoming.filter((one) => one.world !== world);
  listed = new Set(kept.map(({ id }) => id));
  waiting.value = incoming.length;
  arrived.value += 1;
}

export function resume(): void {
  paused.value = false;
  schedule();
}

export async function follow(): Promise<void> {
  let delay: number = RETRY.first;
  onWorlds(dropForgotten);
  setInterval(look, LOOK);
  document.addEventListener('visibilitychange', look);
  for (;;) {
    try {
      await loadAll();
      clearList();
      await loadRecent(worlds.value);
      connections.value += 1;
      connected.value = true;
      delay = RETRY.first;
      await readExchanges(take, loadMissing);
    } catch {
      if (refused.value !== undefined) await untilToken();
    }
    connected.value = false;
    await new Promise((resolve) => setTimeout(resolve, delay));
    delay = Math.min(delay * 2, RETRY.most);
  }
}

/** An exchange can arrive before the stream is open. */
function loadMissing(): void {
  setTimeout(() => loadRecent(worlds.value).catch(() => undefined), SETTLE);
}

function look(): void {
  if (connected.value && !document.hidden && !isReadingSoon) catchUp().catch(() => undefined);
}

function untilToken(): Promise<void> {
  return new Promise((resolve) => {
    const stop = refused.subscribe((reason) => {
      if (reason !== undefined) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}

/** The exchanges that some worlds have recorded so far. */
async function loadRecent(some: readonly WorldInfo[]): Promise<void> {
  const reads = some
    .slice(0, RECENT.worlds)
    .map(({ name }) => control().world(name).exchanges({ limit: RECENT.exchanges }));
  const recent = (await Promise.all(reads)).flat();
  const ids = new Set([...exchanges, ...incoming].map(({ id }) => id));
  const missing = recent.filter(({ id }) => !ids.has(id));
  listed = new Set(recent.map(({ id }) => id));
  if (missing.length === 0) return;
  exchanges.push(...missing.toReversed());
  if (some.length > 1) exchanges.sort((one, other) => (one.time < other.time ? -1 : one.time > other.time ? 1 : 0));
  arrived.value += 1;
}

/** A world that was reset, rewound, cleared or deleted has forgotten exchanges. */
function dropForgotten(before: readonly WorldInfo[], after: readonly WorldInfo[]): void {
  const counts = new Map(after.map(({ name, exchanges: count }) => [name, count]));
  for (const { name, exchanges: count } of before) {
    const now = counts.get(name);
    if (now !== undefined && now >= count) continue;
    clearList(name);
    const changed = after.filter((one) => one.name === name);
    loadRecent(changed).catch(() => undefined);
  }
}

function take(exchange: ExchangeInfo): void {
  if (listed.has(exchange.id)) return;
  incoming.push(exchange);
  schedule();
}

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  requestAnimationFrame(flush);
}

function flush(): void {
  isScheduled = false;
  if (incoming.length > MOST) incoming = incoming.slice(-MOST);
  if (!isReadingSoon) setTimeout(readAgain, SETTLE);
  isReadingSoon = true;
  if (paused.value) {
    waiting.value = incoming.length;
    return;
  }
  exchanges.push(...incoming);
  incoming = [];
  waiting.value = 0;
  if (exchanges.length > MOST) exchanges.splice(0, exchanges.length - MOST + DROPPED);
  arrived.value += 1;
}

function readAgain(): void {
  isReadingSoon = false;
  catchUp().catch(() => undefined);
}
