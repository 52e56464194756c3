// Attacks the built command in a heap of 256 MB: many mixed requests, requests that are made to stop it, slow connections, reloads
// under load, parallel writers, and bytes that are no request. Prints figures, and exits with 1 if a rule is broken.
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { attacks } from './adversity/attacks.ts';
import { mixedRequests } from './adversity/mixed-requests.ts';
import { rawRequests } from './adversity/raw-requests.ts';
import { reloads } from './adversity/reloads.ts';
import { COMMAND, type Part, Run } from './adversity/run.ts';
import { slowConnections } from './adversity/slow-connections.ts';
import { writers } from './adversity/writers.ts';
import { endAllChildren } from './bench/children.ts';

const PARTS: Readonly<Record<string, readonly [title: string, part: Part]>> = {
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

async function prove(quick: boolean, only: string | undefined): Promise<void> {
  const chosen = Object.entries(PARTS).filter(([name]) => only === undefined || name === only);
  if (chosen.length === 0)
    throw new Error(`--only must be one of ${Object.keys(PARTS).join(', ')}, not ${JSON.stringify(only)}`);
  const [processor] = cpus();
  console.log(
    `Node ${process.version}, ${cpus().length} × ${processor?.model.trim()}, load average before the run ${loadavg()[0]?.toFixed(2)}`,
  );
  const run = new Run(quick);
  for (const [, [title, part]] of chosen) {
    console.log(`\n${title}`);
    const begun = performance.now();
    await part(run).catch((error: Error) => {
      // The message of fetch says only that it failed.
      const cause = error.cause === undefined ? '' : ` (${error.cause})`;
      run.check(false, `${title}: ${error.message}${cause}`);
    });
    run.print(`took ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  console.log(
    run.broken.length === 0
      ? '\nNo rule is broken.'
      : `\n${run.broken.length} rules are broken:\n${run.broken.join('\n')}`,
  );
  if (run.broken.length > 0) process.exitCode = 1;
}

try {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (!existsSync(COMMAND)) throw new Error('The command is not built. Run npm run build.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  if (values.help) console.log(USAGE);
  else await prove(values.quick, values.only);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await endAllChildren();
}
