// What a world needs of the log that holds its state: the log of one process, or one that several processes share.
import type { Eventually } from '../eventually.ts';
import type { BaseState, PartState } from './commit.ts';
import type { History } from './history.ts';
import type { Store } from './store.ts';

export interface StateLog {
  /** The revision of the last commit. */
  readonly revision: number;
  readonly history: History;
  /** The store of a part. Another one after the state was replaced. @param part the mount of a document; undefined for the world itself */
  store(part: string | undefined): Store;
  /** The parts that have a store, the world itself excluded. */
  mounts(): readonly string[];
  state(): BaseState;
  /** Returns to the state after a commit. The commits after it never happened. Requests in progress finish on the old state. */
  rewind(revision: number): Eventually<void>;
  /** Replaces the whole state. Requests in progress finish on the old state and log nothing more. @param isReset to its initial state */
  replace(state: Pick<BaseState, 'parts'>, isReset?: boolean): Eventually<void>;
  /** Replaces the values of some parts. The others stay as they are, also for requests in progress. */
  restore(parts: readonly PartState[]): Eventually<void>;
  close(): Promise<void>;
}
