// New exchanges as server-sent events.
import { exchangeView } from '../report/exchange-view.ts';
import type { World } from '../worlds/world.ts';
import type { Worlds } from '../worlds/worlds.ts';

interface EventOptions {
  readonly world?: string | undefined;
  /** The stream ends after this many events. */
  readonly limit?: number | undefined;
  /** The stream ends after this many seconds. */
  readonly seconds?: number | undefined;
}

/** The maximum number of events that wait for a slow reader. Later ones are dropped, and an event reports their number. */
const MAX_WAITING_EVENTS = 1_000;

/** Milliseconds between two comments that keep an idle connection open. */
const KEEP_ALIVE_MS = 15_000;

export async function* exchangeEvents(
  worlds: Worlds,
  { world, limit, seconds }: EventOptions = {},
): AsyncIterable<string> {
  const waiting: string[] = [];
  let wake: () => void = () => undefined;
  let dropped = 0;
  const unsubscribers: (() => void)[] = [];
  const follow = (one: World) => {
    if (world !== undefined && one.name !== world) return;
    const unsubscribe = one.journal?.subscribe((exchange) => {
      if (waiting.length >= MAX_WAITING_EVENTS) dropped += 1;
      else
        waiting.push(
          `id: ${exchange.id}\nevent: exchange\ndata: ${JSON.stringify(exchangeView(exchange, one.name, false))}\n\n`,
        );
      wake();
    });
    if (unsubscribe) unsubscribers.push(unsubscribe);
  };
  for (const one of worlds.list()) follow(one);
  unsubscribers.push(worlds.listen(follow));
  const end = () => wake();
  worlds.closing.addEventListener('abort', end);
  unsubscribers.push(() => worlds.closing.removeEventListener('abort', end));
  const until = seconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + seconds * 1000;
  let sent = 0;
  try {
    yield ': listening\n\n';
    while (sent < (limit ?? Number.POSITIVE_INFINITY) && !worlds.closing.aborted) {
      const event = waiting.shift();
      if (event !== undefined) {
        sent += 1;
        yield dropped === 0 ? event : `event: dropped\ndata: ${dropped}\n\n${event}`;
        dropped = 0;
        continue;
      }
      const remaining = until - performance.now();
      if (remaining <= 0) return;
      const wasWoken = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), Math.min(KEEP_ALIVE_MS, remaining)).unref();
        wake = () => {
          clearTimeout(timer);
          resolve(true);
        };
      });
      if (!wasWoken && until - performance.now() > 0) yield ': keep-alive\n\n';
    }
  } finally {
    for (const unsubscribe of unsubscribers) unsubscribe();
  }
}
