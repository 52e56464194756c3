// The settings of a world: named choices with text values, so that a command line, a scenario and the control API write them
// alike. The pack of a document says which settings exist.
import { nearest } from './edit-distance.ts';

/** The settings of a world, by name. */
export type Settings = Readonly<Record<string, string>>;

/** The values that each setting can have, by name; the first one is the default. */
export type KnownSettings = Readonly<Record<string, readonly string[]>>;

/** The settings of every document: whether credentials are required. */
export const COMMON_SETTINGS: KnownSettings = { auth: ['lenient', 'off'] };

export function defaultsOf(known: KnownSettings): Settings {
  return Object.fromEntries(Object.entries(known).map(([name, [first = '']]) => [name, first]));
}

/** The settings of several documents: every value that one of them has, the first document's first. */
export function mergeKnownSettings(all: readonly KnownSettings[]): KnownSettings {
  const merged = new Map<string, readonly string[]>();
  for (const [name, values] of all.flatMap((known) => Object.entries(known))) {
    merged.set(name, [...new Set([...(merged.get(name) ?? []), ...values])]);
  }
  return Object.fromEntries(merged);
}

export interface InvalidSetting {
  readonly name: string;
  /** What is wrong: `Unknown setting "foo"`. */
  readonly what: string;
  /** What to do: `Known settings: auth, profile`. */
  readonly advice: string;
  /** Both, to be read after the name: `is not a setting; known settings: auth, profile`. */
  readonly message: string;
}

/** The first setting that is unknown or has an invalid value; undefined if all are valid. */
export function findInvalidSetting(known: KnownSettings, settings: Settings): InvalidSetting | undefined {
  for (const [name, value] of Object.entries(settings)) {
    const values = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!values) return unknownSetting(name, Object.keys(known));
    if (!values.includes(value)) return invalidValue(name, value, values);
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
