// What worlds begin with: a scenario of each document, and the settings of all documents together.
import type { Scenario } from '../resources/state/scenario.ts';
import type { Settings } from '../world-settings.ts';
import type { Scenarios } from './world.ts';

/** How worlds begin with one document. */
export interface InitialScenario {
  readonly mount: string;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** The scenario of a world that has none of its own; undefined if no option names one. */
  readonly scenario: Scenario | undefined;
  /** What a world without any scenario begins with; undefined for the initial state of the document. */
  readonly data: Scenario | undefined;
  /** Returns the name of the scenario that such a world begins with. */
  readonly firstScenario: ((settings: Settings) => string | undefined) | undefined;
}

/** @param base the settings that scenarios override */
export function openInitialScenarios(services: () => readonly InitialScenario[], base: Settings): Scenarios {
  let known = new Map<string | undefined, Settings>();
  let knownOf: readonly InitialScenario[] = [];
  return {
    find(mount, name, settings) {
      const service = services().find((one) => one.mount === mount);
      if (name !== undefined) return service?.scenarios.get(name);
      return service?.scenario ?? service?.scenarios.get(service.firstScenario?.(settings) ?? '') ?? service?.data;
    },
    settings(name) {
      if (knownOf !== services()) {
        knownOf = services();
        known = new Map();
      }
      let found = known.get(name);
      if (!found) {
        found = settingsOf(knownOf, base, name);
        known.set(name, found);
      }
      return found;
    },
    clock(name) {
      return services().flatMap((service) => chosenIn(service, name)?.clock ?? [])[0];
    },
  };
}

function settingsOf(services: readonly InitialScenario[], base: Settings, name: string | undefined): Settings {
  return Object.freeze(Object.assign({}, base, ...services.map((service) => chosenIn(service, name)?.settings)));
}

/** The scenario of a document by name, or the one that an option names. */
function chosenIn({ scenario, scenarios }: InitialScenario, name: string | undefined): Scenario | undefined {
  return name === undefined ? scenario : scenarios.get(name);
}
