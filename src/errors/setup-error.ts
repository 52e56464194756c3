// Setup errors: why a server or a command cannot start. Each names the problem, its place, and what to do.

/** What docs/reference/errors.md prints about one code. */
interface SetupErrorEntry {
  readonly cause: string;
  /** What the reader can do about it. */
  readonly advice: string;
}

/** Every code that a setup error can have. */
export const SETUP_ERRORS = {
  DOCUMENT_UNREADABLE: {
    cause:
      'The document cannot be read, its URL does not return it, or the first argument is neither a document nor a command.',
    advice: 'Check the path or the URL.',
  },
  DOCUMENT_UNPARSABLE: {
    cause: 'The document is neither valid JSON nor valid YAML.',
    advice: 'Correct the text at the named line.',
  },
  DOCUMENT_UNSUPPORTED: {
    cause: 'The document is not Swagger 2.0 or OpenAPI 3.0, 3.1 or 3.2.',
    advice: 'Use a document in one of these versions.',
  },
  DOCUMENT_INVALID: {
    cause: 'A part of the document has a shape that OpenAPI or JSON Schema does not allow.',
    advice: 'Correct the part at the named pointer.',
  },
  DOCUMENT_HAS_WARNINGS: {
    cause: 'The document has warnings, and `--strict` allows none.',
    advice: 'Correct the document, or serve it without `--strict`. `standin check` lists all warnings.',
  },
  OVERLAY_INVALID: {
    cause: 'An overlay cannot be read, is not an OpenAPI overlay, or has an action that cannot be applied.',
    advice: 'Correct the overlay at the named pointer.',
  },
  REFERENCE_UNRESOLVED: {
    cause: 'A `$ref` has no target, its file cannot be read, or it refers back to itself.',
    advice: 'Correct the reference.',
  },
  REFERENCE_FORBIDDEN: {
    cause: 'A `$ref` leads to another host or out of the folder of the document.',
    advice: 'Copy the file into the folder, or use `--allow-remote-refs`.',
  },
  HANDLERS_UNREADABLE: {
    cause: 'A file of handlers cannot be read or compiled, or does not export handlers.',
    advice: 'Correct the file at the named line.',
  },
  HANDLER_UNKNOWN: {
    cause: 'A handler has the name of no operation.',
    advice: 'Use an `operationId`, or a method and path such as `GET /pets`.',
  },
  SCENARIO_INVALID: {
    cause:
      'A file of scenarios cannot be read, or a scenario names no resource or has a state that its schema does not allow.',
    advice: 'Correct the scenario at the named pointer.',
  },
  SCENARIO_UNKNOWN: {
    cause: 'The initial scenario does not exist.',
    advice: 'Use one of the scenarios in the message.',
  },
  DATA_INVALID: {
    cause:
      'A file of data cannot be read, has a name that is no collection of the document, or an item that its schema does not allow.',
    advice: 'Correct the data at the named pointer.',
  },
  PLAN_INVALID: {
    cause:
      'A file of stubs or faults cannot be read, has an entry that the contract does not allow, or has two entries with the same id.',
    advice: 'Correct the entry at the named pointer.',
  },
  CONFIG_INVALID: {
    cause: 'The configuration cannot be read, or has an unknown option or an invalid value.',
    advice: 'Correct the option. `docs/config.schema.json` describes all of them.',
  },
  REPORT_UNAVAILABLE: {
    cause:
      '`standin report` cannot reach the server or is not allowed to read its report, or a report cannot be written.',
    advice: 'Check `--url` and `--control-token`, or the folder of the reports.',
  },
  TESTS_FAILED: {
    cause: 'The tests of `standin mutate` or `standin rehearse` fail before anything is changed, or not always.',
    advice: 'Let the tests pass with `standin run` first.',
  },
  USAGE_INVALID: {
    cause: 'A usage file cannot be read or written, or it is no usage file of this version.',
    advice: 'Write it with `standin run --usage usage.json -- npm test`.',
  },
  RECORDING_INVALID: {
    cause:
      'A recording cannot be read, is no HTTP archive, or has no request for an operation of the document; or the files of a recording cannot be written.',
    advice: 'Correct the archive at the named pointer, or record requests for the operations of the document.',
  },
  SIGNING_FAILED: {
    cause: '`standin apple sign` cannot reach the server or read a file, or the portal refuses the request.',
    advice: 'Check `--url` and the file.',
  },
  TOKEN_UNAVAILABLE: {
    cause: '`standin token` cannot reach the server, or the token service refuses the request.',
    advice: 'Check `--url` and the options that describe the token.',
  },
  KEEP_IN_USE: {
    cause: 'Another server keeps its state in the folder of `--keep`.',
    advice: 'Stop that server, or use another folder.',
  },
  STORE_UNAVAILABLE: {
    cause: 'The Redis of `--store` does not respond, or the package `ioredis` is not installed.',
    advice: 'Start Redis at the address, or install the package with `npm install ioredis`.',
  },
  MCP_UNAVAILABLE: {
    cause: 'The package `@modelcontextprotocol/server`, which MCP needs, is not installed.',
    advice: 'Install it with `npm install @modelcontextprotocol/server`.',
  },
  KEEP_UNAVAILABLE: {
    cause: 'The folder of `--keep` cannot be created, read or locked.',
    advice: 'Correct the permissions of the folder, or use another one.',
  },
  KEEP_DAMAGED: {
    cause: 'A file in the folder of `--keep` has a line that this version cannot read, and it is not the last one.',
    advice: 'Restore the file from a backup, or remove the line and those after it.',
  },
  IGNORE_INVALID: {
    cause: 'The file of `standin diff --ignore` cannot be read, or has an entry that ignores nothing or has no reason.',
    advice: 'Correct the entry at the named pointer.',
  },
  OPTION_INVALID: {
    cause: 'An option has an invalid value, or two options exclude each other.',
    advice: 'Use a value that the message names.',
  },
  COMMAND_LINE_INVALID: {
    cause: 'The command line has an unknown command, an unknown option, or a missing argument.',
    advice: 'Use the suggestion in the message, or `standin --help`.',
  },
  TLS_UNAVAILABLE: {
    cause: 'The certificate authority for `--tls` or `--intercept` is damaged, or cannot be stored in its folder.',
    advice: 'Delete `ca.pem` and `ca-key.pem`, or use another folder with `--tls-dir`.',
  },
  PORT_IN_USE: {
    cause: 'Another process listens on the port.',
    advice: 'Stop that process, or use `--port` (0 = any free port).',
  },
  LISTEN_FAILED: {
    cause: 'The server already listens, or it cannot listen on the address for another reason.',
    advice: 'Call `listen()` only once, or use another address with `--host`.',
  },
} as const satisfies Readonly<Record<string, SetupErrorEntry>>;

