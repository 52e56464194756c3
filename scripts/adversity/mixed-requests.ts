// Many valid and invalid requests in several worlds. The memory of the server must not grow with their number.
import { runMixedLoad } from '../bench/load.ts';
import { mixedDocument, mixedSteps } from './mixed-document.ts';
import { type AttackedServer, counts, memoryOf, type Part, type Run, withServer } from './run.ts';

const WORLDS = ['', '/~one', '/~two', '/~three', '/~four', '/~five'];
const ITEMS = 60;
const CONNECTIONS = 12;
/** Rounds of the same number of requests. The first one is the warm-up. */
const ROUNDS = 5;
/** Seconds after which no round begins, on a slow or busy machine. */
const MOST_SECONDS = 300;
/** Seconds after which a round has failed. */
const ROUND_SECONDS = 300;
const MOST_GROWTH = 1.1;
/** Errors of the server that its error table and errors on demand allow. */
const ALLOWED_ERRORS = new Set(['501', '503', '504', '507']);
/** Statuses that show that the requests are mixed. */
const EXPECTED = [
  '200',
  '201',
  '204',
  '304',
  '400',
  '401',
  '404',
  '405',
  '409',
  '412',
  '415',
  '422',
  '429',
  '501',
  '503',
];

export const mixedRequests: Part = (run) =>
  withServer({ name: 'mixed', document: mixedDocument, probe: '/items' }, async (server) => {
    const total = run.amount(1_000_000, 20_000);
    const rounds = run.amount(ROUNDS, 2);
    const memory: number[] = [];
    const begun = performance.now();
    while (memory.length < rounds && (memory.length < 2 || performance.now() - begun < MOST_SECONDS * 1000)) {
      await sendMixed(run, server, total / rounds);
      memory.push(await memoryOf(server));
    }
    const [warm = 0] = memory;
    const last = memory.at(-1) ?? 0;
    const sent = (memory.length * total) / rounds;
    run.print(`${sent} requests${sent < total ? ` of ${total}, because the machine is slow` : ''}`);
    run.print(`resident memory after each round: ${memory.map((one) => one.toFixed(1)).join(', ')} MB`);
    run.print(`${(last / warm).toFixed(2)} times as much as after the warm-up`);
    run.check(last < warm * MOST_GROWTH, `memory grows from ${warm.toFixed(1)} to ${last.toFixed(1)} MB`);
  });

async function sendMixed(run: Run, server: AttackedServer, amount: number): Promise<void> {
  const requests = mixedSteps(WORLDS, ITEMS);
  const load = { url: server.origin, requests, amount, connections: CONNECTIONS, timeout: 10, seconds: ROUND_SECONDS };
  const before = await server.usage();
  const { statuses, errors, seconds, p50, p99 } = await runMixedLoad(load);
  const cpu = (await server.usage()).cpu - before.cpu;
  const sent = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  const speed = `${(sent / seconds).toFixed(0)} per second, CPU ${(cpu / sent).toFixed(0)} µs each`;
  run.print(
    `${sent} responses in ${seconds.toFixed(0)} s, ${speed}, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
  );
  run.print(`statuses: ${counts(statuses)}`);
  const wrong = Object.keys(statuses).filter((status) => status.startsWith('5') && !ALLOWED_ERRORS.has(status));
  run.check(wrong.length === 0, `responses with ${wrong.join(', ')}`);
  run.check(errors === 0, `${errors} requests get no response`);
  run.check(sent === amount, `${sent} responses to ${amount} requests`);
  const missing = EXPECTED.filter((status) => statuses[status] === undefined);
  run.check(missing.length === 0, `no response has ${missing.join(', ')}: the requests are not mixed`);
}
