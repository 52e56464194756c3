// What is not a resource: faults that count, the clock, settings, rewinds, resets, idempotency keys, worlds.
import type { Run } from '../adversity/run.ts';
import { send, together } from './client.ts';
import { originOf, type Setup, withReplicas } from './replicas.ts';

const CONTROL = '/_standin/worlds/default';

export function sharedValues(run: Run): Promise<void> {
  return withReplicas(3, async (setup) => {
    await faultsOnce(run, setup);
    await clockAndSettings(run, setup);
    await rewinds(run, setup);
    await idempotencyKeys(run, setup);
    await otherWorlds(run, setup);
  });
}

async function faultsOnce(run: Run, setup: Setup): Promise<void> {
  const rounds = run.amount(50, 5);
  let wrong = 0;
  for (let round = 0; round < rounds; round++) {
    const fault = { id: 'third', fault: { kind: 'status', status: 503 }, when: { call: 3 } };
    await send('POST', `${originOf(setup, round)}${CONTROL}/faults`, { body: fault });
    let failed = 0;
    await together(30, 30, async (n) => {
      if ((await send('GET', `${originOf(setup, n)}/items`)).status === 503) failed += 1;
    });
    if (failed !== 1) wrong += 1;
    await send('DELETE', `${originOf(setup, round + 1)}${CONTROL}/faults/third`);
  }
  run.print(`${rounds} × "fail the third call" with 30 calls at once: ${wrong} did not act exactly once`);
  run.check(wrong === 0, `${wrong} faults did not act exactly once`);
}

async function clockAndSettings(run: Run, setup: Setup): Promise<void> {
  const rounds = run.amount(200, 20);
  let wrong = 0;
  for (let n = 0; n < rounds; n++) {
    const now = new Date(Date.UTC(2030, 0, 1) + n * 86_400_000).toISOString();
    await send('PATCH', `${originOf(setup, n)}${CONTROL}/clock`, { body: { now, frozen: true } });
    const seen = await send('GET', `${originOf(setup, n + 1)}${CONTROL}/clock`);
    if ((seen.body as { now: string }).now !== now) wrong += 1;
  }
  run.check(wrong === 0, `${wrong} times, a replica had another time`);
  await send('PATCH', `${originOf(setup, 0)}${CONTROL}`, { body: { settings: { auth: 'off' } } });
  const { body } = await send('GET', `${originOf(setup, 2)}${CONTROL}`);
  const { settings } = body as { settings: { auth: string } };
  run.check(settings.auth === 'off', 'a replica has other settings');
  run.print(`${rounds} × the clock set on one replica and read on the next: ${wrong} differences`);
}

async function rewinds(run: Run, setup: Setup): Promise<void> {
  const rounds = run.amount(100, 10);
  let wrong = 0;
  for (let n = 0; n < rounds; n++) {
    await send('POST', `${originOf(setup, n)}/items`, { body: { id: `kept-${n}`, count: 1 } });
    const { revision } = (await send('GET', `${originOf(setup, n + 1)}${CONTROL}`)).body as { revision: number };
    await send('PATCH', `${originOf(setup, n + 1)}/items/kept-${n}`, { body: { count: 2 } });
    await send('POST', `${originOf(setup, n)}/items`, { body: { id: `gone-${n}` } });
    const rewound = await send('POST', `${originOf(setup, n + 2)}${CONTROL}/rewind`, { body: { revision } });
    const kept = await send('GET', `${originOf(setup, n)}/items/kept-${n}`);
    const gone = await send('GET', `${originOf(setup, n + 1)}/items/gone-${n}`);
    const count = (kept.body as { count?: number } | undefined)?.count;
    if (rewound.status !== 200 || count !== 1 || gone.status !== 404) wrong += 1;
  }
  run.print(`${rounds} rewinds on one replica, seen on the others: ${wrong} differences`);
  run.check(wrong === 0, `${wrong} rewinds were not seen by all replicas`);
  await send('POST', `${originOf(setup, 0)}${CONTROL}/reset`);
  const { body } = await send('GET', `${originOf(setup, 1)}/items`);
  run.check((body as readonly unknown[]).length === 0, 'a reset was not seen by all replicas');
}

async function idempotencyKeys(run: Run, setup: Setup): Promise<void> {
  const rounds = run.amount(500, 50);
  let wrong = 0;
  await together(rounds, 8, async (n) => {
    const headers = { 'idempotency-key': `key-${n}` };
    const attempts = setup.replicas.map(({ origin }) =>
      send('POST', `${origin}/items`, { body: { id: `once-${n}` }, headers }),
    );
    if ((await Promise.all(attempts)).some(({ status }) => status !== 201)) wrong += 1;
  });
  const { body } = await send('GET', `${originOf(setup, 0)}/items`);
  run.print(`${rounds} × one idempotency key on three replicas at once: ${wrong} refused`);
  run.check(wrong === 0, `${wrong} requests with an idempotency key were refused`);
  run.check((body as readonly unknown[]).length === rounds, 'a request with an idempotency key was done twice');
}

async function otherWorlds(run: Run, setup: Setup): Promise<void> {
  const name = 'alice';
  await send('POST', `${originOf(setup, 0)}/~${name}/items`, { body: { id: 'hers' } });
  const seen = await send('GET', `${originOf(setup, 1)}/~${name}/items/hers`);
  const listed = (await send('GET', `${originOf(setup, 2)}/_standin/worlds`)).body as readonly { name: string }[];
  const again = await send('POST', `${originOf(setup, 2)}/_standin/worlds`, { body: { name } });
  await send('DELETE', `${originOf(setup, 1)}/_standin/worlds/${name}`);
  const deleted = await send('GET', `${originOf(setup, 0)}/_standin/worlds/${name}`);
  run.check(seen.status === 200, 'a world is not the same on all replicas');
  run.check(
    listed.some((world) => world.name === name),
    'a replica does not list a world of another one',
  );
  run.check(again.status === 409, `a world could be created twice: ${again.status}`);
  run.check(deleted.status === 404, `a deleted world still exists on another replica: ${deleted.status}`);
}
