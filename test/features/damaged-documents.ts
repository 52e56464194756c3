// Documents with random damage: the start ends with a message that names a place, or the document is served. A request never gets
// a 5xx but the 501 of an operation that the damage makes unusable, and operations of other paths respond as before.
import { test } from 'tap';
import { damage } from '../fixtures/damage.ts';
import { CALLS, type Call, HARBOUR, OLD_HARBOUR, responsesOf } from '../fixtures/harbour.ts';

/** More runs, and others, for a longer test. */
const RUNS = Number(process.env.DAMAGE_RUNS ?? 80);
const FIRST = Number(process.env.DAMAGE_FIRST ?? 0);

for (const [version, document] of Object.entries({ '3.1': HARBOUR, '2.0': OLD_HARBOUR })) {
  test(`a document of version ${version} with random damage`, async (t) => {
    const before = (await responsesOf(document)) as readonly (readonly [number, string])[];
    t.ok(
      before.every(([status]) => status < 500),
      before.join(),
    );
    for (let seed = FIRST; seed < FIRST + RUNS; seed++) {
      const { document: damaged, pointer, what } = damage(document, seed);
      const statuses = await responsesOf(damaged).catch((error: Error) => error.stack ?? error.message);
      if (typeof statuses === 'string') {
        if (!/^[A-Z_]+$/.test(statuses)) t.fail(`${seed} ${what}: ${statuses}`);
        continue;
      }
      for (const [at, [status, body]] of statuses.entries()) {
        const { method, path } = CALLS[at] as Call;
        const resource = /^\/\w+/.exec(path)?.[0] ?? path;
        const touched = !pointer.startsWith('/paths/') || pointer.startsWith(`/paths/~1${resource.slice(1)}`);
        if (status >= 500 && status !== 501) t.fail(`${seed} ${what}: ${method} ${path} gets ${status} ${body}`);
        if (status === 501 && !/OPERATION_UNUSABLE|VALIDATOR_FAILED|fault/.test(body))
          t.fail(`${seed} ${what}: ${body}`);
        if (!touched && status !== before[at]?.[0]) t.fail(`${seed} ${what}: ${method} ${path} gets ${status} ${body}`);
      }
    }
    t.pass(`${RUNS} runs`);
  });
}
