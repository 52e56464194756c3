// Whether requests were made: the exchanges that meet a matcher, counted; and where they are too few, the nearest ones with
// what kept them from matching. For requests that named no operation, the operation that they come nearest to.
import type { Contract } from '../contract/contract.ts';
import { compileMatcher, type MatchableRequest, type Matcher, type UnmetCondition } from '../faults/matcher.ts';
import type { RecordedExchange } from '../report/record.ts';

export interface Expectation {
  readonly when: Matcher;
  readonly exactly?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface VerificationResult {
  readonly satisfied: boolean;
  readonly count: number;
  readonly message: string;
  readonly exchanges: readonly RecordedExchange[];
  readonly nearest: readonly { readonly exchange: RecordedExchange; readonly unmet: readonly UnmetCondition[] }[];
}

/** Nearest exchanges that are told. */
const NEAREST = 3;

/** @param forgotten exchanges that are no longer remembered: that there were not more than so many, they leave open */
export function verify(
  exchanges: readonly RecordedExchange[],
  expectation: Expectation,
  forgotten: number,
): VerificationResult {
  const { when, exactly, atMost } = expectation;
  const atLeast = expectation.atLeast ?? (exactly === undefined && atMost === undefined ? 1 : 0);
  const match = compileMatcher(when);
  const judged = exchanges.map((exchange) => ({ exchange, unmet: match(matchableOf(exchange)) }));
  const found = judged.filter(({ unmet }) => unmet.length === 0).map(({ exchange }) => exchange);
  const count = found.length;
  const counted =
    exactly === undefined ? count >= atLeast && (atMost === undefined || count <= atMost) : count === exactly;
  const open = counted && forgotten > 0 && (exactly ?? atMost) !== undefined;
  const satisfied = counted && !open;
  const wanted = [
    exactly === undefined ? '' : `exactly ${exactly}`,
    exactly === undefined && atLeast > 0 ? `at least ${atLeast}` : '',
    atMost === undefined ? '' : `at most ${atMost}`,
  ].filter(Boolean);
  const nearest = judged
    .filter(({ unmet }) => unmet.length > 0)
    .sort((one, other) => one.unmet.length - other.unmet.length)
    .slice(0, satisfied ? 0 : NEAREST);
  const told = `${count} of ${exchanges.length} exchanges match; ${wanted.join(' and ')} ${satisfied ? 'were' : 'are'} expected.`;
  const message = open
    ? `${told} Whether there were more cannot be told: ${forgotten} earlier ones are no longer remembered; start with a larger --journal.`
    : told;
  return { satisfied, count, message, exchanges: found, nearest };
}

export function matchableOf(recorded: RecordedExchange): MatchableRequest {
  const { operation, method, path, query, requestHeaders, requestBody, call } = recorded;
  const headers = Object.fromEntries(Object.entries(requestHeaders).map(([name, value]) => [name, value?.toString()]));
  return { operation: operation?.id, method, path, query, headers, body: requestBody, call };
}

export interface NearestOperation {
  readonly operation: string;
  readonly unmet: readonly UnmetCondition[];
}

/** The operation that a request without one comes nearest to, by its method and the segments of its path. */
export function nearestOperation(
  contracts: readonly Contract[],
  { method, path }: RecordedExchange,
): NearestOperation | undefined {
  let nearest: { score: number; found: NearestOperation } | undefined;
  const segments = path.split('/');
  for (const { operations } of contracts) {
    for (const operation of operations) {
      for (const base of operation.bases) {
        const template = `${base}${operation.path}`;
        const own = template.split('/');
        const same = own.filter((part, at) => part === segments[at] || /^\{.*\}$/.test(part)).length;
        const score =
          2 * same - Math.abs(own.length - segments.length) - own.length + (operation.method === method ? 0.5 : 0);
        if (nearest && nearest.score >= score) continue;
        const unmet: UnmetCondition[] = [];
        if (operation.method !== method)
          unmet.push({ condition: 'method', expected: operation.method, actual: method });
        if (same < own.length || own.length !== segments.length) {
          unmet.push({ condition: 'path', expected: template, actual: path });
        }
        nearest = { score, found: { operation: operation.id, unmet } };
      }
    }
  }
  return nearest?.found;
}
