// New exchanges as server-sent events.
import { exchangeView } from '../report/exchange-view.ts';
import type { RecordedExchange } from '../report/record.ts';
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

/** Events of new exchanges that a reader has not read yet. */
class EventQueue {
  #waiting: string[] = [];
  #dropped = 0;
  #wake: () => void = () => undefined;

  add(event: string): void {
    if (this.#waiting.length >= MAX_WAITING_EVENTS) this.#dropped += 1;
    else this.#waiting.push(event);
    this.#wake();
  }

  /** The next event, with the number of those that were dropped before it. Undefined if none waits. */
  take(): string | undefined {
    const event = this.#waiting.shift();
    if (event === undefined || this.#dropped === 0) return event;
    const dropped = `event: dropped\ndata: ${this.#dropped}\n\n`;
    this.#dropped = 0;
    return `${dropped}${event}`;
  }

  wake(): void {
    this.#wake();
  }

  /** Waits for an event or for the time to pass. @returns whether it was woken */
  wait(milliseconds: number): Promise<boolean> {
    return new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), milliseconds).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }
}

/** Adds the exchanges of one world, or of all worlds, to a queue. @returns a function that stops it */
function follow(worlds: Worlds, world: string | undefined, queue: EventQueue): () => void {
  const stops: (() => void)[] = [];
  const followOne = (one: World) => {
    if (world !== undefined && one.name !== world) return;
    const stop = one.journal?.subscribe((exchange) => queue.add(eventOf(exchange, one)));
    if (stop) stops.push(stop);
  };
  for (const one of worlds.list()) followOne(one);
  stops.push(worlds.listen(followOne));
  return () => {
    for (const stop of stops) stop();
  };
}

/** The event of the latest exchange. All readers share its text, so that silent ones take little memory. */
let latest: { readonly exchange: RecordedExchange; readonly event: string } | undefined;

function eventOf(exchange: RecordedExchange, { name }: World): string {
  if (latest?.exchange !== exchange) {
    const view = JSON.stringify(exchangeView(exchange, name, false));
    latest = { exchange, event: `id: ${exchange.id}\nevent: exchange\ndata: ${view}\n\n` };
  }
  return latest.event;
}

export async function* exchangeEvents(
  worlds: Worlds,
  { world, limit = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY }: EventOptions = {},
): AsyncIterable<string> {
  const queue = new EventQueue();
  const stop = follow(worlds, world, queue);
  const end = () => queue.wake();
  worlds.closing.addEventListener('abort', end);
  const until = performance.now() + seconds * 1000;
  let sent = 0;
  try {
    yield ': listening\n\n';
    while (sent < limit && !worlds.closing.aborted) {
      const event = queue.take();
      if (event !== undefined) {
        sent += 1;
        yield event;
        continue;
      }
      const remaining = until - performance.now();
      if (remaining <= 0) return;
      const wasWoken = await queue.wait(Math.min(KEEP_ALIVE_MS, remaining));
      if (!wasWoken && until - performance.now() > 0) yield ': keep-alive\n\n';
    }
  } finally {
    stop();
    worlds.closing.removeEventListener('abort', end);
  }
}
