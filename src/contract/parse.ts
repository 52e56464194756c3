// Parses the text of a document: JSON, or YAML 1.2 with the core schema and merge keys. The core schema keeps dates as text.
import { CORE_SCHEMA, load, Type, YAMLException } from 'js-yaml';
import { SetupError } from '../errors/setup-error.ts';
import type { Json } from '../json/value.ts';

const MERGE = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text) => text === '<<' });
const SCHEMA = CORE_SCHEMA.extend({ implicit: [MERGE] });

/** @throws SetupError DOCUMENT_UNPARSABLE with file, line and column */
export function parseText(text: string, file: string): Json {
  return /^\s*\{/.test(text) && !file.endsWith('.yaml') && !file.endsWith('.yml')
    ? parseJson(text, file)
    : parseYaml(text, file);
}

function parseJson(text: string, file: string): Json {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = (cause as SyntaxError).message;
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const before = text.slice(0, offset).split('\n');
    const place = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    throw parseError(`is not valid JSON: ${message}`, place, cause);
  }
}

function parseYaml(text: string, file: string): Json {
  try {
    const value = (load(text, { schema: SCHEMA }) ?? null) as Json;
    if (text.includes('*')) refuseOversizedAliases(value, file);
    return value;
  } catch (cause) {
    if (!(cause instanceof YAMLException)) throw cause;
    const mark: { line: number; column: number } | undefined = cause.mark;
    throw parseError(
      `is not valid YAML: ${cause.reason}`,
      { file, line: mark && mark.line + 1, column: mark && mark.column + 1 },
      cause,
    );
  }
}

function parseError(problem: string, place: object, cause: unknown): SetupError {
  return new SetupError({
    code: 'DOCUMENT_UNPARSABLE',
    what: `The document ${problem}`,
    advice: 'Correct the text at this place',
    ...place,
    cause,
  });
}

/** The maximum number of values in a document whose aliases are expanded. */
const MAX_VALUES = 10_000_000;

/** Refuses aliases that make a value contain itself or expand to too many values. */
function refuseOversizedAliases(root: Json, file: string): void {
  const sizes = new Map<object, number>();
  const open = new Set<object>();
  const refuse = (problem: string) => {
    throw parseError(problem, { file, line: 1 }, undefined);
  };
  const sizeOf = (value: Json): number => {
    if (typeof value !== 'object' || value === null) return 1;
    if (open.has(value)) refuse('has a YAML alias inside the value that it refers to');
    const known = sizes.get(value);
    if (known !== undefined) return known;
    open.add(value);
    const size = Object.values(value).reduce((sum: number, inner) => sum + sizeOf(inner as Json), 1);
    open.delete(value);
    if (size > MAX_VALUES) refuse(`has YAML aliases that expand to more than ${MAX_VALUES} values`);
    sizes.set(value, size);
    return size;
  };
  sizeOf(root);
}
