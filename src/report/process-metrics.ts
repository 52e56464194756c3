// Metrics of the Node.js process, under the names that dashboards for Node.js know.
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { MetricFamily } from './metrics-text.ts';

/** Milliseconds between two measurements of the event loop. */
const RESOLUTION_MS = 20;
const NANOSECONDS = 1e9;

/** The event loop is measured from the first reading on, so that servers without readers do not pay for it. */
export class ProcessMetrics {
  #delay: IntervalHistogram | undefined;

  /** The delays of the event loop are those since the last reading. */
  families(): readonly MetricFamily[] {
    const { heapUsed, heapTotal, rss, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    return [
      counter('process_cpu_seconds_total', 'CPU time of the process.', (user + system) / 1e6),
      gauge('process_start_time_seconds', 'Start of the process since 1970.', performance.timeOrigin / 1000),
      gauge('process_resident_memory_bytes', 'Resident memory.', rss),
      gauge('nodejs_heap_size_used_bytes', 'Memory of objects in the heap.', heapUsed),
      gauge('nodejs_heap_size_total_bytes', 'Size of the heap.', heapTotal),
      gauge('nodejs_external_memory_bytes', 'Memory of buffers outside the heap.', external),
      ...this.#delays(),
    ];
  }

  close(): void {
    this.#delay?.disable();
    this.#delay = undefined;
  }

  #delays(): readonly MetricFamily[] {
    const delay = this.#delay;
    if (!delay) {
      this.#delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
      this.#delay.enable();
      return [];
    }
    // Without a measurement, the values are not numbers.
    if (delay.count === 0) return [];
    // What is measured is the time between two timers.
    const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS / 1000);
    const families = [
      gauge('nodejs_eventloop_lag_mean_seconds', 'Mean delay of timers.', seconds(delay.mean)),
      gauge('nodejs_eventloop_lag_p50_seconds', 'Median of the delay of timers.', seconds(delay.percentile(50))),
      gauge(
        'nodejs_eventloop_lag_p99_seconds',
        '99th percentile of the delay of timers.',
        seconds(delay.percentile(99)),
      ),
      gauge('nodejs_eventloop_lag_max_seconds', 'Longest delay of a timer.', seconds(delay.max)),
    ];
    delay.reset();
    return families;
  }
}

function gauge(name: string, help: string, value: number): MetricFamily {
  return { name, help, type: 'gauge', samples: [{ value }] };
}

function counter(name: string, help: string, value: number): MetricFamily {
  return { name, help, type: 'counter', samples: [{ value }] };
}
