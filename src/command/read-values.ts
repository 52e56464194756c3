// The values of a command's options: those of the command line, else of environment variables, else of the configuration file, else
// the defaults.
import { SetupError } from '../errors/setup-error.ts';
import { textOfValue } from '../errors/text-of-value.ts';
import {
  type ApiValues,
  apiOptions,
  CONFIG_OPTIONS,
  type CommandName,
  defaultsOf,
  flagOf,
  type Option,
  optionsOf,
  type Values,
  variableOf,
} from '../options.ts';
import { findConfig } from '../sources/find-config.ts';

type Given = Readonly<Record<string, unknown>>;

/** @param flags as commander has them @throws SetupError OPTION_INVALID or CONFIG_INVALID */
export async function readValues<Name extends CommandName>(name: Name, flags: Given): Promise<Values<Name>> {
  const options = optionsOf(name);
  const given = withSettings(valuesOf(options, flags), options);
  const environment = withSettings(environmentValues(options, process.env), options);
  const config = options.some((option) => option.name === 'config')
    ? withSettings(await configuredValues(options, given.config ?? environment.config), options)
    : {};
  const values = { ...defaultsOf(name), ...config, ...environment, ...given };
  // What a source sets by name is added to what the sources with less precedence set.
  const byName = (option: 'settings' | 'limits') => {
    const all = { ...Object(config[option]), ...Object(environment[option]), ...Object(given[option]) };
    return Object.keys(all).length > 0 && { [option]: all };
  };
  const missing = options.find((option) => option.required?.includes(name) && !(option.name in values));
  if (missing) throw missingOption(missing);
  for (const option of options) if (option.name in given) refuseUseless(option, name, values);
  return { ...values, ...byName('settings'), ...byName('limits') } as Values<Name>;
}

/** The values that createStandin or listen() takes. */
export function apiValues<Known extends object, Place extends 'document' | 'server' | 'listen'>(
  values: Known,
  ...places: readonly Place[]
): Pick<Known, keyof Known & keyof ApiValues<Place>> {
  const names = new Set(apiOptions(...places).map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name))) as Pick<
    Known,
    keyof Known & keyof ApiValues<Place>
  >;
}

function valuesOf(options: readonly Option[], flags: Given): Given {
  const entries = options.flatMap((option) => {
    const raw = option.flag === false ? undefined : flags[attributeOf(option)];
    return raw === undefined ? [] : [[option.name, typeof raw === 'boolean' ? raw : parsed(option, raw)]];
  });
  return Object.fromEntries(entries);
}

/** The values that environment variables give. An empty variable is as good as none. */
function environmentValues(options: readonly Option[], environment: NodeJS.ProcessEnv): Given {
  const entries = options.flatMap((option) => {
    const variable = variableOf(option);
    const text = variable === undefined ? undefined : environment[variable];
    if (variable === undefined || text === undefined || text === '' || isServiceLink(text)) return [];
    if (option.negated !== undefined && text === 'false') return [[option.name, false]];
    // An option that can be repeated has a line for each value.
    const lines = option.type.join === undefined ? text : text.split('\n').filter((line) => line.trim() !== '');
    return [[option.name, parsed(option, lines, variable)]];
  });
  return Object.fromEntries(entries);
}

/** Kubernetes sets STANDIN_PORT to the address of a service that is named standin. */
function isServiceLink(text: string): boolean {
  return /^tcp:\/\/[\d.:[\]a-f]+$/i.test(text);
}

/** The name that commander gives to an option: its flag in camel case. */
function attributeOf(option: Option): string {
  return flagOf(option)
    .slice(2)
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** @param source the flag or the variable that the messages name */
function parsed(option: Option, raw: unknown, source = flagOf(option)): unknown {
  const values = [raw].flat().map((text) => {
    const value = option.type.parse(String(text));
    if (value !== undefined) return value;
    const shown = option.type.secret ? '' : ` ${textOfValue(text)}`;
    throw new SetupError({
      code: 'OPTION_INVALID',
      what: `Invalid value${shown} for ${source}`,
      advice: `Use ${option.type.expected}`,
    });
  });
  return option.type.join?.(values) ?? values.at(-1);
}

/** Options that are short for a setting become settings. */
function withSettings(given: Given, options: readonly Option[]): Given {
  const short = options.flatMap(({ name, setting }) => {
    return setting === undefined || given[name] === undefined ? [] : [[setting, given[name]] as const];
  });
  return short.length === 0
    ? given
    : { ...given, settings: { ...Object(given.settings), ...Object.fromEntries(short) } };
}

/** The configured values of the options that the command has. */
async function configuredValues(options: readonly Option[], file: unknown): Promise<Given> {
  const path = typeof file === 'string' ? file : findConfig(process.cwd());
  if (path === undefined) return {};
  const [{ loadConfig }, { configSchema }] = await Promise.all([
    import('../sources/config.ts'),
    import('./config-schema.ts'),
  ]);
  const config = await loadConfig(path, { schema: configSchema(), options: CONFIG_OPTIONS });
  const own = new Set(options.map(({ name }) => name));
  return Object.fromEntries(Object.entries(config).filter(([name]) => own.has(name)));
}

function missingOption(option: Option): SetupError {
  return new SetupError({
    code: 'COMMAND_LINE_INVALID',
    what: `The option ${flagOf(option)} is missing`,
    advice: `Use ${flagOf(option)} with ${option.type.expected}`,
  });
}

/** @throws SetupError COMMAND_LINE_INVALID for an option that has no effect without another one */
function refuseUseless(option: Option, command: CommandName, values: Given): void {
  const needed = option.needs?.[command];
  if (needed === undefined || needed in values) return;
  const flag = flagOf(option);
  throw new SetupError({
    code: 'COMMAND_LINE_INVALID',
    what: `The option ${flag} of standin ${command} has no effect without --${needed}`,
    advice: `Add --${needed}, or leave out ${flag}`,
  });
}
