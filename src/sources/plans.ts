// A file with a list of stubs or of faults, YAML or JSON.
import type { Place } from '../errors/setup-error.ts';
import type { Json } from '../json/value.ts';
import { readLocated } from './read-located.ts';

/** A list of stubs or faults that is not validated yet, with the places of its parts. */
export interface PlanSource {
  readonly plans: Json;
  place(pointer: string): Place;
}

/** @throws SetupError PLAN_INVALID if it cannot be read or is neither YAML nor JSON */
export async function loadPlans(file: string, content: 'stubs' | 'faults'): Promise<PlanSource> {
  const { value, place } = await readLocated(file, 'PLAN_INVALID', content);
  return { plans: value, place };
}
