// The part of a running server that the control API uses.
import type { Contract } from '../contract/contract.ts';
import type { Convention } from '../conventions/convention.ts';
import type { DeclaredErrors } from '../conventions/declared-errors.ts';
import type { CountedViolation } from '../report/counted.ts';
import type { Coverage } from '../report/coverage.ts';
import type { MetricFamily } from '../report/metrics-text.ts';
import type { Report } from '../report/report.ts';
import type { Inference } from '../resources/infer/infer.ts';
import type { InspectedOperation } from '../resources/infer/inspect.ts';
import type { Scenario } from '../resources/state/scenario.ts';
import type { UsageRecorder } from '../usage/record-usage.ts';
import type { KnownSettings, Settings } from '../world-settings.ts';
import type { Worlds } from '../worlds/worlds.ts';

export interface ControlledDocument {
  /** The path under which the document is served. Empty for the root. */
  readonly mount: string;
  readonly contract: Contract;
  readonly inference: Inference;
  readonly convention: Convention;
  readonly declaredErrors: DeclaredErrors;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly coverage: Coverage;
}

/** How clients on other machines reach the server. */
export interface ServerAccess {
  /** Origins; none if only this machine can reach it. */
  readonly addresses: readonly string[];
  /** The token that gives them the control API; undefined if they cannot use it. */
  readonly token: string | undefined;
}

export interface ControlTarget {
  readonly version: string;
  readonly worlds: Worlds;
  /** The settings that worlds can have. */
  readonly knownSettings: KnownSettings;
  /** The settings of a world without a scenario. */
  readonly initialSettings: Settings;
  documents(): readonly ControlledDocument[];
  /** What each operation of the documents is understood to do. */
  inspect(): readonly InspectedOperation[];
  /** The contract violations of all worlds, or of one. */
  violations(world: string | undefined): readonly (CountedViolation & { readonly world: string })[];
  clearViolations(world: string | undefined): void;
  report(): Promise<Report>;
  /** Metrics of the requests and of the process. */
  metrics(): readonly MetricFamily[];
  /** What clients use. Undefined if it is not recorded. */
  readonly usage: UsageRecorder | undefined;
  /** Whether faults are allowed. */
  readonly faults: boolean;
  /** Whether the state is there after a restart. */
  readonly keepsState: boolean;
  access(): Promise<ServerAccess>;
}
