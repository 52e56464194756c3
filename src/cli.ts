#!/usr/bin/env node
// The command. It reads the command line, starts a server through the public face, and says where it is.
import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { SetupError } from './errors/setup.ts';
import { doubtsIn, greeting, inspection } from './greeting.ts';
import {
  type BrokenAnswer,
  createStandin,
  type Reload,
  type SentRequest,
  type Standin,
  type StandinOptions,
} from './index.ts';
import {
  answerPolicyOf,
  configSchema,
  countOf,
  DOCUMENT_OPTIONS,
  momentOf,
  mountOf,
  type Option,
  portOf,
  SERVE_OPTIONS,
  seedOf,
  verifierOf,
  webhookOf,
} from './options.ts';
import { findConfig } from './sources/find-config.ts';

interface DocumentOptions {
  readonly overlay?: readonly string[];
  readonly strict?: boolean;
  readonly allowRemoteRefs?: boolean;
}

/** As the command line gives them, or a configuration in the same form. */
interface ServeOptions extends DocumentOptions {
  readonly port: string;
  readonly host: string;
  readonly now?: string;
  readonly handlers?: string;
  readonly watch?: boolean;
  readonly seed: string;
  readonly count: string;
  readonly scenarios?: string;
  readonly scenario?: string;
  readonly answers: string;
  readonly credential?: readonly string[];
  readonly callbacksTo?: readonly string[];
  readonly webhook?: readonly string[];
  readonly quiet?: boolean;
}

/** Operations of a document that is looked through after the start; of a larger one `check` tells what only compiling shows. */
const EXAMINED = 500;

/** Seconds after which a person is told what takes so long. */
const PATIENCE = 2;

const { version, description } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
  description: string;
};

const program = new Command('standin').description(description).version(version);

added(
  program.argument(
    '[documents...]',
    'OpenAPI documents in YAML or JSON, files or URLs, further ones with the path to serve them under as b.yaml@/b; without any, Microsoft Graph’s Apple push certificate',
  ),
  [...DOCUMENT_OPTIONS, ...SERVE_OPTIONS],
)
  .option(
    '--config <file>',
    'a file of these options; without it standin.config.{ts,js,mjs,json,yaml,yml} where it is there',
  )
  .action(serve);

added(program.command('check').argument('<document>', 'the document to check'), DOCUMENT_OPTIONS)
  .description('compile all of a document, say what is wrong or doubtful, and exit with 1 where it cannot be served')
  .allowExcessArguments(false)
  .action((document: string, _own: unknown, command: Command) => check(document, command.optsWithGlobals()));

added(program.command('inspect').argument('[document]', 'the document to look at'), DOCUMENT_OPTIONS)
  .description('print what each operation is taken to do: its role, its resource, the key of an item, and why')
  .option('--json', 'print JSON')
  .allowExcessArguments(false)
  .action((document: string | undefined, own: { readonly json?: true }, command: Command) =>
    inspect(document, { ...command.optsWithGlobals<DocumentOptions>(), json: own.json }),
  );

program
  .command('generate')
  .argument('<document>', 'the document to print from')
  .description(
    'print types, validators and a first file of handlers; the handlers are written once and are yours from then on',
  )
  .requiredOption('--out <folder>', 'the folder to write to')
  .allowExcessArguments(false)
  .action(generate);

program
  .command('init')
  .argument('[document]', 'the document to begin with', 'openapi.yaml')
  .description(
    'write a starter: a configuration, a first file of handlers, an npm script and a step for CI; nothing is written over',
  )
  .allowExcessArguments(false)
  .action(async (document: string) => {
    const { writeStarter } = await import('./codegen/starter.ts');
    for (const { path, outcome } of await writeStarter(process.cwd(), document)) console.log(`${path}  ${outcome}`);
  });

await program.parseAsync().catch(fail);

/** Gives a command options of the list. */
function added(command: Command, options: readonly Option[]): Command {
  for (const { name, value, kind, help, fallback } of options) {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const told = fallback === undefined ? help : `${help} (${fallback})`;
    if (kind === 'list') command.option(`${flag} <${value}>`, told, repeated);
    else command.option(value === undefined ? flag : `${flag} <${value}>`, told);
  }
  return command;
}

function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** What the command line says, else the configuration, else what holds without either. */
async function settings(
  documents: readonly string[],
  given: Partial<ServeOptions> & { readonly config?: string },
): Promise<{ readonly documents: readonly string[]; readonly options: ServeOptions }> {
  const file = given.config ?? findConfig(process.cwd());
  const config =
    file === undefined
      ? {}
      : await (await import('./sources/config.ts')).loadConfig(file, {
          schema: configSchema(),
          options: [...DOCUMENT_OPTIONS, ...SERVE_OPTIONS],
        });
  const fallbacks = SERVE_OPTIONS.flatMap((option: Option) =>
    option.fallback === undefined ? [] : [[option.name, option.fallback]],
  );
  const { documents: listed = [], ...set } = config as { readonly documents?: readonly string[] };
  return {
    documents: documents.length > 0 ? documents : listed,
    options: { ...Object.fromEntries(fallbacks), ...set, ...given } as ServeOptions,
  };
}

