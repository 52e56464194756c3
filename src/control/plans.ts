// Stubs and faults that come from a file or from code, held against the schemas of the control API and against the contracts.
import type { Contract } from '../contract/contract.ts';
import type { Violation } from '../errors/http-error.ts';
import { type Place, SetupError } from '../errors/setup-error.ts';
import { faultViolations, stubViolations } from '../faults/check.ts';
import type { Fault } from '../faults/fault.ts';
import type { Stub } from '../faults/stub.ts';
import { extend } from '../json/pointer.ts';
import type { Json } from '../json/value.ts';
import { controlContract } from './pack.ts';

interface PlanSources {
  readonly plans: Json;
  place(pointer: string): Place;
}

/** @throws SetupError PLAN_INVALID with file, line and pointer */
export function checkedStubs(given: PlanSources, contracts: readonly Contract[]): readonly Stub[] {
  return checked<Stub>(given, 'Stub', (stub) => stubViolations(contracts, stub));
}

/** @throws SetupError PLAN_INVALID with file, line and pointer */
export function checkedFaults(given: PlanSources, contracts: readonly Contract[]): readonly Fault[] {
  return checked<Fault>(given, 'Fault', (fault) => faultViolations(contracts, fault));
}

function checked<Plan>(
  { plans, place }: PlanSources,
  kind: 'Stub' | 'Fault',
  judge: (plan: Plan) => readonly Violation[],
): readonly Plan[] {
  const called = kind.toLowerCase();
  const invalid = (pointer: string, what: string) =>
    new SetupError({
      code: 'PLAN_INVALID',
      what,
      advice: 'See docs/control.md for what it may hold',
      ...place(pointer),
    });
  if (!Array.isArray(plans)) throw invalid('', `The ${called}s are no list`);
  const validate = controlContract().validator('request', `/components/schemas/${kind}`);
  return (plans as readonly Json[]).map((plan, index) => {
    const shape = validate(plan);
    const [first] = shape.length > 0 ? shape : judge(plan as Plan);
    if (!first) return plan as Plan;
    throw invalid(
      extend('', index) + first.pointer,
      `In the ${called} ${index + 1}, ${first.pointer || 'it'} ${first.message}`,
    );
  });
}
