// An exchange as text, so that other processes can have it in their journals. It has no secrets.
import type { Operation } from '../contract/operation/operations.ts';
import type { ParameterValues } from '../contract/wire/read-parameters.ts';
import { type ErrorCode, HttpError } from '../errors/http-error.ts';
import type { ContractViolation, JournalEntry, RecordedExchange } from './record.ts';
import { parametersWithoutSecrets, withoutSecrets } from './without-secrets.ts';

/** The form of the text. A process that knows another form cannot read it. */
const VERSION = 2;

/** The properties of a record that are functions. */
type Functions = {
  [Name in keyof RecordedExchange]: RecordedExchange[Name] extends () => unknown ? Name : never;
}[keyof RecordedExchange];

/** The properties of a record that JSON can represent. */
type PlainExchange = Omit<RecordedExchange, Functions | 'keyNames' | 'operation' | 'rawBody' | 'error'>;

interface SentExchange {
  readonly version: number;
  readonly plain: PlainExchange;
  readonly operation: string | undefined;
  /** The parameters as sent, if the exchange has violations or undeclared parts. */
  readonly sentParameters: ParameterValues | undefined;
  readonly intendedViolations: readonly ContractViolation[];
  readonly keyNames: readonly string[];
  /** In base64. */
  readonly rawBody: string | undefined;
  readonly error:
    | (Pick<HttpError, 'code' | 'message' | 'status' | 'violations' | 'headers' | 'publicCode'> & object)
    | undefined;
  readonly entry: Pick<JournalEntry, 'unchecked' | 'revision' | 'test' | 'undeclared'>;
}

export function textOfExchange(exchange: RecordedExchange, entry: JournalEntry): string {
  const { unchecked, revision, test, undeclared } = entry;
  const shown = { ...exchange, ...withoutSecrets(exchange) };
  const { keyNames, operation, rawBody, error, sentParameters, intendedViolations, ...plain } = shown;
  const { code, message = '', status = 0, violations = [], headers = {}, publicCode } = error ?? {};
  const isChecked = exchange.violations.length + undeclared.length > 0;
  const sent: SentExchange = {
    version: VERSION,
    plain,
    operation: operation?.id,
    sentParameters: isChecked ? parametersWithoutSecrets(sentParameters(), keyNames) : undefined,
    keyNames: [...keyNames],
    intendedViolations: intendedViolations(),
    rawBody: rawBody?.toString('base64'),
    error: error && { code, message, status, violations, headers, publicCode },
    entry: { unchecked, revision, test, undeclared },
  };
  return JSON.stringify(sent);
}

export type ForeignExchange = JournalEntry & { readonly recorded: RecordedExchange };

/**
 * Reads an exchange of another process. Undefined if that process writes another form.
 * @param operationOf finds an operation of the document at a mount
 */
export function readExchange(
  text: string,
  operationOf: (mount: string, id: string) => Operation | undefined,
): ForeignExchange | undefined {
  const sent = sentIn(text);
  if (sent === undefined) return undefined;
  const { plain, operation: id, sentParameters, intendedViolations, keyNames, rawBody, error, entry } = sent;
  const recorded: RecordedExchange = {
    ...plain,
    sentParameters: () => sentParameters ?? plain.parameters,
    intendedViolations: () => intendedViolations,
    operation: id === undefined ? undefined : operationOf(plain.mount, id),
    keyNames: new Set(keyNames),
    rawBody: rawBody === undefined ? undefined : Buffer.from(rawBody, 'base64'),
    error: error && new HttpError({ ...error, code: error.code as ErrorCode | undefined }),
    requestType: plain.requestType,
    // The process that got the request knows more.
    refusals: () => Promise.resolve([]),
    skippedPlans: () => [],
    behaviour: () => ELSEWHERE,
  };
  return { id: plain.id, violations: plain.violations, ...entry, recorded };
}

function sentIn(text: string): SentExchange | undefined {
  try {
    const sent = JSON.parse(text) as SentExchange;
    return sent.version === VERSION ? sent : undefined;
  } catch {
    return undefined;
  }
}

const ELSEWHERE = Object.freeze({
  hasHandler: false,
  role: undefined,
  ignored: () => [],
  place: () => ({}),
});
