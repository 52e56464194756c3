// Prints metrics in the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/).
import { LATENCY_BOUNDS, type Metrics } from './metrics.ts';

export interface Sample {
  /** Added to the name of the metric, as `_bucket`. */
  readonly suffix?: string;
  readonly labels?: Readonly<Record<string, string | number>>;
  readonly value: number;
}

export interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly Sample[];
}

/** Families without samples are left out. */
export function metricsText(families: readonly MetricFamily[]): string {
  return families
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, help, type, samples }) => {
      const lines = samples.map(({ suffix = '', labels = {}, value }) => {
        return `${name}${suffix}${labelsText(labels)} ${numberText(value)}\n`;
      });
      return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`;
    })
    .join('');
}

function labelsText(labels: NonNullable<Sample['labels']>): string {
  const texts = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(String(value))}"`);
  return texts.length === 0 ? '' : `{${texts.join(',')}}`;
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return String(value);
}

/** The metrics of requests. */
export function requestFamilies(metrics: Metrics): readonly MetricFamily[] {
  const requests = [...metrics.requests()].filter(({ statuses }) => statuses.size > 0);
  return [
    {
      name: 'standin_http_requests_total',
      help: 'Requests by document, operation, method and status. The status 0 is a dropped connection.',
      type: 'counter',
      samples: requests.flatMap(({ mount, method, operation, statuses }) =>
        [...statuses].map(([status, value]) => ({ labels: { mount, operation, method, status }, value })),
      ),
    },
    {
      name: 'standin_http_request_duration_seconds',
      help: 'Time from the arrival of a request to the end of its response.',
      type: 'histogram',
      samples: requests.flatMap(({ mount, method, operation, latencies, seconds }) => {
        const labels = { mount, operation, method };
        return histogramSamples(labels, latencies, seconds);
      }),
    },
    {
      name: 'standin_contract_violations_total',
      help: 'Violations of the contract by the client (request) and by the server (response).',
      type: 'counter',
      samples: Object.entries(metrics.violations).map(([direction, value]) => ({ labels: { direction }, value })),
    },
    {
      name: 'standin_faults_total',
      help: 'Uses of faults by kind.',
      type: 'counter',
      samples: [...metrics.faults].map(([kind, value]) => ({ labels: { kind }, value })),
    },
    {
      name: 'standin_stubs_total',
      help: 'Responses by stubs.',
      type: 'counter',
      samples: [{ value: metrics.stubs }],
    },
  ];
}

function histogramSamples(
  labels: NonNullable<Sample['labels']>,
  latencies: Uint32Array,
  seconds: number,
): readonly Sample[] {
  let count = 0;
  const buckets = [...latencies].map((own, index) => {
    count += own;
    return { suffix: '_bucket', labels: { ...labels, le: LATENCY_BOUNDS[index] ?? '+Inf' }, value: count };
  });
  return [...buckets, { suffix: '_sum', labels, value: seconds }, { suffix: '_count', labels, value: count }];
}
