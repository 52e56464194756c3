// The values of a command's options: those of the command line, else of the configuration file, else the defaults.
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
} from '../options.ts';
import { findConfig } from '../sources/find-config.ts';

type Given = Readonly<Record<string, unknown>>;

/** @param flags as commander has them @throws SetupError OPTION_INVALID or CONFIG_INVALID */
export async function readValues<Name extends CommandName>(name: Name, flags: Given): Promise<Values<Name>> {
  const options = optionsOf(name);
  const given = withSettings(valuesOf(options, flags), options);
  const config = options.some((option) => option.name === 'config')
    ? withSettings(await configuredValues(options, given.config), options)
    : {};
  const values = { ...defaultsOf(name), ...config, ...environmentValues(options, process.env), ...given };
  // What the command line sets by name is added to what the configuration sets.
  const byName = (option: 'settings' | 'limits') => {
    const both = { ...Object(config[option]), ...Object(given[option]) };
    return Object.keys(both).length > 0 && { [option]: both };
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

/** The values of the options that have an environment variable. An empty variable is as good as none. */
function environmentValues(options: readonly Option[], environment: NodeJS.ProcessEnv): Given {
  const entries = options.flatMap((option) => {
    const text = option.environment === undefined ? undefined : environment[option.environment];
    return text === undefined || text === '' ? [] : [[option.name, parsed(option, text)]];
  });
  return Object.fromEntries(entries);
}

/** The name that commander gives to an option: its flag in camel case. */
function attributeOf(option: Option): string {
  return flagOf(option)
    .slice(2)
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function parsed(option: Option, raw: unknown): unknown {
  const values = [raw].flat().map((text) => {
    const value = option.type.parse(String(text));
    if (value !== undefined) return value;
    const shown = option.type.secret ? '' : ` ${textOfValue(text)}`;
    throw new SetupError({
      code: 'OPTION_INVALID',
      what: `Invalid value${shown} for ${flagOf(option)}`,
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
