// Problems of a document that can be served nevertheless.
import type { Place } from '../../errors/setup-error.ts';

/** A problem of the document that does not keep it from being served. */
export interface Warning {
  readonly pointer: string;
  readonly message: string;
  /** True if a part of the document cannot be served as it is declared. */
  readonly fatal?: boolean;
}

/** A warning with its place in the files, as far as it is known. */
export interface LocatedWarning extends Warning {
  readonly location: Place;
}
