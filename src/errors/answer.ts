// Answer errors: why one request is refused, or why our own answer to it cannot be given. They know a status and a
// public code; how they look on the wire is the convention's business, and http/errors.ts alone turns one into a response.

/** Every reason for which a request is answered by an error, with the status it has unless the document says otherwise. */
export const ANSWER_STATUS = {
  CREDENTIAL_MISSING: 401,
  CREDENTIAL_MALFORMED: 401,
  CREDENTIAL_REFUSED: 401,
  PERMISSION_MISSING: 403,
  PATH_UNKNOWN: 404,
  PATH_MALFORMED: 400,
  METHOD_UNDECLARED: 405,
  ACCEPT_UNMET: 406,
  MEDIA_TYPE_UNSUPPORTED: 415,
  CONTENT_CODING_UNSUPPORTED: 415,
  PARAMETER_INVALID: 400,
  PREFERENCE_UNMET: 400,
  BODY_MISSING: 400,
  BODY_MALFORMED: 400,
  BODY_INVALID: 400,
  BODY_TOO_LARGE: 413,
  STATE_INVALID: 400,
  RESOURCE_UNKNOWN: 404,
  RESOURCE_EXISTS: 409,
  PATCH_CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  KEY_REUSED: 422,
  FAULT_INVALID: 400,
  FAULTS_FORBIDDEN: 403,
  WORLD_INVALID: 400,
  WORLD_UNKNOWN: 404,
  WORLD_EXISTS: 409,
  WORLDS_EXHAUSTED: 503,
  THROTTLED: 429,
  NOT_APPLICABLE: 400,
  DEPENDENCY_FAILED: 424,
  METHOD_UNSAFE: 403,
  UPSTREAM_FAILED: 502,
  UPSTREAM_SILENT: 504,
  REQUEST_MALFORMED: 400,
  REQUEST_TIMEOUT: 408,
  HEADERS_TOO_LARGE: 431,
  ANSWER_INVALID: 500,
  HANDLER_FAILED: 500,
  INTERNAL: 500,
  VALIDATOR_FAILED: 501,
} as const satisfies Record<string, number>;

export type AnswerCode = keyof typeof ANSWER_STATUS;

/** One rule that a value breaks. */
export interface Violation {
  /** JSON pointer (RFC 6901) to the value inside what was validated; a missing or undeclared member is pointed at by its own name. */
  readonly pointer: string;
  /** The schema keyword that is broken, or one of the parser's rules. */
  readonly rule: string;
  /** What the rule asks, to be read after the name of the member: `must be string`. */
  readonly message: string;
  /** Where the value stands; the body when absent. The pointer of a parameter begins with its name: `/limit`, `/filter/min`. */
  readonly in?: 'body' | 'path' | 'query' | 'header' | 'cookie';
}

export interface AnswerErrorInit {
  readonly code: AnswerCode;
  /** One sentence with its full stop, for the person who sent the request. */
  readonly message: string;
  /** The one of ANSWER_STATUS unless another is said. */
  readonly status?: number;
  readonly violations?: readonly Violation[];
  /** Response headers that belong to the status, as `Allow` belongs to 405. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Thrown while one request is answered. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly code: AnswerCode;
  readonly status: number;
  readonly violations: readonly Violation[];
  readonly headers: Readonly<Record<string, string>>;

  constructor({ code, message, status = ANSWER_STATUS[code], violations = [], headers = {}, cause }: AnswerErrorInit) {
    super(message, { cause });
    this.code = code;
    this.status = status;
    this.violations = violations;
    this.headers = headers;
  }

  /** The same reason under another status. */
  as(status: number): AnswerError {
    const { code, message, violations, headers, cause } = this;
    return new AnswerError({ code, message, status, violations, headers, cause });
  }
}
