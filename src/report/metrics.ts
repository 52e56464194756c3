// Counts what happens in a server, for Prometheus. A request increments numbers of its operation; metrics-text.ts prints them.
import type { ContractViolation, Direction } from './record.ts';

/** The upper bounds of the latency histogram, in seconds. */
export const LATENCY_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** The requests of one operation, or those without an operation. */
export class RequestCounts {
  readonly mount: string;
  readonly method: string;
  /** The id of the operation. Empty for requests without one. */
  readonly operation: string;
  /** The requests by status. 0 stands for dropped connections. */
  readonly statuses = new Map<number, number>();
  /** The requests by the first bound that they do not exceed, and at the end those above all bounds. */
  readonly latencies = new Uint32Array(LATENCY_BOUNDS.length + 1);
  /** The sum of all latencies, in seconds. */
  seconds = 0;

  constructor(mount: string, method: string, operation: string) {
    this.mount = mount;
    this.method = method;
    this.operation = operation;
  }

  add(status: number, milliseconds: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    const seconds = milliseconds / 1000;
    this.seconds += seconds;
    let index = 0;
    while (index < LATENCY_BOUNDS.length && seconds > (LATENCY_BOUNDS[index] as number)) index++;
    (this.latencies[index] as number) += 1;
  }
}

export class Metrics {
  readonly #requests = new Map<string, RequestCounts>();
  readonly violations: Record<Direction, number> = { request: 0, response: 0 };
  /** The uses of faults by their kind. */
  readonly faults = new Map<string, number>();
  stubs = 0;

  /** The counts of an operation. They continue when its document is loaded again. */
  requestsOf(mount: string, method: string, operation: string): RequestCounts {
    const key = `${mount} ${method} ${operation}`;
    const known = this.#requests.get(key);
    if (known) return known;
    const counts = new RequestCounts(mount, method, operation);
    this.#requests.set(key, counts);
    return counts;
  }

  requests(): Iterable<RequestCounts> {
    return this.#requests.values();
  }

  addViolations(violations: readonly ContractViolation[]): void {
    for (const { direction } of violations) this.violations[direction] += 1;
  }

  addFault(kind: string): void {
    this.faults.set(kind, (this.faults.get(kind) ?? 0) + 1);
  }
}
