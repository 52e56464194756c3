// Redis and a replica are killed while clients write, and started again.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../adversity/run.ts';
import { send } from './client.ts';
import { originOf, type Setup, startReplica, withReplicas } from './replicas.ts';

const CLIENTS = 12;

/** A client that counts up an item of its own. It reads again if it does not know whether a change was made. */
class Counter {
  readonly #setup: Setup;
  readonly #id: string;
  #n: number;
  acknowledged = 0;
  unavailable = 0;
  stale = 0;
  readonly problems: string[] = [];

  constructor(setup: Setup, n: number) {
    this.#setup = setup;
    this.#id = `own-${n}`;
    this.#n = n;
  }

  async create(): Promise<void> {
    const { status } = await send('POST', `${this.#next()}/items`, { body: { id: this.#id, count: 0 } });
    if (status !== 201) this.problems.push(`${this.#id}: created with the status ${status}`);
  }

  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const { status } = await send('PATCH', `${this.#next()}/items/${this.#id}`, {
        body: { count: this.acknowledged + 1 },
      });
      if (status === 200) this.acknowledged += 1;
      else if (status === 503 || status === 0) await this.#afterFailure();
      else this.problems.push(`${this.#id}: status ${status}`);
    }
  }

  async #afterFailure(): Promise<void> {
    this.unavailable += 1;
    for (let attempt = 0; attempt < 600; attempt++) {
      const { status, body, isStale } = await send('GET', `${this.#next()}/items/${this.#id}`);
      if (isStale) this.stale += 1;
      if (status === 200 && !isStale) {
        this.#compare((body as { count: number }).count);
        return;
      }
      await sleep(50);
    }
    this.problems.push(`${this.#id}: no replica has recovered`);
  }

  #compare(count: number): void {
    const isPossible = count === this.acknowledged || count === this.acknowledged + 1;
    if (!isPossible) this.problems.push(`${this.#id}: ${count} after ${this.acknowledged} acknowledged`);
    this.acknowledged = count;
  }

  async verify(): Promise<void> {
    for (const { origin } of this.#setup.replicas) {
      const { body } = await send('GET', `${origin}/items/${this.#id}`);
      const { count } = body as { count: number };
      if (count !== this.acknowledged) this.problems.push(`${this.#id}: ${count} at last, not ${this.acknowledged}`);
    }
  }

  #next(): string {
    return originOf(this.#setup, this.#n++);
  }
}

export function failures(run: Run): Promise<void> {
  return withReplicas(3, async (setup) => {
    let isOver = false;
    const counters = Array.from({ length: CLIENTS }, (_, n) => new Counter(setup, n));
    for (const counter of counters) await counter.create();
    const writing = counters.map((counter) => counter.run(() => isOver));
    const rounds = run.amount(10, 2);
    for (let round = 0; round < rounds; round++) {
      await sleep(run.amount(1500, 700));
      await setup.redis.kill();
      await sleep(400);
      await setup.redis.start();
      await sleep(run.amount(1500, 900));
      await setup.replicas[round % 3]?.kill();
      setup.replicas[round % 3] = await startReplica(setup.redis.url);
    }
    await sleep(500);
    isOver = true;
    await Promise.all(writing);
    for (const counter of counters) await counter.verify();
    const sum = (of: (counter: Counter) => number) => counters.reduce((total, counter) => total + of(counter), 0);
    const problems = counters.flatMap((counter) => counter.problems);
    run.print(
      `Redis and a replica killed ${rounds} times each: ${sum((one) => one.acknowledged)} changes, ${sum((one) => one.unavailable)} responses 503 or none, ${sum((one) => one.stale)} stale reads, marked`,
    );
    for (const problem of problems.slice(0, 5)) run.print(problem);
    run.check(problems.length === 0, `${problems.length} changes are lost, made twice, or refused`);
    run.check(sum((one) => one.unavailable) > 0, 'no request met a failure');
    run.check(sum((one) => one.acknowledged) > rounds * 100, 'hardly anything was written');
  });
}
