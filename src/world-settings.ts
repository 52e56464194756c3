// World settings: named choices that apply in one world. The pack of a document declares which settings exist. Values are
// strings, so that the command line, scenarios and the control API write them alike.
import { nearest } from './edit-distance.ts';

/** The values of settings, by name. */
export type Settings = Readonly<Record<string, string>>;

/** A setting that a document knows. */
export interface KnownSetting {
  /** What the setting controls, as one sentence. */
  readonly text: string;
  /** The meaning of each value, by value. The first value is the default. */
  readonly values: Readonly<Record<string, string>>;
}

/** The settings that a document knows, by name. */
export type KnownSettings = Readonly<Record<string, KnownSetting>>;

/** The settings of every document. */
export const COMMON_SETTINGS = {
  auth: {
    text: 'Which credentials the server accepts.',
    values: {
      lenient: 'A request needs the credentials that its operation declares. Any well-formed credential is accepted.',
      off: 'No request needs credentials.',
    },
  },
} as const satisfies KnownSettings;

/** The value of a setting that is not set. */
export function defaultValueOf({ values }: KnownSetting): string {
  return Object.keys(values)[0] ?? '';
}

/** The default value of every setting. */
export function defaultsOf(knownSettings: KnownSettings): Settings {
  return Object.fromEntries(Object.entries(knownSettings).map(([name, setting]) => [name, defaultValueOf(setting)]));
}

/** The settings of several documents together, each with all its values. The first document decides the default. */
export function mergeKnownSettings(all: readonly KnownSettings[]): KnownSettings {
  const merged = new Map<string, KnownSetting>();
  for (const [name, { text, values }] of all.flatMap((knownSettings) => Object.entries(knownSettings))) {
    const first = merged.get(name);
    merged.set(name, { text: first?.text ?? text, values: { ...first?.values, ...values } });
  }
  return Object.fromEntries(merged);
}

/** A setting that cannot be used. */
export interface InvalidSetting {
  readonly name: string;
  /** What is wrong: `Unknown setting "foo"`. */
  readonly what: string;
  /** What to do: `Known settings: auth, profile`. */
  readonly advice: string;
  /** Both, to be read after the name: `is not a setting; known settings: auth, profile`. */
  readonly message: string;
}

/** The first setting that is unknown or has an invalid value. Undefined if all are valid. */
export function findInvalidSetting(knownSettings: KnownSettings, settings: Settings): InvalidSetting | undefined {
  for (const [name, value] of Object.entries(settings)) {
    const known = Object.hasOwn(knownSettings, name) ? knownSettings[name] : undefined;
    if (!known) return unknownSetting(name, Object.keys(knownSettings));
    if (!Object.hasOwn(known.values, value)) return invalidValue(name, value, Object.keys(known.values));
  }
  return undefined;
}

function unknownSetting(name: string, names: readonly string[]): InvalidSetting {
  const list = names.join(', ');
  return {
    name,
    what: `Unknown setting ${JSON.stringify(name)}`,
    advice: `${suggestion(name, names)}Known settings: ${list}`,
    message: `is not a setting; known settings: ${list}`,
  };
}

function invalidValue(name: string, value: string, values: readonly string[]): InvalidSetting {
  const list = values.map((one) => JSON.stringify(one)).join(', ');
  return {
    name,
    what: `The setting ${JSON.stringify(name)} cannot be ${JSON.stringify(value)}`,
    advice: `${suggestion(value, values)}Known values: ${values.join(', ')}`,
    message: `must be one of ${list}`,
  };
}

function suggestion(text: string, known: readonly string[]): string {
  const near = nearest(text, known);
  return near === undefined ? '' : `Did you mean ${JSON.stringify(near)}? `;
}
