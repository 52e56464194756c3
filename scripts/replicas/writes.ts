// Writes on three replicas at the same time: increments with If-Match, creates with one key, reads right after writes.
import type { Run } from '../adversity/run.ts';
import { send, together } from './client.ts';
import { originOf, type Setup, withReplicas } from './replicas.ts';

interface Item {
  readonly id: string;
  readonly count: number;
}

const COUNTERS = 20;
const CLIENTS = 24;

export function increments(run: Run): Promise<void> {
  return withReplicas(3, async (setup) => {
    for (let n = 0; n < COUNTERS; n++) {
      await send('POST', `${originOf(setup, n)}/items`, { body: { id: `counter-${n}`, count: 0 } });
    }
    const total = run.amount(100_000, 2000);
    const begun = performance.now();
    let refused = 0;
    const wrong: string[] = [];
    await together(total, CLIENTS, async (n) => {
      for (let attempt = 0; attempt < 1000; attempt++) {
        const status = await increment(setup, `counter-${n % COUNTERS}`, n + attempt);
        if (status === 200) return;
        if (status === 412) refused += 1;
        else wrong.push(`status ${status}`);
      }
      wrong.push('a client was refused 1000 times in a row');
    });
    const counts = await Promise.all(setup.replicas.map(({ origin }) => sumOf(origin)));
    run.print(`${total} increments in ${seconds(begun)} s, ${refused} refused by If-Match, sums ${counts.join(', ')}`);
    run.check(
      counts.every((count) => count === total),
      `the sums are ${counts.join(', ')}, not ${total}`,
    );
    run.check(wrong.length === 0, `${wrong.length} increments failed: ${wrong[0]}`);
    run.check(refused > 0, 'no two replicas changed an item at the same time');
  });
}

/** Reads on one replica, and writes on the next. */
async function increment(setup: Setup, id: string, n: number): Promise<number> {
  const read = await send('GET', `${originOf(setup, n)}/items/${id}`);
  if (read.status !== 200) return read.status;
  const { count } = read.body as Item;
  const headers = { 'if-match': read.etag ?? '' };
  return (await send('PATCH', `${originOf(setup, n + 1)}/items/${id}`, { body: { count: count + 1 }, headers })).status;
}

async function sumOf(origin: string): Promise<number> {
  const { body } = await send('GET', `${origin}/items`);
  return (body as readonly Item[]).reduce((sum, { count }) => sum + count, 0);
}

export function creates(run: Run): Promise<void> {
  return withReplicas(3, async (setup) => {
    const total = run.amount(10_000, 400);
    const begun = performance.now();
    const wrong: string[] = [];
    await together(total, CLIENTS / 3, async (n) => {
      const attempts = setup.replicas.map(({ origin }, by) =>
        send('POST', `${origin}/items`, { body: { id: `key-${n}`, by: `${by}` } }),
      );
      const statuses = (await Promise.all(attempts)).map(({ status }) => status).sort();
      if (statuses.join() !== '201,409,409') wrong.push(`key-${n}: ${statuses.join()}`);
    });
    const lists = await Promise.all(setup.replicas.map(({ origin }) => send('GET', `${origin}/items`)));
    const texts = lists.map(({ body }) => JSON.stringify(body));
    run.print(`${total} keys, each created on three replicas at once, in ${seconds(begun)} s`);
    run.check(wrong.length === 0, `${wrong.length} keys were not created once: ${wrong.slice(0, 3).join('; ')}`);
    run.check(
      texts.every((text) => text === texts[0]),
      'the lists of the replicas differ',
    );
    run.check(
      (lists.at(0)?.body as readonly Item[] | undefined)?.length === total,
      'the list does not have each key once',
    );
  });
}

/** POST on one replica, PATCH on the next, GET on each of the others at once. */
export function readsAfterWrites(run: Run): Promise<void> {
  return withReplicas(3, async (setup) => {
    const total = run.amount(10_000, 400);
    const begun = performance.now();
    let missing = 0;
    let old = 0;
    await together(total, CLIENTS, async (n) => {
      const path = `/items/read-${n}`;
      await send('POST', `${originOf(setup, n)}/items`, { body: { id: `read-${n}`, count: 1 } });
      const created = await send('GET', `${originOf(setup, n + 1)}${path}`);
      if (created.status !== 200) missing += 1;
      await send('PATCH', `${originOf(setup, n + 1)}${path}`, { body: { count: 2 } });
      const changed = await send('GET', `${originOf(setup, n + 2)}${path}`);
      if ((changed.body as Item | undefined)?.count !== 2) old += 1;
    });
    run.print(`${total} × POST, GET, PATCH and GET on three replicas in turn in ${seconds(begun)} s`);
    run.check(missing === 0, `${missing} items were missing right after their creation`);
    run.check(old === 0, `${old} items had an old value right after their change`);
  });
}

export function seconds(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(1);
}
