// Verifies that requests were made: counts the exchanges that match and, if the number is wrong, finds the nearest ones with
// their unmet conditions. Also finds the nearest operation for a request that matches none.
import type { Contract } from '../contract/contract.ts';
import { nearest } from '../edit-distance.ts';
import { HttpError } from '../errors/http-error.ts';
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

/** The maximum number of nearest exchanges in a result. */
const MAX_NEAREST = 3;

/** @param dropped the number of exchanges that the journal no longer has: an upper limit cannot be verified without them */
export function verify(
  exchanges: readonly RecordedExchange[],
  expectation: Expectation,
  dropped: number,
): VerificationResult {
  const { when, exactly, atMost } = expectation;
  const atLeast = expectation.atLeast ?? (exactly === undefined && atMost === undefined ? 1 : 0);
  const match = compileMatcher(when, verificationTimeout);
  const compared = exchanges.map((exchange) => ({ exchange, unmet: match(requestToMatch(exchange)) }));
  const matching = compared.filter(({ unmet }) => unmet.length === 0).map(({ exchange }) => exchange);
  const count = matching.length;
  const counted =
    exactly === undefined ? count >= atLeast && (atMost === undefined || count <= atMost) : count === exactly;
  const undecided = counted && dropped > 0 && (exactly ?? atMost) !== undefined;
  const satisfied = counted && !undecided;
  const expected = [
    exactly === undefined ? '' : `exactly ${exactly}`,
    exactly === undefined && atLeast > 0 ? `at least ${atLeast}` : '',
    atMost === undefined ? '' : `at most ${atMost}`,
  ].filter(Boolean);
  const nearest = compared
    .filter(({ unmet }) => unmet.length > 0)
    .sort((one, other) => one.unmet.length - other.unmet.length)
    .slice(0, satisfied ? 0 : MAX_NEAREST);
  const summary = `${count} of ${exchanges.length} exchanges match, expected ${expected.join(' and ')}.`;
  const message = undecided
    ? `${summary} The journal no longer has ${dropped} earlier exchanges, so there may be more matches. Use a larger --journal.`
    : summary;
  return { satisfied, count, message, exchanges: matching, nearest };
}

function verificationTimeout(pattern: string, limit: number): never {
  const message = `The pattern ${pattern} takes longer than ${limit} ms on a recorded request, so the server could not verify it. Simplify the pattern.`;
  throw new HttpError({ code: 'VALIDATION_TIMEOUT', message });
}

function requestToMatch(recorded: RecordedExchange): MatchableRequest {
  const { operation, method, path, query, requestHeaders, requestBody, call } = recorded;
  const headers = Object.fromEntries(Object.entries(requestHeaders).map(([name, value]) => [name, value?.toString()]));
  return { operation: operation?.id, method, path, query, headers, body: requestBody, call };
}

export interface NearestOperation {
  readonly operation: string;
  readonly unmet: readonly UnmetCondition[];
}

/** The operation with the most similar method and path segments. */
export function nearestOperation(
  contracts: readonly Contract[],
  { method, path }: RecordedExchange,
): NearestOperation | undefined {
  let best: { score: number; result: NearestOperation } | undefined;
  const segments = path.split('/');
  for (const { operations } of contracts) {
    for (const operation of operations) {
      for (const base of operation.bases) {
        const template = `${base}${operation.path}`;
        const own = template.split('/');
        const same = own.filter((part, at) => part === segments[at] || /^\{.*\}$/.test(part)).length;
        const misspelt = own.filter((part, at) => part !== segments[at] && isMisspelt(segments[at] ?? '', part)).length;
        const score =
          2 * same +
          misspelt -
          Math.abs(own.length - segments.length) -
          own.length +
          (operation.method === method ? 0.5 : 0);
        if (best && best.score >= score) continue;
        const unmet: UnmetCondition[] = [];
        if (operation.method !== method)
          unmet.push({ condition: 'method', expected: operation.method, actual: method });
        if (same < own.length || own.length !== segments.length) {
          unmet.push({ condition: 'path', expected: template, actual: path });
        }
        best = { score, result: { operation: operation.id, unmet } };
      }
    }
  }
  return best?.result;
}

/** Whether a segment of a path is nearly the one of an operation, for example `order` and `orders`. */
function isMisspelt(segment: string, part: string): boolean {
  return nearest(segment, [part]) !== undefined;
}
