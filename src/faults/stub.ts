// A stub: an answer that was planned for requests of an operation.
import type { Json } from '../json/value.ts';
import type { Matcher } from './matcher.ts';

export interface StubResponse {
  /** A declared status; that of success without it. */
  readonly status?: number;
  /** The name of one of the document's examples. */
  readonly example?: string;
  /** The body itself. */
  readonly body?: Json;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Stub {
  /** Given by the server where it is not said. */
  readonly id?: string;
  readonly when: Matcher & { readonly operation: string };
  readonly response: StubResponse;
  /** Milliseconds before it is answered. */
  readonly delay?: number;
  /** How often it answers; without it always. */
  readonly times?: number;
  /** Whether its answer may break the contract. */
  readonly allowInvalid?: boolean;
}
