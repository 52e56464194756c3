// Tries mutations: each is a run of the whole test suite against a server whose responses differ in one way.
import type { Contract } from '../contract/contract.ts';
import { editResponse } from '../faults/response-edit.ts';
import type { Fault } from '../index.ts';
import { valueAt } from '../json/pointer.ts';
import { failedTests } from '../mutations/failed-tests.ts';
import type {
  LeftOutMutation,
  LeftOutReason,
  Mutation,
  MutationOutcome,
  MutationResult,
} from '../mutations/mutation.ts';
import { isBelow, SLOW_MS } from '../mutations/plan-mutations.ts';
import type { RecordedExchange } from '../report/record.ts';
import { runSuite, type TestCommand } from './suite.ts';
import { limitOf, withFault } from './suite-options.ts';

/** The id of the fault of a mutation. */
const FAULT = 'standin-mutation';

export class MutationQueue {
  readonly #waiting: Mutation[];
  readonly results: MutationResult[] = [];
  readonly leftOut: LeftOutMutation[] = [];
  readonly total: number;

  /** @param isRead whether the client reads what a mutation changes */
  constructor(mutations: readonly Mutation[], isRead: (mutation: Mutation) => boolean) {
    for (const mutation of mutations) if (!isRead(mutation)) this.leftOut.push({ mutation, reason: 'unread' });
    this.#waiting = mutations.filter(isRead);
    this.total = this.#waiting.length;
  }

  next(): Mutation | undefined {
    return this.#waiting.shift();
  }

  add(result: MutationResult): void {
    this.results.push(result);
    const { kind } = result.mutation;
    if (result.outcome !== 'unnoticed' || (kind !== 'missing' && kind !== 'absent')) return;
    // If nobody misses a property, nobody misses its parts.
    this.#leaveOut('below', (mutation) => isBelow(mutation, result.mutation));
  }

  /** Nothing more is tried. */
  end(reason: 'time' | 'interrupted'): void {
    this.#leaveOut(reason, () => true);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  #leaveOut(reason: LeftOutReason, isLeftOut: (mutation: Mutation) => boolean): void {
    const left = this.#waiting.filter(isLeftOut);
    for (const mutation of left) this.leftOut.push({ mutation, reason });
    const others = this.#waiting.filter((mutation) => !left.includes(mutation));
    this.#waiting.splice(0, this.#waiting.length, ...others);
  }
}

interface TryOptions {
  /** The faults that the user plans. */
  readonly others: readonly Fault[];
  /** Milliseconds of a run without a mutation. */
  readonly typical: number;
  readonly signal: AbortSignal;
}

/** @returns undefined if the run was interrupted */
export async function tryMutation(
  suite: TestCommand,
  mutation: Mutation,
  { others, typical, signal }: TryOptions,
): Promise<MutationResult | undefined> {
  let reached = false;
  const { fault, operation, kind } = mutation;
  // One late response shows whether anything waits for it. More of them only take time.
  const when = kind === 'slow' ? { operation, times: 1 } : { operation };
  const changed = withFault(suite, { id: FAULT, when, fault }, others);
  const run = await runSuite(changed, {
    signal,
    limit: limitOf(typical) + (kind === 'slow' ? SLOW_MS : 0),
    onExchange(exchange) {
      reached ||= exchange.faults.includes(FAULT) && isChanged(exchange, mutation);
    },
  });
  if (signal.aborted) return undefined;
  const tests = run.code === 0 ? [] : failedTests(run.output);
  return { mutation, outcome: outcomeOf(run, reached), tests, milliseconds: Math.round(run.milliseconds) };
}

function outcomeOf(
  { code, timedOut }: { readonly code: number; readonly timedOut: boolean },
  reached: boolean,
): MutationOutcome {
  if (!reached) return 'not-reached';
  if (timedOut) return 'timeout';
  return code === 0 ? 'unnoticed' : 'noticed';
}

/** Whether a mutation changed the response of an exchange. */
function isChanged({ status, responseBody: body }: RecordedExchange, mutation: Mutation): boolean {
  const { fault } = mutation;
  if (fault.kind === 'edit-response') {
    return body !== undefined && status === mutation.status && editResponse(body, fault.edits) !== body;
  }
  if (fault.kind !== 'short-pages') return true;
  const list = body === undefined ? undefined : valueAt(body, mutation.pointer ?? '');
  // A list without pages stays whole.
  return Array.isArray(list) && list.length === fault.items;
}

/** The contracts by mount. */
export function contractsOf(
  services: readonly { readonly mount: string; readonly contract: Contract }[],
): ReadonlyMap<string, Contract> {
  return new Map(services.map(({ mount, contract }) => [mount, contract]));
}
