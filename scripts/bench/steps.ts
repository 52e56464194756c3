// Measures what each step of a request costs, inside this process and without a socket. The time of a step is what it takes by the
// clock, less what the clock itself takes; steps that wait are not measured to their end. Compare the steps with each other: the
// costs of sockets, of Fastify and of HTTP are not among them.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { StepFunction } from '../../src/http/request/exchange.ts';
import { PIPELINE } from '../../src/http/request/pipeline.ts';
import { createStandin } from '../../src/index.ts';
import { measuredRequests } from './requests.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '4000' },
    only: { type: 'string', default: '' },
  },
});
const rounds = Number(values.rounds);
const requests = Number(values.requests);

/** Microseconds of each step in the current round. */
const spent = new Map<string, number>();

for (const step of PIPELINE as readonly { readonly name: string; run: StepFunction }[]) {
  const { name, run } = step;
  step.run = (exchange, reply) => {
    const start = performance.now();
    const pending = run(exchange, reply);
    spent.set(name, (spent.get(name) ?? 0) + (performance.now() - start) * 1000);
    return pending;
  };
}

/** Microseconds between two readings of the clock. */
function clockCost(): number {
  const start = performance.now();
  for (let reading = 0; reading < 100_000; reading++) performance.now();
  return ((performance.now() - start) * 1000) / 100_000;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

const items = fileURLToPath(new URL('servers/items.yaml', import.meta.url));
console.log(`Node ${process.version}, ${rounds} rounds of ${requests} requests`);
for (const { name, document, request } of measuredRequests(items).filter((one) => one.name.startsWith(values.only))) {
  const standin = await createStandin(document === undefined ? {} : { document, count: 1000 });
  const send = async (count: number) => {
    for (let sent = 0; sent < count; sent++) {
      const { statusCode } = await standin.inject(request);
      if (statusCode >= 400) throw new Error(`${name} got ${statusCode}`);
    }
  };
  await send(requests);
  const costs = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    const clock = clockCost();
    spent.clear();
    await send(requests);
    for (const [step, cost] of spent) {
      costs.set(step, [...(costs.get(step) ?? []), Math.max(0, cost / requests - clock)]);
    }
  }
  await standin.close();
  const rows = [...costs].map(([step, each]) => [step, median(each)] as const);
  const total = rows.reduce((sum, [, cost]) => sum + cost, 0);
  console.log(`\n${name}, µs of each step`);
  for (const [step, cost] of rows) console.log(`  ${step.padEnd(20)}${cost.toFixed(2).padStart(7)}`);
  console.log(`  ${'together'.padEnd(20)}${total.toFixed(2).padStart(7)}`);
}
