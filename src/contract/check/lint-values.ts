// Finds defaults, and examples of parameters and of shared schemas, that violate their own schema. Their schemas are compiled, so this is not a part of
// the walk at start.
import type { Violation } from '../../errors/http-error.ts';
import { appendTokens, propertyPath, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { Contract } from '../contract.ts';
import { type Visit, walk } from '../document/grammar.ts';
import { resolve, schemaPointer, targetOf } from '../document/resolve.ts';
import type { Warning } from '../document/warning.ts';
import { type TextShape, textShapeOf, valueOfText } from '../wire/text-shape.ts';

/** A value with the pointer of the schema that applies to it. */
interface DeclaredValue {
  readonly name: string;
  readonly pointer: string;
  readonly schema: string;
  readonly value: Json;
  /** Whether the value can also be written as its text, as in a URL. */
  readonly serialized: boolean;
}

/** Yields once for each value. */
export function* lintValues(contract: Contract): Generator<readonly Warning[]> {
  for (const declared of declaredValues(contract.document)) {
    const warning = warningAbout(contract, declared);
    yield warning ? [warning] : [];
  }
}

function declaredValues(document: JsonObject): readonly DeclaredValue[] {
  const values: DeclaredValue[] = [];
  walk({ kind: 'document', node: document, pointer: '' }, (place) => {
    const { kind, node } = place;
    if (!isObject(node)) return undefined;
    if (kind === 'schema') values.push(...defaultOf(node, place), ...examplesOf(node, place));
    if (kind === 'parameter') values.push(...parameterExamples(document, node, place.pointer));
    const target = targetOf(document, place);
    return target && [target];
  });
  return values;
}

/** Many generators write the default null for none. */
function defaultOf(schema: JsonObject, place: Visit): readonly DeclaredValue[] {
  const value = schema.default;
  if (value === undefined || value === null) return [];
  const { pointer } = place;
  return [
    { name: 'the default', pointer: appendTokens(pointer, 'default'), schema: pointer, value, serialized: false },
  ];
}

const SHARED_SCHEMA = /^\/(?:components\/schemas|definitions)\/[^/]+$/;

/** The examples of a shared schema. Those of other schemas would need a validator each. */
function examplesOf(schema: JsonObject, place: Visit): readonly DeclaredValue[] {
  const { example, examples } = schema;
  if (example === undefined && examples === undefined) return [];
  const { pointer } = place;
  if (!SHARED_SCHEMA.test(pointer)) return [];
  const declared = { name: 'the example', schema: pointer, serialized: false };
  const own = example === undefined ? [] : [{ ...declared, pointer: appendTokens(pointer, 'example'), value: example }];
  const list = (Array.isArray(examples) ? (examples as readonly Json[]) : []).map((value, index) => {
    return { ...declared, pointer: appendTokens(pointer, 'examples', index), value };
  });
  return [...own, ...list];
}

function parameterExamples(document: JsonObject, parameter: JsonObject, pointer: string): readonly DeclaredValue[] {
  if (parameter.schema === undefined) return [];
  const schema = schemaPointer(document, appendTokens(pointer, 'schema'));
  const name = `of the parameter ${String(parameter.name)}`;
  const declared = { schema, serialized: true };
  const own =
    parameter.example === undefined
      ? []
      : [
          {
            ...declared,
            name: `the example ${name}`,
            pointer: appendTokens(pointer, 'example'),
            value: parameter.example,
          },
        ];
  const named = Object.keys(isObject(parameter.examples) ? parameter.examples : {}).flatMap((key) => {
    const example = resolve(document, appendTokens(pointer, 'examples', key));
    const { value } = example.value;
    return value === undefined
      ? []
      : [{ ...declared, name: `the example ${key} ${name}`, pointer: appendTokens(example.pointer, 'value'), value }];
  });
  return [...own, ...named];
}

function warningAbout(contract: Contract, declared: DeclaredValue): Warning | undefined {
  const { name, pointer, schema, value, serialized } = declared;
  const violation = violationOf(contract, schema, value);
  if (!violation || (serialized && isValidAsText(contract, schema, value))) return undefined;
  const where = propertyPath(violation.pointer) || 'it';
  const text = JSON.stringify(value);
  const given = text.length > MAX_SHOWN ? '' : `, not ${text}`;
  return { pointer, message: `${name} violates its schema: ${where} ${violation.message}${given}` };
}

/** The length of a value that messages repeat. */
const MAX_SHOWN = 60;

/** Whether another value with the same text in a URL or a header is valid: "10" for 10, and 10 for "10". */
function isValidAsText(contract: Contract, schema: string, value: Json): boolean {
  const shape = textShapeOf(contract.document, valueAt(contract.document, schema));
  if (Array.isArray(value)) {
    const items = value.map((item) => otherForm(item as Json, shape.items));
    return violationOf(contract, schema, items) === undefined;
  }
  if (isObject(value)) return false;
  // An array or an object has several styles of text.
  if (shape.types.has('array') || shape.types.has('object')) return true;
  return violationOf(contract, schema, otherForm(value, shape)) === undefined;
}

function otherForm(value: Json, shape: TextShape): Json {
  if (typeof value === 'string') return valueOfText(value, shape);
  return typeof value === 'object' ? value : String(value);
}

/** The first violation of a value that is valid neither in a request nor in a response. */
function violationOf(contract: Contract, schema: string, value: Json): Violation | undefined {
  try {
    const [first] = contract.validator('request', schema)(value);
    return first && contract.validator('response', schema)(value)[0];
  } catch {
    // A schema that cannot be compiled has a warning of its own, and a printed contract has no validators of parts.
    return undefined;
  }
}
