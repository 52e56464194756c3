// What a journal counts: violations, undeclared parts, exchanges that could not be validated, and tests.
import type { Violation } from '../errors/http-error.ts';
import type { Evidence } from './evidence.ts';
import type { Direction } from './record.ts';
import type { UndeclaredPart } from './undeclared.ts';

/** A contract violation with the number of its occurrences. */
export interface CountedViolation {
  readonly direction: Direction;
  readonly mount: string;
  /** The id of the operation. Undefined if the request matches none. */
  readonly operation: string | undefined;
  /** Method and path of a request that matches no operation. */
  readonly request: string | undefined;
  readonly rule: string;
  /** The JSON pointer, with `*` instead of array indexes. */
  readonly pointer: string;
  readonly in: NonNullable<Violation['in']>;
  readonly message: string;
  readonly schema: string | undefined;
  /** The test that sent the requests, else the name of the world. Undefined in the default world. */
  readonly test: string | undefined;
  /** The value in the first exchange, as JSON. Undefined if it is absent, an object or a list. */
  readonly value: string | undefined;
  /** The first exchange without its secrets. */
  readonly evidence: Evidence;
  readonly count: number;
  /** The ids of the first and the last exchange with this violation. */
  readonly firstExchange: string;
  readonly lastExchange: string;
}

/** Exchanges that the server could not validate, because of the document or of a limit. They are no violations. */
export interface UncheckedExchanges
  extends Pick<
    CountedViolation,
    'mount' | 'operation' | 'request' | 'message' | 'count' | 'firstExchange' | 'lastExchange'
  > {
  /** Whether a fault of the document makes the operation unusable. */
  readonly unusable: boolean;
}

/** A part of requests that the document does not declare. */
export interface CountedUndeclared
  extends Pick<CountedViolation, 'mount' | 'test' | 'value' | 'evidence' | 'count' | 'firstExchange' | 'lastExchange'> {
  readonly operation: string;
  readonly in: UndeclaredPart['in'];
  /** The JSON pointer, with `*` instead of array indexes. */
  readonly pointer: string;
  readonly suggestion: string | undefined;
}

/** A test that sent requests. */
export interface CountedTest {
  readonly test: string;
  readonly exchanges: number;
}
