// What one world has of its own, in place of what all worlds begin with.
import type { Settings } from '../world-settings.ts';

export interface OwnWorld {
  readonly seed?: number | undefined;
  readonly now?: Date | undefined;
  readonly scenario?: string | undefined;
  readonly settings?: Settings | undefined;
  /** The name of the test that the world is for. */
  readonly test?: string | undefined;
}
