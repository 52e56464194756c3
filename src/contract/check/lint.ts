// Finds problems that show only when schemas are compiled: schemas that do not compile, and examples that violate their
// schemas. It proceeds operation by operation, so that a server can do it in small steps after it listens.

import type { Violation } from '../../errors/http-error.ts';
import { propertyPath, valueAt } from '../../json/pointer.ts';
import { isObject, type JsonObject } from '../../json/value.ts';
import type { Contract, Validator } from '../contract.ts';
import { walk } from '../document/grammar.ts';
import { targetOf } from '../document/resolve.ts';
import type { Warning } from '../document/warning.ts';
import { isJson } from '../operation/media-types.ts';
import { type MediaType, type Operation, viewOfBody } from '../operation/operations.ts';
import type { View } from '../schema/views.ts';
import { EndlessSchema, isEndless, isInCircle } from '../validation/endless.ts';
import { pathWarnings } from './lint-paths.ts';
import { lintSchemas } from './lint-schemas.ts';
import { lintValues } from './lint-values.ts';

/** Yields once for each operation and for each declared value, with the warnings that nothing before had. */
export function* lint(contract: Contract): Generator<readonly Warning[]> {
  const seen = new Set<string>();
  const isNew = ({ pointer, message }: Warning) => {
    const key = `${pointer} ${message}`;
    return !seen.has(key) && seen.add(key).size > 0;
  };
  for (const operation of contract.operations) yield warningsAbout(contract, operation).filter(isNew);
  for (const warnings of lintValues(contract)) yield warnings.filter(isNew);
  for (const warnings of lintSchemas(contract.document)) yield warnings.filter(isNew);
  yield endlessSchemas(contract.document);
}

function warningsAbout(contract: Contract, operation: Operation): Warning[] {
  const bodies = (operation.requestBody?.content ?? []).flatMap((content) =>
    warningsIn(contract, viewOfBody(operation, content.name), content),
  );
  const responses = operation.responses.flatMap(({ content }) =>
    content.flatMap((mediaType) => warningsIn(contract, 'response', mediaType)),
  );
  const parameters = operation.parameters.flatMap(({ schema }) =>
    schema === undefined ? [] : compileWarnings(contract, 'request', schema),
  );
  return [...pathWarnings(operation), ...parameters, ...bodies, ...responses];
}

function warningsIn(contract: Contract, view: View, { schema, examples, name }: MediaType): Warning[] {
  if (schema === undefined) return [];
  const warnings = compileWarnings(contract, view, schema);
  if (warnings.length > 0 || !isJson(name)) return warnings;
  return examples.flatMap(({ name: example, pointer }) => {
    const [violation] = violationsIn(contract.validator(view, schema), valueAt(contract.document, pointer));
    if (!violation) return [];
    const message = `the example ${example} violates its schema: ${propertyPath(violation.pointer) || 'it'} ${violation.message}`;
    return [{ pointer, message: view === 'response' ? `${message}; the server returns a sample instead` : message }];
  });
}

/** A schema that refers to itself without end fails when it is first used. It is reported as a violation like any other. */
function violationsIn(validate: Validator, value: unknown): readonly Violation[] {
  try {
    return validate(value);
  } catch (error) {
    return [{ pointer: '', rule: 'schema', message: `cannot be validated: ${(error as Error).message}` }];
  }
}

/** Each schema that is part of a circle, and not those that only refer to it. */
function endlessSchemas(document: JsonObject): Warning[] {
  const found: Warning[] = [];
  walk({ kind: 'document', node: document, pointer: '' }, (place) => {
    const { kind, node, pointer } = place;
    if (!isObject(node)) return undefined;
    if (kind === 'schema' && isEndless(document, pointer) && isInCircle(document, pointer)) {
      const message = 'the schema refers to itself without end; an operation that applies it to a value returns 501';
      found.push({ pointer, message, fatal: true });
    }
    const target = targetOf(document, place);
    return target && [target];
  });
  return found;
}

function compileWarnings(contract: Contract, view: View, schema: string): Warning[] {
  try {
    contract.validator(view, schema);
    return [];
  } catch (error) {
    // All endless schemas are found together.
    if ((error as Error).cause instanceof EndlessSchema) return [];
    return [
      { pointer: schema, message: `${(error as Error).message} Operations that need it return 501`, fatal: true },
    ];
  }
}
