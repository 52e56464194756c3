// A configuration file: the options of the command in TypeScript, JavaScript, JSON or YAML.
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isRemote } from '../contract/document/location.ts';
import { shownValue, violationsOf } from '../contract/validation/violations.ts';
import { nearest } from '../edit-distance.ts';
import { missingFile } from '../errors/missing-file.ts';
import { type Place, placesIn, SetupError } from '../errors/setup-error.ts';
import { kindOfValue, textOfValue } from '../errors/text-of-value.ts';
import { reasonOf } from '../errors/thrown.ts';
import { propertyPath } from '../json/pointer.ts';
import { isObject, type Json } from '../json/value.ts';
import { readLocated } from './read-located.ts';
import { rememberPlaces } from './value-places.ts';

/** An option, as far as a configuration is read. */
interface ConfigOption {
  readonly name: string;
  readonly negated?: string;
  readonly type: {
    parse(text: string): unknown;
    accepts(value: unknown): boolean;
    readonly expected: string;
    readonly secret?: boolean;
    join?(values: readonly unknown[]): unknown;
    resolvePaths?(value: unknown, resolve: (path: string) => string): unknown;
  };
}

interface Rules {
  /** The JSON schema of a configuration. */
  readonly schema: object;
  readonly options: readonly ConfigOption[];
}

/** The values of the options by name, as a program gives them. */
export type Config = Readonly<Record<string, unknown>>;

/** @throws SetupError CONFIG_INVALID with file, and with line and pointer if it is YAML or JSON */
export async function loadConfig(file: string, { schema, options }: Rules): Promise<Config> {
  const path = resolve(file);
  if (!existsSync(path)) throw missingFile('CONFIG_INVALID', file, 'Use the path of a configuration file for --config');
  const { value, place } = await (/\.[cm]?[jt]s$/.test(path)
    ? evaluateConfig(path)
    : readLocated(path, 'CONFIG_INVALID', 'configuration'));
  if (!isObject(value)) {
    const what = `The configuration must be an object, not ${kindOfValue(value)}`;
    throw invalid(what, 'Write each option as name: value', place(''));
  }
  const known = new Map(options.map((option) => [option.name, option]));
  const given = Object.entries(value as Record<string, unknown>).filter(([name]) => name !== '$schema');
  const unknown = given.find(([name]) => !known.has(name));
  if (unknown !== undefined) throw unknownOption(unknown[0], [...known.keys()], place);
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
  if (!validate(value)) {
    const [first] = violationsOf(validate.errors as never);
    const pointer = first?.pointer ?? '';
    const shown = first && shownValue(first, value as Json);
    const what = `The option ${JSON.stringify(propertyPath(pointer))} of the configuration ${first?.message}`;
    throw invalid(
      shown === undefined ? what : `${what}, not ${shown}`,
      'See docs/config.schema.json for the values of each option',
      place(pointer),
    );
  }
  rememberPlaces(value, place);
  const from = (text: string) => pathFrom(dirname(path), text);
  return Object.fromEntries(
    given.map(([name, raw]) => {
      const option = known.get(name) as ConfigOption;
      const parsed = parsedValue(option, raw);
      if (parsed === undefined) {
        const shown = option.type.secret ? '' : ` ${textOfValue(raw)}`;
        const what = `Invalid value${shown} for the option ${JSON.stringify(name)} of the configuration`;
        throw invalid(what, `Use ${option.type.expected}`, place(`/${name}`));
      }
      return [name, option.type.resolvePaths && parsed !== false ? option.type.resolvePaths(parsed, from) : parsed];
    }),
  );
}

/** Texts are parsed as on the command line; undefined if the value is not valid. */
function parsedValue({ type, negated }: ConfigOption, raw: unknown): unknown {
  if (raw === false && negated !== undefined) return false;
  if (type.join && Array.isArray(raw)) {
    const items = raw.map((item) =>
      typeof item === 'string' ? type.parse(item) : type.accepts([item]) ? [item] : undefined,
    );
    return items.every((item) => item !== undefined) ? type.join(items) : undefined;
  }
  if (typeof raw === 'string') return type.parse(raw);
  return type.accepts(raw) ? raw : undefined;
}

function pathFrom(folder: string, path: string): string {
  return isRemote(path) || isAbsolute(path) ? path : join(folder, path);
}

interface ReadConfig {
  readonly value: unknown;
  place(pointer: string): Place;
}

async function evaluateConfig(file: string): Promise<ReadConfig> {
  const { createJiti } = await import('jiti/static');
  const jiti = createJiti(file, { moduleCache: false, interopDefault: false });
  const module = await jiti.import<{ readonly default?: unknown }>(file).catch((cause: unknown) => {
    const [reason] = reasonOf(cause).split('\n');
    throw invalid(`The configuration cannot be loaded: ${reason}`, 'Correct the file', { file });
  });
  if (module.default === undefined)
    throw invalid('The configuration has no default export', 'Write export default { … }', { file });
  return { value: module.default, place: placesIn(file) };
}

function unknownOption(name: string, known: readonly string[], place: ReadConfig['place']): SetupError {
  const near = nearest(name, known);
  const advice = near === undefined ? `Known options: ${known.join(', ')}` : `Did you mean ${JSON.stringify(near)}?`;
  return invalid(`Unknown option ${JSON.stringify(name)} in the configuration`, advice, place(`/${name}`));
}

function invalid(what: string, advice: string, place: Place): SetupError {
  return new SetupError({ code: 'CONFIG_INVALID', what, advice, ...place });
}
