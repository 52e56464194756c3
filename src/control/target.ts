// What the control API steers: a running server, as far as it needs to know of it.
import type { Contract } from '../contract/contract.ts';
import type { Convention } from '../conventions/convention.ts';
import type { Coverage } from '../report/coverage.ts';
import type { CountedViolation } from '../report/journal.ts';
import type { Report } from '../report/report.ts';
import type { Inference } from '../resources/infer.ts';
import type { Scenario } from '../resources/scenarios.ts';
import type { KnownSettings } from '../world-settings.ts';
import type { Worlds } from '../worlds/worlds.ts';

export interface ControlledDocument {
  /** The path that it is served under, empty for the root. */
  readonly mount: string;
  readonly contract: Contract;
  readonly inference: Inference;
  readonly convention: Convention;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly coverage: Coverage;
  /** Whether an operation has code of its own. */
  handles(operation: string): boolean;
}

export interface ControlTarget {
  readonly version: string;
  readonly worlds: Worlds;
  /** What may be set in worlds. */
  readonly knownSettings: KnownSettings;
  documents(): readonly ControlledDocument[];
  /** What broke the contract, in all worlds or in one. */
  violations(world: string | undefined): readonly (CountedViolation & { readonly world: string })[];
  forgetViolations(world: string | undefined): void;
  report(): Promise<Report>;
  /** Whether failures may be planned. */
  readonly faults: boolean;
}
