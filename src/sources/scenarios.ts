// A file of scenarios, YAML or JSON.
import type { ScenarioSource } from '../resources/scenarios.ts';
import { readLocated } from './read-located.ts';

/** @throws SetupError SCENARIO_INVALID where it cannot be read, DOCUMENT_UNPARSABLE where it is neither */
export async function loadScenarios(file: string): Promise<ScenarioSource> {
  const { value, place } = await readLocated(file, 'SCENARIO_INVALID', 'The scenarios');
  return { scenarios: value, pointer: '', place };
}
