// What only compiling shows: schemas that cannot be compiled, examples that break their schemas. It goes operation by
// operation, so that a server can do it piece by piece after it listens.

import type { Violation } from '../errors/http-error.ts';
import { valueAt } from '../json/pointer.ts';
import type { Contract, Validator } from './contract.ts';
import { isJson } from './media-types.ts';
import { type MediaType, type Operation, viewOfBody } from './operations.ts';
import type { View } from './views.ts';
import type { Warning } from './warnings.ts';

/** Yields once for every operation: what is doubtful about it and has not been told before. */
export function* lint(contract: Contract): Generator<readonly Warning[]> {
  const told = new Set<string>();
  const isNew = ({ pointer, message }: Warning) => {
    const key = `${pointer} ${message}`;
    return !told.has(key) && told.add(key).size > 0;
  };
  for (const operation of contract.operations) yield warningsAbout(contract, operation).filter(isNew);
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
  return [...parameters, ...bodies, ...responses];
}

function warningsIn(contract: Contract, view: View, { schema, examples, name }: MediaType): Warning[] {
  if (schema === undefined) return [];
  const faults = compileWarnings(contract, view, schema);
  if (faults.length > 0 || !isJson(name)) return faults;
  return examples.flatMap(({ name: example, pointer }) => {
    const [violation] = validated(contract.validator(view, schema), valueAt(contract.document, pointer));
    if (!violation) return [];
    const what = `the example ${example} breaks its schema: ${violation.pointer || 'it'} ${violation.message}`;
    return [{ pointer, message: view === 'response' ? `${what}; a sample is answered instead` : what }];
  });
}

/** A schema without end shows when it is first used; it is told as a violation like any other. */
function validated(validate: Validator, value: unknown): readonly Violation[] {
  try {
    return validate(value);
  } catch (error) {
    return [{ pointer: '', rule: 'schema', message: `cannot be judged: ${(error as Error).message}` }];
  }
}

function compileWarnings(contract: Contract, view: View, schema: string): Warning[] {
  try {
    contract.validator(view, schema);
    return [];
  } catch (error) {
    return [
      { pointer: schema, message: `${(error as Error).message} Operations that need it answer 501`, fatal: true },
    ];
  }
}
