// What a client reports to have read of responses.

/** What a client read of the response of one exchange. */
export interface ReportedReads {
  /** The id of the exchange: the response header `Request-Id`. */
  readonly exchange: string;
  readonly properties: readonly string[];
  readonly whole: readonly string[];
}

/** Called with everything that is read of the response of an exchange. */
export type ReadReporter = (exchange: string, kind: 'properties' | 'whole', pointer: string) => void;
