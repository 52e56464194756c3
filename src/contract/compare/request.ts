// Compares what two versions of an operation accept: parameters and request bodies.

import { appendTokens, valueAt } from '../../json/pointer.ts';
import { isObject } from '../../json/value.ts';
import { contentFor } from '../operation/media-types.ts';
import type { MediaType } from '../operation/operations.ts';
import type { Parameter } from '../operation/parameters.ts';
import { schemaViewAt } from '../schema/schema-view.ts';
import { compareEncodings } from './encodings.ts';
import type { DiffPart } from './finding.ts';
import type { DiffKind } from './kinds.ts';
import {
  type AddReported,
  type ContractComparison,
  type OperationPair,
  schemaDifferences,
  startAt,
} from './reported.ts';

export function compareRequest(comparison: ContractComparison, pair: OperationPair, add: AddReported): void {
  compareParameters(comparison, pair, add);
  compareBodies(comparison, pair, add);
}

interface ParameterPair {
  readonly old: Parameter;
  readonly new: Parameter;
}

function compareParameters(comparison: ContractComparison, pair: OperationPair, add: AddReported): void {
  const old = keyedParameters(pair.old.parameters, pair.old.path);
  const next = keyedParameters(pair.new.parameters, pair.new.path);
  const isNew = (parameter: Parameter, key: string) => !old.has(key) && parameter.in !== 'path';
  const added = [...next].filter(([key, parameter]) => isNew(parameter, key)).map(([, parameter]) => parameter);
  for (const [key, parameter] of old) {
    const same = next.get(key);
    if (same) compareParameter(comparison, { old: parameter, new: same }, add);
    else if (parameter.in !== 'path') reportMissing(parameter, added, add);
  }
  for (const parameter of added) {
    const kind = parameter.required ? 'parameter-added-required' : 'parameter-added';
    report(kind, { new: parameter }, add);
  }
}

/** Parameters by their place and name: those of the path by their position, header names without regard to case. */
function keyedParameters(parameters: readonly Parameter[], path: string): ReadonlyMap<string, Parameter> {
  const positions = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name as string);
  return new Map(
    parameters.map((parameter) => {
      const { name } = parameter;
      const own = parameter.in === 'header' ? name.toLowerCase() : name;
      return [`${parameter.in} ${parameter.in === 'path' ? positions.indexOf(name) : own}`, parameter];
    }),
  );
}

function reportMissing(parameter: Parameter, added: readonly Parameter[], add: AddReported): void {
  const name = parameter.name.toLowerCase();
  const moved = added.find((other) => other.name.toLowerCase() === name);
  if (moved)
    report('parameter-moved', { old: parameter, new: moved }, add, { oldValue: parameter.in, newValue: moved.in });
  else report('parameter-removed', { old: parameter }, add);
}

function compareParameter(comparison: ContractComparison, pair: ParameterPair, add: AddReported): void {
  if (pair.new.required && !pair.old.required) report('parameter-became-required', pair, add);
  if (pair.old.emptyAllowed && !pair.new.emptyAllowed) report('parameter-empty-value-refused', pair, add);
  const [before, after] = [writtenAs(comparison.old, pair.old), writtenAs(comparison.new, pair.new)];
  if (before !== after) report('parameter-serialization-changed', pair, add, { oldValue: before, newValue: after });
  const isDeprecated = (document: ContractComparison['old'], { pointer }: Parameter) => {
    const value = valueAt(document, pointer);
    return isObject(value) && value.deprecated === true;
  };
  if (!isDeprecated(comparison.old, pair.old) && isDeprecated(comparison.new, pair.new))
    report('parameter-deprecated', pair, add);
  const schemas = [startAt(comparison.old, pair.old.schema), startAt(comparison.new, pair.new.schema)] as const;
  const place = { direction: 'request', in: partOf(pair.new), name: pair.new.name } as const;
  // A parameter with a media type is a body of its own.
  const isText = pair.old.mediaType === undefined && pair.new.mediaType === undefined;
  const { request, requestText } = comparison;
  for (const one of schemaDifferences((isText ? requestText : request).compare(...schemas), place)) add(one);
}

/** How a value is written, as far as it makes a difference for the values of the parameter. */
export function writtenAs(document: ContractComparison['old'], parameter: Parameter): string {
  const { mediaType, style, explode, separator, schema } = parameter;
  if (mediaType !== undefined) return mediaType;
  const types = schema === undefined ? new Set<string>() : schemaViewAt(document, schema).types;
  const isOfParts = types.has('array') || types.has('object');
  if (!isOfParts) return parameter.in === 'path' ? style : 'a plain value';
  return [style, separator ?? (explode ? 'exploded' : 'not exploded')].join(', ');
}

export function partOf({ in: where }: Parameter): DiffPart {
  return where === 'querystring' ? 'query' : where;
}

function report(
  id: DiffKind,
  { old, new: next }: Partial<ParameterPair>,
  add: AddReported,
  values: { readonly oldValue?: string; readonly newValue?: string } = {},
): void {
  const parameter = (old ?? next) as Parameter;
  const facts = { direction: 'request', in: partOf(parameter), name: (next ?? parameter).name } as const;
  add({ id, ...facts, ...values, oldPointer: old?.pointer, newPointer: next?.pointer });
}

function compareBodies(comparison: ContractComparison, { old, new: next }: OperationPair, add: AddReported): void {
  const [before, after] = [old.requestBody, next.requestBody];
  const pointers = {
    oldPointer: before ? appendTokens(old.pointer, 'requestBody') : old.pointer,
    newPointer: after ? appendTokens(next.pointer, 'requestBody') : next.pointer,
  };
  const facts = { direction: 'request', in: 'body', ...pointers } as const;
  if (before && !after) add({ id: 'request-body-removed', ...facts });
  if (!before && after) add({ id: after.required ? 'request-body-added-required' : 'request-body-added', ...facts });
  if (!before || !after) return;
  if (after.required && !before.required) add({ id: 'request-body-became-required', ...facts });
  for (const content of before.content) {
    const counterpart = contentFor(after.content, content.name);
    if (counterpart) compareContent(comparison, content, counterpart, add);
    else add({ ...facts, id: 'request-media-type-removed', mediaType: content.name, oldPointer: content.pointer });
  }
  for (const { name, pointer } of after.content) {
    const isKnown = contentFor(before.content, name) !== undefined;
    if (!isKnown) add({ ...facts, id: 'request-media-type-added', mediaType: name, newPointer: pointer });
  }
}

function compareContent(comparison: ContractComparison, old: MediaType, next: MediaType, add: AddReported): void {
  const place = { direction: 'request', in: 'body', mediaType: old.name } as const;
  const schemas = [startAt(comparison.old, old.schema), startAt(comparison.new, next.schema)] as const;
  const { request, requestText } = comparison;
  const schemaOf = old.name === 'application/x-www-form-urlencoded' ? requestText : request;
  for (const one of schemaDifferences(schemaOf.compare(...schemas), place)) add(one);
  compareEncodings(comparison, { old, new: next }, add);
}
