// Finds schemas that accept no value, and examples of single values that their schemas do not accept. Nothing is compiled.
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { type Visit, walk } from '../document/grammar.ts';
import { targetOf } from '../document/resolve.ts';
import type { Warning } from '../document/warning.ts';
import { contradictionAt } from './contradictions.ts';

/** Schemas that are looked at in one step. */
const STEP = 200;

/** Yields once for several schemas. */
export function* lintSchemas(document: JsonObject): Generator<readonly Warning[]> {
  const { bounded, examples } = schemasIn(document);
  yield examples;
  for (let from = 0; from < bounded.length; from += STEP) {
    yield bounded.slice(from, from + STEP).flatMap((pointer): Warning[] => {
      const reason = contradictionAt(document, pointer);
      return reason === undefined ? [] : [{ pointer, message: `no value satisfies the schema: ${reason}` }];
    });
  }
}

/** Keywords that can contradict another one. */
const CONTRADICTORY = [
  ...['allOf', 'enum', 'const', 'minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'required'],
];

interface FoundSchemas {
  /** The pointers of schemas with keywords that can contradict each other. */
  readonly bounded: readonly string[];
  readonly examples: readonly Warning[];
}

function schemasIn(document: JsonObject): FoundSchemas {
  const bounded: string[] = [];
  const examples: Warning[] = [];
  walk({ kind: 'document', node: document, pointer: '' }, (place) => {
    const { kind, node } = place;
    if (!isObject(node)) return undefined;
    if (kind === 'schema') {
      if (CONTRADICTORY.some((keyword) => node[keyword] !== undefined)) bounded.push(place.pointer);
      if (node.example !== undefined) examples.push(...exampleWarnings(node, place));
    }
    const target = targetOf(document, place);
    return target && [target];
  });
  return { bounded, examples };
}

function exampleWarnings(schema: JsonObject, place: Visit): readonly Warning[] {
  const { example, type } = schema;
  if (typeof type !== 'string' || !Object.hasOwn(SCALARS, type)) return [];
  const violation = SCALARS[type]?.(example as Json, schema) ?? enumViolation(example as Json, schema);
  if (violation === undefined) return [];
  const message = `the example violates its schema: it must ${violation}, not ${JSON.stringify(example)?.slice(0, MAX_SHOWN)}`;
  return [{ pointer: appendTokens(place.pointer, 'example'), message }];
}

/** Characters of a value in a message. */
const MAX_SHOWN = 60;

type ScalarCheck = (value: Json, schema: JsonObject) => string | undefined;

/** What a value of a single type violates. Formats and patterns are left to those who compile the schema. */
const SCALARS: Readonly<Record<string, ScalarCheck>> = {
  string: (value, { minLength, maxLength }) => {
    if (typeof value !== 'string') return 'be of type string';
    if (typeof minLength === 'number' && [...value].length < minLength) return `have at least ${minLength} characters`;
    return typeof maxLength === 'number' && [...value].length > maxLength
      ? `have at most ${maxLength} characters`
      : undefined;
  },
  integer: (value, schema) =>
    Number.isInteger(value) ? boundViolation(value as number, schema) : 'be of type integer',
  number: (value, schema) => (typeof value === 'number' ? boundViolation(value, schema) : 'be of type number'),
  boolean: (value) => (typeof value === 'boolean' ? undefined : 'be of type boolean'),
};

function boundViolation(value: number, { minimum, maximum }: JsonObject): string | undefined {
  if (typeof minimum === 'number' && value < minimum) return `be at least ${minimum}`;
  return typeof maximum === 'number' && value > maximum ? `be at most ${maximum}` : undefined;
}

function enumViolation(value: Json, { enum: values }: JsonObject): string | undefined {
  if (!Array.isArray(values) || values.includes(value)) return undefined;
  return `be one of ${values
    .slice(0, 10)
    .map((one) => JSON.stringify(one))
    .join(', ')}`;
}
