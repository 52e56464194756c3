// The stream of exchanges. It is opened again when the server restarts. The page takes new exchanges once per frame.
import { signal } from '@preact/signals';
import type { ExchangeInfo } from '../control/client.ts';
import { connected, control, refused } from './connection.ts';
import { loadAll, loadPlans, loadWorlds, revision, worldName } from './state.ts';

/** The exchanges that the page keeps. */
const MOST = 10_000;
/** How many of the oldest are dropped at once. */
const DROPPED = 1_000;
/** Milliseconds between two attempts to connect. */
const RETRY = { first: 500, most: 5_000 } as const;
/** Milliseconds after a change before the rest of the page is read again. */
const SETTLE = 400;

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

export function clearList(): void {
  exchanges.length = 0;
  incoming = [];
  waiting.value = 0;
  arrived.value += 1;
}

export function resume(): void {
  paused.value = false;
  schedule();
}

export async function follow(): Promise<void> {
  let delay: number = RETRY.first;
  for (;;) {
    try {
      await loadAll();
      await loadRecent();
      connected.value = true;
      delay = RETRY.first;
      // An exchange can arrive before the stream is open.
      setTimeout(() => loadRecent().catch(() => undefined), SETTLE);
      for await (const exchange of control().events()) take(exchange);
    } catch {
      if (refused.value !== undefined) await untilToken();
    }
    connected.value = false;
    await new Promise((resolve) => setTimeout(resolve, delay));
    delay = Math.min(delay * 2, RETRY.most);
  }
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

/** The exchanges before the page was opened. */
async function loadRecent(): Promise<void> {
  const recent = await control().world(worldName.value).exchanges({ limit: 500 });
  const ids = new Set([...exchanges, ...incoming].map(({ id }) => id));
  listed = new Set(recent.map(({ id }) => id));
  exchanges.push(...recent.filter(({ id }) => !ids.has(id)).toReversed());
  arrived.value += 1;
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
  revision.value += 1;
  Promise.all([loadWorlds(), loadPlans()]).catch(() => undefined);
}
