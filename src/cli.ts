#!/usr/bin/env node
// The command line and its commands. Each command is loaded when it runs. The options are in options.ts.
import { Command, CommanderError } from 'commander';
import { define, throwUsageErrors } from './command/define.ts';
import { fail } from './command/fail.ts';
import { keepTicksFast } from './command/fast-ticks.ts';
import { handleOutputErrors } from './command/output-errors.ts';
import { refuseUnknownCommand } from './command/usage-error.ts';
import { DESCRIPTION, VERSION } from './version.ts';

const EXAMPLES = `

Examples:
  standin                                  the built-in document
  standin my-api.yaml --watch              your own document, reloaded on save
  standin run my-api.yaml -- npm test      your tests against it, with a verdict
  STANDIN_PORT=8080 standin my-api.yaml    every option is also an environment variable`;

keepTicksFast();

const program = throwUsageErrors(
  new Command('standin').description(DESCRIPTION + EXAMPLES).version(VERSION, '-v, --version'),
);

define(program, 'serve', {
  argument: [
    '[documents...]',
    'OpenAPI documents in YAML or JSON, files or URLs; several are served under paths, such as billing.yaml@/billing; by default, the built-in document',
  ],
  async run(values, documents) {
    refuseUnknownCommand(
      documents,
      program.commands.map((command) => command.name()),
    );
    const { serve } = await import('./command/serve.ts');
    await serve(values, documents);
  },
});

define(program, 'check', {
  argument: ['<document>', 'the document to check'],
  text: 'compile a whole document and report all warnings; with --upstream, call a real service and validate its responses',
  run: async (values, [document = '']) => (await import('./command/check.ts')).check(values, document),
});

define(program, 'proxy', {
  argument: ['<document>', 'the document of the service'],
  text: 'forward requests to a real service, and report where clients or the service violate the document',
  run: async (values, [document = '']) => (await import('./command/proxy.ts')).proxy(values, document),
});

define(program, 'inspect', {
  argument: ['[document]', 'the document; by default, the built-in document'],
  text: 'print what standin infers about each operation: its role, its resource, the key of an item, and why',
  run: async (values, [document]) => (await import('./command/inspect.ts')).inspect(values, document),
});

define(program, 'diff', {
  arguments: [
    ['<old>', 'the old version: a path, a URL, or a file of a git revision such as HEAD~1:openapi.yaml'],
    ['<new>', 'the new version'],
  ],
  text: 'report what a new version of a document breaks; exit with 1 if something breaks',
  run: async (values, [old = '', next = '']) => (await import('./command/diff.ts')).diffDocuments(values, old, next),
});

define(program, 'generate', {
  argument: ['<document>', 'the document to generate from'],
  text: 'write types, validators and a first file of handlers; existing handlers are not overwritten',
  run: async (values, [document = '']) => (await import('./command/generate.ts')).generate(values, document),
});

define(program, 'init', {
  argument: ['[document]', 'the document to begin with (default: openapi.yaml)'],
  text: 'write a starter: a configuration, handlers, an npm script and a CI workflow; existing files are not changed',
  run: async (_, [document]) => (await import('./command/init.ts')).init(document),
});

define(program, 'run', {
  argument: ['[documents...]', 'OpenAPI documents; after --, the command to run'],
  text: 'serve on a free port while a command runs, with the URL in STANDIN_URL; exit with the command’s code, or 1 if the contract was violated or no request was sent',
  run: async (values, documents) => (await import('./command/run.ts')).run(values, documents, afterDashes),
});

define(program, 'mutate', {
  argument: ['[documents...]', 'OpenAPI documents; after --, the command to run'],
  text: 'find out what your tests do not notice: run a command many times, each time with one changed response, and report the changes that it does not notice',
  run: async (values, documents) => (await import('./command/mutate.ts')).mutate(values, documents, afterDashes),
});

define(program, 'rehearse', {
  argument: ['[documents...]', 'the old and the new version of an OpenAPI document; after --, the command to run'],
  text: 'rehearse an upgrade: find the changes of a new version that break a command, mostly a test suite, one change at a time',
  run: async (values, documents) => (await import('./command/rehearse.ts')).rehearse(values, documents, afterDashes),
});

define(program, 'usage show', {
  argument: ['<file>', 'a usage file'],
  text: 'print what a client uses of an API',
  run: async (values, [file = '']) => (await import('./command/usage.ts')).usageShow(values, file),
}).parent?.description('usage files, which standin run --usage writes: what a client uses of an API');

define(program, 'usage merge', {
  argument: ['<files...>', 'usage files of several runs or repositories'],
  text: 'join usage files',
  run: async (values, files) => (await import('./command/usage.ts')).usageMerge(values, files),
});

define(program, 'mcp', {
  argument: ['[documents...]', 'OpenAPI documents; by default, the built-in document'],
  text: 'serve the Model Context Protocol on standard input and output: an agent calls the operations of the document, plans faults and reads violations; needs the package @modelcontextprotocol/server',
  run: async (values, documents) => (await import('./command/mcp.ts')).mcp(values, documents),
});

define(program, 'record', {
  arguments: [
    ['<document>', 'the document of the service'],
    [
      '[recordings...]',
      'HAR files, or URLs of running standin servers; without them, a proxy to --upstream records until a signal, or until the command after -- ends',
    ],
  ],
  text: 'write a scenario, examples and stubs from recorded requests, without their secrets',
  run: async (values, words) => (await import('./command/record.ts')).record(values, words, afterDashes),
});

define(program, 'report', {
  text: 'print the report of a running server',
  run: async (values) => (await import('./command/report.ts')).report(values),
});

define(program, 'apple sign', {
  argument: ['<request>', 'the file with the signing request; - for standard input'],
  text: 'sign a signing request at the mock Apple portal of a running server, and print the certificate',
  run: async (values, [request = '']) => (await import('./command/apple-sign.ts')).appleSign(values, request),
}).parent?.description('the mock Apple portal of a running server');

define(program, 'token', {
  text: 'print an access token of a running server with the built-in document',
  run: async (values) => (await import('./command/token.ts')).token(values),
});

define(program, 'completion', {
  argument: ['<shell>', 'bash, zsh or fish'],
  text: 'print a script that completes commands and options in a shell',
  run: async (_, [shell = '']) => (await import('./command/completion.ts')).completion(program, shell),
});

handleOutputErrors();

// After --, the command that is run has options of its own.
const dashes = ['run', 'record', 'mutate', 'rehearse'].includes(process.argv[2] ?? '')
  ? process.argv.indexOf('--')
  : -1;
const afterDashes = dashes < 0 ? [] : process.argv.slice(dashes + 1);
await program.parseAsync(dashes < 0 ? process.argv : process.argv.slice(0, dashes)).catch((error: unknown) => {
  // Help and version end with an error of their own.
  if (!(error instanceof CommanderError && error.exitCode === 0)) fail(error);
});
