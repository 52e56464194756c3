// The benchmark's command line.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const COMMAND = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export const USAGE = `Usage: npm run bench -- [options]

  --rounds N        measured windows for each server and method (5)
  --seconds N       length of a window (3)
  --connections N   connections that the load keeps busy (10)
  --starts N        cold starts of each server (7)
  --only PART       get, patch or start alone
  --json FILE       write the figures to FILE too
  --ours COMMAND    measure this instead of the built command: 'node FILE [ARGUMENT …]', to which '--port N' is
                    added; arguments are split at spaces, and the server must accept the same requests
  --help            print this`;

const PARTS = ['start', 'get', 'patch'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly starts: number;
  readonly parts: readonly Part[];
  /** The arguments of node that start our server, without its port. */
  readonly ours: readonly string[];
  readonly json?: string | undefined;
}

/** @returns undefined if --help is given. @throws Error if an option is invalid */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '10' },
      starts: { type: 'string', default: '7' },
      only: { type: 'string' },
      json: { type: 'string' },
      ours: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    rounds: countOf('--rounds', values.rounds),
    seconds: countOf('--seconds', values.seconds),
    connections: countOf('--connections', values.connections),
    starts: countOf('--starts', values.starts),
    parts: partsOf(values.only),
    ours: commandOf(values.ours),
    json: values.json,
  };
}

function countOf(option: string, text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new Error(`${option} must be a whole number from 1 to 99999, not ${JSON.stringify(text)}`);
}

function partsOf(only: string | undefined): readonly Part[] {
  if (only === undefined) return PARTS;
  const part = PARTS.find((name) => name === only);
  if (!part) throw new Error(`--only must be one of ${PARTS.join(', ')}, not ${JSON.stringify(only)}`);
  return [part];
}

function commandOf(command: string | undefined): readonly string[] {
  if (command === undefined) {
    if (!existsSync(COMMAND)) throw new Error('The command is not built. Run npm run build');
    return [COMMAND, '--quiet'];
  }
  const [node, ...args] = command.trim().split(/\s+/);
  // Another program in front would be measured in place of the server.
  if (node !== 'node' || args.length === 0)
    throw new Error(`--ours must be 'node FILE …', not ${JSON.stringify(command)}`);
  return args;
}
