// A file of stubs or of faults, YAML or JSON: a list.
import type { Place } from '../errors/setup-error.ts';
import type { Json } from '../json/value.ts';
import { readLocated } from './read-located.ts';

/** A list as its author wrote it, and where its parts stand. */
export interface PlanSource {
  readonly plans: Json;
  place(pointer: string): Place;
}

/** @throws SetupError PLAN_INVALID where it cannot be read, DOCUMENT_UNPARSABLE where it is neither */
export async function loadPlans(file: string): Promise<PlanSource> {
  const { value, place } = await readLocated(file, 'PLAN_INVALID', 'The plans');
  return { plans: value, place };
}
