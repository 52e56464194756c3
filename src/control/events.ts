// Exchanges as they are answered, as server-sent events.
import { exchangeView } from '../report/exchange-view.ts';
import type { World } from '../worlds/world.ts';
import type { Worlds } from '../worlds/worlds.ts';

interface Wanted {
  readonly world?: string | undefined;
  /** Ends after so many events. */
  readonly limit?: number | undefined;
  /** Ends after so many seconds. */
  readonly seconds?: number | undefined;
}

/** Events that wait for a slow reader; what comes beyond them is left out, and told. */
const WAITING = 1_000;

/** Milliseconds between two signs of life, so that nothing on the way takes the connection for dead. */
const PULSE = 15_000;

export async function* events(worlds: Worlds, { world, limit, seconds }: Wanted = {}): AsyncIterable<string> {
  const waiting: string[] = [];
  let wake: () => void = () => undefined;
  let lost = 0;
  const ends: (() => void)[] = [];
  const follow = (one: World) => {
    if (world !== undefined && one.name !== world) return;
    const end = one.journal?.subscribe((exchange) => {
      if (waiting.length >= WAITING) lost += 1;
      else
        waiting.push(
          `id: ${exchange.id}\nevent: exchange\ndata: ${JSON.stringify(exchangeView(exchange, one.name, false))}\n\n`,
        );
      wake();
    });
    if (end) ends.push(end);
  };
  for (const one of worlds.list()) follow(one);
  ends.push(worlds.listen(follow));
  const until = seconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + seconds * 1000;
  let sent = 0;
  try {
    yield ': listening\n\n';
    while (sent < (limit ?? Number.POSITIVE_INFINITY)) {
      const event = waiting.shift();
      if (event !== undefined) {
        sent += 1;
        yield lost === 0 ? event : `event: lost\ndata: ${lost}\n\n${event}`;
        lost = 0;
        continue;
      }
      const left = until - performance.now();
      if (left <= 0) return;
      const woken = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), Math.min(PULSE, left));
        wake = () => {
          clearTimeout(timer);
          resolve(true);
        };
      });
      if (!woken && until - performance.now() > 0) yield ': here\n\n';
    }
  } finally {
    for (const end of ends) end();
  }
}
