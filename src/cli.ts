#!/usr/bin/env node
// The command. It reads the command line, starts a server through the public face, and says where it is.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { refuseMisspelt } from './command/misspelt.ts';
import {
  type CheckSettings,
  type DocumentSettings,
  demandsOf,
  listening,
  loading,
  type ServeSettings,
  type Settings,
  settingsOf,
  standinOptions,
  upstreamOf,
} from './command/settings.ts';
import { hostsFrom, portOf } from './command/values.ts';
import { type Demands, prepareReports, verdictOf, writeReport } from './command/verdict.ts';
import { SetupError } from './errors/setup.ts';
import { doubtsIn, greetings, inspection, type Listened, trust } from './greeting.ts';
import { makeWritableFolder } from './http/make-folder.ts';
import { type BrokenAnswer, createStandin, type Relayed, type Reload, type Report, type SentRequest } from './index.ts';
import type { AppleSignSettings } from './microsoft-graph/command/apple-sign.ts';
import type { TokenSettings } from './microsoft-graph/command/token.ts';
import {
  DEFAULT_PORT,
  DOCUMENT_OPTIONS,
  type Option,
  type OptionGroup,
  PROXY_OPTIONS,
  REPORT_OPTIONS,
  RUN_OPTIONS,
  SERVE_OPTIONS,
  UPSTREAM_OPTIONS,
} from './options.ts';
import { brokenText } from './report/told.ts';
import { DESCRIPTION, VERSION } from './version.ts';

/** Operations of a document that is looked through after the start; of a larger one `check` tells what only compiling shows. */
const EXAMINED = 500;

/** The heading of options that are the command line’s alone. */
const OTHER = 'Other:' satisfies `${OptionGroup}:`;

const EXAMPLES = `
Examples:
  standin                                  the document in the box
  standin my-api.yaml --watch              one of your own, loaded again when it is saved
  standin run my-api.yaml -- npm test      tests against it, and a verdict`;

const program = new Command('standin').description(DESCRIPTION).version(VERSION);

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
  .addHelpText('after', EXAMPLES)
  .action(serve);

added(program.command('check').argument('<document>', 'the document to check'), [
  ...DOCUMENT_OPTIONS,
  ...UPSTREAM_OPTIONS,
  {
    name: 'header',
    value: 'header',
    kind: 'list',
    group: 'Upstream',
    help: 'send this with every request to it, as "Authorization: Bearer …"',
  },
  ...REPORT_OPTIONS,
])
  .description(
    'compile all of a document, say what is wrong or doubtful, and exit with 1 where it cannot be served; with --upstream, ask a real service every operation that changes nothing, and exit with 1 where it breaks the document',
  )
  .allowExcessArguments(false)
  .action((document: string, _own: unknown, command: Command) => check(document, command.optsWithGlobals()));

added(program.command('proxy').argument('<document>', 'the document that the service keeps to'), [
  ...DOCUMENT_OPTIONS,
  ...UPSTREAM_OPTIONS,
  ...PROXY_OPTIONS,
])
  .description('pass everything on to a real service, and say where clients or the service break the document')
  .allowExcessArguments(false)
  .action((document: string, _own: unknown, command: Command) => {
    const given = command.optsWithGlobals<Partial<ServeSettings>>();
    if (given.upstream === undefined)
      command.error('standin proxy: give --upstream, as in --upstream https://api.example');
    return serve([document], given);
  });

added(program.command('inspect').argument('[document]', 'the document to look at'), DOCUMENT_OPTIONS)
  .description('print what each operation is taken to do: its role, its resource, the key of an item, and why')
  .option('--json', 'print JSON')
  .allowExcessArguments(false)
  .action((document: string | undefined, own: { readonly json?: true }, command: Command) =>
    inspect(document, { ...command.optsWithGlobals<DocumentSettings>(), json: own.json }),
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
    const { nextSteps, writeStarter } = await import('./codegen/starter.ts');
    for (const { path, outcome } of await writeStarter(process.cwd(), document)) console.log(`${path}  ${outcome}`);
    for (const step of await nextSteps(process.cwd())) console.log(`next: ${step}`);
  });

added(
  program
    .command('run')
    .argument(
      '[documents...]',
      'OpenAPI documents; behind -- the command to run, as in standin run openapi.yaml -- npm test',
    ),
  [...DOCUMENT_OPTIONS, ...RUN_OPTIONS],
)
  .option('--config <file>', 'a file of these options')
  .description(
    'serve on a free port while a command runs, which finds it in STANDIN_URL; exit with the worse of its code and the verdict',
  )
  .action(async (documents: readonly string[], _own: unknown, command: Command) => {
    const [first, ...rest] = ran;
    if (first === undefined) command.error('standin run: give a command behind --, as in standin run -- npm test');
    const { run } = await import('./command/run.ts');
    const given = command.optsWithGlobals<Partial<ServeSettings>>();
    if (given.port !== undefined) command.error('standin run: leave --port out, the port is any free one');
    const settings = await settingsOf(documents, given);
    process.exitCode = await run(settings, [first as string, ...rest]);
  });

