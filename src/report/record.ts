// One exchange as it is remembered: references to what was there anyway, so that remembering costs next to nothing. What a
// person or a tool reads is made of it when it is asked for (exchange-view.ts).
import type { Operation } from '../contract/operations.ts';
import type { ParameterValues } from '../contract/read-parameters.ts';
import type { HttpError, Violation } from '../errors/http-error.ts';
import type { Json } from '../json/value.ts';

/** Who broke the contract: the client by its request, or this server by its answer. */
export type Direction = 'request' | 'response';

/** A breach of the contract in one exchange. */
export interface ContractViolation {
  readonly direction: Direction;
  readonly violation: Violation;
  /** Pointer of the schema that judged the value; undefined where none did. */
  readonly schema: string | undefined;
}

/** Characters and bytes of a body that are remembered. */
export const MAX_RECORDED_BYTES = 65_536;

/** What became of one request that this server sent. */
export interface SentRequest {
  /** The operation after which it was sent. */
  readonly operation: string;
  /** The callback or the webhook. */
  readonly name: string;
  readonly method: string;
  /** Where to; undefined where the document's expression names nothing that is there. */
  readonly url: string | undefined;
  readonly body: Json | undefined;
  readonly outcome: 'sent' | 'refused' | 'failed';
  /** Of the answer, where there was one. */
  readonly status: number | undefined;
  /** Why it was refused or failed. */
  readonly reason: string | undefined;
  /** What of the answer, or of the body itself, the document does not allow. */
  readonly violations: readonly Violation[];
}

type RecordedHeaders = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export interface Recorded {
  readonly id: string;
  /** The path that the document is served under. */
  readonly mount: string;
  readonly method: string;
  /** As it came, the world's prefix, path and query. */
  readonly prefix: string;
  readonly path: string;
  readonly query: string;
  /** The operation that it named; undefined where none was found. */
  readonly operation: Operation | undefined;
  /** Which call of its operation it was in its world, from 1; 0 where it had none. */
  readonly call: number;
  readonly requestHeaders: RecordedHeaders;
  /** The media type of the request's body, without parameters; empty where there was none. */
  readonly requestType: string;
  /** As it came. */
  readonly rawBody: Buffer | undefined;
  /** As a value; undefined where it was none. */
  readonly body: Json | undefined;
  readonly parameters: ParameterValues;
  /** 0 if the connection was dropped without a response. */
  readonly status: number;
  readonly responseHeaders: RecordedHeaders;
  readonly responseType: string;
  readonly responseText: string | undefined;
  /** The answer's body as a value; undefined where it has none. */
  readonly answer: Json | undefined;
  /** The world's time at which it came, in milliseconds. */
  readonly at: number;
  /** Milliseconds until it was answered. */
  readonly took: number;
  readonly violations: readonly ContractViolation[];
  /** What the document does not declare and what passed nevertheless. */
  readonly notes: readonly string[];
  /** Why it was refused; undefined if it was not. */
  readonly error: HttpError | undefined;
  /** Whether the refusal's status is none that the document declares. */
  readonly undeclared: boolean;
  /** Callbacks and webhooks that were sent after it. */
  readonly sentAfter: readonly SentRequest[];
  /** The id of the stub that responded. */
  readonly stub: string | undefined;
  /** Ids of the faults that acted on it, the one that decided the response first. */
  readonly faults: readonly string[];
  /** Whether the response itself was planned, by a fault or by a stub that need not keep to the contract. */
  readonly planned: boolean;
}

/** An exchange that is remembered: whatever it is kept as, it can be told. */
export interface Recordable {
  readonly id: string;
  readonly violations: readonly ContractViolation[];
}

/** Tells an exchange. */
export type DescribeExchange = (exchange: Recordable) => Recorded;