async function serve(asked: readonly string[], given: Partial<ServeOptions>): Promise<void> {
  const { documents, options } = await settings(asked, given);
  const port = portOf(options.port);
  const now = options.now === undefined ? undefined : momentOf(options.now);
  const answers = answerPolicyOf(options.answers);
  const { credential = [], callbacksTo = [], webhook = [] } = options;
  const verifyCredential = verifierOf(credential);
  const { handlers, scenarios, scenario, quiet } = options;
  const [document, ...further] = documents;
  const standin = await createStandin({
    ...loading(document, options),
    mounts: Object.fromEntries(further.map(mountOf)),
    handlers,
    scenarios,
    scenario,
    seed: seedOf(options.seed),
    count: countOf(options.count),
    now,
    answers,
    verifyCredential,
    onBrokenAnswer: complain,
    callbacksTo,
    webhooks: Object.fromEntries(webhook.map(webhookOf)),
    onCallback: quiet ? undefined : tellSent,
    onWorld: quiet ? undefined : (name) => console.log(`world ${name}`),
    watch: options.watch ?? handlers !== undefined,
    onReload: (reload) => tellReload(reload, quiet === true),
  });
  closeOnSignals(standin);
  await standin.listen({ port, host: options.host });
  if (!quiet) for (const service of standin.services()) console.log(greeting(service, String(standin.url)));
  const operations = standin.services().flatMap(({ contract }) => contract.operations);
  const small = document !== undefined && operations.length <= EXAMINED;
  if (!quiet) tell(doubtsIn(standin.contract, small ? await standin.examine() : standin.warnings));
}

function tellSent({ name, method, url, outcome, status, reason, violations }: SentRequest): void {
  const [first] = violations;
  const off = first ? `, off contract: ${first.pointer || 'it'} ${first.message}` : '';
  console.log(`${name}: ${method} ${url ?? ''} ${outcome} ${status ?? ''}${reason ?? ''}${off}`.trim());
}

/** What became of a change on disk; that nothing came of it is told however quiet it is to be. */
function tellReload(reload: Reload, quiet: boolean): void {
  const where = reload.mount === '' ? '' : ` at ${reload.mount}`;
  if (reload.kind === 'refused') {
    console.error(`not reloaded${where}, what was served goes on: ${reload.error.message}`);
    return;
  }
  if (!quiet) console.log(`reloaded${where}`);
  for (const { path, pointer, message } of reload.misfits)
    console.error(`  made up anew: ${path} ${pointer || 'it'} ${message}`);
}

async function check(document: string, options: DocumentOptions): Promise<void> {
  const standin = await createStandin(loading(document, { ...options, strict: undefined }));
  const warnings = await standin.examine();
  await standin.close();
  const { operations, title } = standin.contract;
  console.log(
    `${title}: ${operations.length} operations, ${warnings.length === 0 ? 'nothing' : warnings.length} doubtful`,
  );
  tell(doubtsIn(standin.contract, warnings));
  if (warnings.some(({ fatal }) => fatal || options.strict)) process.exitCode = 1;
}

async function inspect(
  document: string | undefined,
  options: DocumentOptions & { readonly json?: true | undefined },
): Promise<void> {
  const standin = await createStandin(loading(document, options));
  const inspected = standin.inspect();
  await standin.close();
  console.log(options.json ? JSON.stringify(inspected, null, 2) : inspection(inspected));
}

async function generate(document: string, { out }: { readonly out: string }): Promise<void> {
  const { generateFor } = await import('./codegen/generate.ts');
  const files = await generateFor(document, `standin generate ${document} --out ${out}`);
  await mkdir(out, { recursive: true });
  for (const { name, text, once } of files) {
    const path = join(out, name);
    const there = await readFile(path, 'utf8').catch(() => undefined);
    const kept = there === text ? 'unchanged' : once && there !== undefined ? 'kept, it is yours' : undefined;
    if (kept === undefined) await writeFile(path, text);
    console.log(`${path}  ${kept ?? 'written'}`);
  }
}

function loading(
  document: string | undefined,
  {
    strict,
    allowRemoteRefs,
    overlay: overlays,
  }: Omit<DocumentOptions, 'strict'> & { readonly strict?: boolean | undefined },
): StandinOptions {
  const start = performance.now();
  const onStep = (step: string) => {
    const seconds = (performance.now() - start) / 1000;
    if (seconds > PATIENCE) console.error(`${step} … (${seconds.toFixed(1)} s)`);
  };
  return { document, overlays, strict, allowRemoteRefs, onStep };
}

function tell(doubts: string): void {
  if (doubts !== '') console.error(doubts);
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
