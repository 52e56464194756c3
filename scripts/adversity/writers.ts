// Parallel clients that change one value by optimistic locking: each reads it, and writes the next one with If-Match.
import { mixedDocument } from './mixed-document.ts';
import { type AttackedServer, memoryOf, type Part, withServer } from './run.ts';

const ITEM = '/items/counter';
/** A writer that meets another one this often gives up. */
const MOST_TRIES = 2_000;

interface Written {
  readonly succeeded: boolean;
  /** The writes that another one preceded. */
  readonly refused: number;
}

export const writers: Part = (run) =>
  withServer({ name: 'writers', document: mixedDocument, probe: '/items' }, async (server) => {
    const wanted = run.amount(200, 50);
    await fetch(`${server.origin}/items`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"id":"counter","name":"Counter","price":0}',
    });
    const begun = performance.now();
    const written = await Promise.all(Array.from({ length: wanted }, () => increment(server)));
    const seconds = (performance.now() - begun) / 1000;
    const succeeded = written.filter((one) => one.succeeded).length;
    const refused = written.reduce((sum, one) => sum + one.refused, 0);
    const { value } = await read(server);
    run.print(
      `${wanted} writers in ${seconds.toFixed(1)} s: ${succeeded} succeeded, ${refused} × 412, final value ${value}`,
    );
    run.print(`resident memory ${(await memoryOf(server)).toFixed(0)} MB`);
    run.check(value === succeeded, `the final value is ${value} after ${succeeded} successful writes`);
    run.check(succeeded === wanted, `${succeeded} of ${wanted} writers succeed`);
    run.check(refused > 0, 'no writer meets another one: they are not parallel');
  });

/** @throws Error if a response is neither 200 nor 412 */
async function increment(server: AttackedServer): Promise<Written> {
  for (let refused = 0; refused < MOST_TRIES; refused++) {
    const { value, tag } = await read(server);
    const response = await fetch(`${server.origin}${ITEM}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json', 'if-match': tag },
      body: JSON.stringify({ price: value + 1 }),
    });
    const text = await response.text();
    if (response.status === 200) return { succeeded: true, refused };
    if (response.status !== 412) throw new Error(`A writer gets ${response.status}: ${text}`);
  }
  return { succeeded: false, refused: MOST_TRIES };
}

async function read({ origin }: AttackedServer): Promise<{ readonly value: number; readonly tag: string }> {
  const response = await fetch(`${origin}${ITEM}`);
  const { price } = (await response.json()) as { readonly price: number };
  return { value: price, tag: response.headers.get('etag') ?? '' };
}
