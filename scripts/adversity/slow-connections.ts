// Connections that begin a request and never end it. The server must serve others, and close these by its own timeouts.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { document } from '../../test/fixtures/hostile-requests.ts';
import { counts, memoryOf, type Part, withServer } from './run.ts';
import { checkServed, withSecondClient } from './second-client.ts';

/** The first part of a request. A connection sends one of them and then waits. */
const STARTS: Readonly<Record<string, string>> = {
  'no byte': '',
  'half a request line': 'GET /no',
  'half of the headers': 'GET /notes HTTP/1.1\r\nhost: localhost\r\nx-a: 1',
  'half of a body':
    'POST /texts HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n["a"',
};

/** Connections that are opened at the same time. */
const BATCH = 100;
/** Milliseconds after which the server has closed each of them: its limit for a whole request, and time to look for them. */
const END_MS = 50_000;
const QUICK_MS = 3_000;

export const slowConnections: Part = (run) =>
  withServer({ name: 'slow', document, probe: '/notes' }, async ({ origin, ...server }) => {
    const wanted = run.amount(3_000, 200);
    await withSecondClient({ url: `${origin}/notes` }, async (client) => {
      const slow = new SlowConnections(Number(new URL(origin).port));
      try {
        await slow.open(wanted);
        run.check(slow.opened === wanted, `${slow.opened} of ${wanted} slow connections can be opened`);
        const begun = performance.now();
        const most = run.amount(END_MS, QUICK_MS);
        while (slow.waiting > 0 && performance.now() - begun < most) await sleep(100);
        const figures = await client.figures();
        run.print(
          `${slow.opened} slow connections: ${figures.responses} responses for the second client, worst ${figures.worst.toFixed(0)} ms`,
        );
        checkServed(run, figures, 'slow connections');
        run.print(
          `ended by the server: ${counts(slow.ended) || 'none yet'}; ${slow.waiting} are open after ${((performance.now() - begun) / 1000).toFixed(0)} s`,
        );
        if (!run.quick)
          run.check(slow.waiting === 0, `${slow.waiting} slow connections are open after ${END_MS / 1000} s`);
        run.print(`resident memory ${(await memoryOf({ ...server, origin })).toFixed(0)} MB`);
      } finally {
        slow.destroy();
      }
    });
  });

class SlowConnections {
  opened = 0;
  /** How many the server has ended, by the first line that it sent. */
  readonly ended: Record<string, number> = {};
  readonly #port: number;
  readonly #sockets = new Set<Socket>();

  constructor(port: number) {
    this.#port = port;
  }

  get waiting(): number {
    return this.#sockets.size;
  }

  async open(wanted: number): Promise<void> {
    const starts = Object.values(STARTS);
    for (let batch = 0; batch < wanted; batch += BATCH) {
      const size = Math.min(BATCH, wanted - batch);
      await Promise.all(Array.from({ length: size }, (_, index) => this.#openOne(starts[index % starts.length] ?? '')));
    }
  }

  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async #openOne(start: string): Promise<void> {
    const socket = connect(this.#port, '127.0.0.1');
    let received = '';
    this.#sockets.add(socket);
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      const line = received.split('\r\n')[0] || 'closed without a response';
      this.ended[line] = (this.ended[line] ?? 0) + 1;
    });
    try {
      await once(socket, 'connect');
    } catch {
      return;
    }
    this.opened += 1;
    socket.write(start);
  }
}
