// One recorded exchange. It only references existing values, so that recording costs almost nothing. exchange-view.ts makes
// the public view on demand.
import type { Operation } from '../contract/operation/operations.ts';
import type { ParameterValues } from '../contract/wire/read-parameters.ts';
import type { HttpError, Violation } from '../errors/http-error.ts';
import type { Place } from '../errors/setup-error.ts';
import type { Json } from '../json/value.ts';
import type { UndeclaredPart } from './undeclared.ts';

/** Which message violates the contract: the request of the client or the response of this server. */
export type Direction = 'request' | 'response';

/** A contract violation in one exchange. */
export interface ContractViolation {
  readonly direction: Direction;
  readonly violation: Violation;
  /** Pointer of the violated schema. Undefined if absent. */
  readonly schema: string | undefined;
}

/** The maximum recorded length of a body, in bytes or characters. */
export const MAX_RECORDED_BYTES = 65_536;

/** A callback or webhook request that this server sent, and its outcome. */
export interface SentRequest {
  /** The operation whose call triggered it. */
  readonly operation: string;
  /** The name of the callback or webhook. */
  readonly name: string;
  readonly method: string;
  /** The target. Undefined if the expression in the document has no value. */
  readonly url: string | undefined;
  readonly body: Json | undefined;
  readonly outcome: 'sent' | 'refused' | 'failed';
  /** The status of the response, if there was one. */
  readonly status: number | undefined;
  /** Why the request was refused or failed. */
  readonly reason: string | undefined;
  /** The violations in the response or in the sent body. */
  readonly violations: readonly Violation[];
  /** How often it was sent. More than once only with `webhookSecret`, to a receiver that failed. */
  readonly attempts: number;
}

type RecordedHeaders = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export interface RecordedExchange {
  readonly id: string;
  /** The path under which the document is served. */
  readonly mount: string;
  readonly method: string;
  /** The request target as received: the prefix of the world, the path and the query. */
  readonly prefix: string;
  readonly path: string;
  readonly query: string;
  /** The names of the headers and query parameters that carry API keys, in lower case. */
  readonly keyNames: ReadonlySet<string>;
  /** The operation. Undefined if the request matches none. */
  readonly operation: Operation | undefined;
  /** The number of this call of the operation in the world, from 1. 0 if the request matches no operation. */
  readonly call: number;
  readonly requestHeaders: RecordedHeaders;
  /** The media type of the request body without parameters. Empty if there is no body. */
  readonly requestType: string;
  /** The request body as received. */
  readonly rawBody: Buffer | undefined;
  /** The parsed request body. Undefined if absent. */
  readonly requestBody: Json | undefined;
  readonly parameters: ParameterValues;
  /** The parameters as sent, invalid ones included. */
  sentParameters(): ParameterValues;
  /** The path template of a request whose method the path does not declare. */
  readonly template: string | undefined;
  /** The name of the test in the header Standin-Test. */
  readonly test: string | undefined;
  /** 0 if the connection was dropped without a response. */
  readonly status: number;
  readonly responseHeaders: RecordedHeaders;
  readonly responseType: string;
  readonly responseText: string | undefined;
  /** The response body as a value. Undefined if absent. */
  readonly responseBody: Json | undefined;
  /** The response that was refused because it violates the contract. */
  readonly invalidResponse: RefusedResponse | undefined;
  /** When the request arrived, by the clock of the world, in milliseconds. */
  readonly time: number;
  /** Milliseconds until the response was sent. */
  readonly durationMs: number;
  readonly violations: readonly ContractViolation[];
  /** Undeclared parts of the request that were accepted. */
  readonly notes: readonly string[];
  /** Why the request was refused. Undefined if it was not. */
  readonly error: HttpError | undefined;
  /** Runs the steps of the request again, and returns every reason to refuse it. Nothing is counted or changed. */
  refusals(): Promise<readonly StepRefusal[]>;
  /** The stubs and faults of the world at that time that did not act on the request, with the reasons. */
  skippedPlans(): readonly SkippedPlanFacts[];
  /** How the operation responded at that time if no stub, preference or fault did. The exchange must have an operation. */
  behaviour(): BehaviourFacts;
  /** Whether the operation does not declare the status of the error. */
  readonly undeclaredStatus: boolean;
  /** The callbacks and webhooks that were sent after the response. */
  readonly callbacks: readonly SentRequest[];
  /** The id of the stub that responded. */
  readonly stub: string | undefined;
  /** The ids of the faults that applied, the one that decided the response first. */
  readonly faults: readonly string[];
  /** Whether a fault, or a stub with `allowInvalid`, planned the response. */
  readonly planned: boolean;
  /** What a stub or a fault made the response violate. The first call validates the response. */
  intendedViolations(): readonly ContractViolation[];
}

interface SkippedPlanFacts {
  readonly kind: 'stub' | 'fault';
  readonly id: string;
  readonly unmet: readonly { readonly condition: string; readonly expected: string; readonly actual: string }[];
}

interface RefusedResponse {
  readonly status: number;
  readonly mediaType: string;
  readonly body: Json | undefined;
}

/** How an operation responds by itself. */
export interface BehaviourFacts {
  /** Whether it has a handler. */
  readonly hasHandler: boolean;
  /** The inferred role of the operation. Undefined if it has none. */
  readonly role: { readonly kind: string; readonly reason: string; readonly resource: string } | undefined;
  /** The pointers of the properties in a request body that have no effect, because the server owns them. */
  ignored(body: Json | undefined): readonly string[];
  /** The place of a pointer in the document. */
  place(pointer: string): Place;
}

/** Why a step would refuse a request. */
export interface StepRefusal {
  readonly step: string;
  readonly error: HttpError;
}

/** An exchange as the journal stores it. Only the code that recorded it knows its full shape. */
export interface JournalEntry {
  readonly id: string;
  readonly violations: readonly ContractViolation[];
  /** Why the server could not validate the request or the response. Undefined if it could. */
  readonly unchecked: string | undefined;
  /** The name of the test that sent the request. Undefined without the header Standin-Test. */
  readonly test: string | undefined;
  /** The parts of the request that the document does not declare. */
  readonly undeclared: readonly UndeclaredPart[];
  /** The revision of the world after the exchange. */
  readonly revision: number;
  /** The full record of an exchange of another process. */
  readonly recorded?: RecordedExchange | undefined;
}

/** Makes the full record of an entry. */
export type DescribeExchange = (exchange: JournalEntry) => RecordedExchange;
