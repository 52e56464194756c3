// A difference of an operation on its way to a finding.

import { valueAt } from '../../json/pointer.ts';
import type { JsonObject } from '../../json/value.ts';
import type { Operation } from '../operation/operations.ts';
import type { SchemaDifference } from './differences.ts';
import type { DiffFinding } from './finding.ts';
import type { SchemaStart } from './schema-facts.ts';
import type { SchemaComparison } from './subsumption.ts';

/** A difference before its places are looked up: the places are pointers into the two documents. */
export type PointedFinding = Omit<DiffFinding, 'old' | 'new'> & {
  readonly oldPointer: string | undefined;
  readonly newPointer: string | undefined;
};

/** A difference as a step reports it. */
export type ReportedDifference = Omit<PointedFinding, 'operation' | 'message' | 'severity' | 'pointer'> & {
  readonly pointer?: string | undefined;
  readonly subject?: string | undefined;
};

/** What the steps of a comparison have in common. */
export interface ContractComparison {
  readonly old: JsonObject;
  readonly new: JsonObject;
  readonly request: SchemaComparison;
  /** For parameters. */
  readonly requestText: SchemaComparison;
  readonly response: SchemaComparison;
  /** For response headers. */
  readonly responseText: SchemaComparison;
}

export interface OperationPair {
  readonly old: Operation;
  readonly new: Operation;
}

export type AddReported = (difference: ReportedDifference) => void;

/** The differences of a schema as differences of the message that has it. */
export function schemaDifferences(
  differences: readonly SchemaDifference[],
  place: Pick<ReportedDifference, 'direction' | 'in' | 'status' | 'mediaType' | 'name'>,
): readonly ReportedDifference[] {
  return differences.map(({ kind, oldPlace, newPlace, ...difference }) => ({
    ...place,
    ...difference,
    id: kind,
    oldPointer: oldPlace,
    newPointer: newPlace,
  }));
}

/** The place of a schema that an operation names by its pointer. */
export function startAt(document: JsonObject, pointer: string | undefined): SchemaStart | undefined {
  return pointer === undefined ? undefined : { pointer, value: valueAt(document, pointer) ?? true };
}
