// Errors of the command line in the style of all others: what is wrong, and what to use instead.
import { existsSync } from 'node:fs';
import type { Command, CommanderError } from 'commander';
import { nearest } from '../edit-distance.ts';
import { similarFile } from '../errors/missing-file.ts';
import { SetupError } from '../errors/setup-error.ts';

/** A SetupError for an error of commander; the error itself if it only ends a help text. */
export function usageError(error: CommanderError, command: Command): Error {
  const [, quoted = ''] = /'([^']*)'/.exec(error.message) ?? [];
  const name = nameOf(command);
  switch (error.code) {
    case 'commander.unknownOption':
      return unknownOption(quoted, command);
    case 'commander.optionMissingArgument': {
      const [, flag = quoted, value = ''] = /(--\S+)(?: (<.+>))?$/.exec(quoted) ?? [];
      return invalid(`The option ${flag} has no value`, `Use ${flag} ${value}`);
    }
    case 'commander.missingArgument':
      return invalid(`The argument <${quoted}> of ${name} is missing`, usageOf(command));
    case 'commander.excessArguments': {
      const extra = command.args[command.registeredArguments.length];
      return invalid(`Unexpected argument ${JSON.stringify(extra)} of ${name}`, usageOf(command));
    }
    case 'commander.unknownCommand':
      return invalid(`Unknown command "${name} ${quoted}"`.replace('standin ', ''), subcommandsOf(command));
    case 'commander.help':
      return error.exitCode === 0 ? error : invalid(`The command ${name} is not complete`, subcommandsOf(command));
    default:
      return error;
  }
}

/** @throws SetupError COMMAND_LINE_INVALID for a bare word that is no file: mostly a misspelt or misplaced command */
export function refuseUnknownCommand(words: readonly string[], commands: readonly string[]): void {
  const word = words.find((one) => /^[a-z-]+$/i.test(one) && !existsSync(one));
  if (word === undefined) return;
  if (commands.includes(word)) {
    throw invalid(
      `The command ${word} is not the first argument`,
      `Use standin ${word}, and all other arguments after it`,
    );
  }
  const command = nearest(word, commands);
  const near = command === undefined ? similarFile(word, '.') : `standin ${command}`;
  throw invalid(
    `${JSON.stringify(word)} is neither a command nor a file`,
    near === undefined
      ? `Use the path of an OpenAPI document, or a command: ${commands.join(', ')}`
      : `Did you mean ${near}?`,
  );
}

/** @throws SetupError COMMAND_LINE_INVALID for an option before the command, which the command would ignore */
export function refuseEarlyOptions(program: Command, command: Command): void {
  const early = program.options.find((option) => program.getOptionValueSource(option.attributeName()) === 'cli');
  if (early === undefined) return;
  throw invalid(
    `The option ${early.long} stands before the command ${command.name()}`,
    `Put the options after the command: ${nameOf(command)} ${early.long}`,
  );
}

function unknownOption(flag: string, command: Command): SetupError {
  const flags = command.options.flatMap(({ long }) => (long ? [long] : []));
  const near = nearest(flag, flags);
  return invalid(
    command.parent ? `Unknown option ${flag} of ${nameOf(command)}` : `Unknown option ${flag}`,
    near === undefined ? `See ${nameOf(command)} --help for the options` : `Did you mean ${near}?`,
  );
}

function subcommandsOf(command: Command): string {
  return `Use ${command.commands.map((one) => `${nameOf(command)} ${one.name()}`).join(' or ')}`;
}

function usageOf(command: Command): string {
  const words = command.registeredArguments.map((one) => {
    const word = one.variadic ? `${one.name()}...` : one.name();
    return one.required ? `<${word}>` : `[${word}]`;
  });
  return `Use ${[nameOf(command), ...words].join(' ')}`;
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}

export function invalid(what: string, advice: string): SetupError {
  return new SetupError({ code: 'COMMAND_LINE_INVALID', what, advice });
}
