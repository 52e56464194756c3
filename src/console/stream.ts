// The stream of exchanges, which all tabs of a browser share: a browser opens only a few connections to a server, and a stream needs
// one as long as its page is open. The tab that holds a lock reads the stream and sends each exchange to the others.
import type { ExchangeInfo } from '../control/client.ts';
import { control, origin } from './connection.ts';

const NAME = `standin exchanges of ${origin}`;
/** The messages before the first exchange and after the last one. */
const BEGIN = 'begin';
const END = 'end';

/**
 * Reads exchanges until the connection ends.
 * @param opened called when exchanges begin to arrive, also from another tab; some can be missing before
 */
export async function readExchanges(take: (exchange: ExchangeInfo) => void, opened: () => void): Promise<void> {
  // Browsers have locks on this machine and with TLS. Without them, each tab reads a stream of its own.
  if (!navigator.locks) {
    opened();
    for await (const exchange of control().events()) take(exchange);
    return;
  }
  const channel = new BroadcastChannel(NAME);
  const waiting = new AbortController();
  channel.onmessage = ({ data }: MessageEvent<ExchangeInfo | typeof BEGIN | typeof END>) => {
    if (data === END) waiting.abort();
    else if (data === BEGIN) opened();
    else take(data);
  };
  opened();
  try {
    await navigator.locks.request(NAME, { signal: waiting.signal }, () => lead(channel, take, opened));
  } finally {
    channel.close();
  }
}

/** Reads the stream for all tabs. */
async function lead(
  channel: BroadcastChannel,
  take: (exchange: ExchangeInfo) => void,
  opened: () => void,
): Promise<void> {
  channel.onmessage = null;
  opened();
  channel.postMessage(BEGIN);
  try {
    for await (const exchange of control().events()) {
      take(exchange);
      channel.postMessage(exchange);
    }
  } finally {
    channel.postMessage(END);
  }
}
