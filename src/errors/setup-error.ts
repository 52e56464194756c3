// Setup errors: what keeps a server from starting. Each says what is wrong, where, and what to do about it.

export type SetupCode =
  | 'DOCUMENT_UNREADABLE'
  | 'DOCUMENT_UNPARSABLE'
  | 'DOCUMENT_UNSUPPORTED'
  | 'DOCUMENT_INVALID'
  | 'DOCUMENT_HAS_WARNINGS'
  | 'OVERLAY_INVALID'
  | 'REFERENCE_UNRESOLVED'
  | 'REFERENCE_FORBIDDEN'
  | 'SECURITY_UNDECLARED'
  | 'HANDLERS_UNREADABLE'
  | 'HANDLER_UNKNOWN'
  | 'SCENARIO_INVALID'
  | 'SCENARIO_UNKNOWN'
  | 'PLAN_INVALID'
  | 'CONFIG_INVALID'
  | 'REPORT_UNAVAILABLE'
  | 'SIGNING_FAILED'
  | 'TOKEN_UNAVAILABLE'
  | 'OPTION_INVALID'
  | 'COMMAND_LINE_INVALID'
  | 'TLS_UNAVAILABLE'
  | 'PORT_IN_USE'
  | 'LISTEN_FAILED';

/** A place in a file: line and column count from 1, the pointer is RFC 6901. */
export interface Place {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly pointer?: string | undefined;
}

export interface SetupErrorInit extends Place {
  readonly code: SetupCode;
  /** What is wrong, as one sentence without a full stop. */
  readonly what: string;
  /** What the reader should do, as one sentence without a full stop. */
  readonly advice: string;
  readonly cause?: unknown;
}

/** Thrown before the server listens; its message is fit to be shown as it is. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  readonly code: SetupCode;
  readonly place: Place;
  readonly what: string;
  readonly advice: string;

  constructor({ code, what, advice, file, line, column, pointer, cause }: SetupErrorInit) {
    const where = [[file, line, column].filter((part) => part !== undefined).join(':'), pointer && `at ${pointer}`];
    const lines = [`${what} [${code}]`, where.filter(Boolean).join(' '), advice];
    super(lines.filter(Boolean).join('\n  '), { cause });
    this.code = code;
    this.place = { file, line, column, pointer };
    this.what = what;
    this.advice = advice;
  }
}
