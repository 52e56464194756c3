// Prints docs/reference/options.md: every option of the command line, the configuration file and createStandin.
import {
  COMMANDS,
  CONFIG_OPTIONS,
  type CommandName,
  defaultOf,
  flagOf,
  flagsOf,
  GROUPS,
  OPTIONS,
  type Option,
  variableOf,
} from '../src/options.ts';

const TABLE: readonly Option[] = OPTIONS;

export function optionsPage(): string {
  return [
    '# Options',
    '',
    'This page is generated from the table in `src/options.ts` (`npm run generate`).',
    '',
    'The name of an option is its name in a configuration file and in code; the flag is its name on the command line. A flag',
    'takes precedence over an environment variable, and that over the configuration file. The variable is `STANDIN_` and the flag in',
    'capitals: `STANDIN_CONTROL_TOKEN` for `--control-token`. A flag without a value is `true` or `false`. `false` is also the `--no-` form.',
    'If an option can be repeated, the variable has a line for each value. *Code* says where a program gives it: to `createStandin`, to one document',
    '(an object in `documents`, or `createStandin` for the document at the root), or to `listen()`. Relative paths of a',
    'configuration file are resolved against its folder.',
    '',
    ...GROUPS.flatMap(sectionOf),
    '## Options by command',
    '',
    '| command | options |',
    '|---|---|',
    ...COMMANDS.map((command) => `| \`${titleOf(command)}\` | ${flagsTextOf(command)} |`),
    '',
  ].join('\n');
}

function sectionOf(group: Option['group']): string[] {
  const options = TABLE.filter((option) => option.group === group);
  return [
    `## ${group}`,
    '',
    '| name | flag | variable | value | default | configuration | code | meaning |',
    '|---|---|---|---|---|---|---|---|',
    ...options.map(rowOf),
    '',
  ];
}

function rowOf(option: Option): string {
  const { name, short, commands, text, texts = {}, negated, api } = option;
  const variable = variableOf(option);
  const flags = [...(short === undefined ? [] : [`-${short}`]), flagOf(option), ...(negated ? [negation(option)] : [])];
  const differing = Object.entries(texts).map(([command, own]) => `${code(titleOf(command as CommandName))}: ${own}`);
  const cells = [
    code(name),
    commands.length === 0 || option.flag === false ? '' : flags.map(code).join(' '),
    variable === undefined ? '' : code(variable),
    typeOf(option),
    defaultsOf(option),
    CONFIG_OPTIONS.includes(option) ? 'yes' : '',
    api === undefined ? '' : { document: 'document', server: '`createStandin`', listen: '`listen`' }[api],
    [text, ...differing, ...(negated === undefined ? [] : [`${code(negation(option))} or \`false\`: ${negated}`])].join(
      '; ',
    ),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function typeOf({ value, type }: Option): string {
  const name = type.name === 'choice' ? type.expected : type.name;
  return value === undefined ? name : value === name ? code(value) : `${code(value)}, ${name}`;
}

function negation(option: Option): string {
  return `--no-${flagOf(option).slice(2)}`;
}

/** The default of the command line, and those that differ. */
function defaultsOf(option: Option): string {
  const [first = 'api'] = option.commands;
  const usual = option.default ?? (first === 'api' ? defaultOf(option, 'api') : undefined);
  const others = Object.entries(option.defaults ?? {}).map(([surface, value]) => {
    return `${surface === 'api' ? 'in code' : `\`${titleOf(surface as CommandName)}\``}: ${code(String(value))}`;
  });
  return [...(usual === undefined ? [] : [code(String(usual))]), ...others].join('; ');
}

function titleOf(command: CommandName): string {
  return command === 'serve' ? 'standin' : `standin ${command}`;
}

function flagsTextOf(command: CommandName): string {
  return flagsOf(command).map(flagOf).map(code).join(' ') || 'none';
}

function code(text: string): string {
  return `\`${text}\``;
}
