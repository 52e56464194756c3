// A file of scenarios, YAML or JSON.
import type { ScenarioSource } from '../resources/state/scenarios.ts';
import { readLocated } from './read-located.ts';

/** @throws SetupError SCENARIO_INVALID if it cannot be read or is neither YAML nor JSON */
export async function loadScenarios(file: string): Promise<ScenarioSource> {
  const { value, place } = await readLocated(file, 'SCENARIO_INVALID', 'scenarios');
  return { scenarios: value, pointer: '', place };
}
