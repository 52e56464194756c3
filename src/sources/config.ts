// A configuration file: the options of the command, in TypeScript, JavaScript, JSON or YAML.
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isRemote } from '../contract/location.ts';

import { violationsOf } from '../contract/violations.ts';
import { type Place, SetupError } from '../errors/setup.ts';
import { readLocated } from './read-located.ts';

/** What of an option a file needs to be read. */
interface Known {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'flag' | 'list';
  readonly file?: true;
}

interface Rules {
  /** The JSON schema of a configuration. */
  readonly schema: object;
  readonly options: readonly Known[];
}

/** Values in the form in which the command line gives them: numbers as text. */
export type Config = Readonly<Record<string, string | boolean | readonly string[]>>;

/** @throws SetupError CONFIG_INVALID with file, and with line and pointer where it is no code */
export async function loadConfig(file: string, { schema, options }: Rules): Promise<Config> {
  const path = resolve(file);
  const { value, place } = await (/\.[cm]?[jt]s$/.test(path)
    ? evaluated(path)
    : readLocated(path, 'CONFIG_INVALID', 'The configuration'));
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
  if (!validate(value)) {
    const [first] = violationsOf(validate.errors as never);
    const member =
      first?.pointer === '' ? 'The configuration' : `The option ${first?.pointer.slice(1)} of the configuration`;
    throw invalid(
      `${member} ${first?.message}`,
      'See docs/config.schema.json for the options',
      place(first?.pointer ?? ''),
    );
  }
  const known = new Map(options.map((option) => [option.name, option]));
  const at = dirname(path);
  const entries = Object.entries(value as Record<string, unknown>).filter(([name]) => name !== '$schema');
  return Object.fromEntries(
    entries.map(([name, given]) => {
      if (name === 'documents') return [name, (given as string[]).map((text) => from(at, text))];
      const option = known.get(name) as Known;
      const values =
        option.file && given !== false ? [given].flat().map((text) => from(at, String(text))) : [given].flat();
      if (option.kind === 'list') return [name, values as string[]];
      return [name, typeof given === 'boolean' ? given : String(values[0])];
    }),
  );
}

/** A path as it is meant from where the configuration lies. */
function from(folder: string, path: string): string {
  return isRemote(path) || isAbsolute(path) ? path : join(folder, path);
}

interface Read {
  readonly value: unknown;
  place(pointer: string): Place;
}

async function evaluated(file: string): Promise<Read> {
  const { createJiti } = await import('jiti/static');
  const jiti = createJiti(file, { moduleCache: false, interopDefault: false });
  const module = await jiti.import<{ readonly default?: unknown }>(file).catch((cause: Error) => {
    const [reason] = cause.message.split('\n');
    throw invalid(`The configuration cannot be loaded: ${reason}`, 'Correct the file', { file });
  });
  if (module.default === undefined)
    throw invalid('The configuration exports nothing', 'Write export default { … }', { file });
  return { value: module.default, place: (pointer) => ({ file, pointer }) };
}

function invalid(what: string, advice: string, place: Place): SetupError {
  return new SetupError({ code: 'CONFIG_INVALID', what, advice, ...place });
}
