#!/usr/bin/env node
// The command. It reads the command line, starts a server through the public face, and says where it is.
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { SetupError } from './errors/setup.ts';
import { greeting } from './greeting.ts';
import { type BrokenAnswer, createStandin, type Standin } from './index.ts';
import { ANSWER_POLICIES, answerPolicyOf, DEFAULT_HOST, DEFAULT_PORT, momentOf, portOf } from './options.ts';

interface CommandOptions {
  readonly port: string;
  readonly host: string;
  readonly now?: string;
  readonly answers: string;
  readonly quiet?: true;
}

const { version, description } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
  description: string;
};

await new Command('standin')
  .description(description)
  .argument('[document]', 'an OpenAPI document in YAML or JSON; without it, Microsoft Graph’s Apple push certificate')
  .option('--port <number>', 'port to listen on, 0 for any free one', String(DEFAULT_PORT))
  .option('--host <address>', 'address to listen on', DEFAULT_HOST)
  .option('--now <moment>', 'freeze the clock, as at 2026-01-31T12:00:00Z')
  .option(
    '--answers <policy>',
    `what becomes of an answer that breaks the contract: ${ANSWER_POLICIES.join(', ')}`,
    'send',
  )
  .option('--quiet', 'print errors only')
  .version(version)
  .allowExcessArguments(false)
  .action(run)
  .parseAsync()
  .catch(fail);

async function run(document: string | undefined, options: CommandOptions): Promise<void> {
  const port = portOf(options.port);
  const now = options.now === undefined ? undefined : momentOf(options.now);
  const answers = answerPolicyOf(options.answers);
  const standin = await createStandin({ document, now, answers, onBrokenAnswer: complain });
  closeOnSignals(standin);
  await standin.listen({ port, host: options.host });
  for (const { pointer, message } of standin.warnings) console.error(`warning: ${pointer}: ${message}`);
  if (!options.quiet) console.log(greeting(standin.contract, String(standin.url)));
}

function complain({ operation, status, violations }: BrokenAnswer): void {
  const [first] = violations;
  console.error(`broken answer: ${operation} ${status}: ${first?.pointer || 'the body'} ${first?.message}`);
}

/** The first signal drains and closes, a second one ends at once. */
function closeOnSignals(standin: Standin): void {
  let closing = false;
  const close = (signal: NodeJS.Signals) => {
    if (closing) process.exit(signal === 'SIGINT' ? 130 : 143);
    closing = true;
    standin.close().catch(fail);
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
}

function fail(error: unknown): void {
  if (error instanceof SetupError) console.error(`standin: ${error.message}`);
  else console.error('standin: something failed that should not have; please report it.', error);
  process.exitCode = 1;
}
