// Parses the text of a document or of another file: JSON, or YAML 1.2 with the core schema and merge keys. The core schema keeps
// dates as text.
import { CORE_SCHEMA, load, Type, YAMLException } from 'js-yaml';
import { type SetupCode, SetupError } from '../../errors/setup-error.ts';
import type { Json } from '../../json/value.ts';

const MERGE = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text) => text === '<<' });
const SCHEMA = CORE_SCHEMA.extend({ implicit: [MERGE] });

/** What a text is, for the errors about it. */
export interface TextKind {
  /** The subject of a sentence, such as `The document`. */
  readonly subject: string;
  /** The code of an error if the text is neither JSON nor YAML. */
  readonly unparsable: SetupCode;
}

interface TextFacts extends TextKind {
  readonly file: string;
}

/** @throws SetupError with the code of the kind, and with file, line and column */
export function parseText(text: string, file: string, { subject, unparsable }: TextKind): Json {
  const facts = { subject, unparsable, file };
  // A byte order mark is no part of the text (RFC 8259, section 8.1).
  const content = text.replace(/^\uFEFF/, '');
  return isJsonText(content, file) ? parseJson(content, facts) : parseYaml(content, facts);
}

function isJsonText(text: string, file: string): boolean {
  return /^\s*\{/.test(text) && !file.endsWith('.yaml') && !file.endsWith('.yml');
}

/** False if aliases of YAML can let several places of the parsed text share an object. */
export function isTreeText(text: string, file: string): boolean {
  return isJsonText(text, file) || !text.includes('*');
}

function parseJson(text: string, facts: TextFacts): Json {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = (cause as SyntaxError).message;
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const before = text.slice(0, offset).split('\n');
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    throw parseError(facts, `is not valid JSON: ${message}`, { ...place, cause });
  }
}

function parseYaml(text: string, facts: TextFacts): Json {
  try {
    const value = (load(text, { schema: SCHEMA }) ?? null) as Json;
    if (text.includes('*')) refuseOversizedAliases(value, facts);
    return value;
  } catch (cause) {
    if (!(cause instanceof YAMLException)) throw cause;
    const mark: { line: number; column: number } | undefined = cause.mark;
    const place = { line: mark && mark.line + 1, column: mark && mark.column + 1 };
    throw parseError(facts, `is not valid YAML: ${cause.reason}`, { ...place, cause });
  }
}

interface ParseFailure {
  readonly line: number | undefined;
  readonly column?: number | undefined;
  readonly cause?: unknown;
}

function parseError({ subject, unparsable, file }: TextFacts, problem: string, failure: ParseFailure): SetupError {
  return new SetupError({
    code: unparsable,
    what: `${subject} ${problem}`,
    advice: 'Correct the text at this place',
    file,
    ...failure,
  });
}

/** The maximum number of values in a file whose aliases are expanded. */
const MAX_VALUES = 10_000_000;

/** Refuses aliases that make a value contain itself or expand to too many values. */
function refuseOversizedAliases(root: Json, facts: TextFacts): void {
  const sizes = new Map<object, number>();
  const open = new Set<object>();
  const refuse = (problem: string) => {
    throw parseError(facts, problem, { line: 1 });
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
