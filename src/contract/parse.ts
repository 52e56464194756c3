// Text of a document to a value: JSON or YAML 1.2 (core schema, so that dates stay text, with merge keys).
import { CORE_SCHEMA, load, Type, YAMLException } from 'js-yaml';
import { SetupError } from '../errors/setup.ts';
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
    throw unparsable(`is not valid JSON: ${message}`, place, cause);
  }
}

function parseYaml(text: string, file: string): Json {
  try {
    return (load(text, { schema: SCHEMA }) ?? null) as Json;
  } catch (cause) {
    if (!(cause instanceof YAMLException)) throw cause;
    const mark: { line: number; column: number } | undefined = cause.mark;
    throw unparsable(
      `is not valid YAML: ${cause.reason}`,
      { file, line: mark && mark.line + 1, column: mark && mark.column + 1 },
      cause,
    );
  }
}

function unparsable(what: string, place: object, cause: unknown): SetupError {
  return new SetupError({
    code: 'DOCUMENT_UNPARSABLE',
    what: `The document ${what}`,
    advice: 'Correct the text at that place',
    ...place,
    cause,
  });
}
