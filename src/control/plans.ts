// Validates stubs and faults from files and from code against the schemas of the control API and against the contracts.
import type { Contract } from '../contract/contract.ts';
import { withValue } from '../contract/validation/violations.ts';
import type { Violation } from '../errors/http-error.ts';
import { type Place, SetupError } from '../errors/setup-error.ts';
import { kindOfValue } from '../errors/text-of-value.ts';
import { validateFault, validateStub } from '../faults/check.ts';
import type { Fault } from '../faults/fault.ts';
import type { Stub } from '../faults/stub.ts';
import { findParseError } from '../json/parse.ts';
import { appendTokens, propertyPath } from '../json/pointer.ts';
import type { Json } from '../json/value.ts';
import { controlContract } from './pack.ts';

interface PlanSource {
  readonly plans: Json;
  place(pointer: string): Place;
}

/** @throws SetupError PLAN_INVALID with file, line and pointer */
export function checkedStubs(source: PlanSource, contracts: readonly Contract[]): readonly Stub[] {
  return checked<Stub>(source, 'Stub', (stub) => validateStub(contracts, stub));
}

/** @throws SetupError PLAN_INVALID with file, line and pointer */
export function checkedFaults(source: PlanSource, contracts: readonly Contract[]): readonly Fault[] {
  return checked<Fault>(source, 'Fault', (fault) => validateFault(contracts, fault));
}

function checked<Plan extends { readonly id?: string | undefined }>(
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
  if (!Array.isArray(plans)) throw invalid('', `The ${noun}s must be a list, not ${kindOfValue(plans)}`);
  const contract = controlContract();
  const schemaViolations = contract.validator('request', `/components/schemas/${kind}`);
  const violationOf = (plan: Json): Pick<Violation, 'pointer' | 'message'> | undefined =>
    findParseError(plan, contract.inherited) ??
    schemaViolations(plan).map((one) => withValue(one, plan))[0] ??
    violationsIn(plan as unknown as Plan)[0];
  const indexes = new Map<string, number>();
  const valid = (plans as readonly Json[]).map((plan, index) => {
    const first = violationOf(plan);
    if (!first) {
      const { id } = plan as Plan;
      const other = id === undefined ? undefined : indexes.get(id);
      if (other !== undefined) {
        const where = textOfPlace(place(idPointer(other)));
        throw invalid(
          idPointer(index),
          `${kind} ${index + 1} has the id ${JSON.stringify(id)} of ${noun} ${other + 1}, at ${where}`,
        );
      }
      if (id !== undefined) indexes.set(id, index);
      return plan as Plan;
    }
    throw invalid(
      appendTokens('', index) + first.pointer,
      `${kind} ${index + 1} is invalid: ${propertyPath(first.pointer) || 'it'} ${first.message}`,
    );
  });
  return withIds(noun, valid, indexes);
}

/** Gives an id to each plan that has none, so that it cannot be the one of another plan of the list. */
function withIds<Plan extends { readonly id?: string | undefined }>(
  noun: string,
  plans: readonly Plan[],
  inUse: ReadonlyMap<string, number>,
): readonly Plan[] {
  let last = 0;
  return plans.map((plan) => {
    if (plan.id !== undefined) return plan;
    let id: string;
    do id = `${noun}-${++last}`;
    while (inUse.has(id));
    return { ...plan, id };
  });
}

function idPointer(index: number): string {
  return appendTokens(appendTokens('', index), 'id');
}

function textOfPlace({ line, column, pointer = '' }: Place): string {
  return line === undefined ? pointer : `line ${line}, column ${column}`;
}