export type SetupCode = keyof typeof SETUP_ERRORS;

/** A place in a file. Line and column count from 1; the pointer is a JSON pointer (RFC 6901). */
export interface Place {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly pointer?: string | undefined;
}

/** Finds places by a pointer alone, in values whose text is not known. */
export function placesIn(file?: string): (pointer: string) => Place {
  return (pointer) => ({ file, pointer });
}

interface SetupErrorInit extends Place {
  readonly code: SetupCode;
  /** What is wrong, as one sentence without a full stop. */
  readonly what: string;
  /** What the reader should do, as one imperative sentence without a full stop. */
  readonly advice: string;
  readonly cause?: unknown;
}

/** Thrown before the server listens. Its message can be printed as it is. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  readonly code: SetupCode;
  readonly place: Place;
  readonly what: string;
  readonly advice: string;

  constructor({ code, what, advice, cause, ...place }: SetupErrorInit) {
    const lines = [`${what} [${code}]`, textOfPlace(place), advice];
    // Node.js prints all properties of an error that nobody catches, also those that are undefined.
    super(lines.filter(Boolean).join('\n  '), cause === undefined ? undefined : { cause });
    this.code = code;
    this.place = definedIn(place);
    this.what = what;
    this.advice = advice;
  }
}

/** For example `openapi.yaml:7:3 at /paths`; empty if nothing is known. */
export function textOfPlace({ file, line, column, pointer }: Place): string {
  const position = [file, line, column].filter((part) => part !== undefined).join(':');
  return [position, pointer && `at ${pointer}`].filter(Boolean).join(' ');
}

function definedIn({ file, line, column, pointer }: Place): Place {
  return Object.fromEntries(Object.entries({ file, line, column, pointer }).filter(([, value]) => value !== undefined));
}
