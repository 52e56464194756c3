// A stub: a planned response for requests of an operation.
import type { Json } from '../json/value.ts';
import type { Matcher } from './matcher.ts';

export interface StubResponse {
  /** A declared status. Default: that of the success response. */
  readonly status?: number;
  /** The name of an example in the document. */
  readonly example?: string;
  readonly body?: Json;
  /** A body with expressions: `{ "id": "{{request.path.id}}", "at": "{{now}}" }`. */
  readonly template?: Json;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Stub {
  /** Default: an id from the server. */
  readonly id?: string;
  readonly when: Matcher & { readonly operation: string };
  readonly response: StubResponse;
  /** Milliseconds to wait before the response. */
  readonly delay?: number;
  /** How often it responds. Default: always. */
  readonly times?: number;
  /** Whether its response can violate the contract. */
  readonly allowInvalid?: boolean;
}
