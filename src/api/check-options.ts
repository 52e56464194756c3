// The options of createStandin and listen() are checked against the table: a misspelt option must not make a test pass for
// the wrong reason.
import { nearest } from '../edit-distance.ts';
import { SetupError } from '../errors/setup-error.ts';
import { textOfValue } from '../errors/text-of-value.ts';
import { isObject } from '../json/value.ts';
import { apiOptions, type Option } from '../options.ts';
import { findInvalidSetting, type KnownSettings, type Settings } from '../world-settings.ts';
import type { ListenOptions, StandinOptions } from './standin.ts';

const DOCUMENT = apiOptions('document');
const SERVER = apiOptions('document', 'server').filter(({ name }) => name !== 'mount');
const LISTEN = apiOptions('listen');

/** @throws SetupError OPTION_INVALID for a value that the option cannot have */
export function checkOptions(options: StandinOptions): void {
  requireObject(options, 'createStandin', '{ document: "openapi.yaml" }');
  checkValues(SERVER, options);
}

/** @throws SetupError OPTION_INVALID */
export function checkListenOptions(options: ListenOptions): void {
  requireObject(options, 'listen', '{ port: 4010 }');
  refuseUnknown(LISTEN, options, {});
  checkValues(LISTEN, options);
}

/** @param settings the settings that exist, for a setting that is given as an option @throws SetupError OPTION_INVALID */
export function refuseUnknownOptions(options: StandinOptions, settings: KnownSettings): void {
  refuseUnknown(SERVER, options, settings);
  for (const entry of options.documents ?? []) {
    if (typeof entry === 'object') refuseUnknown(DOCUMENT, entry, settings);
  }
}

function requireObject(options: unknown, name: string, example: string): void {
  if (isObject(options)) return;
  throw invalid(
    `The options of ${name}() are not an object: ${textOfValue(options)}`,
    `Use an object, such as ${example}`,
  );
}

function refuseUnknown(known: readonly Option[], given: object, settings: KnownSettings): void {
  const names = known.map((option) => option.name);
  const unknown = Object.entries(given).find(([name]) => !names.includes(name));
  if (unknown === undefined) return;
  const [name, value] = unknown;
  const near = nearest(name, [...names, ...Object.keys(settings)]);
  const advice =
    near === undefined
      ? `Known options: ${names.join(', ')}`
      : names.includes(near)
        ? `Did you mean ${JSON.stringify(near)}?`
        : `It is a setting: use settings: { ${near}: ${textOfValue(value)} }`;
  throw invalid(`Unknown option ${JSON.stringify(name)}`, advice);
}

function checkValues(known: readonly Option[], given: object): void {
  for (const [name, value] of Object.entries(given)) {
    const option = known.find((one) => one.name === name);
    if (option === undefined || value === undefined || option.type.accepts(value)) continue;
    if (value === false && option.negated !== undefined) continue;
    const { expected, expectedInCode = expected, secret } = option.type;
    const shown = secret ? '' : ` ${textOfValue(value)}`;
    throw invalid(`Invalid value${shown} for the option ${JSON.stringify(name)}`, `Use ${expectedInCode}`);
  }
}

/**
 * Refuses a setting that exists for the built-in document only.
 * @param builtIn the settings of the built-in document; read only if another document does not know a setting
 * @throws SetupError OPTION_INVALID
 */
export async function refuseForeignSettings(
  settings: Settings = {},
  known: KnownSettings,
  builtIn: () => Promise<KnownSettings>,
): Promise<void> {
  const unknown = findInvalidSetting(known, settings);
  if (unknown === undefined) return;
  const { name } = unknown;
  const value = settings[name] as string;
  if (findInvalidSetting(await builtIn(), { [name]: value }) !== undefined) return;
  if (!Object.hasOwn(known, name)) {
    const names = Object.keys(known).join(', ');
    throw invalid(
      `Only the built-in document has the setting ${JSON.stringify(name)}`,
      `Remove it; settings of your document: ${names}`,
    );
  }
  const values = Object.keys(known[name]?.values ?? {}).join(' or ');
  const credentials = name === 'auth' ? ', and --credential to accept only some credentials' : '';
  throw invalid(
    `Only the built-in document has ${JSON.stringify(value)} for the setting ${JSON.stringify(name)}`,
    `Use ${values}${credentials}`,
  );
}

function invalid(what: string, advice: string): SetupError {
  return new SetupError({ code: 'OPTION_INVALID', what, advice });
}
