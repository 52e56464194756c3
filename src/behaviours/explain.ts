// Explains an exchange: what decided its response, and for everything that was skipped the condition that was not met.
import { successResponse } from '../contract/operation/operations.ts';
import { clauseOf } from '../contract/validation/violations.ts';
import type { UnmetCondition } from '../faults/matcher.ts';
import { PREFERENCE_APPLIED_HEADER } from '../headers.ts';
import type { RecordedExchange } from '../report/record.ts';

export type DecidedBy = 'fault' | 'error' | 'stub' | 'prefer' | 'handler' | 'inferred' | 'sampled' | 'nothing';

export interface Explanation {
  readonly decision: {
    readonly by: DecidedBy;
    readonly reason: string;
    readonly role?: string;
    readonly resource?: string;
  };
  readonly skipped: readonly {
    readonly by: string;
    readonly id?: string;
    readonly unmet: readonly UnmetCondition[];
  }[];
  /** The pointers of the properties in the request body that had no effect, because the server owns them. */
  readonly ignored?: readonly string[];
}

export function explain(recorded: RecordedExchange): Explanation {
  const { operation, requestHeaders, stub, faults, error } = recorded;
  const skippedPlans = recorded
    .skippedPlans()
    .filter(({ id }) => id !== stub && !faults.includes(id))
    .map(({ kind, id, unmet }) => ({ by: kind, id, unmet }));
  const skipped: Explanation['skipped'][number][] = [...skippedPlans];
  const skip = (by: DecidedBy, condition: string, expected: string, actual: string) =>
    skipped.push({ by, unmet: [{ condition, expected, actual }] });
  const decided = (by: DecidedBy, reason: string, more: object = {}): Explanation => ({
    decision: { by, reason, ...more },
    skipped,
  });

  const applied = recorded.responseHeaders[PREFERENCE_APPLIED_HEADER]?.toString();
  if (recorded.planned && stub === undefined) {
    if (applied !== undefined) return decided('prefer', `The client prefers ${applied}.`);
    return decided('fault', `The fault ${faults[0]} responded.`);
  }
  if (!operation) return decided('error', errorText(recorded));
  if (faults.length === 0) skip('fault', 'planned', 'a fault that acts on it', 'none');
  if (error) return decided('error', errorText(recorded));
  if (stub !== undefined) return decided('stub', `The stub ${stub} responded.`);
  skip('stub', 'planned', 'a stub that matches', 'none');
  if (applied !== undefined && CHOOSES.test(applied)) {
    return decided('prefer', `The client prefers ${applied}.`);
  }
  skip('prefer', 'headers.Prefer', 'a preference that chooses a response', describe(applied ?? requestHeaders.prefer));
  const { role, hasHandler, place } = recorded.behaviour();
  const more = role ? { role: role.kind, resource: role.resource } : {};
  if (hasHandler) return decided('handler', `${operation.id} has a handler.`, more);
  skip('handler', 'handlers', operation.id, 'no handler');
  if (role) {
    const ignored = recorded.behaviour().ignored(recorded.requestBody);
    const explained = decided('inferred', `${operation.id} has the inferred role ${role.kind}: ${role.reason}.`, more);
    return ignored.length === 0 ? explained : { ...explained, ignored };
  }
  skip('inferred', 'role', 'a resource that it reads or changes', 'none');
  const success = successResponse(operation);
  const examples = success?.content.flatMap(({ examples: named }) => named.map(({ name }) => name)) ?? [];
  const source = examples.length > 0 ? `the example ${examples[0]} of` : 'generated from';
  const where = place(success?.pointer ?? operation.pointer);
  const line = where.line === undefined ? '' : `, line ${where.line}`;
  return decided(
    'sampled',
    `${operation.id} has no state. The response is ${source} the declared response ${success?.status ?? ''}${line}.`,
  );
}

/** A preference that chooses another response. `wait` only delays it. */
const CHOOSES = /(?:^|, )(?:(?:code|example|seed)=|dynamic=(?!false(?:,|$)))/;

function errorText({ error, violations, status }: RecordedExchange): string {
  const [first] = violations;
  const violation = first ? `: ${clauseOf(first.violation)}` : '';
  return `The request was refused with ${status} ${error?.code}${violation}.`.replace(/\?\.$/, '?');
}

function describe(value: unknown): string {
  return value === undefined ? 'none' : String(value);
}
