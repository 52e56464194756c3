// Validates stubs and faults from files and from code against the schemas of the control API and against the contracts.
import type { Contract } from '../contract/contract.ts';
import type { Violation } from '../errors/http-error.ts';
import { type Place, SetupError } from '../errors/setup-error.ts';
import { faultViolations, stubViolations } from '../faults/check.ts';
import type { Fault } from '../faults/fault.ts';
import type { Stub } from '../faults/stub.ts';
import { extend } from '../json/pointer.ts';
import type { Json } from '../json/value.ts';
import { controlContract } from './pack.ts';

interface PlanSource {
  readonly plans: Json;
  place(pointer: string): Place;
}

/** @throws SetupError PLAN_INVALID with file, line and pointer */
export function checkedStubs(source: PlanSource, contracts: readonly Contract[]): readonly Stub[] {
  return checked<Stub>(source, 'Stub', (stub) => stubViolations(contracts, stub));
}

/** @throws SetupError PLAN_INVALID with file, line and pointer */
export function checkedFaults(source: PlanSource, contracts: readonly Contract[]): readonly Fault[] {
  return checked<Fault>(source, 'Fault', (fault) => faultViolations(contracts, fault));
}

function checked<Plan>(
  { plans, place }: PlanSource,
  kind: 'Stub' | 'Fault',
  violationsIn: (plan: Plan) => readonly Violation[],
): readonly Plan[] {
  const noun = kind.toLowerCase();
  const invalid = (pointer: string, what: string) =>
    new SetupError({
      code: 'PLAN_INVALID',
      what,
      advice: 'See docs/reference/control-api.md for the properties of stubs and faults',
      ...place(pointer),
    });
  if (!Array.isArray(plans)) throw invalid('', `The ${noun}s are not a list`);
  const validate = controlContract().validator('request', `/components/schemas/${kind}`);
  return (plans as readonly Json[]).map((plan, index) => {
    const schemaViolations = validate(plan);
    const [first] = schemaViolations.length > 0 ? schemaViolations : violationsIn(plan as Plan);
    if (!first) return plan as Plan;
    throw invalid(
      extend('', index) + first.pointer,
      `${kind} ${index + 1} is invalid: ${first.pointer || 'it'} ${first.message}`,
    );
  });
}
