// Puts the commands together for commander: their options come from the table, their errors are SetupErrors in one style.
import { type Command, type CommanderError, Option as CommanderOption } from 'commander';
import {
  type CommandName,
  defaultOf,
  flagOf,
  flagsOf,
  GROUPS,
  MOST_USED,
  type Option,
  type Values,
} from '../options.ts';
import { readValues } from './read-values.ts';
import { refuseEarlyOptions, usageError } from './usage-error.ts';

interface CommandDefinition<Name extends CommandName> {
  /** As `<document>`, or `[documents...]` if there can be any number of them; with what it is. */
  readonly argument?: readonly [name: string, text: string];
  /** If there are several. */
  readonly arguments?: readonly (readonly [name: string, text: string])[];
  readonly text?: string;
  readonly run: (values: Values<Name>, args: readonly string[]) => Promise<void>;
}

/** @param command `serve` is the program itself; a name of two words is a command below another */
export function define<Name extends CommandName>(
  program: Command,
  name: Name,
  { argument, arguments: several = [], text, run }: CommandDefinition<Name>,
): Command {
  const command = name === 'serve' ? program : subcommandOf(program, name);
  if (text !== undefined) command.description(text);
  for (const one of argument === undefined ? several : [argument]) command.argument(...one);
  addOptions(command, name);
  return command.optionsGroup('Other:').action(async () => {
    if (command !== program) refuseEarlyOptions(program, command);
    await run(await readValues(name, command.opts()), command.args);
  });
}

/** The most used options of a server come first, all others in their groups. */
function addOptions(command: Command, name: CommandName): void {
  const options = flagsOf(name);
  const first = name === 'serve' ? MOST_USED.flatMap((one) => options.filter((option) => option.name === one)) : [];
  if (first.length > 0) command.optionsGroup('Most used:');
  for (const option of first) addOption(command, name, option);
  for (const group of GROUPS) {
    command.optionsGroup(`${group}:`);
    for (const option of options)
      if (option.group === group && !first.includes(option)) addOption(command, name, option);
  }
}

/** Makes commander throw SetupErrors, and print nothing but help. */
export function throwUsageErrors(command: Command): Command {
  return command
    .enablePositionalOptions()
    .showSuggestionAfterError(false)
    .configureOutput({ outputError: () => undefined, writeErr: () => undefined })
    .helpCommand(false)
    .exitOverride((error: CommanderError) => {
      throw usageError(error, command);
    });
}

function subcommandOf(program: Command, name: CommandName): Command {
  const words = name.split(' ');
  let parent = program;
  for (const word of words) {
    const known = parent.commands.find((command) => command.name() === word);
    parent = known ?? throwUsageErrors(parent.command(word));
  }
  return parent;
}

function addOption(command: Command, name: CommandName, option: Option): void {
  const { short, value, type, negated } = option;
  const own = option.texts?.[name] ?? option.text;
  const needed = option.needs?.[name];
  const text = needed === undefined ? own : `with --${needed}: ${own}`;
  const flag = flagOf(option);
  const flags = `${short === undefined ? '' : `-${short}, `}${flag}${value === undefined ? '' : ` <${value}>`}`;
  const fallback = defaultOf(option, name);
  const added = new CommanderOption(flags, fallback === undefined ? text : `${text} (default: ${fallback})`);
  if (type.join !== undefined) added.argParser((one: string, before: readonly string[] = []) => [...before, one]);
  command.addOption(added);
  // After the other form: before it, it would set a default.
  if (negated !== undefined) command.addOption(new CommanderOption(`--no-${flag.slice(2)}`, negated));
}
