// What may be set in a world, as values that are handed in: a few named choices, of which a document's pack says what there
// are. They are texts, so that a command line, a scenario and the control API say them alike.

/** What holds in a world, by name. */
export type Settings = Readonly<Record<string, string>>;

/** By name, the values that a setting may have; the first one holds where nothing is said. */
export type KnownSettings = Readonly<Record<string, readonly string[]>>;

/** The choices of every document: whether credentials are asked for. */
export const COMMON_SETTINGS: KnownSettings = { auth: ['lenient', 'off'] };

/** The settings that hold where nothing is said. */
export function defaultsOf(choices: KnownSettings): Settings {
  return Object.fromEntries(Object.entries(choices).map(([name, [first = '']]) => [name, first]));
}

/** The choices of several documents together: every value that one of them has, the first one's before all others. */
export function mergeKnownSettings(all: readonly KnownSettings[]): KnownSettings {
  const joined = new Map<string, readonly string[]>();
  for (const [name, values] of all.flatMap((choices) => Object.entries(choices))) {
    joined.set(name, [...new Set([...(joined.get(name) ?? []), ...values])]);
  }
  return Object.fromEntries(joined);
}

/** Why a setting cannot be made, and what can. */
export interface InvalidSetting {
  readonly name: string;
  /** To be read after its name. */
  readonly problem: string;
  readonly advice: string;
  /** Both. */
  readonly message: string;
}

/** Why settings cannot be made; undefined where they can. */
export function findInvalidSetting(choices: KnownSettings, settings: Settings): InvalidSetting | undefined {
  const fault = (name: string, what: string, instead: string) => ({
    name,
    what,
    instead,
    message: `${what}; ${instead}`,
  });
  for (const [name, value] of Object.entries(settings)) {
    const known = Object.hasOwn(choices, name) ? choices[name] : undefined;
    if (!known) return fault(name, 'is no setting', `there is ${Object.keys(choices).join(', ')}`);
    if (!known.includes(value)) return fault(name, `is ${JSON.stringify(value)}`, `it may be ${known.join(', ')}`);
  }
  return undefined;
}
