// Runs in its own process: sends the same GET again and again on each of its connections. Reports the time of the responses since
// the last report when its parent asks for them. Its one argument is JSON: url, connections, and the pause in ms.
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const TIMEOUT_MS = 30_000;
const { url, connections, pause } = JSON.parse(process.argv[2]);
const agent = new Agent({ keepAlive: true, maxSockets: connections });

let times = [];
let failures = {};
const running = new Set();

function request() {
  return new Promise((resolve) => {
    const begun = performance.now();
    const end = (failure) => {
      times.push(performance.now() - begun);
      if (failure !== undefined) failures[failure] = (failures[failure] ?? 0) + 1;
      resolve();
    };
    const sent = get(url, { agent, timeout: TIMEOUT_MS }, (response) => {
      response.resume();
      response.on('end', () => end(response.statusCode === 200 ? undefined : response.statusCode));
      response.on('error', (error) => end(error.code ?? error.message));
    });
    sent.on('timeout', () => sent.destroy(new Error('no response')));
    sent.on('error', (error) => end(error.code ?? error.message));
  });
}

async function repeat() {
  for (;;) {
    const one = request();
    running.add(one);
    await one;
    running.delete(one);
    await sleep(pause);
  }
}

process.on('message', async () => {
  // A response that is still missing counts, too.
  await Promise.all(running);
  const sorted = times.sort((a, b) => a - b);
  process.send({
    responses: times.length,
    failures,
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    worst: sorted.at(-1) ?? 0,
  });
  times = [];
  failures = {};
});
process.on('disconnect', () => process.exit());
for (let connection = 0; connection < connections; connection++) repeat();
