// A file of scenarios, YAML or JSON.
import { readFile } from 'node:fs/promises';
import { locate } from '../contract/locate.ts';
import { parseText } from '../contract/parse.ts';
import { SetupError } from '../errors/setup.ts';
import type { ScenarioSource } from '../resources/scenarios.ts';

/** @throws SetupError SCENARIO_INVALID where it cannot be read, DOCUMENT_UNPARSABLE where it is neither */
export async function loadScenarios(file: string): Promise<ScenarioSource> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new SetupError({
      code: 'SCENARIO_INVALID',
      what: `The scenarios cannot be read: ${cause.message}`,
      advice: 'Give the path of a YAML or JSON file that this user may read',
      file,
      cause,
    });
  });
  const scenarios = parseText(text, file);
  return { scenarios, pointer: '', place: (pointer) => ({ file, pointer, ...locate(text, pointer) }) };
}
