// World settings: named choices that apply in one world. The pack of a document declares which settings exist. Values are
// strings, so that the command line, scenarios and the control API write them alike.

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
  /** What is wrong, as a sentence without a full stop. */
  readonly problem: string;
  /** What to do, as a sentence without a full stop. */
  readonly advice: string;
}

/** The first setting that is unknown or has an unknown value. Undefined if all are valid. */
export function findInvalidSetting(knownSettings: KnownSettings, settings: Settings): InvalidSetting | undefined {
  for (const [name, value] of Object.entries(settings)) {
    const known = Object.hasOwn(knownSettings, name) ? knownSettings[name] : undefined;
    if (!known) {
      const names = Object.keys(knownSettings).join(', ');
      return { name, problem: `Unknown setting ${JSON.stringify(name)}`, advice: `Known settings: ${names}` };
    }
    if (Object.hasOwn(known.values, value)) continue;
    const values = Object.keys(known.values).join(', ');
    const problem = `The setting ${JSON.stringify(name)} cannot be ${JSON.stringify(value)}`;
    return { name, problem, advice: `Known values: ${values}` };
  }
  return undefined;
}
