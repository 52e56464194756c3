// HTTP errors: why one request is refused, or why its response cannot be sent. An error knows a status and a public code. A
// convention decides what it looks like on the wire, and http/request/refuse.ts alone turns it into a response.
import { STATUS_CODES } from 'node:http';
import { nearest } from '../edit-distance.ts';

/** What docs/reference/errors.md prints about one code. */
interface HttpErrorEntry {
  /** The status of the response, unless the document declares another one that fits. */
  readonly status: number;
  /** What the client did, or what went wrong. */
  readonly cause: string;
  /** What the reader can do about it. */
  readonly advice: string;
}

/** Every code that an error response can have. */
export const HTTP_ERRORS = {
  CREDENTIAL_MISSING: {
    status: 401,
    cause: 'The operation requires a credential, and the request has none.',
    advice: 'Send the credential that the message names.',
  },
  CREDENTIAL_MALFORMED: {
    status: 401,
    cause: 'The credential does not have the form that its security scheme requires.',
    advice: 'Correct the header, parameter or cookie that the message names.',
  },
  CREDENTIAL_REFUSED: {
    status: 401,
    cause:
      '`verifyCredential`, the built-in service or the control API does not accept the credential. The token service uses 400 or 401.',
    advice: 'Send a valid credential. `standin token` prints one for the built-in service.',
  },
  PERMISSION_MISSING: {
    status: 403,
    cause: 'The credential is valid but does not permit this operation.',
    advice: 'Use a credential with the scopes or the role that the message names.',
  },
  PATH_NOT_FOUND: {
    status: 404,
    cause: 'The document does not declare the path.',
    advice: 'Check the path and the base path. `standin inspect` lists what is served.',
  },
  PATH_MALFORMED: {
    status: 400,
    cause: 'The path has an invalid percent-escape, or the proxy gets a path with a segment `..`.',
    advice: 'Encode the path as RFC 3986 requires.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    cause: 'The path does not declare the method.',
    advice: 'Use one of the methods in the `Allow` header.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    cause: 'The operation declares no response with a media type that `Accept` allows.',
    advice: 'Add one of the media types in the message to `Accept`.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    cause: 'The operation does not accept the media type or the charset of the body.',
    advice: 'Send the body in a declared media type, as UTF-8.',
  },
  UNSUPPORTED_CONTENT_CODING: {
    status: 415,
    cause: 'The body is compressed.',
    advice: 'Send the body without `Content-Encoding`.',
  },
  PARAMETER_INVALID: {
    status: 400,
    cause: 'A required parameter is missing, or a parameter violates its schema. The response names every violation.',
    advice: 'Correct the parameters that the response names.',
  },
  PREFERENCE_INVALID: {
    status: 400,
    cause: 'The `Prefer` header names a status or an example that the operation does not declare.',
    advice: 'Use a declared status or example.',
  },
  BODY_MISSING: {
    status: 400,
    cause: 'The operation requires a body, and the request has none.',
    advice: 'Send a body with its `Content-Type`.',
  },
  BODY_MALFORMED: {
    status: 400,
    cause:
      'The body cannot be parsed as its media type (JSON, a form), is not valid UTF-8, nests deeper than 100 levels, or is incomplete.',
    advice: 'Correct the body, or the `Content-Type` header.',
  },
  BODY_INVALID: {
    status: 400,
    cause: 'The body violates its schema. The response names every violation.',
    advice: 'Correct the properties that the response names.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    cause:
      'The body is larger than 1 MiB, or than 32 MiB if it is sent through the proxy. Or it has more than 100,000 properties, or a form has more than 10,000 fields, or a body leaves out more than 5,000 values that the server generates.',
    advice:
      'Send a smaller body, or raise `--limit bodyBytes`, `proxyBodyBytes`, `properties`, `formFields` or `generatedValues`.',
  },
  VALIDATION_TIMEOUT: {
    status: 400,
    cause:
      'A pattern of the document, or of a verification, takes too long on a value, so the server could not validate the request.',
    advice: 'Correct the pattern: `standin check` names slow ones. Or raise `--limit validationMs`.',
  },
  STATE_INVALID: {
    status: 400,
    cause: 'The change would leave the resource in a state that its schema, or a rule of the service, does not allow.',
    advice: 'Correct the values that the response names.',
  },
  RESOURCE_NOT_FOUND: {
    status: 404,
    cause: 'The item does not exist, or the item that contains it does not exist.',
    advice: 'Check the key. List the collection to see the items of this world.',
  },
  RESOURCE_EXISTS: {
    status: 409,
    cause: 'Another item already has the key of the new item.',
    advice: 'Use another key, or change the existing item.',
  },
  PATCH_CONFLICT: {
    status: 409,
    cause: 'A JSON Patch names a value that does not exist, or one of its tests fails.',
    advice: 'Read the resource again and base the patch on its current state.',
  },
  PATCH_TOO_LARGE: {
    status: 413,
    cause: 'A JSON Patch would make the resource larger, or nested deeper, than a limit of the server allows.',
    advice: 'Send a smaller patch, or raise `--limit patchBytes` or `--limit nesting`.',
  },
  PRECONDITION_FAILED: {
    status: 412,
    cause: 'The current state of the resource does not meet `If-Match`, `If-None-Match` or `If-Unmodified-Since`.',
    advice: 'Read the resource again and send its current `ETag`.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    cause: 'An earlier, different request used the same idempotency key.',
    advice: 'Use a new key for each new request.',
  },
  FAULT_INVALID: {
    status: 400,
    cause: 'The `Standin-Fault` header names an unknown fault.',
    advice: 'Use one of the faults in the message.',
  },
  FAULTS_DISABLED: {
    status: 403,
    cause: 'The request plans a fault, and the server was started with `--no-faults`.',
    advice: 'Start the server without `--no-faults`.',
  },
  WORLD_INVALID: {
    status: 400,
    cause: 'The name of the world is not valid.',
    advice: 'Use up to 63 letters, digits, dashes and underscores. A name does not begin or end with a dash.',
  },
  WORLD_NOT_FOUND: {
    status: 404,
    cause: 'A request to the control API names a world that does not exist.',
    advice: 'Check the name. A world is created by the first request to it.',
  },
  WORLD_EXISTS: {
    status: 409,
    cause: 'A new world has the name of an existing one.',
    advice: 'Use another name, or delete the existing world.',
  },
  TOO_MANY_WORLDS: {
    status: 503,
    cause:
      'The server already has 50,000 worlds in addition to the default one, or as many as `--limit worlds` allows.',
    advice: 'Delete worlds that you no longer need, wait until unused ones are deleted, or raise `--limit worlds`.',
  },
  STORAGE_FAILED: {
    status: 507,
    cause:
      'The folder of `--keep` is full or read-only, the disk fails, or the Redis of `--store` has no memory left. The request changed nothing.',
    advice:
      'Free some space, correct the folder, or raise `maxmemory` of Redis, and send the request again. The server needs no restart.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    cause:
      'The Redis of `--store` does not respond. The message says whether the change was made. Reads are served from the memory of the process, with the header `Standin-Stale`.',
    advice: 'Send the request again after the seconds in `Retry-After`. The server needs no restart.',
  },
  THROTTLED: {
    status: 429,
    cause: 'The client sent more requests than the limits of the service allow.',
    advice: 'Wait for the number of seconds in the message, then send the request again.',
  },
  NOT_APPLICABLE: {
    status: 400,
    cause: 'The tenant has no license for the service.',
    advice: 'Give the tenant a license by the settings of the world.',
  },
  DEPENDENCY_FAILED: {
    status: 424,
    cause: 'A request of a batch depends on another request of the batch, which failed.',
    advice: 'Correct the request that failed.',
  },
  HOST_REFUSED: {
    status: 403,
    cause: 'With `--intercept`, a request goes to a host or port that the proxy does not intercept.',
    advice: 'Add the host to `--intercept`, or send the request without the proxy.',
  },
  UNSAFE_METHOD: {
    status: 403,
    cause: 'A proxy without `--unsafe` does not forward requests that can change something.',
    advice: 'Start the proxy with `--unsafe` if the upstream can be changed.',
  },
  UPSTREAM_FAILED: {
    status: 502,
    cause: 'The proxy cannot reach its upstream, or the upstream closed the connection.',
    advice: 'Check that the upstream runs at the given URL.',
  },
  UPSTREAM_TIMEOUT: {
    status: 504,
    cause: 'The upstream of the proxy does not respond within the time of `--upstream-limit`.',
    advice: 'Check that the upstream is up, or use a larger `--upstream-limit`.',
  },
  REQUEST_MALFORMED: {
    status: 400,
    cause: 'The request is not valid HTTP, or its query has an invalid percent-escape.',
    advice: 'Correct the request. An HTTP client library does this for you.',
  },
  TRANSFER_CODING_UNSUPPORTED: {
    status: 501,
    cause: 'The `Transfer-Encoding` of the request is not `chunked` alone.',
    advice: 'Send the body with `Content-Length`, or with `Transfer-Encoding: chunked`.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    cause: 'The headers of the request did not arrive within 15 seconds, or all of it within 30 seconds.',
    advice: 'Send the whole request, with the body that its `Content-Length` promises.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    cause: 'The headers of the request are larger than 16 KiB.',
    advice: 'Send fewer or shorter headers.',
  },
  RESPONSE_INVALID: {
    status: 500,
    cause: "The server's own response violates the contract, and `--invalid-responses` is `refuse`.",
    advice: 'Correct the handler or the stub that returns the response, or correct the document.',
  },
  HANDLER_FAILED: {
    status: 500,
    cause:
      'A handler or `verifyCredential` threw an error or took longer than `handlerLimit`, the response of a handler cannot be sent, or the result of `verifyCredential` is no verdict.',
    advice: 'Correct the handler or the function. The terminal shows the error with its stack.',
  },
  INTERNAL: {
    status: 500,
    cause: 'The server has a bug.',
    advice: 'Please report it, with the request and the document.',
  },
  OPERATION_UNUSABLE: {
    status: 501,
    cause:
      'The document has a fault in a part that the operation needs. The message names the place. Other operations are served.',
    advice: 'Correct the document at this place. `standin check` lists all of its faults.',
  },
  VALIDATOR_FAILED: {
    status: 501,
    cause: 'The schema at the named pointer cannot be compiled, or refers to itself without end.',
    advice: 'Correct the schema. `standin check` lists all of them.',
  },
} as const satisfies Readonly<Record<string, HttpErrorEntry>>;

