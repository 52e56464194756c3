// Many valid and invalid requests in several worlds. The memory of the server must not grow with their number.
import { runMixedLoad } from '../bench/load.ts';
import { mixedDocument, mixedSteps } from './mixed-document.ts';
import { type AttackedServer, counts, memoryOf, type Part, type Run, withServer } from './run.ts';

const WORLDS = ['', '/~one', '/~two', '/~three', '/~four', '/~five'];
const ITEMS = 60;
const CONNECTIONS = 12;
/** Seconds after which the load has failed. */
const MOST_SECONDS = 420;
const MOST_GROWTH = 1.1;
/** Errors of the server that its error table and errors on demand allow. */
const ALLOWED_ERRORS = new Set(['501', '503', '504', '507']);

export const mixedRequests: Part = (run) =>
  withServer({ name: 'mixed', document: mixedDocument, probe: '/items' }, async (server) => {
    const total = run.amount(1_000_000, 20_000);
    const warmUp = run.amount(200_000, 10_000);
    await sendMixed(run, server, warmUp);
    const before = await memoryOf(server);
    await sendMixed(run, server, total - warmUp);
    const after = await memoryOf(server);
    run.print(
      `resident memory ${before.toFixed(1)} MB after ${warmUp} requests, ${after.toFixed(1)} MB after ${total}: ${(after / before).toFixed(2)} times as much`,
    );
    run.check(after < before * MOST_GROWTH, `memory grows from ${before.toFixed(1)} to ${after.toFixed(1)} MB`);
  });

async function sendMixed(run: Run, server: AttackedServer, amount: number): Promise<void> {
  const requests = mixedSteps(WORLDS, ITEMS);
  const load = { url: server.origin, requests, amount, connections: CONNECTIONS, timeout: 10, seconds: MOST_SECONDS };
  const before = await server.usage();
  const { statuses, errors, seconds, p50, p99 } = await runMixedLoad(load);
  const cpu = (await server.usage()).cpu - before.cpu;
  const sent = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  run.print(
    `${sent} responses in ${seconds.toFixed(0)} s, ${(sent / seconds).toFixed(0)} per second, CPU ${(cpu / sent).toFixed(0)} µs each, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
  );
  run.print(`statuses: ${counts(statuses)}`);
  const wrong = Object.keys(statuses).filter((status) => status.startsWith('5') && !ALLOWED_ERRORS.has(status));
  run.check(wrong.length === 0, `responses with ${wrong.join(', ')}`);
  run.check(errors === 0, `${errors} requests get no response`);
  run.check(sent === amount, `${sent} responses to ${amount} requests`);
  for (const status of ['200', '201', '204', '400', '401', '404', '409', '501', '503']) {
    run.check(statuses[status] !== undefined, `no response has the status ${status}: the requests are not mixed`);
  }
}
