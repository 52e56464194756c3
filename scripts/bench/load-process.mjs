// Runs in its own process: sends requests to one URL as its input, JSON, says, and prints the result as JSON.
import { json } from 'node:stream/consumers';
import autocannon from 'autocannon';

const { seconds, ...request } = await json(process.stdin);
/** Milliseconds of each response. autocannon's own histogram has whole milliseconds only. */
const latencies = [];

// Samples are frequent because the window ends with one.
const run = autocannon({ timeout: 2, ...request, duration: seconds, sampleInt: 100 }, (error, result) => {
  if (error) throw error;
  const sorted = Float64Array.from(latencies).sort();
  const { '2xx': succeeded, non2xx: others, errors, duration, statusCodeStats } = result;
  const statuses = Object.fromEntries(Object.entries(statusCodeStats).map(([status, { count }]) => [status, count]));
  const [p50, p99] = [0.5, 0.99].map((share) => sorted[Math.floor(sorted.length * share)] ?? 0);
  console.log(JSON.stringify({ succeeded, others, errors, statuses, seconds: duration, p50, p99 }));
});
run.on('response', (_client, _status, _bytes, milliseconds) => latencies.push(milliseconds));