program
  .command('report')
  .description('print the report of a server that runs')
  .option('--url <url>', 'where it runs', `http://127.0.0.1:${DEFAULT_PORT}`)
  .option('--format <format>', 'json, html, junit or sarif', 'json')
  .option('--out <file>', 'write it to a file')
  .allowExcessArguments(false)
  .action(async (_own: unknown, command: Command) => {
    const { report } = await import('./command/report.ts');
    await report(command.optsWithGlobals());
  });

program
  .command('apple')
  .description('speak to the stand-in for Apple’s portal of a server that runs')
  .command('sign')
  .argument('<request>', 'the file with the signing request, - for what is piped in')
  .description('have a signing request signed, and print the certificate to upload')
  .option('--apple-id <id>', 'the Apple ID that the certificate is to belong to')
  .option('--renew <certificate>', 'renew this one, by its id or by its file, and keep its topic and its Apple ID')
  .option('--url <url>', 'where the server runs; a world’s URL for its own portal', `http://127.0.0.1:${DEFAULT_PORT}`)
  .option('--out <file>', 'write the certificate to a file')
  .allowExcessArguments(false)
  .action(async (request: string, own: AppleSignSettings) => {
    const { appleSign } = await import('./microsoft-graph/command/apple-sign.ts');
    await appleSign(request, own);
  });

program
  .command('token')
  .description('print an access token of a server that runs with the document in the box, which strict takes too')
  .option('--scope <scope>', 'a permission, as DeviceManagementServiceConfig.Read.All; may be repeated', repeated)
  .option('--tenant <tenant>', 'a GUID or a domain name', 'organizations')
  .option('--client-id <id>', 'the application', '00000000-0000-4000-8000-000000000001')
  .option('--app', 'for an application of its own; else for somebody who signed in to it')
  .option('--account <name>', 'who signed in')
  .option('--url <url>', 'where the server runs', `http://127.0.0.1:${DEFAULT_PORT}`)
  .allowExcessArguments(false)
  .action(async (own: TokenSettings) => {
    const { askToken } = await import('./microsoft-graph/command/token.ts');
    console.log(await askToken(own, console.error));
  });

// Who reads what is printed may stop reading, as head does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// What stands behind -- is a command of the user's, and none of its options are ours.
const mark = process.argv.indexOf('--');
const ran = mark < 0 ? [] : process.argv.slice(mark + 1);
await program.parseAsync(mark < 0 ? process.argv : process.argv.slice(0, mark)).catch(fail);

/** Gives a command options of the list. */
function added(command: Command, options: readonly Option[]): Command {
  for (const { name, value, kind, help, fallback, group, negated } of options) {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const told = fallback === undefined ? help : `${help} (${fallback})`;
    command.optionsGroup(`${group}:`);
    if (kind === 'list') command.option(`${flag} <${value}>`, told, repeated);
    else command.option(value === undefined ? flag : `${flag} <${value}>`, told);
    // Behind the other form: before it, it would give the option a value of its own.
    if (negated !== undefined) command.option(`--no-${flag.slice(2)}`, negated);
  }
  return command.optionsGroup(OTHER);
}

function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

async function serve(asked: readonly string[], given: Partial<ServeSettings>): Promise<void> {
  refuseMisspelt(
    asked[0],
    program.commands.map((command) => command.name()),
  );
  const settings = await settingsOf(asked, given);
  const { documents, options } = settings;
  const where = { ...listening(options), port: portOf(options.port) };
  const demands = demandsOf(options);
  await prepareReports(options.report);
  const { quiet } = options;
  const upstream = upstreamOf(settings.options, quiet ? undefined : tellRelayed);
  const standin = await createStandin({
    ...standinOptions(settings),
    upstream,
    onBrokenAnswer: upstream ? undefined : complain,
    onCallback: quiet ? undefined : tellSent,
    onWorld: quiet ? undefined : (name) => console.log(`world ${name}`),
    onReload: (reload) => tellReload(reload, quiet === true),
  });
  closeOnSignals(async () => {
    await standin.close();
    if (options.report === undefined && options.failOn === undefined && options.minCoverage === undefined) return;
    await conclude(await standin.report(), demands, options);
  });
  const url = await standin.listen(where);
  const secured = listenedAt(url, standin.ca, settings);
  const told = upstream ? [`${url} passes everything on to ${upstream.url}`] : greetings(standin.services(), secured);
  if (secured.ca !== undefined) told.push(trust({ ...secured, ca: secured.ca }));
  // Printed at once: whoever reads the first lines and no more does not end the server.
  if (!quiet) console.log(told.join('\n'));
  const operations = standin.services().flatMap(({ contract }) => contract.operations);
  const small = documents[0] !== undefined && operations.length <= EXAMINED;
  if (!quiet) tell(doubtsIn(standin.contract, small ? await standin.examine() : standin.warnings));
}

