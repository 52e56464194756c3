// Ends the built command with kill -9 under mixed writes, cuts its files, fills its disk, and starts it with long logs. Prints figures,
// and exits with 1 if something that was acknowledged is lost.
import { type Parts, prove } from './adversity/prove.ts';
import { disks } from './keep/disks.ts';
import { kills } from './keep/kills.ts';
import { longLogs } from './keep/long-logs.ts';
import { tornLines } from './keep/torn-lines.ts';

const PARTS: Parts = {
  kills: ['kill -9 under mixed writes', kills],
  torn: ['a torn line at each byte of the last commit', tornLines],
  disks: ['a full disk and a read-only folder', disks],
  long: ['long logs', longLogs],
};

const USAGE = `Usage: npm run proof:keep -- [options]

  --quick       a minute instead of ten
  --only PART   run only this part: ${Object.keys(PARTS).join(', ')}
  --help        print this help`;

await prove(PARTS, USAGE);
