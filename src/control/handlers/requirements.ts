// What the body of a request must satisfy beyond its schema.
import { sentenceOf } from '../../contract/validation/violations.ts';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import { validateMatcher } from '../../faults/check.ts';
import { appendTokens } from '../../json/pointer.ts';
import { findInvalidSetting, type Settings } from '../../world-settings.ts';
import type { ControlTarget } from '../target.ts';

/** @throws HttpError BODY_INVALID if no document has the scenario */
export function requireScenario(target: ControlTarget, scenario: string | undefined, at = '/scenario'): void {
  if (scenario === undefined) return;
  const names = target.documents().flatMap(({ scenarios }) => [...scenarios.keys()]);
  if (names.includes(scenario)) return;
  const advice =
    names.length === 0 ? 'the documents have no scenarios' : `known scenarios: ${[...new Set(names)].join(', ')}`;
  throw invalidBody(at, 'scenario', `must be the name of a scenario, not '${scenario}'; ${advice}`);
}

/** @throws HttpError PARAMETER_INVALID if no document has the operation that the query names */
export function requireOperation(target: ControlTarget, operation: string | undefined): void {
  if (operation === undefined) return;
  const contracts = target.documents().map(({ contract }) => contract);
  const [unknown] = validateMatcher(contracts, { operation });
  if (!unknown) return;
  const violation: Violation = { ...unknown, in: 'query', pointer: '/operation' };
  throw new HttpError({
    code: 'PARAMETER_INVALID',
    message: sentenceOf(violation, 'parameter'),
    violations: [violation],
  });
}

/** @throws HttpError BODY_INVALID for an unknown setting or a wrong value */
export function requireSettings({ knownSettings }: ControlTarget, settings: Settings = {}, at = '/settings'): void {
  const invalid = findInvalidSetting(knownSettings, settings);
  if (invalid) throw invalidBody(appendTokens(at, invalid.name), 'setting', invalid.message);
}

/** @throws HttpError BODY_INVALID if the stub or fault has violations */
export function requireValid(kind: 'stub' | 'fault', found: readonly Violation[], at = ''): void {
  const [first] = found;
  if (!first) return;
  const violations = found.map((violation) => ({ ...violation, pointer: `${at}${violation.pointer}` }));
  const message = `The ${kind} is invalid. ${sentenceOf(first, kind)}`;
  throw new HttpError({ code: 'BODY_INVALID', message, violations });
}

export function invalidBody(pointer: string, rule: string, message: string): HttpError {
  const violation = { pointer, rule, message };
  return new HttpError({ code: 'BODY_INVALID', message: sentenceOf(violation, 'body'), violations: [violation] });
}
