// `standin completion bash|zsh|fish`: prints a script that completes commands, options and their values. It is printed from the
// table of options and from the commands, so that it has all of them.
import type { Command } from 'commander';
import { COMMANDS, type CommandName, flagOf, flagsOf, type Option } from '../options.ts';
import { invalid } from './usage-error.ts';

interface CompletedCommand {
  /** As it is typed after `standin`; empty for the command that serves. */
  readonly words: string;
  readonly text: string;
  readonly options: readonly CompletedOption[];
  /** The values of its argument; undefined if it is a file, or if it has none. */
  readonly values?: readonly string[] | undefined;
}

interface CompletedOption {
  readonly flag: string;
  readonly short?: string | undefined;
  readonly text: string;
  /** What follows it: nothing, a file, one of some words, or any text. */
  readonly value: 'none' | 'file' | 'text' | readonly string[];
}

const SHELLS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
const SHELL_NAMES = Object.keys(SHELLS);

/** @throws SetupError COMMAND_LINE_INVALID for an unknown shell */
export function completion(program: Command, shell: string): void {
  const script = Object.hasOwn(SHELLS, shell) ? SHELLS[shell as keyof typeof SHELLS] : undefined;
  if (script === undefined) {
    const names = SHELL_NAMES.join(', ');
    throw invalid(`There is no completion for ${JSON.stringify(shell)}`, `Use one of these shells: ${names}`);
  }
  console.log(script(COMMANDS.map((name) => completedCommand(program, name))));
}

function completedCommand(program: Command, name: CommandName): CompletedCommand {
  const own = flagsOf(name).flatMap((option) => completedOptions(option, name));
  const help: CompletedOption = { flag: '--help', short: '-h', text: 'display help for command', value: 'none' };
  const version: CompletedOption = { flag: '--version', short: '-v', text: 'output the version number', value: 'none' };
  if (name === 'serve') return { words: '', text: '', options: [...own, help, version] };
  const command = name.split(' ').reduce<Command | undefined>((at, word) => {
    return at?.commands.find((one) => one.name() === word);
  }, program);
  const values = name === 'completion' ? SHELL_NAMES : undefined;
  return { words: name, text: command?.description() ?? '', options: [...own, help], values };
}

function completedOptions(option: Option, command: CommandName): CompletedOption[] {
  const { short, negated, texts, text } = option;
  const flag = flagOf(option);
  const one = {
    flag,
    short: short === undefined ? undefined : `-${short}`,
    text: texts?.[command] ?? text,
    value: completedValue(option),
  };
  return negated === undefined ? [one] : [one, { flag: `--no-${flag.slice(2)}`, text: negated, value: 'none' }];
}

function completedValue({ value, type }: Option): CompletedOption['value'] {
  if (value === undefined) return 'none';
  const { enum: choices } = type.schema as { readonly enum?: readonly string[] };
  if (choices !== undefined) return choices;
  return type.resolvePaths === undefined ? 'text' : 'file';
}

function flagsOfOption({ flag, short }: CompletedOption): string[] {
  return short === undefined ? [flag] : [short, flag];
}

/** The words that can be the first one, such as `apple` of `apple sign`. */
function firstWords(commands: readonly CompletedCommand[]): string[] {
  return [...new Set(commands.map(({ words }) => words.split(' ')[0] ?? ''))].filter((word) => word !== '');
}

/** A text in single quotes, as all three shells read it. Fish reads a backslash as an escape even there. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’').replaceAll('\\', '')}'`;
}

function bashScript(commands: readonly CompletedCommand[]): string {
  const pairs = commands.filter(({ words }) => words.includes(' '));
  const values = commands.flatMap(({ words, options }) =>
    options.flatMap((option) => {
      const patterns = flagsOfOption(option).map((flag) => quoted(`${words} ${flag}`));
      if (option.value === 'none') return [];
      const reply =
        typeof option.value === 'string' ? '' : `COMPREPLY=($(compgen -W ${wordList(option.value)} -- "$cur"))`;
      // An empty reply completes files.
      const run = option.value === 'text' ? 'compopt +o default 2>/dev/null' : reply;
      return [`    ${patterns.join('|')}) ${run === '' ? '' : `${run}; `}return ;;`];
    }),
  );
  return `# Completion for bash. Load it with: source <(standin completion bash)
_standin() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command= words=
  COMPREPLY=()
  if ((COMP_CWORD > 1)); then
    case \${COMP_WORDS[1]} in
      ${firstWords(commands).join('|')}) command=\${COMP_WORDS[1]} ;;
    esac
  fi
  if ((COMP_CWORD > 2)); then
    case "$command \${COMP_WORDS[2]}" in
      ${pairs.map(({ words }) => quoted(words)).join('|')}) command="$command \${COMP_WORDS[2]}" ;;
    esac
  fi
  case "$command $prev" in
${values.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${commands.map(({ words, options }) => `      ${quoted(words)}) words=${wordList(options.flatMap(flagsOfOption))} ;;`).join('\n')}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    return
  fi
  case "$command" in
    '') if ((COMP_CWORD == 1)); then words=${wordList(firstWords(commands))}; fi ;;
${[...nextWords(commands)].map(([first, next]) => `    ${quoted(first)}) words=${wordList(next)} ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [[ -n $words ]] && ((COMP_CWORD > 1)); then return; fi
  local IFS=$'\\n'
  COMPREPLY+=($(compgen -f -- "$cur"))
  compopt -o filenames 2>/dev/null
}
complete -o default -F _standin standin`;
}

/** The words that follow a first one: the second word of a command, or the values of its argument. */
function nextWords(commands: readonly CompletedCommand[]): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>();
  for (const { words, values = [] } of commands) {
    const [first = '', second] = words.split(' ');
    const found = second === undefined ? values : [second];
    if (found.length > 0) next.set(first, [...(next.get(first) ?? []), ...found]);
  }
  return next;
}

