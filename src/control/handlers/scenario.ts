// The handler that saves the state of a world as a scenario.
import type { ResponseOf } from '../../behaviours/handlers.ts';
import type { JsonObject } from '../../json/value.ts';
import { saveState } from '../../resources/state/save-scenario.ts';
import type { Scenario } from '../../resources/state/scenario.ts';
import { scenarioDocument } from '../../resources/state/scenario-document.ts';
import type { World } from '../../worlds/world.ts';
import type { operations } from '../generated/document.js';
import type { ControlTarget } from '../target.ts';
import { type ControlHandler, prefers } from './handler.ts';
import { resourcesOf, worldOf } from './lookup.ts';

const YAML = 'application/yaml';

export const saveScenario: ControlHandler<'saveScenario'> =
  (target) =>
  async ({ parameters, headers }) => {
    const { name = 'saved', mount } = parameters.query ?? {};
    const world = worldOf(target, parameters);
    const file = { [name]: await scenarioOf(target, world, mount) };
    return prefers(headers.accept, YAML) ? yamlResponse(file) : { status: 200, body: file };
  };

/** The state of one document in a world as a scenario. */
export async function scenarioOf(target: ControlTarget, world: World, mount = ''): Promise<JsonObject> {
  const document = resourcesOf(target, mount);
  const state = await saveState(document, world.part(document.mount));
  return scenarioDocument(document.inference, { ...state, clock: clockOf(world), settings: settingsOf(target, world) });
}

function clockOf({ clock }: World): Scenario['clock'] {
  const { frozen, offset } = clock;
  if (frozen || offset === undefined) return { now: clock.timestamp(), frozen };
  const seconds = Math.round(offset / 1000);
  return seconds === 0 ? undefined : { now: `now${seconds < 0 ? '-' : '+'}PT${Math.abs(seconds)}S`, frozen };
}

function settingsOf({ initialSettings }: ControlTarget, { settings }: World): Scenario['settings'] {
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => initialSettings[name] !== value));
}

async function yamlResponse(file: JsonObject): Promise<ResponseOf<operations['saveScenario']>> {
  const { dump } = await import('js-yaml');
  return { status: 200, mediaType: YAML, body: dump(file, { noRefs: true, lineWidth: 120 }) };
}
