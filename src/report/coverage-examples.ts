// The examples of an operation, and which of them its requests and responses have not contained yet.
import { isDeepStrictEqual as equal } from 'node:util';
import type { Operation } from '../contract/operation/operations.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';

export interface NamedPointer {
  readonly name: string;
  readonly pointer: string;
}

export interface ExampleValue {
  readonly pointer: string;
  readonly value: Json;
}

export function requestExamples({ requestBody }: Operation): readonly NamedPointer[] {
  const examples = (requestBody?.content ?? []).flatMap((content) => content.examples);
  return examples.map(({ name, pointer }) => ({ name: `request ${name}`, pointer }));
}

export function responseExamples({ responses }: Operation): readonly NamedPointer[] {
  return responses.flatMap(({ status, content }) =>
    content.flatMap(({ examples }) => examples.map(({ name, pointer }) => ({ name: `${status} ${name}`, pointer }))),
  );
}

export function withValues(document: JsonObject, examples: readonly NamedPointer[]): readonly ExampleValue[] {
  return examples.map(({ pointer }) => ({ pointer, value: valueAt(document, pointer) ?? null }));
}

/** The examples that differ from a value. Returns the same list if all differ. */
export function withoutEqual(examples: readonly ExampleValue[], value: Json): readonly ExampleValue[] {
  for (const example of examples) {
    if (isEqual(example, value)) return examples.filter((one) => !isEqual(one, value));
  }
  return examples;
}

function isEqual(example: ExampleValue, value: Json): boolean {
  return !obviouslyDiffers(example.value, value) && equal(example.value, value);
}

/** True for most unequal values. A cheap check before the deep comparison. */
function obviouslyDiffers(one: Json, other: Json): boolean {
  if (!isObject(one) || !isObject(other)) return typeof one !== typeof other;
  let names = 0;
  for (const name in one) {
    names += 1;
    const property = one[name];
    if (property !== other[name] && (typeof property !== 'object' || property === null)) return true;
  }
  for (const _name in other) names -= 1;
  return names !== 0;
}
