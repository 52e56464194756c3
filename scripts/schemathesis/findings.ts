// Reads the reports of Schemathesis. Failures of one kind are one finding.
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** One failure of one check. */
export interface Failure {
  /** The name of the check; `error` if the tester could not test the operation. */
  readonly check: string;
  readonly operation: string;
  /** The status of the response, 0 without a response. */
  readonly status: number;
  readonly title: string;
  readonly message: string;
  /** The media type of the request's body, empty without a body. */
  readonly mediaType: string;
  /** The request in one line: method, URL, header fields, body. */
  readonly request: string;
  /** The body of the response. */
  readonly response: string;
}

/** Failures that differ only in message, request and response. The properties are those of the first. */
export interface Finding extends Failure {
  readonly count: number;
}

export interface Totals {
  readonly operations: number;
  readonly cases: number;
  /** Why the tester did not finish. */
  readonly unfinished: readonly string[];
}

interface Check {
  readonly name: string;
  readonly status: string;
  readonly failure_info?: { readonly failure: { readonly title: string; readonly message: string } };
}

interface Interaction {
  readonly request: {
    readonly method: string;
    readonly uri: string;
    readonly headers: Readonly<Record<string, readonly string[]>>;
    readonly body?: { readonly $base64: string } | null;
  };
  readonly response?: { readonly status_code: number; readonly content?: { readonly $base64: string } | null } | null;
}

interface Scenario {
  readonly recorder?: {
    readonly label: string;
    readonly cases?: Readonly<Record<string, { readonly value: { readonly method: string; readonly path: string } }>>;
    readonly checks?: Readonly<Record<string, readonly Check[]>>;
    readonly interactions?: Readonly<Record<string, Interaction>>;
  };
}

interface NonFatalError {
  readonly label: string;
  readonly value: { readonly type: string; readonly message: string };
}

interface Summary {
  readonly complete: boolean;
  readonly operations: { readonly selected: number; readonly tested: number };
  readonly test_cases: { readonly generated: number };
}

/** @param isExcluded called for every failure; a failure for which it returns true is not a finding */
export async function findingsIn(
  events: string,
  isExcluded: (failure: Failure) => boolean,
): Promise<readonly Finding[]> {
  const findings = new Map<string, Finding>();
  for await (const line of createInterface(createReadStream(events))) {
    for (const failure of failuresIn(line)) {
      if (isExcluded(failure)) continue;
      const { check, operation, status, title, mediaType } = failure;
      const key = [check, operation, status, title, mediaType].join('\n');
      const known = findings.get(key);
      findings.set(key, { ...(known ?? failure), count: (known?.count ?? 0) + 1 });
    }
  }
  return [...findings.values()];
}

function failuresIn(line: string): readonly Failure[] {
  if (line.startsWith('{"NonFatalError"')) {
    const { label, value } = (JSON.parse(line) as { readonly NonFatalError: NonFatalError }).NonFatalError;
    const { type: title, message } = value;
    return [{ check: 'error', operation: label, status: 0, title, message, mediaType: '', request: '', response: '' }];
  }
  if (!line.startsWith('{"ScenarioFinished"')) return [];
  const { recorder } = (JSON.parse(line) as { readonly ScenarioFinished: Scenario }).ScenarioFinished;
  return Object.entries(recorder?.checks ?? {}).flatMap(([id, checks]) => {
    const { value } = recorder?.cases?.[id] ?? {};
    const operation = value ? `${value.method} ${value.path}` : (recorder?.label ?? '');
    const failed = checks.filter(({ status }) => status !== 'success');
    return failed.map((check) => failureOf(check, operation, recorder?.interactions?.[id]));
  });
}

function failureOf(
  { name: check, failure_info }: Check,
  operation: string,
  interaction: Interaction | undefined,
): Failure {
  const { title = 'failed', message = '' } = failure_info?.failure ?? {};
  const { status_code: status = 0, content } = interaction?.response ?? {};
  return { check, operation, status, title, message, ...requestIn(interaction), response: textOf(content) };
}

function requestIn(interaction: Interaction | undefined): Pick<Failure, 'mediaType' | 'request'> {
  if (!interaction) return { mediaType: '', request: '' };
  const { method, uri, headers, body } = interaction.request;
  const fields = Object.entries(headers).filter(([name]) => !TESTER_HEADERS.test(name));
  const [, [type = ''] = []] = fields.find(([name]) => name.toLowerCase() === 'content-type') ?? [];
  const text = body ? [textOf(body)] : [];
  const lines = fields.map(([name, values]) => `${name}: ${values.join(', ')}`);
  return {
    mediaType: (type.split(';')[0] as string).trim().toLowerCase(),
    request: [`${method} ${uri}`, ...lines, ...text].join(' | '),
  };
}

function textOf(content: { readonly $base64: string } | null | undefined): string {
  return content ? Buffer.from(content.$base64, 'base64').toString() : '';
}

/** Header fields that every request of the tester has. */
const TESTER_HEADERS = /^(?:user-agent|accept-encoding|connection|content-length|x-schemathesis.*)$/i;

export function totalsIn(summary: string): Totals {
  const { complete, operations, test_cases } = JSON.parse(readFileSync(summary, 'utf8')) as Summary;
  const { selected, tested } = operations;
  return {
    operations: selected,
    cases: test_cases.generated,
    unfinished: [
      ...(complete ? [] : ['the tester did not finish']),
      ...(tested === selected ? [] : [`only ${tested} of ${selected} operations were tested`]),
    ],
  };
}
