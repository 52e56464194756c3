// The command line of a proof that has parts: it runs them, prints figures, and exits with 1 if a rule is broken.
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { endAllChildren } from '../bench/children.ts';
import { COMMAND, type Part, Run } from './run.ts';

export type Parts = Readonly<Record<string, readonly [title: string, part: Part]>>;

export async function prove(parts: Parts, usage: string): Promise<void> {
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
    if (values.help) console.log(usage);
    else await runParts(parts, values.quick, values.only);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await endAllChildren();
  }
}

async function runParts(parts: Parts, quick: boolean, only: string | undefined): Promise<void> {
  const chosen = Object.entries(parts).filter(([name]) => only === undefined || name === only);
  if (chosen.length === 0)
    throw new Error(`--only must be one of ${Object.keys(parts).join(', ')}, not ${JSON.stringify(only)}`);
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
