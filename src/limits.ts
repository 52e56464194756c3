// The limits of the server: every bound that a client can meet, with its default. Options can change them by name
// (`--limit name=value`). docs/reference/limits.md is printed from this table. This file imports nothing.

/** One limit, as the reference page describes it. */
export interface Limit {
  /** What is limited. */
  readonly text: string;
  readonly default: number;
  /** The smallest and the largest value that an option can set. */
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** What a client sees if the limit is exceeded. */
  readonly client: string;
}

const MIB = 1_048_576;

export const LIMITS = {
  bodyBytes: {
    text: 'size of a request body',
    default: MIB,
    min: 1,
    max: 1024 * MIB,
    unit: 'bytes',
    client: '413, `BODY_TOO_LARGE`',
  },
  controlBodyBytes: {
    text: 'size of a request body of the control API, which can hold a whole state',
    default: 32 * MIB,
    min: 1,
    max: 1024 * MIB,
    unit: 'bytes',
    client: '413, `BODY_TOO_LARGE`',
  },
  proxyBodyBytes: {
    text: 'size of a request body that the proxy forwards',
    default: 32 * MIB,
    min: 1,
    max: 1024 * MIB,
    unit: 'bytes',
    client: '413, `BODY_TOO_LARGE`; the request is not forwarded',
  },
  upstreamBytes: {
    text: 'size of a response of the upstream that the proxy validates, as received and decompressed',
    default: 16 * MIB,
    min: 1,
    max: 1024 * MIB,
    unit: 'bytes',
    client: 'the whole response; the report lists the request as one that could not be checked',
  },
  callbackBytes: {
    text: 'bytes of a response to a callback or webhook that the server reads',
    default: MIB,
    min: 1,
    max: 1024 * MIB,
    unit: 'bytes',
    client: 'nothing; the server stops reading, and the exchange says that the response was not validated',
  },
  batchRequests: {
    text: 'requests of one `$batch`',
    default: 20,
    min: 1,
    max: 1_000,
    unit: 'requests',
    client: '400, `BODY_INVALID`',
  },
  properties: {
    text: 'properties of a request body, those of nested objects included',
    default: 100_000,
    min: 1,
    max: 10_000_000,
    unit: 'properties',
    client:
      '413, `BODY_TOO_LARGE`; the proxy forwards the request, and the report lists it as one that could not be checked',
  },
  nesting: {
    text: 'nested arrays and objects in a request body and in the result of a JSON Patch',
    default: 100,
    min: 1,
    max: 500,
    unit: 'levels',
    client: '400, `BODY_MALFORMED`; 413, `PATCH_TOO_LARGE` for a JSON Patch',
  },
  formFields: {
    text: 'fields of a form, or parts of a multipart body',
    default: 10_000,
    min: 1,
    max: 1_000_000,
    unit: 'fields',
    client: '413, `BODY_TOO_LARGE`',
  },
  patchBytes: {
    text: 'size of a resource and of all values that one JSON Patch adds to it, as JSON',
    default: 8 * MIB,
    min: 1,
    max: 1024 * MIB,
    unit: 'bytes',
    client: '413, `PATCH_TOO_LARGE`; the resource does not change',
  },
  generatedValues: {
    text: 'required values that a write leaves out and the server generates, such as the ids of the lines of an order',
    default: 5_000,
    min: 1,
    max: 1_000_000,
    unit: 'values',
    client: '413, `BODY_TOO_LARGE`',
  },
  validationMs: {
    text: 'time that slow patterns have to validate one value',
    default: 500,
    min: 1,
    max: 600_000,
    unit: 'ms',
    client: '400, `VALIDATION_TIMEOUT`; the report lists the request as one that could not be checked',
  },
  violations: {
    text: 'violations that one response or one exchange lists',
    default: 100,
    min: 1,
    max: 1_000,
    unit: 'violations',
    client: 'a last violation, with the rule `more`, counts the others',
  },
  journalBytes: {
    text: 'memory of the bodies that the journal of a world keeps, estimated',
    default: 64 * MIB,
    min: 1,
    max: 64 * 1024 * MIB,
    unit: 'bytes',
    client: 'nothing; the journal forgets the oldest exchanges',
  },
  journalBytesOfAll: {
    text: 'memory of the bodies that the journals of all worlds keep together, estimated; at most a quarter of the heap',
    default: 256 * MIB,
    min: 1,
    max: 64 * 1024 * MIB,
    unit: 'bytes',
    client: 'nothing; the worlds that have recorded nothing for the longest forget their oldest exchanges',
  },
  historyBytes: {
    text: 'memory of the changes that the histories of all worlds keep together, estimated; at most a quarter of the heap',
    default: 256 * MIB,
    min: 1,
    max: 64 * 1024 * MIB,
    unit: 'bytes',
    client:
      'nothing; the worlds without a change for the longest forget their oldest changes, and cannot go back to them',
  },
  historyCommits: {
    text: 'changes that the history of a world keeps',
    default: 100_000,
    min: 1,
    max: 10_000_000,
    unit: 'changes',
    client: 'nothing; the world forgets its oldest changes, and cannot go back to them',
  },
  violationsKept: {
    text: 'different violations that the report keeps for each world, and for all closed worlds together',
    default: 10_000,
    min: 1,
    max: 1_000_000,
    unit: 'violations',
    client: 'nothing; later ones are missing in the report',
  },
  worlds: {
    text: 'worlds at the same time, in addition to the default world',
    default: 50_000,
    min: 1,
    max: 1_000_000,
    unit: 'worlds',
    client: '503, `TOO_MANY_WORLDS`',
  },
  idempotencyKeys: {
    text: 'idempotency keys that each operation keeps in a world',
    default: 10_000,
    min: 1,
    max: 1_000_000,
    unit: 'keys',
    client: 'the oldest are forgotten: a repeated request is carried out again',
  },
  idempotencyBytes: {
    text: 'size of the responses that each operation keeps for idempotency keys in a world, as JSON',
    default: 16 * MIB,
    min: 1,
    max: 1024 * MIB,
    unit: 'bytes',
    client: 'the oldest are forgotten: a repeated request is carried out again',
  },
  snapshotCommits: {
    text: 'changes of a world in a file of `--keep` before the next file begins with the whole state',
    default: 100_000,
    min: 1,
    max: 10_000_000,
    unit: 'changes',
    client: 'nothing; a server that starts again cannot rewind beyond the beginning of the file',
  },
  snapshotBytes: {
    text: 'size of the changes of a world in a file of `--keep` before the next file begins with the whole state; or the size of the state, if it is larger',
    default: 64 * MIB,
    min: 1,
    max: 64 * 1024 * MIB,
    unit: 'bytes',
    client: 'nothing; a server that starts again cannot rewind beyond the beginning of the file',
  },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof LIMITS;

/** The value of every limit. */
export type Limits = Readonly<Record<LimitName, number>>;

export const DEFAULT_LIMITS: Limits = Object.freeze(
  Object.fromEntries(Object.entries(LIMITS).map(([name, limit]) => [name, limit.default])) as Record<LimitName, number>,
);
