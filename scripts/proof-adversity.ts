// Attacks the built command in a heap of 256 MB: many mixed requests, requests that are made to stop it, slow connections, reloads
// under load, parallel writers, and bytes that are no request. Prints figures, and exits with 1 if a rule is broken.
import { attacks } from './adversity/attacks.ts';
import { mixedRequests } from './adversity/mixed-requests.ts';
import { type Parts, prove } from './adversity/prove.ts';
import { rawRequests } from './adversity/raw-requests.ts';
import { reloads } from './adversity/reloads.ts';
import { slowConnections } from './adversity/slow-connections.ts';
import { writers } from './adversity/writers.ts';

const PARTS: Parts = {
  mixed: ['mixed valid and invalid requests', mixedRequests],
  attacks: ['requests that are made to stop the server', attacks],
  slow: ['slow connections', slowConnections],
  reloads: ['reloads under load', reloads],
  writers: ['parallel writers', writers],
  raw: ['bytes that are no valid request', rawRequests],
};

const USAGE = `Usage: npm run proof:adversity -- [options]

  --quick       a minute instead of ten
  --only PART   run only this part: ${Object.keys(PARTS).join(', ')}
  --help        print this help`;

await prove(PARTS, USAGE);
