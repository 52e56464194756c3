// What Schemathesis found, read from its reports: failures of one kind are one finding.
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Failures of one check, on one operation, with one status and one title. */
export interface Finding {
  readonly check: string;
  readonly operation: string;
  /** The status of the answer, 0 where there is none. */
  readonly status: number;
  readonly title: string;
  /** What it says of the first one, and the request that shows it. */
  readonly message: string;
  readonly request: string;
  readonly count: number;
}

export interface Totals {
  readonly operations: number;
  readonly cases: number;
  /** What kept the tester from finishing its work. */
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
  readonly response?: { readonly status_code: number } | null;
}

interface Scenario {
  readonly recorder?: {
    readonly label: string;
    readonly cases?: Readonly<Record<string, { readonly value: { readonly method: string; readonly path: string } }>>;
    readonly checks?: Readonly<Record<string, readonly Check[]>>;
    readonly interactions?: Readonly<Record<string, Interaction>>;
  };
}

interface Summary {
  readonly complete: boolean;
  readonly operations: { readonly selected: number; readonly tested: number };
  readonly test_cases: { readonly generated: number };
  readonly errors: readonly unknown[];
}

/** Characters of a request that are shown. */
const SHOWN = 400;

export async function findingsIn(events: string): Promise<readonly Finding[]> {
  const findings = new Map<string, Finding>();
  for await (const line of createInterface(createReadStream(events))) {
    if (!line.startsWith('{"ScenarioFinished"')) continue;
    const { recorder } = (JSON.parse(line) as { readonly ScenarioFinished: Scenario }).ScenarioFinished;
    for (const [id, checks] of Object.entries(recorder?.checks ?? {})) {
      const { value } = recorder?.cases?.[id] ?? {};
      const operation = value ? `${value.method} ${value.path}` : (recorder?.label ?? '');
      for (const check of checks) {
        if (check.status !== 'success') add(findings, check, operation, recorder?.interactions?.[id]);
      }
    }
  }
  return [...findings.values()];
}

function add(
  findings: Map<string, Finding>,
  { name: check, failure_info }: Check,
  operation: string,
  interaction: Interaction | undefined,
): void {
  const { title = 'failed', message = '' } = failure_info?.failure ?? {};
  const status = interaction?.response?.status_code ?? 0;
  const key = [check, operation, status, title].join('\n');
  const known = findings.get(key);
  const first = known ?? { check, operation, status, title, message, request: requestOf(interaction), count: 0 };
  findings.set(key, { ...first, count: first.count + 1 });
}

function requestOf(interaction: Interaction | undefined): string {
  if (!interaction) return '';
  const { method, uri, headers, body } = interaction.request;
  const fields = Object.entries(headers)
    .filter(([name]) => !/^(?:user-agent|accept-encoding|connection|content-length|x-schemathesis.*)$/i.test(name))
    .map(([name, values]) => `${name}: ${values.join(', ')}`);
  const text = body ? Buffer.from(body.$base64, 'base64').toString() : '';
  return [`${method} ${uri}`, ...fields, text].join(' | ').slice(0, SHOWN);
}

export function totalsIn(summary: string): Totals {
  const { complete, operations, test_cases, errors } = JSON.parse(readFileSync(summary, 'utf8')) as Summary;
  const { selected, tested } = operations;
  return {
    operations: selected,
    cases: test_cases.generated,
    unfinished: [
      ...(complete ? [] : ['it did not finish']),
      ...(tested === selected ? [] : [`only ${tested} of ${selected} operations were tried`]),
      ...errors.map((error) => JSON.stringify(error).slice(0, SHOWN)),
    ],
  };
}
