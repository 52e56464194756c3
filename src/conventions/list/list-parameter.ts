// One query parameter of a list, and its value in a request.
import { type Json, valueInside } from '../../json/value.ts';

/** A query parameter, or a property of an object parameter, for example `page[size]`. */
export interface ListParameter {
  /** The name in the query: `limit`, `page[size]`. */
  readonly name: string;
  /** The path to its value in the parsed query. */
  readonly path: readonly string[];
  /** The pointer of its schema. */
  readonly schema: string | undefined;
  /** The default of its schema, or the one that its description names. */
  readonly fallback: Json | undefined;
  readonly description: string;
}

/** The values of the query parameters. */
export type Query = Readonly<Record<string, Json>>;

/** The value that a request contains for a parameter. */
export function requestedValue(query: Query, parameter: ListParameter | undefined): Json | undefined {
  return parameter && valueInside(query, parameter.path);
}
