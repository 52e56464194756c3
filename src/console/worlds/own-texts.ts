// In words: what a commit changed next to the resources.
import type { CommitInfo } from '../../control/client.ts';
import { DELAY, EVERYTHING, FAILURES, operationOfId, SLOW } from '../faults/outcomes.ts';
import { durationText } from '../parts/duration.ts';

const TEXTS: Readonly<Record<string, string>> = {
  clock: 'Clock moved',
  settings: 'Settings changed',
  credentials: 'Tokens expired',
  user: 'User changed',
  scopes: 'Scopes of tokens changed',
  scenario: 'Scenario loaded',
};

/** For example `Clock moved`, or `listProducts: 500`. */
export function ownTexts({ own = [], plans = [] }: Pick<CommitInfo, 'own' | 'plans'>): readonly string[] {
  // The calls of an operation are counted for its stubs.
  return [...own.flatMap((name) => TEXTS[name] ?? []), ...plans.map(planText)];
}

type PlanOfCommit = NonNullable<CommitInfo['plans']>[number];

function planText(plan: PlanOfCommit): string {
  const { kind, id, effect, operation } = plan;
  if (kind === 'fault') return faultText(plan);
  if (!effect) return `Stub removed: ${id}`;
  return `Stub of ${operation}: ${effect.status ?? 'its declared status'}`;
}

function faultText({ id, effect, operation, probability }: PlanOfCommit): string {
  if (id === DELAY)
    return `Delay of all responses: ${typeof effect?.latency === 'number' ? durationText(effect.latency) : 'none'}`;
  if (id === FAILURES)
    return `Requests that fail: ${effect && probability !== undefined ? `${Math.round(probability * 100)} %` : 'none'}`;
  const own = operationOfId(id);
  if (!effect) return own === undefined ? `Error removed: ${id}` : `${titleOf(own)}: ok`;
  return `${titleOf(operation ?? own ?? EVERYTHING)}: ${labelOf(effect)}`;
}

/** What a fault does, in one or two words. */
function labelOf({ kind = 'error', status, latency, hasBody }: NonNullable<PlanOfCommit['effect']>): string {
  if (kind === 'status') return hasBody ? `${status} with an own body` : `${status}`;
  if (kind === 'latency') return latency === SLOW ? 'slow' : 'late';
  if (kind === 'empty') return 'offline';
  return kind === 'invalid-response' ? 'off contract' : kind;
}

function titleOf(operation: string): string {
  return operation === EVERYTHING ? 'All operations' : operation;
}
