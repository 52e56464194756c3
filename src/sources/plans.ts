// A file of stubs or of faults, YAML or JSON: a list.
import { readFile } from 'node:fs/promises';
import { locate } from '../contract/locate.ts';
import { parseText } from '../contract/parse.ts';
import { type Place, SetupError } from '../errors/setup.ts';
import type { Json } from '../json/value.ts';

/** A list as its author wrote it, and where its parts stand. */
export interface PlanSource {
  readonly plans: Json;
  place(pointer: string): Place;
}

/** @throws SetupError PLAN_INVALID where it cannot be read, DOCUMENT_UNPARSABLE where it is neither */
export async function loadPlans(file: string): Promise<PlanSource> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new SetupError({
      code: 'PLAN_INVALID',
      what: `The plans cannot be read: ${cause.message}`,
      advice: 'Give the path of a YAML or JSON file that this user may read',
      file,
      cause,
    });
  });
  const plans = parseText(text, file);
  return { plans, place: (pointer) => ({ file, pointer, ...locate(text, pointer) }) };
}