function listenedAt(url: string, ca: string | undefined, settings: Settings): Listened {
  const { tls = false, intercept = [] } = settings.options;
  return { url, ca, tls, hosts: hostsFrom(intercept), auth: standinOptions(settings).settings?.auth };
}

/** Writes the reports, and says by the exit code whether the run was good enough. */
async function conclude(
  report: Report,
  demands: Demands,
  { report: folder, quiet }: Pick<ServeSettings, 'report' | 'quiet'>,
): Promise<void> {
  const { good, lines } = verdictOf(report, demands);
  if (folder !== undefined) {
    const written = await writeReport(report, folder);
    if (!quiet) console.log(`reports: ${written.join(', ')}`);
  }
  if (!quiet || !good) for (const line of lines) console.error(line);
  if (!good) process.exitCode = 1;
}

function tellSent({ name, method, url, outcome, status, reason, violations }: SentRequest): void {
  const [first] = violations;
  const off = first ? `, off contract: ${first.pointer || 'it'} ${first.message}` : '';
  console.log(`${name}: ${method} ${url ?? ''} ${outcome} ${status ?? ''}${reason ?? ''}${off}`.trim());
}

function tellRelayed({ method, path, status, breaches }: Relayed): void {
  console.log(`${method} ${path} ${status}`);
  for (const { direction, violation } of breaches) {
    console.log(`  ${direction === 'request' ? 'client' : 'service'}: ${brokenText(violation)}`);
  }
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

async function check(document: string, options: CheckSettings): Promise<void> {
  if (options.upstream !== undefined) return checkAgainst(document, { ...options, upstream: options.upstream });
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

async function checkAgainst(document: string, options: CheckSettings & { readonly upstream: string }): Promise<void> {
  const { checkUpstream } = await import('./command/check-upstream.ts');
  const demands = demandsOf({ failOn: 'violations', ...options });
  await prepareReports(options.report);
  const { upstream, unsafe = false, header: headers = [] } = options;
  const told = (line: string) => console.log(line);
  const { report, unanswered } = await checkUpstream(loading(document, options), { upstream, unsafe, headers, told });
  await conclude(report, demands, options);
  if (unanswered === 0) return;
  console.error(`${upstream} has not answered ${unanswered} of what it was asked`);
  process.exitCode = 1;
}

async function inspect(
  document: string | undefined,
  options: DocumentSettings & { readonly json?: true | undefined },
): Promise<void> {
  const standin = await createStandin(loading(document, options));
  const inspected = standin.inspect();
  const documents = standin.services();
  await standin.close();
  console.log(options.json ? JSON.stringify(inspected, null, 2) : inspection(documents, inspected));
}

async function generate(document: string, { out }: { readonly out: string }): Promise<void> {
  const { generateFor } = await import('./codegen/generate.ts');
  const files = await generateFor(document, `standin generate ${document} --out ${out}`);
  await makeWritableFolder(out).catch(({ message }: Error) => {
    const what = `Nothing can be written to ${out}: ${message}`;
    throw new SetupError({ code: 'OPTION_INVALID', what, advice: 'Give another folder by --out' });
  });
  for (const { name, text, once } of files) {
    const path = join(out, name);
    const there = await readFile(path, 'utf8').catch(() => undefined);
    const kept = there === text ? 'unchanged' : once && there !== undefined ? 'kept, it is yours' : undefined;
    if (kept === undefined) await writeFile(path, text);
    console.log(`${path}  ${kept ?? 'written'}`);
  }
}

function tell(doubts: string): void {
  if (doubts !== '') console.error(doubts);
}

function complain({ operation, status, violations }: BrokenAnswer): void {
  const [first] = violations;
  console.error(`broken answer: ${operation} ${status}: ${first?.pointer || 'the body'} ${first?.message}`);
}

/** The first signal drains and closes, a second one ends at once. */
function closeOnSignals(end: () => Promise<void>): void {
  let closing = false;
  const close = (signal: NodeJS.Signals) => {
    if (closing) process.exit(signal === 'SIGINT' ? 130 : 143);
    closing = true;
    end().catch(fail);
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
}

function fail(error: unknown): void {
  if (error instanceof SetupError) console.error(`standin: ${error.message}`);
  else console.error('standin: something failed that should not have; please report it.', error);
  process.exitCode = 1;
}
