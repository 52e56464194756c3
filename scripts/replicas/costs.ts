// What a shared state costs: the processor time and the latency of a request, and the requests per second of one to three replicas.
import type { Run } from '../adversity/run.ts';
import { send, together } from './client.ts';
import { type Replica, startReplica, withReplicas } from './replicas.ts';

const CLIENTS = 16;

export async function costs(run: Run): Promise<void> {
  const own = await startReplica(undefined);
  await measured(run, 'state of its own', [own]);
  await own.kill();
  for (const count of [1, 2, 3]) {
    await withReplicas(count, ({ replicas }) => measured(run, `${count} on one Redis`, replicas));
  }
}

/** Half of the requests read an item, the others change one. */
async function measured(run: Run, title: string, replicas: readonly Replica[]): Promise<void> {
  const origin = (n: number) => (replicas[n % replicas.length] as Replica).origin;
  for (let n = 0; n < CLIENTS; n++) await send('POST', `${origin(n)}/items`, { body: { id: `own-${n}`, count: 0 } });
  const requests = run.amount(10_000, 800);
  const round = async (method: 'GET' | 'PATCH', most: number, count: number) => {
    const times: number[] = [];
    const cpuBefore = cpuOf(replicas);
    const begun = performance.now();
    await together(count, most, async (n) => {
      const sent = performance.now();
      const body = method === 'PATCH' ? { count: n } : undefined;
      const { status } = await send(method, `${origin(n)}/items/own-${n % most}`, { body });
      times.push(performance.now() - sent);
      run.check(status === 200, `${title}: ${method} got ${status}`);
    });
    const took = (performance.now() - begun) / 1000;
    times.sort((one, other) => one - other);
    return {
      perSecond: Math.round(count / took),
      cpu: Math.round(((cpuOf(replicas) - cpuBefore) * 1000) / count),
      median: ((times[Math.floor(count / 2)] ?? 0) * 1000).toFixed(0),
    };
  };
  for (const method of ['GET', 'PATCH'] as const) {
    await round(method, CLIENTS, requests / 5);
    const alone = await round(method, 1, requests / 10);
    const busy = await round(method, CLIENTS, requests);
    run.print(
      `${title.padEnd(16)} ${method.padEnd(5)}  alone ${alone.median} µs; ${CLIENTS} clients ${busy.perSecond}/s, ${busy.cpu} µs of CPU per request`,
    );
  }
}

function cpuOf(replicas: readonly Replica[]): number {
  return replicas.reduce((sum, replica) => sum + (replica.cpuMs() ?? 0), 0);
}
