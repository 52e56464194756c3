// What the body of a request must satisfy beyond its schema.
import { sentenceOf } from '../../contract/validation/violations.ts';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import { appendTokens } from '../../json/pointer.ts';
import { findInvalidSetting, type Settings } from '../../world-settings.ts';
import type { ControlTarget } from '../target.ts';

/** @throws HttpError BODY_INVALID if no document has the scenario */
export function requireScenario(target: ControlTarget, scenario: string | undefined): void {
  if (scenario === undefined) return;
  const names = target.documents().flatMap(({ scenarios }) => [...scenarios.keys()]);
  if (names.includes(scenario)) return;
  const advice =
    names.length === 0 ? 'the documents have no scenarios' : `known scenarios: ${[...new Set(names)].join(', ')}`;
  throw invalidBody('/scenario', 'scenario', `must be the name of a scenario, not '${scenario}'; ${advice}`);
}

/** @throws HttpError BODY_INVALID for an unknown setting or a wrong value */
export function requireSettings({ knownSettings }: ControlTarget, settings: Settings = {}): void {
  const invalid = findInvalidSetting(knownSettings, settings);
  if (invalid) throw invalidBody(appendTokens('/settings', invalid.name), 'setting', invalid.message);
}

/** @throws HttpError BODY_INVALID if the stub or fault has violations */
export function requireValid(kind: 'stub' | 'fault', violations: readonly Violation[]): void {
  const [first] = violations;
  if (!first) return;
  const message = `The ${kind} is invalid. ${sentenceOf(first, kind)}`;
  throw new HttpError({ code: 'BODY_INVALID', message, violations });
}

export function invalidBody(pointer: string, rule: string, message: string): HttpError {
  const violation = { pointer, rule, message };
  return new HttpError({ code: 'BODY_INVALID', message: sentenceOf(violation, 'body'), violations: [violation] });
}
