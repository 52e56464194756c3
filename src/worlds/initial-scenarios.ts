// What worlds begin with: of each document a scenario, and of all of them together what is set.
import type { Scenario } from '../resources/scenarios.ts';
import type { Settings } from '../world-settings.ts';
import type { Scenarios } from './world.ts';

/** How the worlds of one document begin. */
export interface InitialScenario {
  readonly mount: string;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** The scenario to begin with where a world has none of its own; undefined where nobody has said one. */
  readonly scenario: Scenario | undefined;
  /** The name of the scenario that it then begins with. */
  readonly firstScenario: ((settings: Settings) => string | undefined) | undefined;
}

/** @param base what is set where no scenario says otherwise */
export function openInitialScenarios(services: () => readonly InitialScenario[], base: Settings): Scenarios {
  let known = new Map<string | undefined, Settings>();
  let knownOf: readonly InitialScenario[] = [];
  return {
    find(mount, name, settings) {
      const service = services().find((one) => one.mount === mount);
      if (name !== undefined) return service?.scenarios.get(name);
      return service?.scenario ?? service?.scenarios.get(service.firstScenario?.(settings) ?? '');
    },
    settings(name) {
      if (knownOf !== services()) {
        knownOf = services();
        known = new Map();
      }
      const found = known.get(name) ?? begun(knownOf, base, name);
      known.set(name, found);
      return found;
    },
  };
}

function begun(services: readonly InitialScenario[], base: Settings, name: string | undefined): Settings {
  const told = services.map(({ scenario, scenarios }) => (name === undefined ? scenario : scenarios.get(name)));
  return Object.freeze(Object.assign({}, base, ...told.map((one) => one?.settings)));
}
