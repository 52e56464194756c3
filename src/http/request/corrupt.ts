// The step that changes a valid body, or makes it violate the contract, if a fault asks for it.
import type { Validator } from '../../contract/contract.ts';
import { editResponse } from '../../faults/response-edit.ts';
import { isObject, type Json } from '../../json/value.ts';
import type { Exchange } from './exchange.ts';
import { contentOf } from './response.ts';

export function corrupt({ input, output, route }: Exchange): void {
  const fault = output.faults?.body?.fault;
  if (fault?.kind === 'edit-response' && output.sentValue !== undefined) {
    const isMeant = fault.status === undefined || fault.status === output.status;
    if (isMeant) output.sentValue = editResponse(output.sentValue, fault.edits);
    return;
  }
  if (fault?.kind !== 'invalid-response' || output.sentValue === undefined || !output.response) return;
  const declared = route.plan?.declared(output.response.status) ?? [];
  const validate = contentOf(declared, output.response, input.accepts)?.validate;
  output.sentValue = invalidValue(output.sentValue, fault.violation ?? 'missing-property', validate);
}

/** Changes a valid value so that it violates the contract; returns the value itself if no change does. */
function invalidValue(
  value: Json,
  violation: 'missing-property' | 'wrong-type',
  validate: Validator | undefined,
): Json {
  const isInvalid = (candidate: Json) => validate === undefined || validate(candidate).length > 0;
  for (const candidate of violation === 'missing-property' ? withoutOne(value) : withAnotherType(value)) {
    if (isInvalid(candidate)) return candidate;
  }
  const other: Json = typeof value === 'string' ? 0 : 'off contract';
  return isInvalid(other) ? other : value;
}

function* withoutOne(value: Json): Iterable<Json> {
  if (Array.isArray(value)) {
    for (const item of withoutOne(value[0] ?? null)) yield [item, ...value.slice(1)];
    return;
  }
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    const { [name]: _left, ...others } = value;
    yield others;
  }
  for (const [name, property] of Object.entries(value)) {
    for (const inner of withoutOne(property)) yield { ...value, [name]: inner };
  }
}

function* withAnotherType(value: Json): Iterable<Json> {
  if (Array.isArray(value)) {
    for (const item of withAnotherType(value[0] ?? null)) yield [item, ...value.slice(1)];
    return;
  }
  if (!isObject(value)) return;
  for (const [name, property] of Object.entries(value)) {
    yield { ...value, [name]: typeof property === 'string' ? 0 : 'off contract' };
    yield { ...value, [name]: { unexpected: true } };
  }
}
