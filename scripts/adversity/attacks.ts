// Requests that are made to stop the server, one after the other, while a second client measures its own latency.
import {
  ATTACKS,
  type Attack,
  document,
  doublingCopies,
  json,
  nestedChoice,
  SLOW_TEXT,
} from '../../test/fixtures/hostile-requests.ts';
import { memoryOf, type Part, type Run, withServer } from './run.ts';
import { checkServed, type SecondClient, withSecondClient } from './second-client.ts';

type Case = readonly [title: string, attack: Attack, status: number];

const CASES: readonly Case[] = [
  ...ATTACKS.map(([title, attack, large, status]): Case => [title, attack(large), status]),
  ['a deep value of a recursive choice', nestedChoice(88), 400],
  ['a JSON Patch whose copies double the resource', doublingCopies(40), 413],
  ['a pattern that backtracks without end', json('/slow', { text: SLOW_TEXT }), 400],
];

/** A rejected body of 1 MB. Parsed, it takes 20 times as much memory. */
const REJECTED = json('/texts', Array(340_000).fill({}));
const FLOOD_WORLDS = 20;

export const attacks: Part = (run) =>
  withServer({ name: 'attacks', document, probe: '/notes' }, async (server) => {
    run.print(
      `${'attack'.padEnd(48)}${'bytes'.padStart(9)}${'ms'.padStart(8)}${'second client, worst ms'.padStart(26)}`,
    );
    await withSecondClient({ url: `${server.origin}/~second/notes` }, async (client) => {
      for (const [title, attack, status] of CASES) {
        await attackWith(run, client, { title, attack, status, origin: server.origin });
      }
      run.print(`resident memory ${(await memoryOf(server)).toFixed(0)} MB`);
      await flood(run, client, server.origin);
      run.print(`resident memory ${(await memoryOf(server)).toFixed(0)} MB`);
    });
  });

interface OneAttack {
  readonly title: string;
  readonly attack: Attack;
  readonly status: number;
  readonly origin: string;
}

async function attackWith(run: Run, client: SecondClient, { title, attack, status, origin }: OneAttack): Promise<void> {
  const bytes = Buffer.byteLength(attack.body ?? '');
  const times: number[] = [];
  await client.figures();
  for (let round = 0; round < run.amount(5, 1); round++) {
    const begun = performance.now();
    const received = await send(origin, attack);
    times.push(performance.now() - begun);
    run.check(received === status, `${title} gets ${received} instead of ${status}`);
  }
  const figures = await client.figures();
  const columns = [
    String(bytes).padStart(9),
    Math.max(...times)
      .toFixed(0)
      .padStart(8),
    figures.worst.toFixed(0).padStart(26),
  ];
  run.print(title.padEnd(48) + columns.join(''));
  checkServed(run, figures, title);
}

/** Rejected requests fill the journals of several worlds. Together they are larger than the heap. */
async function flood(run: Run, client: SecondClient, origin: string): Promise<void> {
  const each = run.amount(8, 2);
  for (let world = 1; world <= FLOOD_WORLDS; world++) {
    for (let sent = 0; sent < each; sent++) {
      const status = await send(`${origin}/~flood-${world}`, REJECTED);
      run.check(status === 400, `a rejected body gets ${status} instead of 400`);
    }
  }
  const figures = await client.figures();
  const count = each * FLOOD_WORLDS;
  run.print(
    `${count} rejected bodies of 1 MB in ${FLOOD_WORLDS} worlds: second client, worst ${figures.worst.toFixed(0)} ms`,
  );
  checkServed(run, figures, 'rejected bodies of 1 MB');
}

/** @returns the status, or why the server did not respond */
async function send(base: string, { method, path, type = 'application/json', body }: Attack): Promise<number | string> {
  const headers = body === undefined ? {} : { 'content-type': type };
  try {
    const response = await fetch(`${base}${path}`, { method, headers, ...(body !== undefined && { body }) });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    return `no response (${error instanceof Error ? (error.cause ?? error) : error})`;
  }
}