function wordList(words: readonly string[]): string {
  return quoted(words.join(' '));
}

function zshScript(commands: readonly CompletedCommand[]): string {
  const described = firstWords(commands).map((first) => {
    const text = commands.find(({ words }) => words === first)?.text ?? '';
    return `    ${quoted(`${first}:${text}`)}`;
  });
  return `#compdef standin
# Completion for zsh. Load it with: source <(standin completion zsh)
_standin() {
  local -a commands
  commands=(
${described.join('\n')}
  )
  if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
    _describe -t commands command commands
    _files
    return
  fi
  case $words[2] in
${[...nextWords(commands)].map(zshSecondWord).join('\n')}
  esac
  case "$words[2] $words[3]" in
${commands
  .filter(({ words }) => words !== '')
  .map(zshCase)
  .join('\n')}
    *)
${zshArguments(commands.find(({ words }) => words === ''))} ;;
  esac
}
if [[ $funcstack[1] == _standin ]]; then _standin "$@"; else compdef _standin standin; fi`;
}

function zshSecondWord([first, next]: readonly [string, readonly string[]]): string {
  return `    ${first}) if ((CURRENT == 3)) && [[ $words[3] != -* ]]; then compadd -- ${next.join(' ')}; return; fi ;;`;
}

/** The words of the command are removed, because `_arguments` takes the first word for the command. */
function zshCase(command: CompletedCommand): string {
  const count = command.words.split(' ').length;
  const pattern = count === 1 ? `'${command.words} '*` : `'${command.words}'`;
  return [
    `    ${pattern})`,
    `      shift ${count} words`,
    `      ((CURRENT -= ${count}))`,
    `${zshArguments(command)} ;;`,
  ].join('\n');
}

function zshArguments(command: CompletedCommand | undefined): string {
  const specs = (command?.options ?? []).flatMap((option) => {
    const text = option.text.replaceAll(/[[\]]/g, '\\$&').replaceAll("'", '’');
    const value = {
      none: '',
      file: ':file:_files',
      text: ':value: ',
      words: `:value:(${typeof option.value === 'string' ? '' : option.value.join(' ')})`,
    }[typeof option.value === 'string' ? option.value : 'words'];
    return flagsOfOption(option).map((flag) => `        '*${flag}[${text}]${value}'`);
  });
  return ['      _arguments \\', ...specs.map((spec) => `${spec} \\`), "        '*:file:_files'"].join('\n');
}

function fishScript(commands: readonly CompletedCommand[]): string {
  const first = firstWords(commands);
  const none = `not __fish_seen_subcommand_from ${first.join(' ')}`;
  const subcommands = first.map((word) => {
    const text = commands.find(({ words }) => words === word)?.text ?? '';
    return `complete -c standin -n __fish_use_subcommand -a ${word} -d ${quoted(text)}`;
  });
  const next = [...nextWords(commands)].map(
    ([word, words]) =>
      `complete -c standin -n ${quoted(`__fish_seen_subcommand_from ${word}`)} -a ${quoted(words.join(' '))}`,
  );
  const options = commands.flatMap(({ words, options: own }) => {
    const condition = words === '' ? none : `__fish_seen_subcommand_from ${words.split(' ').at(-1)}`;
    return own.map((option) => fishOption(option, condition));
  });
  return [
    '# Completion for fish. Load it with: standin completion fish | source',
    ...subcommands,
    ...next,
    ...options,
  ].join('\n');
}

function fishOption({ flag, short, text, value }: CompletedOption, condition: string): string {
  const needs = {
    none: '',
    file: ' -r -F',
    text: ' -x',
    words: ` -x -a ${quoted(typeof value === 'string' ? '' : value.join(' '))}`,
  }[typeof value === 'string' ? value : 'words'];
  const letter = short === undefined ? '' : ` -s ${short.slice(1)}`;
  return `complete -c standin -n ${quoted(condition)} -l ${flag.slice(2)}${letter}${needs} -d ${quoted(text)}`;
}
