// The mark of an operation that a fault of the document makes unusable. It is part of the document, so that every copy of the
// document has it: the operation table, a printed contract and the served document.

/** The field of an operation that contains the mark. */
export const UNUSABLE = 'x-standin-unusable';

/** Why an operation cannot be served. */
export interface Unusable {
  /** The pointer of the faulty value. */
  readonly pointer: string;
  /** What is wrong, as one sentence without a full stop. */
  readonly what: string;
  /** What the author of the document should do, as one imperative sentence without a full stop. */
  readonly advice: string;
}
