// Runs three processes of the built command on one Redis: nothing is lost, done twice, or seen too late. Prints figures, and exits
// with 1 if a rule is broken. It needs redis-server.
import { type Parts, prove } from './adversity/prove.ts';
import { costs } from './replicas/costs.ts';
import { failures } from './replicas/failures.ts';
import { sharedValues } from './replicas/worlds.ts';
import { creates, increments, readsAfterWrites } from './replicas/writes.ts';

const PARTS: Parts = {
  increments: ['increments by If-Match on three replicas', increments],
  creates: ['one key on three replicas at once', creates],
  reads: ['a read on the next replica right after a write', readsAfterWrites],
  values: ['faults, clock, settings, rewinds, idempotency keys, worlds', sharedValues],
  failures: ['Redis and replicas are killed', failures],
  costs: ['the cost of a shared state', costs],
};

const USAGE = `Usage: npm run proof:replicas -- [options]

  --quick       a minute instead of ten
  --only PART   run only this part: ${Object.keys(PARTS).join(', ')}
  --help        print this help`;

await prove(PARTS, USAGE);
