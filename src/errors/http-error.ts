// Answer errors: why one request is refused, or why our own answer to it cannot be given. They know a status and a
// public code; how they look on the wire is the convention's business, and http/errors.ts alone turns one into a response.

/** Every reason for which a request is answered by an error, with the status it has unless the document says otherwise. */
export const ERROR_STATUS = {
  CREDENTIAL_MISSING: 401,
  CREDENTIAL_MALFORMED: 401,
  CREDENTIAL_REFUSED: 401,
  PERMISSION_MISSING: 403,
  PATH_NOT_FOUND: 404,
  PATH_MALFORMED: 400,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNSUPPORTED_CONTENT_CODING: 415,
  PARAMETER_INVALID: 400,
  PREFERENCE_INVALID: 400,
  BODY_MISSING: 400,
  BODY_MALFORMED: 400,
  BODY_INVALID: 400,
  BODY_TOO_LARGE: 413,
  STATE_INVALID: 400,
  RESOURCE_NOT_FOUND: 404,
  RESOURCE_EXISTS: 409,
  PATCH_CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  IDEMPOTENCY_KEY_REUSED: 422,
  FAULT_INVALID: 400,
  FAULTS_DISABLED: 403,
  WORLD_INVALID: 400,
  WORLD_NOT_FOUND: 404,
  WORLD_EXISTS: 409,
  TOO_MANY_WORLDS: 503,
  THROTTLED: 429,
  NOT_APPLICABLE: 400,
  DEPENDENCY_FAILED: 424,
  HOST_REFUSED: 403,
  UNSAFE_METHOD: 403,
  UPSTREAM_FAILED: 502,
  UPSTREAM_TIMEOUT: 504,
  REQUEST_MALFORMED: 400,
  REQUEST_TIMEOUT: 408,
  HEADERS_TOO_LARGE: 431,
  RESPONSE_INVALID: 500,
  HANDLER_FAILED: 500,
  INTERNAL: 500,
  VALIDATOR_FAILED: 501,
  PLANNED_ERROR: 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;

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

export interface HttpErrorInit {
  readonly code: ErrorCode;
  /** One sentence with its full stop, for the person who sent the request. */
  readonly message: string;
  /** The one of ANSWER_STATUS unless another is said. */
  readonly status?: number;
  readonly violations?: readonly Violation[];
  /** Response headers that belong to the status, as `Allow` belongs to 405. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
  /** The code that a body shows instead of `code`, if the status alone was asked for. */
  readonly publicCode?: string | undefined;
}

/** Thrown while one request is answered. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly violations: readonly Violation[];
  readonly headers: Readonly<Record<string, string>>;
  readonly publicCode: string | undefined;

  constructor(init: HttpErrorInit) {
    const { code, message, status = ERROR_STATUS[code], violations = [], headers = {}, cause, publicCode } = init;
    super(message, { cause });
    this.code = code;
    this.status = status;
    this.violations = violations;
    this.headers = headers;
    this.publicCode = publicCode;
  }

  /** The same reason under another status. */
  as(status: number): HttpError {
    const { code, message, violations, headers, cause, publicCode } = this;
    return new HttpError({ code, message, status, violations, headers, cause, publicCode });
  }
}
