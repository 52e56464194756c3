// One difference between two versions of a document.
import type { Place } from '../../errors/setup-error.ts';
import type { Json } from '../../json/value.ts';
import type { DiffKind, Severity } from './kinds.ts';

/** The part of a message that a difference is in. */
export type DiffPart = 'operation' | 'security' | 'path' | 'query' | 'header' | 'cookie' | 'body' | 'status';

/** An operation, as the documents name it. */
export interface DiffOperation {
  /** Upper case. */
  readonly method: string;
  /** The path template of the new document; of the old one, if the operation is removed. */
  readonly path: string;
  /** The `operationId` of the old document, else of the new one. */
  readonly operationId?: string | undefined;
}

/** A request that the API sends to the client. */
export interface DiffOutgoing {
  readonly kind: 'callback' | 'webhook';
  readonly name: string;
}

/** A difference of one operation. */
export interface DiffFinding {
  /** The kind of the difference, such as `response-enum-value-added`. docs/reference/differences.md lists all of them. */
  readonly id: DiffKind;
  readonly severity: Severity;
  /** `request` for what the client sends, `response` for what it gets, also if it is a callback. */
  readonly direction: 'request' | 'response';
  readonly operation: DiffOperation;
  /** The callback or the webhook that the difference is in, if it is in one. */
  readonly outgoing?: DiffOutgoing | undefined;
  /** A status, a range such as `4XX`, or `default`; only in responses. */
  readonly status?: string | undefined;
  /** Of the body, if the difference is in a body. */
  readonly mediaType?: string | undefined;
  readonly in: DiffPart;
  /** The name of the parameter or the header. */
  readonly name?: string | undefined;
  /**
   * A JSON pointer into the body, or into the value of the parameter or header. The token `*` stands for any index of an array and
   * for any additional property. Empty for the whole value.
   */
  readonly pointer: string;
  /** The keyword of the schema, such as `maxLength`, if the kind has several. */
  readonly keyword?: string | undefined;
  /** The value of the old document, such as a limit, or the values that it alone has, such as those of an enumeration. */
  readonly oldValue?: Json | undefined;
  readonly newValue?: Json | undefined;
  /** Where it stands in the old document; undefined if it is new. */
  readonly old?: Place | undefined;
  /** Where it stands in the new document; undefined if it is removed. */
  readonly new?: Place | undefined;
  /** What it means for a client, as one or two sentences. */
  readonly message: string;
}
