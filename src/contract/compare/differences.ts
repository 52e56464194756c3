// The differences of two schemas, and how the steps of a comparison report them.
import type { Json } from '../../json/value.ts';
import type { DiffKind } from './kinds.ts';
import type { SchemaFacts, SchemaStart } from './schema-facts.ts';

/** A difference of two schemas, at a pointer into the value. */
export interface SchemaDifference {
  readonly kind: DiffKind;
  readonly pointer: string;
  readonly keyword?: string | undefined;
  readonly oldValue?: Json | undefined;
  readonly newValue?: Json | undefined;
  readonly oldPlace?: string | undefined;
  readonly newPlace?: string | undefined;
  /** The name of a property or a variant. */
  readonly subject?: string | undefined;
}

/** The two sides of a comparison. */
export interface SchemaPair {
  readonly sub: SchemaFacts;
  readonly sup: SchemaFacts;
}

/** What a difference is on each side: `sub` and `sup` become old and new by the direction. */
export interface SidedDifference {
  readonly kind: DiffKind;
  /** The names that lead from the schemas to the value. */
  readonly at?: readonly string[];
  readonly keyword?: string;
  readonly sub?: { readonly value?: Json | undefined; readonly place?: string | undefined };
  readonly sup?: { readonly value?: Json | undefined; readonly place?: string | undefined };
  readonly subject?: string | undefined;
}

export interface DirectionKinds {
  readonly isRequest: boolean;
  /** Whether the values are written as texts, as in parameters and headers: there, a number is a text of digits. */
  readonly isText: boolean;
}

/** Compares the schemas of a value inside. */
export type Follow = (tokens: readonly string[], sub: readonly SchemaStart[], sup: readonly SchemaStart[]) => void;

export interface ComparisonSteps {
  readonly add: (difference: SidedDifference) => void;
  readonly follow: Follow;
}