export type ErrorCode = keyof typeof HTTP_ERRORS;

/** One rule that a value violates. */
export interface Violation {
  /**
   * JSON pointer (RFC 6901) to the value, within what was validated. For a missing or undeclared property it ends with
   * the property's name.
   */
  readonly pointer: string;
  /** The violated schema keyword, or one of the parser's rules. */
  readonly rule: string;
  /** What the rule requires, as a phrase that follows the name of the property: `must be string`. */
  readonly message: string;
  /** Where the value is; the body if absent. The pointer of a parameter begins with its name: `/limit`, `/filter/min`. */
  readonly in?: 'body' | 'path' | 'query' | 'header' | 'cookie';
}

export interface HttpErrorInit {
  /** Without it, `status` is required, and the body shows the name of the status: `PAYMENT_REQUIRED`. */
  readonly code?: ErrorCode | undefined;
  /** One sentence with its full stop, for the person who sent the request. */
  readonly message: string;
  /** The default is the status in HTTP_ERRORS. */
  readonly status?: number;
  readonly violations?: readonly Violation[];
  /** Response headers that the status requires, such as `Allow` for 405. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
  /** The code that a body shows instead of `code`, if the status alone was asked for. */
  readonly publicCode?: string | undefined;
}

/** Thrown while the server processes one request. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  /** Undefined if the status has no code in HTTP_ERRORS. */
  readonly code: ErrorCode | undefined;
  readonly status: number;
  readonly violations: readonly Violation[];
  readonly headers: Readonly<Record<string, string>>;
  readonly publicCode: string | undefined;

  constructor({
    code,
    message,
    // Code without types can name a code that does not exist.
    status = code === undefined ? undefined : (HTTP_ERRORS as Readonly<Partial<typeof HTTP_ERRORS>>)[code]?.status,
    violations = [],
    headers = {},
    cause,
    publicCode,
  }: HttpErrorInit) {
    if (status === undefined)
      throw new TypeError(code === undefined ? 'An HttpError needs a code or a status.' : unknownCode(code));
    super(message, { cause });
    this.code = code;
    this.status = status;
    this.violations = violations;
    this.headers = headers;
    this.publicCode = publicCode;
  }

  /** The same error with another status. */
  as(status: number): HttpError {
    const { code, message, violations, headers, cause, publicCode } = this;
    return new HttpError({ code, message, status, violations, headers, cause, publicCode });
  }
}

/** The code that a body, the journal and the request lines show. */
export function publicCodeOf({ code, publicCode, status }: HttpError): string {
  return publicCode ?? code ?? nameOfStatus(status);
}

/** The reason phrase of a status. */
export function phraseOfError(status: number): string {
  return STATUS_CODES[status] ?? (status < 500 ? 'Client Error' : 'Server Error');
}

/** The name of a status as a code: `IM_A_TEAPOT`. */
export function nameOfStatus(status: number): string {
  return phraseOfError(status)
    .toUpperCase()
    .replace(/'/g, '')
    .replace(/[^A-Z\d]+/g, '_');
}

function unknownCode(code: string): string {
  const known = Object.keys(HTTP_ERRORS);
  const near = nearest(code, known);
  return `Unknown error code ${JSON.stringify(code)}. ${near === undefined ? `Known codes: ${known.join(', ')}` : `Did you mean ${near}?`}`;
}
